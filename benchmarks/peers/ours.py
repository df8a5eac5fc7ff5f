"""Desireline: the analyses as anyone asks them."""

from functools import cached_property

import desireline as dl
from benchmarks.data import GOAL, Log
from benchmarks.questions import (
    FUNNEL,
    LATER,
    PAIR,
    SEARCH,
    SELECTED,
    STEPS,
    TOP,
    Answer,
    Forms,
    path_name,
)
from benchmarks.shop import built
from desireline import analyses
from desireline.analyses import Members, ask
from desireline.analyses.transitions import Transition, TransitionsResult
from desireline.journeys import Journeys, fold
from desireline.journeys.patterns import compile_pattern, match_customers, parse_pattern

__all__ = ["Asked"]


class Asked:
    """An opened project."""

    version = dl.__version__

    def prepare(self, log: Log) -> None:
        self._project = built(log)
        self._journeys: Journeys = self._project.journeys()

    def forms(self) -> Forms:
        return {
            "transitions": {"usual": self._transitions},
            "transitions_customers": {"usual": self._transitions},
            "transitions_median": {"usual": self._medians},
            "funnel": {"usual": self._funnel},
            "pattern": {"usual": self._pattern},
            "visits": {"usual": self._visits},
            "paths": {"usual": lambda: self._paths(None)},
            "paths_before": {"usual": lambda: self._paths(GOAL)},
            "retention": {"usual": self._retention},
            "attribution": {"usual": self._attribution},
            "selection": {"usual": self._selection},
            "by": {"usual": self._by},
            "people": {"usual": self._people},
            "people_events": {"usual": self._events},
            "map": {"usual": self._map},
        }

    def _transitions(self) -> Answer:
        """Customers are always counted too."""
        rows = ask(dl.Transitions(medians=False), self._journeys).result.rows
        return {
            "count": _inner(rows),
            "customers": {
                f"{row.from_} {row.to}": row.customers for row in rows if row.from_ is not None and row.to is not None
            },
        }

    def _medians(self) -> Answer:
        rows = ask(dl.Transitions(), self._journeys).result.rows
        return {
            "count": {f"{row.from_} {row.to}": row.count for row in rows if row.median_s is not None},
            "median_s": {f"{row.from_} {row.to}": row.median_s for row in rows if row.median_s is not None},
        }

    def _funnel(self) -> Answer:
        steps = ask(dl.Funnel(steps=FUNNEL, window="7d"), self._journeys).result.steps
        return {"customers": {step.step: step.customers for step in steps}}

    def _pattern(self) -> Answer:
        cart, coupon, order = SEARCH
        automaton = compile_pattern(parse_pattern(f"{cart}, !{coupon}, {order} within 1d"), self._journeys)
        matched = fold(self._journeys, lambda shard, low, high: int(match_customers(automaton, shard, low, high).sum()))
        return {"customers": {"matched": sum(matched)}}

    def _visits(self) -> Answer:
        found = ask(dl.Visits(gap="30m"), self._journeys).result
        single = round((found.bounce.share or 0) * found.bounce.of)
        return {
            "count": {"visits": found.visits, "single": single},
            "mean_s": {"visit": found.mean_s or 0.0},
            "median_s": {"visit": found.median_s or 0.0},
        }

    def _paths(self, before: str | None) -> Answer:
        rows = ask(dl.Paths(depth=STEPS, top=TOP, before=before), self._journeys).result.rows
        return {"customers": {path_name(row.path): row.customers for row in rows}}

    def _retention(self) -> Answer:
        found = ask(dl.Retention(every="week", later=LATER), self._journeys).result
        return {
            "cohorts": {each.cohort: each.customers for each in found.cohorts},
            "customers": {f"{row.cohort} {row.period}": row.customers for row in found.rows if row.customers},
        }

    def _attribution(self) -> Answer:
        """All seven rules, with intervals, are always worked out."""
        found = ask(dl.Attribution(to="channel"), self._journeys).result
        return {
            "first": {row.name: row.first for row in found.rows},
            "last": {row.name: row.last for row in found.rows},
            "linear_credit": {row.name: row.linear for row in found.rows},
            "removal_credit": {row.name: row.removal or 0.0 for row in found.rows},
            "goals": {"all": found.goals},
        }

    def _selection(self) -> Answer:
        did, did_not = SELECTED
        where = f'did("{did}") and not did("{did_not}") within 7d'
        answer = ask(dl.Transitions(medians=False, where=where), self._journeys)
        return {"customers": {"chosen": answer.result.customers}, "count": _inner(answer.result.rows)}

    def _by(self) -> Answer:
        answer = ask(dl.Transitions(medians=False, by="channel"), self._journeys)
        return {
            "count": {
                f"{group.value} {name}": count
                for group in answer.groups
                for name, count in _inner(group.result.rows).items()
            }
        }

    def _opened(self, what: str) -> Members:
        place = next(place for place, row in enumerate(self._answer.result.rows) if [row.from_, row.to] == PAIR)
        return self._answer.people(f"/rows/{place}/{what}")

    def _people(self) -> Answer:
        return {"count": {"customers": len(self._opened("customers"))}}

    def _events(self) -> Answer:
        ts = self._opened("count").first_us
        assert ts is not None
        return {"count": {"events": len(ts), "first_us": int(ts.min()), "last_us": int(ts.max())}}

    @cached_property
    def _answer(self) -> analyses.Answer[TransitionsResult]:
        """What is opened: asked before, as a person sees a count before opening it."""
        return ask(dl.Transitions(medians=False), self._journeys)

    def _map(self) -> Answer:
        view = self._project.map()
        assert view.reached is not None  # the journey type has a goal
        cells = [cell for stage in view.stages for cell in stage.cells]
        return {
            "events": {cell.touchpoint: cell.events for cell in cells},
            "customers": {cell.touchpoint: cell.customers for cell in cells},
            "journeys": {cell.touchpoint: cell.journeys for cell in cells},
            "outcomes": {"journeys": view.journeys, "finished": view.reached.of, "reached": view.reached.count},
        }


def _inner(rows: list[Transition]) -> dict[str, float]:
    """Return how often each transition was made; starts and ends of histories are none."""
    return {f"{row.from_} {row.to}": row.count for row in rows if row.from_ is not None and row.to is not None}
