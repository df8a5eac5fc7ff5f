"""How journeys end."""

from typing import Annotated, ClassVar

import numpy as np
from msgspec import Meta

from desireline.analyses._base import Analysis, Result
from desireline.journeys import Journeys
from desireline.journeys.splitting import horizon_us, split
from desireline.stats.shares import Share, share_of

__all__ = ["JourneyOutcomes", "JourneyOutcomesResult"]


class JourneyOutcomesResult(Result, frozen=True):
    """Journeys of one type in numbers."""

    journey: Annotated[str, Meta(description="The journey type.")]
    journeys: Annotated[int, Meta(description="All of them.")]
    customers: Annotated[int, Meta(description="Customers with at least one.")]
    reached: Annotated[
        Share,
        Meta(
            description="Journeys that reached the goal, of the finished: begun at least the gap before the data end, and not open."
        ),
    ]
    missed: Annotated[int, Meta(description="Journeys that fell silent for longer than the gap short of the goal.")]
    open: Annotated[
        int,
        Meta(
            description="Journeys in no share: they may still go on when the data end, or began less than the gap before."
        ),
    ]
    recovered: Annotated[
        int,
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

    journey: Annotated[str | None, Meta(description="The journey type; the settings' first where none is given.")] = (
        None
    )

    def run(self, journeys: Journeys) -> JourneyOutcomesResult:
        """Cut every customer's events into journeys in one pass."""
        from desireline.kernels.journeys import MISSED, RECOVERED

        kind = journeys.kind(self.journey)
        pieces = split(journeys, kind)
        outcome = np.concatenate([piece.outcome for piece in pieces] or [np.empty(0, dtype=np.uint8)])
        finished = [piece.finished(horizon_us(journeys, kind)) for piece in pieces]
        success = [done & (piece.outcome != MISSED) for piece, done in zip(pieces, finished, strict=True)]
        took = [
            piece.shard.ts[piece.past[won] - 1] - piece.shard.ts[piece.first[won]]
            for piece, won in zip(pieces, success, strict=True)
        ]
        durations = np.concatenate(took or [np.empty(0, dtype=np.int64)])
        ended = sum(int(done.sum()) for done in finished)
        events = sum(int((piece.past - piece.first).sum()) for piece in pieces)
        return JourneyOutcomesResult(
            journey=kind.name,
            journeys=len(outcome),
            customers=sum(len(np.unique(piece.owner)) for piece in pieces),
            reached=share_of(len(durations), ended),
            missed=int((outcome == MISSED).sum()),
            open=len(outcome) - ended,
            recovered=int((outcome == RECOVERED).sum()),
            median_s=float(np.median(durations)) / 1e6 if len(durations) else None,
            mean_events=events / len(outcome) if len(outcome) else None,
        )
