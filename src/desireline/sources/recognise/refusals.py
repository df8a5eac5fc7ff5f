"""Why a table cannot be read, what it looks like instead, and the way out."""

from desireline.sources.recognise.found import Found

__all__ = ["no_event", "no_rows", "no_time"]

_WHO = {"user_id": "user", "account_id": "account", "crm_id": "contact", "case_id": "case", "device_id": "device"}
_SHOWN = 4


def no_rows(source: str) -> str:
    """Return the sentence for a table without rows."""
    return f"{source} has no rows: nothing to read; give a file with a header and at least one row"


def no_time(found: Found) -> str:
    """Return the sentence for a table of which no column is a time."""
    return (
        f"no column of {found.source} looks like a time ({_looks_like(found)}): "
        "give the day of all its rows, or name the column that says it"
    )


def no_event(found: Found) -> str:
    """Return the sentence for a table in which nothing happens to anybody."""
    return (
        f"nothing in {found.source} looks like something that happened ({_looks_like(found)}; no column names a "
        "person, an event, an amount or an answer): if it is one, say what its columns are"
    )


def _looks_like(found: Found) -> str:
    periods = [column.name for column in found.columns if column.meaning.any("period") and column.numeric]
    tail = f"; '{periods[0]}' only holds numbers of {periods[0]}s" if periods and not found.times else ""
    told = found.names or found.amount or found.score or found.text
    if found.people:
        by = f"'{found.people[0].column}'"
        return (f"it names people by {by}" if told else f"it looks like a list of {_noun(found)}s by {by}") + tail
    numbered = [column for column in found.columns if column.meaning.any("id") and not column.meaning.any("time")]
    numbered.sort(key=lambda column: not column.meaning.any(found.subject.concept))
    if found.subject.things or (numbered and not found.text and found.subject.concept):
        column = f" by '{numbered[0].name}'" if numbered else ""
        return f"it looks like a list of {found.subject.noun}s{column}{tail}"
    names = ", ".join(column.name for column in found.columns[:_SHOWN])
    return f"its columns are {names}{', …' if len(found.columns) > _SHOWN else ''}{tail}"


def _noun(found: Found) -> str:
    return found.subject.noun if found.subject.people else _WHO.get(found.people[0].namespace, "customer")
