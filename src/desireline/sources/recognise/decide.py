"""All guesses about a table put together: a mapping with reasons, or a refusal with the way out."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from desireline.sources.mapping import Mapping, NameRule, TimeRule
from desireline.sources.recognise.amounts import Amount, amount
from desireline.sources.recognise.channels import ChannelGuess, channel
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.event_ids import event_id
from desireline.sources.recognise.event_names import EventNames, event_names
from desireline.sources.recognise.identifiers import identifiers
from desireline.sources.recognise.measures import MeasureGuess, measures
from desireline.sources.recognise.model import Guess, Recognition, TableSample
from desireline.sources.recognise.moments import MomentColumn, moment_columns, moment_name, moment_of, moments
from desireline.sources.recognise.people import Identifier
from desireline.sources.recognise.scores import Score, score
from desireline.sources.recognise.subjects import Subject, subject_of
from desireline.sources.recognise.texts import Text, text
from desireline.sources.recognise.times import TimeColumn, best_time, time_columns, time_rule

__all__ = ["recognise"]

_RELATED = 0.95  # of the rows with a text also have a score: the text explains the score
_PEOPLE_MADE = ("created", "registered", "subscribed", "converted")


_WHO = {"user_id": "user", "account_id": "account", "crm_id": "contact", "case_id": "case", "device_id": "device"}


class _Found(msgspec.Struct, kw_only=True):
    """What was found in a table, before it is written down."""

    source: str
    columns: list[Column]
    subject: Subject
    times: list[TimeColumn]
    people: list[Identifier]
    names: EventNames | None
    moments: list[MomentColumn]
    amount: Amount | None
    score: Score | None
    text: Text | None
    channel: ChannelGuess
    measures: list[MeasureGuess]


def recognise(sample: TableSample, *, currency: str, at: bool = False) -> Recognition:
    """Return how the table would be read, with a reason for every decision, or why it cannot be and the way out.

    Names are understood in English, Traditional and Simplified Chinese, Russian and Hungarian; contents of the rows
    looked at decide what names leave open. The answer is a proposal: a mapping file overrides it.

    Args:
        sample: the table's name and its first rows.
        currency: ISO 4217 code of the project, for amounts that name none.
        at: whether the user gave the day with `--at`, so that no column needs to be a time.
    """
    columns = [Column(column) for column in sample.columns]
    if not columns or not any(column.rows for column in columns):
        return _refusal(f"{sample.source} has no rows: nothing to read; give a file with a header and at least one row")
    found = _look(sample.source, columns, currency)
    if found.measures and found.times and not found.people:
        return _as_measures(found)
    if at:
        found.times, found.moments = [], []
    elif not found.times:
        return _refusal(_no_time(found))
    if not _happens(found):
        return _refusal(_no_event(found))
    return _as_events(found, at=at)


def _look(source: str, columns: list[Column], currency: str) -> _Found:
    """Ask each role in turn; a column taken by one is not offered to the next."""
    subject = subject_of(source, columns)
    times = time_columns(columns, subject)
    taken = {name for time in times for name in time.columns}
    people = identifiers(_without(columns, taken), subject)
    taken |= {one.column for one in people}
    names = event_names(_without(columns, taken), subject)
    taken |= {column.name for column in names.columns} if names else set()
    rest = _without(columns, taken)
    in_text = text(rest, subject)
    rest = _without(rest, {in_text.rule.column} if in_text else set())
    scored = score(rest, subject)
    rest = _without(rest, {scored.rule.column} if scored else set())
    return _Found(
        source=source,
        columns=columns,
        subject=subject,
        times=times,
        people=people,
        names=names,
        moments=[] if names else moment_columns(times, columns, subject),
        amount=amount(rest, subject, currency, named=names is not None),
        score=scored,
        text=in_text,
        channel=channel(source, columns, subject, names=names.columns[0] if names else None),
        measures=[] if names else measures(rest, subject),
    )


def _without(columns: Sequence[Column], taken: set[str]) -> list[Column]:
    return [column for column in columns if column.name not in taken]


def _happens(found: _Found) -> bool:
    """Whether something happens in the table: to a person, or with a name, a value, a score or words of its own."""
    told = found.names or found.amount or found.score or found.text
    return bool(found.people or (told and not found.subject.things))


def _refusal(why: str) -> Recognition:
    return Recognition(mapping=None, guesses=[], refused=why)


def _no_time(found: _Found) -> str:
    return (
        f"no column of {found.source} looks like a time ({_looks_like(found)}): "
        "give the day with --at 2026-01-31, or name the column in a mapping file"
    )


def _no_event(found: _Found) -> str:
    return (
        f"nothing in {found.source} looks like something that happened ({_looks_like(found)}; no column names a person, an event, "
        "an amount or an answer): if it is one, name its columns in a mapping file"
    )


def _looks_like(found: _Found) -> str:
    """Say what the table looks like instead."""
    periods = [column.name for column in found.columns if column.meaning.any("period") and column.numeric]
    tail = f"; '{periods[0]}' only holds numbers of {periods[0]}s" if periods and not found.times else ""
    if found.people and not found.names and not found.amount and not found.score and not found.text:
        return f"it looks like a list of {_noun(found)}s by '{found.people[0].column}'" + tail
    if found.people:
        return f"it names people by '{found.people[0].column}'" + tail
    keys = [column for column in found.columns if column.meaning.any("id") and not column.meaning.any("time")]
    keys.sort(key=lambda column: not column.meaning.any(found.subject.concept))
    if found.subject.things or (keys and not found.text and found.subject.concept):
        return f"it looks like a list of {found.subject.noun}s" + (f" by '{keys[0].name}'" if keys else "") + tail
    return (
        f"its columns are {', '.join(column.name for column in found.columns[:4])}{', …' if len(found.columns) > 4 else ''}"
        + tail
    )


def _noun(found: _Found) -> str:
    return found.subject.noun if found.subject.people else _WHO.get(found.people[0].namespace, "customer")


def _as_measures(found: _Found) -> Recognition:
    time, reason, sure = best_time(found.times)
    guesses = [Guess(role="time", columns=time.columns, reason=reason, sure=sure)]
    for one in found.measures:
        guesses.append(Guess(role=f"measure:{one.rule.name}", columns=[one.rule.column], reason=one.reason))
    rule = found.channel
    if rule.column is None and any(one.rule.name in ("spend", "impressions", "clicks") for one in found.measures):
        rule = msgspec.structs.replace(
            rule,
            rule=msgspec.structs.replace(rule.rule, const="ads"),
            reason="no column names a channel; spend and impressions are those of ads",
        )
    guesses.append(_channel_guess(rule))
    mapping = Mapping(
        kind="measures", time=time_rule(time), channel=rule.rule, measures=[one.rule for one in found.measures]
    )
    return Recognition(mapping=mapping, guesses=guesses)


def _channel_guess(found: ChannelGuess) -> Guess:
    return Guess(role="channel", columns=[found.column] if found.column else [], reason=found.reason, sure=found.sure)


def _as_events(found: _Found, *, at: bool) -> Recognition:
    guesses: list[Guess] = []
    carried = _carried(found)
    time: TimeRule | None = None
    if found.moments:
        guesses += _moment_guesses(found, carried)
    elif found.times:
        best, reason, sure = best_time(found.times)
        time = time_rule(best)
        guesses.append(Guess(role="time", columns=best.columns, reason=reason, sure=sure))
    elif at:
        guesses.append(Guess(role="time", columns=[], reason="the day given with --at, for every row"))
    name, name_guess = _name(found)
    guesses += [name_guess] if name_guess else []
    guesses += [
        Guess(role=f"identifier:{one.namespace}", columns=[one.column], reason=one.reason, sure=one.sure)
        for one in found.people
    ]
    if not found.people:
        why = "no column identifies a person: the events are kept and counted, but belong to no customer"
        guesses.append(Guess(role="identifier", columns=[], reason=why, sure=False))
    number = (
        None
        if found.moments
        else event_id(_without(found.columns, {one.column for one in found.people}), found.subject)
    )
    if number:
        guesses.append(Guess(role="id", columns=[number[0].name], reason=number[1]))
    guesses += _carried_guesses(found)
    guesses.append(_channel_guess(found.channel))
    mapping = Mapping(
        time=time,
        moments=moments(found.moments, found.subject, carried),
        name=name,
        channel=found.channel.rule,
        identifiers=_namespaces(found.people),
        id=number[0].name if number else None,
        value=found.amount.rule if found.amount else None,
        score=found.score.rule if found.score else None,
        text=found.text.rule if found.text else None,
    )
    return Recognition(mapping=mapping, guesses=guesses)


def _namespaces(people: Sequence[Identifier]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in people:
        found.setdefault(one.namespace, []).append(one.column)
    return found


def _name(found: _Found) -> tuple[NameRule, Guess | None]:
    """Return the rule for the event's name, and the guess that tells of it; moments have names of their own."""
    if found.moments:
        return NameRule(), None
    if found.names:
        columns = [column.name for column in found.names.columns]
        return found.names.rule, Guess(role="name", columns=columns, reason=found.names.reason, sure=found.names.sure)
    noun = found.subject.noun
    verb = (
        next((concept for concept in found.times[0].meaning.concepts if concept in _PEOPLE_MADE), None)
        if found.times
        else None
    )
    const = f"{noun} {verb or 'noted'}" if found.subject.people else noun
    if not found.subject.concept and found.amount and found.people and not found.score:
        const = "order"
    refund = (
        found.subject.purchase or const == "order" or (found.amount is not None and found.amount.negative)
    ) and found.amount is not None
    where = "the source's name" if found.subject.said else "the columns"
    reason = f"no column names events; every row is called '{const}', after {where}" + (
        ", and 'refund' where its value is below zero" if refund else ""
    )
    rule = NameRule(const=const, negative="refund" if refund else None)
    return rule, Guess(role="name", columns=[], reason=reason, sure=bool(found.subject.concept))


def _carried(found: _Found) -> dict[Literal["value", "score", "text"], str]:
    """Say which moment the row's value, score and text go with."""
    carried: dict[Literal["value", "score", "text"], str] = {}
    if not found.moments:
        return carried
    by_name = {column.name: column for column in found.columns}
    if found.amount:
        carried["value"] = moment_of(by_name[found.amount.rule.columns[0]], found.moments, found.columns, last=False)
    if found.score:
        carried["score"] = moment_of(found.score.column, found.moments, found.columns, last=True)
    if found.text:
        explains = found.score is not None and _explains(found.text.column, found.score.column)
        carried["text"] = (
            carried["score"] if explains else moment_of(found.text.column, found.moments, found.columns, last=False)
        )
    return carried


def _explains(words: Column, answer: Column) -> bool:
    """Whether texts stand (nearly) only where a score does, and not in every row: then they are said with the score."""
    if words.meaning.any("csat", "nps", "ces", "rating", "score"):
        return True
    rows = [place for place, value in enumerate(words.values) if value is not None]
    both = sum(answer.values[place] is not None for place in rows)
    return bool(rows) and answer.filled < answer.rows and both >= _RELATED * len(rows)


def _moment_guesses(found: _Found, carried: dict[Literal["value", "score", "text"], str]) -> list[Guess]:
    guesses = []
    for moment in found.moments:
        time = moment.time
        carries = [what for what, verb in carried.items() if verb == moment.verb]
        where = " and ".join(f"'{name}'" for name in time.columns)
        seen = (
            f"{time.written.words}, such as {time.example}"
            if time.filled
            else "empty in the rows looked at, read as the others"
        )
        reason = f"column {where}: {seen}; each one filled becomes an event '{moment_name(moment, found.subject)}'"
        reason += f", with the row's {' and '.join(carries)}" if carries else ""
        guesses.append(
            Guess(role="time", columns=time.columns, reason=reason, sure=time.written.sure and time.filled > 0)
        )
    return guesses


def _carried_guesses(found: _Found) -> list[Guess]:
    guesses = []
    if found.amount:
        rule = found.amount.rule
        guesses.append(Guess(role="value", columns=rule.columns, reason=found.amount.reason, sure=found.amount.sure))
        held = [rule.currency.column] if rule.currency.column else []
        guesses.append(
            Guess(role="currency", columns=held, reason=found.amount.currency.reason, sure=found.amount.currency.sure)
        )
    if found.score:
        guesses.append(
            Guess(role="score", columns=[found.score.rule.column], reason=found.score.reason, sure=found.score.sure)
        )
    if found.text:
        columns = [found.text.rule.column] + ([found.text.rule.language] if found.text.rule.language else [])
        guesses.append(Guess(role="text", columns=columns, reason=found.text.reason, sure=found.text.sure))
    return guesses
