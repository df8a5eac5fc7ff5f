"""The numbers of a journey map, one customer after the other."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, mean, median

from desireline.base.settings.model import Settings
from logs import StoredEvent
from oracle.walks import Journey, journeys_of, rules_of

__all__ = ["CellNumbers", "LeakNumbers", "MapCounts", "StageNumbers", "count_map"]

Way = tuple[str | None, int, int]
"""The other touchpoint, times, customers."""


@dataclass(frozen=True)
class CellNumbers:
    """One touchpoint."""

    stage: str | None
    channel: str
    customers: int
    journeys: int
    events: int
    lost: int
    goal: bool
    answers: int
    mean: float | None
    ways_in: list[Way]
    ways_out: list[Way]


@dataclass(frozen=True)
class StageNumbers:
    """One stage."""

    customers: int
    journeys: int
    onward: tuple[int, int] | None
    median_s: float | None


@dataclass(frozen=True)
class LeakNumbers:
    """One touchpoint after which journeys fall silent."""

    touchpoint: str
    customers: int
    lost: tuple[int, int]
    goals_lost: float | None


@dataclass(frozen=True)
class MapCounts:
    """A whole map."""

    journeys: int
    open: int
    reached: tuple[int, int] | None
    recovered: int
    cells: dict[str, CellNumbers]
    stages: dict[str, StageNumbers]
    leaks: list[LeakNumbers]


@dataclass(frozen=True)
class _Walked:
    customer: int
    events: Sequence[StoredEvent]
    journey: Journey

    @property
    def all(self) -> Sequence[StoredEvent]:
        """The journey's events and its aftermath's."""
        return self.events[self.journey.first : self.journey.after]

    @property
    def way(self) -> Sequence[str]:
        """The touchpoints up to its end."""
        return [event.touchpoint for event in self.events[self.journey.first : self.journey.past]]


def count_map(
    customers: Sequence[Sequence[StoredEvent]], settings: Settings, names: Sequence[str], end: int | None = None
) -> MapCounts:
    """Count everything a map of the first journey type shows, leaks of any size included; `end` is that of the data."""
    rules = rules_of(settings, names)
    end = max((events[-1].ts for events in customers), default=0) if end is None else end
    walked = [
        _Walked(number, events, journey)
        for number, events in enumerate(customers)
        for journey in journeys_of([(event.ts, event.touchpoint) for event in events], rules, end)
    ]
    stage_of = {each.name: each.stage for each in settings.touchpoints}
    horizon = end - rules.gap
    finished = [one for one in walked if one.journey.outcome != "open" and one.all[0].ts <= horizon]
    won = [one for one in finished if one.journey.outcome != "missed"]
    seen = sorted({event.touchpoint for events in customers for event in events})
    return MapCounts(
        journeys=len(walked),
        open=len(walked) - len(finished),
        reached=(len(won), len(finished)) if rules.goals & set(names) else None,
        recovered=sum(one.journey.outcome == "recovered" for one in walked),
        cells={name: _cell(name, stage_of.get(name), customers, walked, goal=name in rules.goals) for name in seen},
        stages=_stages(walked, [stage.name for stage in settings.stages], stage_of, horizon, set(seen)),
        leaks=_leaks(seen, finished) if rules.goals & set(names) else [],
    )


def _cell(
    name: str, stage: str | None, customers: Sequence[Sequence[StoredEvent]], walked: list[_Walked], *, goal: bool
) -> CellNumbers:
    here = [(number, event) for number, events in enumerate(customers) for event in events if event.touchpoint == name]
    channels = Counter(event.channel for _, event in here)
    most = max(channels.values())
    scores: dict[tuple[float, float], list[float]] = defaultdict(list)
    for _, event in here:
        if event.score:
            scores[event.score[1:]].append(event.score[0])
    answers = max(scores.items(), key=lambda pair: (len(pair[1]), pair[0]))[1] if scores else []
    return CellNumbers(
        stage=stage,
        channel=min(channel for channel, count in channels.items() if count == most),
        customers=len({one.customer for one in walked if any(event.touchpoint == name for event in one.all)}),
        journeys=sum(any(event.touchpoint == name for event in one.all) for one in walked),
        events=len(here),
        lost=sum(one.journey.outcome == "missed" and one.way[-1] == name for one in walked),
        goal=goal,
        answers=len(answers),
        mean=round(mean(answers), 4) if answers else None,
        ways_in=_ways(walked, name, backwards=True),
        ways_out=_ways(walked, name, backwards=False),
    )


def _ways(walked: list[_Walked], name: str, *, backwards: bool) -> list[Way]:
    events: Counter[str | None] = Counter()
    people: dict[str | None, set[int]] = defaultdict(set)
    for one in walked:
        path: list[str | None] = [None, *(event.touchpoint for event in one.all), None]
        if backwards:
            path.reverse()
        for at in range(1, len(path) - 1):
            if path[at] == name:
                events[path[at + 1]] += 1
                people[path[at + 1]].add(one.customer)
    ways = [(other, count, len(people[other])) for other, count in events.items()]
    return sorted(ways, key=lambda way: (-way[1], way[0] is None, way[0] or ""))[:3]


def _stages(
    walked: list[_Walked], stages: list[str], stage_of: dict[str, str | None], horizon: int, seen: set[str]
) -> dict[str, StageNumbers]:
    found = {}
    for place, stage in enumerate(stages):
        later = set(stages[place + 1 :])
        people, journeys, finished, waits = set(), 0, 0, []
        for one in walked:
            times = [event.ts for event in one.all if stage_of.get(event.touchpoint) == stage]
            if not times:
                continue
            people.add(one.customer)
            journeys += 1
            if one.journey.outcome == "open" or one.all[0].ts > horizon or times[0] > horizon:
                continue
            finished += 1
            at = next(at for at, event in enumerate(one.all) if stage_of.get(event.touchpoint) == stage)
            onward = [event.ts for event in one.all[at:] if stage_of.get(event.touchpoint) in later]
            if onward:
                waits.append(onward[0] - times[0])
        found[stage] = StageNumbers(
            customers=len(people),
            journeys=journeys,
            onward=(len(waits), finished) if later & {stage_of.get(name) for name in seen} else None,
            median_s=median(waits) / 1e6 if waits else None,
        )
    return found


def _leaks(names: Sequence[str], finished: list[_Walked]) -> list[LeakNumbers]:
    """Return all leaks; tests let any number of others tell."""
    found: list[tuple[float, LeakNumbers]] = []
    winners = sum(one.journey.outcome != "missed" for one in finished)
    for name in names:
        came = [one for one in finished if name in one.way]
        lost = [one for one in came if one.journey.outcome == "missed" and one.way[-1] == name]
        others = [one for one in came if one not in lost]
        won = sum(one.journey.outcome != "missed" for one in others)
        if not lost:
            continue
        rate = _at_least(won, len(others)) if others else _at_least(winners, len(finished))
        leak = LeakNumbers(
            touchpoint=name,
            customers=len({one.customer for one in lost}),
            lost=(len(lost), len(came)),
            goals_lost=round(len(lost) * rate, 9) if won else None,
        )
        found.append((round(len(lost) * rate, 9), leak))
    found.sort(key=lambda pair: (-pair[0], -pair[1].customers, pair[1].touchpoint))
    return [leak for _, leak in found]


def _at_least(count: int, of: int) -> float:
    """Return the smaller root p of (count/of - p)² = z² p (1 - p) / of: the lower end of Wilson's interval."""
    z2 = NormalDist().inv_cdf(0.975) ** 2
    a, b, c = of + z2, -(2 * count + z2), count * count / of
    return 0.0 if count == 0 else (-b - sqrt(b * b - 4 * a * c)) / (2 * a)
