"""What came into the log: imports, their rejected rows, sources and how fresh each is."""

import csv
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import NotFoundError
from desireline.events import EventLog, ImportRecord, Part, classes
from desireline.sources.rejects import Reject

__all__ = ["ImportSummary", "RejectPage", "SourceFacts", "import_summaries", "rejects_of", "source_facts"]

_LONGEST = 1 << 24  # letters of a rejected row; the module's own limit is lower


class ImportSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One import."""

    id: int
    at_us: Annotated[int, Meta(description="When: µs since 1970, UTC.")]
    source: str
    files: Annotated[list[str], Meta(description="Names, without the folders they lay in.")]
    rows: Annotated[int, Meta(description="Rows read.")]
    events: Annotated[int, Meta(description="Events added.")]
    measures: Annotated[int, Meta(description="Measures added.")]
    repeats: Annotated[
        int, Meta(description="Rows identical to an earlier row of the same file; kept, and in `events`.")
    ]
    known: Annotated[int, Meta(description="Events the log had already; not added again.")]
    erased: Annotated[int, Meta(description="Events of people who had been erased before; left out.")]
    erased_since: Annotated[int, Meta(description="Events whose customers were erased since; `events` counts them.")]
    rejected: Annotated[int, Meta(description="Rows that could not be placed.")]
    has_rejects: Annotated[bool, Meta(description="Whether those rows can be looked at.")]
    first_us: Annotated[
        int | None, Meta(description="Its earliest event: µs since 1970, UTC; null where it added none.")
    ]
    last_us: Annotated[int | None, Meta(description="Its latest event.")]
    undone_us: Annotated[int | None, Meta(description="When it was taken back; null where it stands.")]


class RejectPage(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of an import that could not be placed."""

    count: Annotated[int, Meta(description="How many in all.")]
    rows: Annotated[list[Reject], Meta(description="In the order of the files.")]


class SourceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What one source has given."""

    source: str
    imports: Annotated[int, Meta(description="Imports that stand.")]
    events: int
    measures: int
    channels: Annotated[dict[str, int], Meta(description="Events by channel, most first.")]
    namespaces: Annotated[list[str], Meta(description="The kinds of identifier its events carry.")]
    first_us: Annotated[int | None, Meta(description="The earliest event or measure: µs since 1970, UTC.")]
    last_us: Annotated[int | None, Meta(description="The latest: how fresh the source is.")]
    imported_us: Annotated[int, Meta(description="When something last came from it.")]


def import_summaries(log: EventLog) -> list[ImportSummary]:
    """Return all imports, the newest first, those taken back included."""
    parts: dict[int, list[Part]] = {}
    for part in [*log.parts("events"), *log.parts("measures")]:
        parts.setdefault(part.import_id, []).append(part)
    return [_summary(log, record, parts.get(record.id, [])) for record in reversed(log.imports())]


def rejects_of(log: EventLog, import_id: int, first: int, most: int) -> RejectPage:
    """Return a page of the rows of an import that could not be placed.

    Raises:
        NotFoundError: there is no such import, or its rejected rows are gone.
    """
    record = next((record for record in log.imports() if record.id == import_id), None)
    if record is None:
        raise NotFoundError(f"there is no import {import_id}: GET /api/imports lists those there are")
    if record.rejects_file is None:
        return RejectPage(count=0, rows=[])
    csv.field_size_limit(_LONGEST)
    try:
        with (log.rejects / record.rejects_file).open(newline="", encoding="utf-8") as file:
            rows = list(islice(csv.DictReader(file), first, first + most))
    except FileNotFoundError as error:
        raise NotFoundError(
            f"the rejected rows of import {import_id} are gone ({record.rejects_file}): import its files again"
        ) from error
    return RejectPage(
        count=record.rejected,
        rows=[
            Reject(file=Path(row["file"]).name, line=int(row["line"]), reason=row["reason"], row=row["row"])
            for row in rows
        ],
    )


def source_facts(log: EventLog) -> list[SourceFacts]:
    """Return what each source has given, by name."""
    records = [record for record in log.imports() if record.undone_us is None]
    parts = [*log.parts("events"), *log.parts("measures")]
    found = []
    for source in sorted({record.source for record in records}):
        own = [part for part in parts if part.source == source]
        channels: dict[str, int] = {}
        for part in own:
            for row in classes(log, part).to_pylist() if part.kind == "events" else []:
                channels[row["channel"]] = channels.get(row["channel"], 0) + row["events"]
        found.append(
            SourceFacts(
                source=source,
                imports=sum(record.source == source for record in records),
                events=sum(part.rows for part in own if part.kind == "events"),
                measures=sum(part.rows for part in own if part.kind == "measures"),
                channels=dict(sorted(channels.items(), key=lambda pair: (-pair[1], pair[0]))),
                namespaces=sorted({name for part in own for name in part.namespaces}),
                first_us=_first(own),
                last_us=_last(own),
                imported_us=max(record.at_us for record in records if record.source == source),
            )
        )
    return found


def _summary(log: EventLog, record: ImportRecord, parts: list[Part]) -> ImportSummary:
    return ImportSummary(
        id=record.id,
        at_us=record.at_us,
        source=record.source,
        files=[Path(name).name for name in record.files],
        rows=record.rows,
        events=record.events,
        measures=record.measures,
        repeats=record.repeats,
        known=record.known,
        erased=record.erased,
        erased_since=record.erased_since,
        rejected=record.rejected,
        has_rejects=record.rejects_file is not None and (log.rejects / record.rejects_file).exists(),
        first_us=_first(parts),
        last_us=_last(parts),
        undone_us=record.undone_us,
    )


def _first(parts: list[Part]) -> int | None:
    return min((part.first_us for part in parts if part.first_us is not None), default=None)


def _last(parts: list[Part]) -> int | None:
    return max((part.last_us for part in parts if part.last_us is not None), default=None)
