"""Whom a number of a map counted."""

import numpy as np

from desireline.analyses import (
    Cell,
    Members,
    all_customers,
    all_events,
    by_outcome,
    counts,
    customers_where,
    customers_with,
    events_of,
    journeys_where,
    no_such_cell,
    parse_cell,
)
from desireline.base.i18n import Translator
from desireline.journeys import Journeys
from desireline.journeys.memory import give_back
from desireline.journeys.narrowing import narrowed
from desireline.journeys.splitting import horizon_us
from desireline.maps.picking import Chosen, Touchpoints, came, events_at, finished_came, lost, onward, scored, steps
from desireline.maps.shown import shown_touchpoints
from desireline.render.journey_map.model import Cell as MapCell
from desireline.render.journey_map.model import Leak, MapView, Score, StageColumn

__all__ = ["open_map"]


def open_map(journeys: Journeys, view: MapView, cell: str | Cell) -> Members:
    """Return exactly those that a number of a map counted.

    Args:
        journeys: those the map was drawn from, as they were given to `map_from_data`.
        view: the map.
        cell: where the number stands in it: `/customers`, `/stages/0/cells/1/customers`, `/leaks/0/lost/count`.

    Raises:
        NotFoundError: no count stands there.
    """
    path = parse_cell(cell) if isinstance(cell, str) else cell
    if path not in {count.cell for count in counts(view)}:
        raise no_such_cell(path, view)
    members = _Opening(journeys, view).members(path)
    give_back()
    return members


class _Opening:
    """The journeys of a map, narrowed as it is, and what its parts stand for in them."""

    def __init__(self, journeys: Journeys, view: MapView) -> None:
        self._view = view
        self._journeys = narrowed(journeys, view.where, view.period)
        self._kind = journeys.kind(view.journey if view.journey in journeys.settings.journeys else None)
        self._horizon = horizon_us(self._journeys, self._kind)
        self._shown = shown_touchpoints(self._journeys, self._kind)
        spelled = self._shown.spelled(Translator(view.language), [stage.name for stage in self._kind.stages])
        self._numbers = {name: number for number, name in enumerate(spelled)}

    def members(self, path: Cell) -> Members:  # noqa: PLR0911 - one a kind
        """Return who stands behind a path that is known to lead to a count."""
        match path:
            case ("customers",):
                return all_customers(self._journeys)
            case ("events",):
                return all_events(self._journeys)
            case ("stages", int(place), "cells", int(at), *rest):
                return self._of_cell(self._view.stages[place].cells[at], tuple(rest))
            case ("stages", int(place), *rest):
                return self._of_stage(self._view.stages[place], place, tuple(rest))
            case ("unstaged", int(at), *rest):
                return self._of_cell(self._view.unstaged[at], tuple(rest))
            case ("leaks", int(at), *rest):
                return self._of_leak(self._view.leaks[at], tuple(rest))
        of_all = by_outcome()
        return self._those_journeys(of_all[("open",) if path == ("open_journeys",) else path])

    def _of_stage(self, stage: StageColumn, place: int, rest: Cell) -> Members:
        here = self._shown.of_store(self._shown.stage == place)
        match rest:
            case ("customers",):
                return customers_where(self._journeys, self._kind, came(here))
            case ("journeys",):
                return self._those_journeys(came(here))
            case ("lost",):
                return self._those_journeys(lost(here))
            case ("score", "answers"):
                return self._answers(here, stage.score)
            case ("onward", which):
                later = self._shown.of_store((self._shown.stage > place) & (self._shown.stage < len(self._kind.stages)))
                return self._those_journeys(onward(here, later if which == "count" else None, self._horizon))
        raise no_such_cell(rest, stage)

    def _of_cell(self, cell: MapCell, rest: Cell) -> Members:  # noqa: PLR0911 - one a kind
        here = self._touchpoint(cell.touchpoint)
        match rest:
            case ("customers",):
                return customers_where(self._journeys, self._kind, came(here))
            case ("journeys",):
                return self._those_journeys(came(here))
            case ("events",):
                return events_of(self._journeys, events_at(here))
            case ("lost",):
                return self._those_journeys(lost(here))
            case ("score", "answers"):
                return self._answers(here, cell.score)
            case ("ways_in", int(at), unit):
                return self._steps(cell.ways_in[at].name, cell.touchpoint, str(unit))
            case ("ways_out", int(at), unit):
                return self._steps(cell.touchpoint, cell.ways_out[at].name, str(unit))
        raise no_such_cell(rest, cell)

    def _of_leak(self, leak: Leak, rest: Cell) -> Members:
        here = self._touchpoint(leak.touchpoint)
        match rest:
            case ("customers",):
                return customers_where(self._journeys, self._kind, lost(here))
            case ("lost", "count"):
                return self._those_journeys(lost(here))
            case ("lost", "of"):
                return self._those_journeys(finished_came(here))
        raise no_such_cell(rest, leak)

    def _touchpoint(self, name: str) -> Touchpoints:
        chosen = np.zeros(len(self._numbers), dtype=bool)
        chosen[self._numbers[name]] = True
        return self._shown.of_store(chosen)

    def _those_journeys(self, chosen: Chosen) -> Members:
        return journeys_where(self._journeys, self._kind, chosen)

    def _steps(self, before: str | None, after: str | None, unit: str) -> Members:
        ends = (None if name is None else self._touchpoint(name) for name in (before, after))
        places = steps(self._journeys, self._kind, *ends)
        return events_of(self._journeys, places) if unit == "count" else customers_with(self._journeys, places)

    def _answers(self, here: Touchpoints, score: Score | None) -> Members:
        assert score is not None
        scale = self._journeys.store.manifest.scales.index((score.scale_min, score.scale_max))
        return events_of(self._journeys, scored(here, scale))
