"""The map from data: stages × touchpoints, ways in and out, and where journeys leak."""

import numpy as np
from numpy.typing import NDArray

from desireline.base.i18n import Language, Translator
from desireline.journeys import Journeys, Kind
from desireline.journeys.memory import give_back
from desireline.journeys.narrowing import narrowed
from desireline.journeys.periods import normal_period
from desireline.journeys.selections import parse_selection, selection_text
from desireline.journeys.types import NO_STAGE, label_text
from desireline.maps.counting import MapNumbers, Scores, count_map
from desireline.maps.narrowed import first_event_us, narrowed_words
from desireline.render.journey_map.model import Cell, Edge, Leak, MapView, Score, StageColumn
from desireline.stats.intervals import mean_interval, wilson
from desireline.stats.shares import clustered_share, share_of

__all__ = ["map_from_data"]

_CELLS = 8
_EDGES = 3
_LEAKS = 3
_FEWEST_LOST = 5
_FEWEST_OTHERS = 30


def map_from_data(
    journeys: Journeys,
    *,
    project: str,
    journey: str | None = None,
    language: Language | None = None,
    where: str | None = None,
    period: str | None = None,
) -> MapView:
    """Draw up the map of a journey type from what customers did.

    Stages and touchpoints count the journeys that have an event there, and the customers of those journeys. The share going onward is
    that of finished journeys which, after first reaching the stage, reach a later one. A leak is a touchpoint after which journeys fall
    silent short of the goal; leaks are ranked by the goals lost there: journeys lost × the lower end of the interval of the share of
    the other finished journeys coming by that reach the goal (of all journeys, where fewer than 30 others came by; then no number is
    told).

    Args:
        journeys: the opened store.
        project: what the business is called.
        journey: the type's name; the settings' first where none is given.
        language: of the labels; the settings' where none is given.
        where: a selection to narrow the map to; it looks at all events, whatever the period.
        period: narrows it to the events of a period; journeys then end where it ends.

    Raises:
        InputError: the selection or the period cannot be read.
        NotFoundError: there is no such journey type, or the selection names something that does not exist.
    """
    from desireline.kernels.journeys import RECOVERED

    kind = journeys.kind(journey)
    say = Translator(language or journeys.settings.language, journeys.settings.time_zone)
    counted = narrowed(journeys, where, period)
    numbers = count_map(counted, kind)
    drawn = _Drawing(counted, kind, numbers, say)
    unstaged = drawn.cells(NO_STAGE)
    manifest = journeys.store.manifest
    journeys_in_all = int(numbers.outcomes.sum())
    view = MapView(
        project=project,
        journey=kind.name,
        label=drawn.journey_label(),
        language=say.lang,
        where=None if where is None else selection_text(parse_selection(where)),
        period=None if period is None else normal_period(period),
        narrowed=narrowed_words(journeys, where, period, say),
        time_zone=journeys.settings.time_zone,
        first_us=first_event_us(counted),
        last_us=None if manifest.ending.end_us is None else counted.end_us,
        events=counted.events,
        customers=counted.customers,
        anonymous_events=manifest.anonymous_events if counted.keep is None else None,
        journeys=journeys_in_all,
        open_journeys=journeys_in_all - numbers.finished_journeys,
        reached=clustered_share(numbers.finished_won, numbers.finished_journeys, numbers.finished_clusters)
        if kind.has_goal
        else None,
        recovered=int(numbers.outcomes[RECOVERED]),
        goals=kind.goals,
        gap_s=kind.gap_us / 1e6,
        stages=drawn.stages(),
        unstaged=unstaged[:_CELLS],
        unstaged_hidden=max(0, len(unstaged) - _CELLS),
        leaks=drawn.leaks(),
    )
    counted.forget()
    give_back()
    return view


class _Drawing:
    """Turns numbers into the parts of a map."""

    def __init__(self, journeys: Journeys, kind: Kind, numbers: MapNumbers, say: Translator) -> None:
        self._journeys = journeys
        self._kind = kind
        self._numbers = numbers
        self._say = say
        labels = {touchpoint.name: touchpoint.label for touchpoint in journeys.settings.touchpoints}
        self._labels = [
            say("map.other_touchpoints") if name is None else label_text(labels.get(name), name, say.lang)
            for name in numbers.shown.names
        ]
        self._names = numbers.shown.spelled(say, [stage.name for stage in kind.stages])
        self._stage_labels = [
            self._stage_label(stage.name, label_text(stage.label, stage.name, say.lang)) for stage in kind.stages
        ]

    def journey_label(self) -> str:
        label = label_text(self._kind.label, self._kind.name, self._say.lang)
        return self._worded(f"journey.{self._kind.name}", label, self._kind.name)

    def stages(self) -> list[StageColumn]:
        columns = []
        last = len(self._kind.stages) - 1
        for place, stage in enumerate(self._kind.stages):
            customers, journeys, finished, onward = (int(count) for count in self._numbers.by_stage[:, place])
            median_us = self._numbers.onward_median_us[place]
            cells = self.cells(place)
            inside = self._numbers.shown.stage == place
            columns.append(
                StageColumn(
                    stage=stage.name,
                    label=self._stage_labels[place],
                    icon=stage.icon or "flag",
                    customers=customers,
                    journeys=journeys,
                    onward=share_of(onward, finished) if place < last and self._goes_on(place) else None,
                    lost=int(self._numbers.lost[inside].sum()),
                    median_s=median_us / 1e6 if median_us is not None and place < last else None,
                    score=self._score(inside),
                    cells=cells[:_CELLS],
                    hidden=max(0, len(cells) - _CELLS),
                )
            )
        return columns

    def _goes_on(self, place: int) -> bool:
        """Say whether any touchpoint of the data lies in a later stage."""
        stage = self._numbers.shown.stage
        return bool(((stage > place) & (stage != NO_STAGE) & (self._numbers.events > 0)).any())

    def cells(self, stage: int) -> list[Cell]:
        own = [number for number in np.flatnonzero(self._numbers.shown.stage == stage) if self._numbers.events[number]]
        own.sort(key=lambda number: (-self._numbers.customers[number], self._labels[number]))
        return [self._cell(int(number)) for number in own]

    def leaks(self) -> list[Leak]:
        numbers = self._numbers
        most = int(numbers.lost_customers.max(initial=0))
        usual = wilson(numbers.finished_won, numbers.finished_journeys)[0] if numbers.finished_journeys else 0.0
        found: list[tuple[float, Leak]] = []
        for number, name in enumerate(numbers.shown.names):
            lost, finished, won = (int(array[number]) for array in (numbers.lost, numbers.finished, numbers.won))
            if name is None or lost < _FEWEST_LOST:
                continue
            told = finished - lost >= _FEWEST_OTHERS
            rate = wilson(won, finished - lost)[0] if told else usual
            stage = int(numbers.shown.stage[number])
            leak = Leak(
                touchpoint=name,
                label=self._labels[number],
                stage=self._kind.stages[stage].name if stage < len(self._kind.stages) else None,
                customers=int(numbers.lost_customers[number]),
                most=int(numbers.lost_customers[number]) == most,
                lost=share_of(lost, finished),
                goals_lost=lost * rate if told and won else None,
            )
            found.append((lost * rate, leak))
        found.sort(key=lambda pair: (-pair[0], -pair[1].customers, pair[1].touchpoint))
        return [leak for _, leak in found[:_LEAKS]] if self._kind.has_goal else []

    def _cell(self, number: int) -> Cell:
        numbers = self._numbers
        return Cell(
            touchpoint=self._names[number],
            label=self._labels[number],
            channel=self._channel(numbers.channel[number]),
            customers=int(numbers.customers[number]),
            journeys=int(numbers.came_by[number]),
            events=int(numbers.events[number]),
            lost=int(numbers.lost[number]),
            goal=numbers.shown.names[number] in self._kind.goals,
            score=self._score(np.arange(len(numbers.shown.names)) == number),
            ways_in=self._edges(numbers.edges[:, number], numbers.edge_customers[:, number]),
            ways_out=self._edges(numbers.edges[number], numbers.edge_customers[number]),
        )

    def _channel(self, events: NDArray[np.int64]) -> str:
        """Return the channel of most events; of equal ones the first by name, as numbers depend on what was imported first."""
        return min(zip(-events, self._journeys.channels, strict=True))[1]

    def _edges(self, counts: NDArray[np.int64], customers: NDArray[np.int64]) -> list[Edge]:
        """Return the commonest ways; of equal ones the first by name, starts and ends last."""
        width = len(self._numbers.shown.names)
        ways = [
            Edge(
                name=self._names[number] if number < width else None,
                label=self._labels[number] if number < width else "",
                count=int(counts[number]),
                customers=int(customers[number]),
            )
            for number in np.flatnonzero(counts).tolist()
        ]
        return sorted(ways, key=lambda way: (-way.count, way.name is None, way.name))[:_EDGES]

    def _score(self, touchpoints: NDArray[np.bool_]) -> Score | None:
        """Return the scores of some touchpoints, on the scale that most of them were given on."""
        used: list[tuple[Scores, int]] = [
            (scores, int(scores.answers[touchpoints].sum())) for scores in self._numbers.scores
        ]
        used = [(scores, answers) for scores, answers in used if answers]
        if not used:
            return None
        scores, answers = max(used, key=lambda pair: (pair[1], pair[0].scale))
        mean, low, high = mean_interval(
            float(scores.total[touchpoints].sum()), float(scores.squares[touchpoints].sum()), answers
        )
        bottom, top = scores.scale
        return Score(
            mean=mean, low=max(low, bottom), high=min(high, top), answers=answers, scale_min=bottom, scale_max=top
        )

    def _stage_label(self, name: str, label: str) -> str:
        return self._worded(f"stage.{name}", label, name)

    def _worded(self, key: str, label: str, name: str) -> str:
        """Return the word the language has for a name that nobody gave a label."""
        return self._say(key) if label == name and self._say.has(key) else label
