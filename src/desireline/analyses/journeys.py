"""How journeys end."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, no_such_cell
from desireline.analyses._members import Members
from desireline.analyses._outcomes import by_outcome, customers_where, journeys_where
from desireline.analyses._parameters import JourneyName
from desireline.analyses._telling import share_words, titles
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, JourneyCount, shares_of
from desireline.charts import Row, bars
from desireline.journeys import Journeys, median_of
from desireline.journeys.splitting import Piece, fold_journeys
from desireline.stats.shares import Clusters, Share, clustered_share

__all__ = ["JourneyOutcomes", "JourneyOutcomesResult"]


class JourneyOutcomesResult(Result, frozen=True):
    """Journeys of one type in numbers."""

    journey: Annotated[str, Meta(description="The journey type.")]
    journeys: Annotated[JourneyCount, Meta(description="All of them.")]
    customers: Annotated[CustomerCount, Meta(description="Customers with at least one.")]
    reached: Annotated[
        Share,
        shares_of(
            "journeys",
            "Journeys that reached the goal, of the finished: begun at least the gap before the data end, and not open; "
            "the interval is by customers.",
        ),
    ]
    missed: Annotated[
        JourneyCount, Meta(description="Journeys that fell silent for longer than the gap short of the goal.")
    ]
    open: Annotated[
        JourneyCount,
        Meta(
            description="Journeys in no share: they may still go on when the data end, or began less than the gap before."
        ),
    ]
    recovered: Annotated[
        JourneyCount,
        Meta(
            description="Journeys among those that reached the goal, after a silence that a recovery touchpoint ended."
        ),
    ]
    median_s: Annotated[
        float | None,
        Meta(description="Median seconds from start to goal of finished journeys; null where none reached it."),
    ]
    mean_events: Annotated[float | None, Meta(description="Mean number of events a journey; null without journeys.")]


class JourneyOutcomes(Analysis[JourneyOutcomesResult], frozen=True, kw_only=True):
    """Journeys of one type: how many there are, how they end, how long the successful ones take.

    A journey that may still go on when the data end is in no share: whether it succeeds cannot be told yet. Neither is one that began
    less than the gap before the end: of those, the quick winners show and the losers do not yet.
    """

    title: ClassVar[str] = "Journeys"
    result: ClassVar[type[Result]] = JourneyOutcomesResult

    journey: Annotated[
        JourneyName | None, Meta(description="The journey type; the settings' first where none is given.")
    ] = None

    def run(self, journeys: Journeys) -> JourneyOutcomesResult:
        """Cut every customer's events into journeys in one pass."""
        from desireline.kernels.journeys import MISSED, RECOVERED

        kind = journeys.kind(self.journey)
        counted = fold_journeys(journeys, kind, _count)
        outcomes = sum((each.outcomes for each in counted), np.zeros(4, dtype=np.int64))
        in_all = int(outcomes.sum())
        finished = sum(each.finished for each in counted)
        median = median_of([each.took for each in counted])
        return JourneyOutcomesResult(
            journey=kind.name,
            journeys=in_all,
            customers=sum(each.customers for each in counted),
            reached=clustered_share(
                sum(len(each.took) for each in counted), finished, sum((each.clusters for each in counted), Clusters())
            ),
            missed=int(outcomes[MISSED]),
            open=in_all - finished,
            recovered=int(outcomes[RECOVERED]),
            median_s=median / 1e6 if median is not None else None,
            mean_events=sum(each.events for each in counted) / in_all if in_all else None,
        )

    def open(self, journeys: Journeys, result: JourneyOutcomesResult, cell: Cell) -> Members:
        """Return the journeys of an outcome, or all customers with any."""
        kind = journeys.kind(self.journey)
        chosen = by_outcome()

        if cell == ("customers",):
            return customers_where(journeys, kind, chosen[("journeys",)])
        if cell not in chosen:
            raise no_such_cell(cell, result)
        return journeys_where(journeys, kind, chosen[cell])

    def chart(self, result: JourneyOutcomesResult, say: Translator) -> dict[str, Any] | None:
        """Draw how journeys ended."""
        counted = {
            "reached": (result.reached.count, "/reached/count"),
            "missed": (result.missed, "/missed"),
            "open": (result.open, "/open"),
        }
        shown: list[Row] = [
            {"outcome": say(f"ask.outcome.{name}"), "journeys": count, "cell": cell}
            for name, (count, cell) in counted.items()
        ]
        return bars(shown, of="outcome", value="journeys", titles=titles(say, "outcome", "journeys"))

    def story(self, result: JourneyOutcomesResult, say: Translator) -> list[str]:
        """Tell how many journeys there were, how many reached their goal, and how long those took."""
        if not result.journeys:
            return [say("ask.journeys.none")]
        counted, customers = say("map.journeys", n=result.journeys), say("map.customers", n=result.customers)
        told = [say("ask.journeys.many", journeys=counted, customers=customers)]
        if result.reached.of:
            told.append(say("map.reached", n=result.reached.of, **share_words(result.reached, say)))
        if result.median_s is not None:
            told.append(say("ask.journeys.took", span=say.span(result.median_s * 1e6)))
        return told


@dataclass(frozen=True)
class _Counted:
    """A piece in numbers: journeys by outcome and those finished, customers, events, µs to the goal, and what customers have."""

    outcomes: NDArray[np.int64]
    finished: int
    customers: int
    events: int
    took: NDArray[np.int64]
    clusters: Clusters


def _count(piece: Piece) -> _Counted:
    from desireline.kernels.journeys import MISSED

    reached = piece.finished & (piece.outcome != MISSED)
    won = np.flatnonzero(reached)
    return _Counted(
        outcomes=np.bincount(piece.outcome, minlength=4),
        finished=int(np.count_nonzero(piece.finished)),
        customers=int(np.count_nonzero(piece.owner[1:] != piece.owner[:-1])) + min(1, len(piece.owner)),
        events=int((piece.past - piece.first).sum()),
        took=piece.shard.ts[piece.past[won] - 1] - piece.shard.ts[piece.first[won]],
        clusters=piece.clusters(reached, piece.finished),
    )
