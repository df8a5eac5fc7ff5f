"""From names to touchpoints: each name its own, unless only spelled differently, a long tail, or split by channel."""

import re
from collections import Counter, defaultdict

from desireline.base.settings.covering import takes
from desireline.base.settings.model import CHANNELS, Settings, When
from desireline.journeys.suggest.group import Group
from desireline.journeys.suggest.lexicon import read_name
from desireline.journeys.suggest.model import NameStats
from desireline.journeys.suggest.tails import MOST_NAMES, patterns

__all__ = ["group_names"]

_LONGEST = 120
_JOINT = re.compile(r"(?<=[^\W_])[\s_-]+(?=[^\W_])")
_DIGITS_APART = re.compile(r"\d[\s_-]+\d")


def group_names(names: list[NameStats], settings: Settings) -> tuple[list[Group], list[str]]:
    """Return what becomes a touchpoint, and the names that get no rule because there are too many.

    Names that a rule of the settings takes already form the group of that touchpoint. Different names are never put
    together, but for exact synonyms (letter case, spaces, `_` and `-` only) and long tails.
    """
    ready, rest = _by_settings(names, settings)
    events: Counter[str] = Counter()
    for row in rest:
        events[row.name] += row.events
    most = max(0, MOST_NAMES - len(settings.touchpoints))
    pattern_of = patterns(events, most)
    alike: defaultdict[str, list[NameStats]] = defaultdict(list)
    for row in rest:
        alike[pattern_of.get(row.name) or f"={_spelling(row.name)}"].append(row)
    taken = {touchpoint.name for touchpoint in settings.touchpoints}
    made: list[Group] = []
    for key in sorted(alike, key=lambda key: (-sum(row.events for row in alike[key]), key)):
        made += _touchpoints(alike[key], None if key.startswith("=") else key, taken)
    rare = [group for group in made[most:] if group.why == "own" and not _tells(group)]
    kept = [group for index, group in enumerate(made) if index < most or group.why != "own" or _tells(group)]
    return [*ready, *sorted(kept, key=_order)], [group.names[0] for group in rare]


def _tells(group: Group) -> bool:
    return group.reading is not None and group.reading.concept.kind in ("goal", "recovery")


def _by_settings(names: list[NameStats], settings: Settings) -> tuple[list[Group], list[NameStats]]:
    taken: defaultdict[str, list[NameStats]] = defaultdict(list)
    rest: list[NameStats] = []
    for row in names:
        for touchpoint in settings.touchpoints:
            if takes(touchpoint.when, channel=row.channel, name=row.name, source=row.source):
                taken[touchpoint.name].append(row)
                break
        else:
            rest.append(row)
    stages = {touchpoint.name: touchpoint.stage for touchpoint in settings.touchpoints}
    groups = [
        Group(
            touchpoint=name,
            rows=rows,
            reading=read_name(rows[0].name, rows[0].channel),
            why="settings",
            stage=stages[name],
        )
        for name, rows in taken.items()
    ]
    return groups, rest


def _spelling(name: str) -> str:
    """Return what two spellings of one name share; names with numbers apart or slashes are only themselves."""
    if "/" in name or "*" in name or _DIGITS_APART.search(name):
        return name
    return _JOINT.sub("", name.strip()).casefold()


def _touchpoints(rows: list[NameStats], pattern: str | None, taken: set[str]) -> list[Group]:
    if pattern is not None:
        name = _free(pattern, taken)
        reading = read_name(pattern.replace("*", " "), rows[0].channel)
        return [Group(touchpoint=name, rows=rows, when=When(name=pattern), reading=reading, why="pattern")]
    whole = Group(touchpoint="", rows=rows)
    spellings = whole.names
    by_meaning: defaultdict[str, list[NameStats]] = defaultdict(list)
    for row in rows:
        reading = read_name(row.name, row.channel)
        by_meaning[reading.concept.id if reading else ""].append(row)
    if len({row.channel for row in rows}) > 1 and len(by_meaning) > 1:
        return [_of_channels(part, spellings, taken) for part in by_meaning.values()]
    when = None if "*" in spellings[0] else When(name=spellings if len(spellings) > 1 else spellings[0])
    return [
        Group(
            touchpoint=_free(spellings[0], taken),
            rows=rows,
            when=when,
            reading=read_name(spellings[0], whole.channel),
            why="spellings" if len(spellings) > 1 else "own",
        )
    ]


def _of_channels(rows: list[NameStats], spellings: list[str], taken: set[str]) -> Group:
    part = Group(touchpoint="", rows=rows)
    channels = [channel for channel in CHANNELS if any(row.channel == channel for row in rows)]
    when = When(
        channel=channels if len(channels) > 1 else channels[0],  # type: ignore[arg-type]  # from the list of channels
        name=spellings if len(spellings) > 1 else spellings[0],
    )
    name = _free(f"{spellings[0]} ({part.channel})", taken)
    return Group(touchpoint=name, rows=rows, when=when, reading=read_name(part.names[0], part.channel), why="channels")


def _free(name: str, taken: set[str]) -> str:
    """Return an allowed name for a touchpoint that no other has yet, and note it as taken."""
    clean = " ".join(re.sub(r"\s*/\s*", " \u203a ", name.strip("/ \t\r\n")).split())[:_LONGEST].strip() or "(no name)"
    free, number = clean, 2
    while free in taken:
        free = f"{clean[: _LONGEST - 6]} ({number})"
        number += 1
    taken.add(free)
    return free


def _order(group: Group) -> tuple[bool, int, int, str]:
    """Rules with `*` stand last, the narrowest first, so that none takes the events of another."""
    pattern = group.when.name if group.why == "pattern" and group.when else None
    if isinstance(pattern, str):
        return True, pattern.count("*") - len(pattern), pattern.count("*"), group.touchpoint
    return False, -group.events, 0, group.touchpoint
