"""All guesses about a table put together: a mapping with its reasons, or a refusal with the way out."""

from typing import Literal

import msgspec

from desireline.sources.mapping import Mapping, NameRule
from desireline.sources.recognise.channels import ChannelGuess
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.event_ids import event_id
from desireline.sources.recognise.found import Found, look, without
from desireline.sources.recognise.model import Guess, Recognition, TableSample
from desireline.sources.recognise.moments import moment_name, moment_of, moments
from desireline.sources.recognise.refusals import no_event, no_rows, no_time
from desireline.sources.recognise.times import best_time, day_words, time_rule

__all__ = ["recognise"]

Carried = dict[Literal["value", "score", "text"], str]
"""Which moment, by its participle, the row's value, score and text belong to."""

_RELATED = 0.95  # of the rows with a text also have a score: the text explains the score
_MADE = ("created", "registered", "subscribed", "converted")
_ADS = ("spend", "impressions", "clicks")


def recognise(sample: TableSample, *, currency: str, at: bool = False) -> Recognition:
    """Return how the table would be read, with a reason for every decision, or why it cannot be and the way out.

    Names are understood in English, Traditional and Simplified Chinese, Russian and Hungarian; the contents of the
    rows looked at decide what names leave open. The answer is a proposal: a mapping file overrides it.

    Args:
        sample: the table's name and its first rows.
        currency: ISO 4217 code of the project, for amounts that name none.
        at: whether the day of all rows is given: then no column is read as the time.
    """
    columns = [Column(column) for column in sample.columns]
    if not any(column.rows for column in columns):
        return Recognition(mapping=None, guesses=[], refused=no_rows(sample.source))
    found = look(sample.source, columns, currency)
    if found.measures and found.times:
        return _as_measures(found)
    if at:
        found = msgspec.structs.replace(found, times=[], moments=[])
    elif not found.times:
        return Recognition(mapping=None, guesses=[], refused=no_time(found), cure="at")
    if not found.happens:
        return Recognition(mapping=None, guesses=[], refused=no_event(found), cure="mapping")
    return _as_events(found)


def _as_measures(found: Found) -> Recognition:
    time, reason, sure = best_time(found.times, of="measures")
    guesses = [Guess(role="time", columns=time.columns, reason=reason, sure=sure)]
    guesses += [
        Guess(role=f"measure:{one.rule.name}", columns=[one.rule.column], reason=one.reason) for one in found.measures
    ]
    channel = found.channel
    if channel.column is None and any(one.rule.name in _ADS for one in found.measures):
        rule = msgspec.structs.replace(channel.rule, const="ads")
        reason = "no column names a channel; spend, impressions and clicks are those of ads"
        channel = msgspec.structs.replace(channel, rule=rule, reason=reason)
    guesses.append(_channel_guess(channel))
    mapping = Mapping(
        kind="measures",
        time=time_rule(time, of="measures"),
        channel=channel.rule,
        measures=[one.rule for one in found.measures],
    )
    return Recognition(mapping=mapping, guesses=guesses)


def _as_events(found: Found) -> Recognition:
    carried = _carried(found)
    name, name_guesses = _name(found)
    number = (
        None if found.moments else event_id(without(found.columns, {one.column for one in found.people}), found.subject)
    )
    guesses = _time_guesses(found, carried) + name_guesses + _people_guesses(found)
    if number:
        guesses.append(Guess(role="id", columns=[number[0].name], reason=number[1]))
    guesses += [*_answer_guesses(found), _channel_guess(found.channel)]
    namespaces: dict[str, list[str]] = {}
    for one in found.people:
        namespaces.setdefault(one.namespace, []).append(one.column)
    mapping = Mapping(
        time=time_rule(found.times[0]) if found.times and not found.moments else None,
        moments=moments(found.moments, found.subject, carried),
        name=name,
        channel=found.channel.rule,
        identifiers=namespaces,
        id=number[0].name if number else None,
        value=found.amount.rule if found.amount else None,
        score=found.score.rule if found.score else None,
        text=found.text.rule if found.text else None,
    )
    return Recognition(mapping=mapping, guesses=guesses)


def _name(found: Found) -> tuple[NameRule, list[Guess]]:
    """Return the rule for the event's name, and the guess that tells of it; moments have names of their own."""
    if found.moments:
        return NameRule(), []
    if found.names:
        columns = [column.name for column in found.names.columns]
        return found.names.rule, [Guess(role="name", columns=columns, reason=found.names.reason, sure=found.names.sure)]
    const = _const_name(found)
    sold = found.subject.purchase or const == "order" or (found.amount is not None and found.amount.negative)
    refund = found.amount is not None and sold
    where = "the source's name" if found.subject.said else "the columns"
    reason = f"no column names events; every row is called '{const}', after {where}"
    reason += ", and 'refund' where its value is below zero" if refund else ""
    rule = NameRule(const=const, negative="refund" if refund else None)
    return rule, [Guess(role="name", columns=[], reason=reason, sure=bool(found.subject.concept))]


def _const_name(found: Found) -> str:
    noun = found.subject.noun
    if found.subject.people:
        said = found.times[0].meaning.concepts if found.times else ()
        return f"{noun} {next((concept for concept in said if concept in _MADE), 'noted')}"
    if not found.subject.concept and found.amount and found.people and not found.score:
        return "order"
    return noun


def _carried(found: Found) -> Carried:
    """Say which moment the row's value, score and text go with: the first, the last, and that of what they tell of."""
    carried: Carried = {}
    if not found.moments:
        return carried
    by_name = {column.name: column for column in found.columns}
    if found.amount:
        value = by_name[found.amount.rule.columns[0]]
        carried["value"] = moment_of(value, found.moments, found.columns, last=False)
    if found.score:
        carried["score"] = moment_of(found.score.column, found.moments, found.columns, last=True)
    if found.text:
        explains = found.score is not None and _explains(found.text.column, found.score.column)
        first = moment_of(found.text.column, found.moments, found.columns, last=False)
        carried["text"] = carried["score"] if explains else first
    return carried


def _explains(words: Column, answer: Column) -> bool:
    """Whether texts stand (nearly) only where a score does, and not in every row: then they are said with the score."""
    if words.meaning.any("csat", "nps", "ces", "rating", "score"):
        return True
    rows = [place for place, value in enumerate(words.values) if value is not None]
    both = sum(answer.values[place] is not None for place in rows)
    return bool(rows) and answer.filled < answer.rows and both >= _RELATED * len(rows)


def _time_guesses(found: Found, carried: Carried) -> list[Guess]:
    if not found.times:
        return [Guess(role="time", columns=[], reason="the day that was given, for every row")]
    if not found.moments:
        best, reason, sure = best_time(found.times)
        return [Guess(role="time", columns=best.columns, reason=reason, sure=sure)]
    guesses = []
    for moment in found.moments:
        time = moment.time
        where = " and ".join(f"'{name}'" for name in time.columns)
        seen = f"{time.written.words}, such as {time.example}" if time.filled else "empty so far, read as the others"
        reason = f"column {where}: {seen}; where it is filled there is an event '{moment_name(moment, found.subject)}'"
        carries = [what for what, verb in carried.items() if verb == moment.verb]
        reason += f", with the row's {' and '.join(carries)}" if carries else ""
        reason += day_words(time)
        sure = time.written.sure and time.filled > 0 and not time.written.days
        guesses.append(Guess(role="time", columns=time.columns, reason=reason, sure=sure))
    return guesses


def _people_guesses(found: Found) -> list[Guess]:
    if not found.people:
        reason = "no column identifies a person: the events are kept and counted, but belong to no customer"
        return [Guess(role="identifier", columns=[], reason=reason, sure=False)]
    return [
        Guess(role=f"identifier:{one.namespace}", columns=[one.column], reason=one.reason, sure=one.sure)
        for one in found.people
    ]


def _answer_guesses(found: Found) -> list[Guess]:
    guesses = []
    if found.amount:
        amount, currency = found.amount, found.amount.currency
        held = [currency.rule.column] if currency.rule.column else []
        guesses.append(Guess(role="value", columns=amount.rule.columns, reason=amount.reason, sure=amount.sure))
        guesses.append(Guess(role="currency", columns=held, reason=currency.reason, sure=currency.sure))
    if found.score:
        columns = [found.score.rule.column]
        guesses.append(Guess(role="score", columns=columns, reason=found.score.reason, sure=found.score.sure))
    if found.text:
        columns = [found.text.rule.column, *([found.text.rule.language] if found.text.rule.language else [])]
        guesses.append(Guess(role="text", columns=columns, reason=found.text.reason, sure=found.text.sure))
    return guesses


def _channel_guess(found: ChannelGuess) -> Guess:
    columns = [found.column] if found.column else []
    return Guess(role="channel", columns=columns, reason=found.reason, sure=found.sure)
