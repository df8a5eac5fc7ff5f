"""Desireline: the analyses as anyone asks them."""

import desireline as dl
from benchmarks.data import GOAL, Log
from benchmarks.questions import FUNNEL, LATER, SEARCH, STEPS, TOP, Answer, Forms, path_name
from benchmarks.shop import built
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
            "map": {"usual": self._map},
        }

    def _transitions(self) -> Answer:
        """Customers are always counted too."""
        rows = dl.Transitions(medians=False).run(self._journeys).rows
        inner = {f"{row.from_} {row.to}": row for row in rows if row.from_ is not None and row.to is not None}
        return {
            "count": {name: row.count for name, row in inner.items()},
            "customers": {name: row.customers for name, row in inner.items()},
        }

    def _medians(self) -> Answer:
        rows = dl.Transitions().run(self._journeys).rows
        return {
            "count": {f"{row.from_} {row.to}": row.count for row in rows if row.median_s is not None},
            "median_s": {f"{row.from_} {row.to}": row.median_s for row in rows if row.median_s is not None},
        }

    def _funnel(self) -> Answer:
        steps = dl.Funnel(steps=FUNNEL, window="7d").run(self._journeys).steps
        return {"customers": {step.step: step.customers for step in steps}}

    def _pattern(self) -> Answer:
        cart, coupon, order = SEARCH
        automaton = compile_pattern(parse_pattern(f"{cart}, !{coupon}, {order} within 1d"), self._journeys)
        matched = fold(self._journeys, lambda shard, low, high: int(match_customers(automaton, shard, low, high).sum()))
        return {"customers": {"matched": sum(matched)}}

    def _visits(self) -> Answer:
        found = dl.Visits(gap="30m").run(self._journeys)
        single = round((found.bounce.share or 0) * found.bounce.of)
        return {
            "count": {"visits": found.visits, "single": single},
            "mean_s": {"visit": found.mean_s or 0.0},
            "median_s": {"visit": found.median_s or 0.0},
        }

    def _paths(self, before: str | None) -> Answer:
        rows = dl.Paths(depth=STEPS, top=TOP, before=before).run(self._journeys).rows
        return {"customers": {path_name(row.path): row.customers for row in rows}}

    def _retention(self) -> Answer:
        found = dl.Retention(every="week", later=LATER).run(self._journeys)
        return {
            "cohorts": {each.cohort: each.customers for each in found.cohorts},
            "customers": {f"{row.cohort} {row.period}": row.customers for row in found.rows if row.customers},
        }

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
