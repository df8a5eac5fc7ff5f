"""Which channel things happened through: a column that says so, else one channel for the whole table."""

from collections.abc import Sequence

import msgspec

from desireline.base.settings.model import Channel
from desireline.sources.mapping import ChannelRule
from desireline.sources.recognise.channel_words import channel_named
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning, meaning, words
from desireline.sources.recognise.subjects import Subject

__all__ = ["ChannelGuess", "channel"]

_PLATFORMS: dict[str, Channel] = {"web": "web", "ios": "app", "android": "app"}
_APP_WORDS = frozenset({"song", "artist", "playlist", "podcast", "episode", "game", "sdk", "screen"})
_WEB_WORDS = frozenset({"url", "browser", "useragent", "referrer", "referer", "landing", "href", "cookie"})
_WEB_EVENTS = frozenset(
    {"page", "catalog", "product", "cart", "view", "checkout", "login", "home", "search", "click", "purchase", "signup"}
)
_LETTERS = frozenset({"sent", "opened", "clicked", "bounced", "unsubscribed", "delivered", "email"})
_TOO_LITTLE = frozenset({"shop", "store", "retail", "branch", "form", "line", "x", "unknown", "meeting", "paid"})
"""Words of channels that say too little in a source's name: a `shop` is on the web or in the street."""
_KNOWN = 0.6  # of the rows must name a channel we know
_MOST_VALUES = 200
_SHOWN = 6

Const = tuple[Channel, str, bool]
"""The one channel of a table, what says so, and whether that is sure."""


class ChannelGuess(msgspec.Struct, frozen=True, kw_only=True):
    """The channel and why."""

    rule: ChannelRule
    column: str | None
    reason: str
    sure: bool


def channel(source: str, columns: Sequence[Column], subject: Subject, *, names: Column | None) -> ChannelGuess:
    """Return the channel; `names` is the column that names the events, where there is one."""
    const, why, sure = _const(source, columns, subject, names)
    ranked = [(rank, column) for column in columns if (rank := _rank(column, subject, names=names is not None))]
    if not ranked:
        reason = f"no column names a channel; {why}"
        return ChannelGuess(rule=ChannelRule(const=const), column=None, reason=reason, sure=sure)
    rank, column = max(ranked, key=lambda pair: pair[0])
    return _by_column(column, const, certain=rank > 1)


def _by_column(column: Column, const: Channel, *, certain: bool) -> ChannelGuess:
    seen = column.distinct[:_MOST_VALUES]
    values = {value: found for value in seen if (found := channel_named(value)) is not None}
    unknown = [value for value in seen if value not in values]
    shown = ", ".join(f"{value} is {found}" for value, found in list(values.items())[:_SHOWN])
    reason = f"column '{column.name}': its values name channels ({shown})"
    if unknown:
        named = ", ".join(f"'{value[:30]}'" for value in unknown[:5])
        reason += f"; {named} {'is' if len(unknown) == 1 else 'are'} none we know, taken as {const}"
    if column.meaning.any("platform"):  # few rows of an app may stand far from the beginning
        upper = all(value == value.upper() for value in values)
        small = {value.casefold() for value in values}
        values |= {(one.upper() if upper else one): found for one, found in _PLATFORMS.items() if one not in small}
    rule = ChannelRule(column=column.name, values=values, const=const)
    return ChannelGuess(rule=rule, column=column.name, reason=reason, sure=certain and not unknown)


def _rank(column: Column, subject: Subject, *, names: bool) -> float:
    """Say how likely a column names the channel; 0 where it does not. Campaigns' media only count for visits."""
    rank = _name_rank(column.meaning, subject, names=names)
    if not rank or column.empty or column.type != "text":
        return 0.0
    known = sum(count for value, count in column.counts.items() if channel_named(value) is not None)
    return rank if known >= _KNOWN * column.filled else 0.0


def _name_rank(says: Meaning, subject: Subject, *, names: bool) -> float:
    if says.any("id", "time", "count", "duration", "unsubscribed"):
        return 0.0
    plain = says.only("source", "name", subject.concept or "source") and says.any("source") and not subject.people
    medium = says.any("medium") and not says.any("previous", "updated")
    ranks = [
        (says.any("channel"), 3.0 - 0.2 * says.extra),
        (says.only("platform"), 2.0),
        (plain and not names, 1.5),
        (medium and not names, 1.0 - 0.1 * says.extra),
    ]
    return next((rank for holds, rank in ranks if holds), 0.0)


def _const(source: str, columns: Sequence[Column], subject: Subject, names: Column | None) -> Const:
    if subject.purchase and subject.concept != "receipt" and any(_is_store(column.meaning) for column in columns):
        return "store", "rows name a store, so it happened in one", False
    if subject.channel is not None:
        told = "the source's name says" if subject.said else "the columns say"
        return subject.channel, f"{told} {subject.noun}s, so {subject.channel}", subject.said
    return (
        _by_source(source)
        or _by_events(names)
        or (None if subject.people else _by_other_columns(columns))
        or _by_web_events(names)
        or ("other", "and nothing else says one", False)
    )


def _by_source(source: str) -> Const | None:
    for word in words(source):
        if word not in _TOO_LITTLE and (named := channel_named(word)) is not None:
            return named, f"the source's name says {word}", True
    return None


def _by_other_columns(columns: Sequence[Column]) -> Const | None:
    spelled = {word for column in columns for word in column.meaning.words}
    if len(spelled & _APP_WORDS) > 1:
        return "app", f"columns such as {', '.join(sorted(spelled & _APP_WORDS))} are those of an app", False
    if spelled & _WEB_WORDS or any(column.meaning.any("session", "page", "anonymous") for column in columns):
        return "web", "the columns are those of a website's visits", False
    return None


def _by_events(names: Column | None) -> Const | None:
    if names is None or names.empty:
        return None
    said = {concept for value in names.distinct[:_MOST_VALUES] for concept in meaning(value).concepts}
    if said and said <= _LETTERS:
        return "email", f"the events in '{names.name}' are those of letters", True
    return None


def _by_web_events(names: Column | None) -> Const | None:
    if names is None:
        return None
    said = {word.rstrip("0123456789s") for value in names.distinct[:_MOST_VALUES] for word in words(value)}
    if len(said & _WEB_EVENTS) > 1:
        return "web", f"the events in '{names.name}' are those of a website or shop", False
    return None


def _is_store(says: Meaning) -> bool:
    return says.any("store") and says.only("store", "id", "number", "name")
