"""Two answers to one question set beside each other: which shares differ, by how much, and whether chance alone would do."""

from itertools import islice
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, SharePlace, counts
from desireline.analyses._members import all_customers
from desireline.analyses._telling import percent_points, share_words
from desireline.base.i18n import Translator
from desireline.base.units import Plain, Points, Probability
from desireline.journeys import Journeys
from desireline.render.words import place_title
from desireline.stats.differences import Tested, clustered_difference, difference, holm
from desireline.stats.shares import Clusters, Share, clustered_share, share_of

__all__ = ["Comparison", "Difference", "compare"]

_LEVEL = 0.05
_TOLD = 3
_MOST = 40

Verdict = Literal["higher", "lower", "cannot tell"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One share in both answers."""

    id: Annotated[str, Meta(description="Where it stands, by name: `steps/cart`.")]
    share: Annotated[Share, Meta(description="In the answer.")]
    other: Annotated[Share, Meta(description="In the one it is compared with.")]
    difference: Annotated[
        Points | None, Meta(description="`share - other`, in shares of one; null where one has no denominator.")
    ]
    low: Annotated[
        float | None, Meta(description="Lower end of the difference's 95 % interval; null where it cannot be told.")
    ]
    high: Annotated[float | None, Meta(description="Upper end of it.")]
    p: Annotated[
        Probability | None,
        Meta(description="p-value of no difference, corrected by Holm for all rows; null where it cannot be told."),
    ]
    verdict: Annotated[Verdict, Meta(description="What can be said at the 5 % level after the correction.")]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The shares of two answers, the 40 foremost of either, most certain differences first."""

    rows: list[Difference]
    tested: Annotated[Plain, Meta(description="How many differences were tested: what p-values are corrected for.")]
    in_both: Annotated[Plain, Meta(description="Customers on both sides; the intervals account for them.")]

    def story(self, question: str, say: Translator) -> list[str]:
        """Return the clear differences in sentences, or that there is none.

        Args:
            question: the name of the question both answers are to.
            say: says it.
        """
        clear = [row for row in self.rows if row.verdict != "cannot tell"]
        told = [
            say(
                f"ask.compare.{row.verdict}",
                id=place_title(row.id, question, say),
                difference=percent_points(abs(row.difference or 0.0), say),
                share=share_words(row.share, say)["share"],
                other=share_words(row.other, say)["share"],
            )
            for row in clear[:_TOLD]
        ]
        if not self.tested:
            told.append(say("ask.compare.untested"))
        elif not clear:
            told.append(say("ask.compare.none", n=self.tested))
        elif len(clear) > _TOLD:
            told.append(say("ask.compare.more", n=len(clear) - _TOLD))
        if self.in_both:
            told.append(say("ask.compare.both", customers=say("map.customers", n=self.in_both)))
        return told


def compare(question: Analysis[Any], one: tuple[Journeys, Result], other: tuple[Journeys, Result]) -> Comparison:
    """Test the difference of each share, the foremost of either answer; what one of them has none of counts as zero where that is known.

    Shares of customers who are on one side only are compared as independent; where customers are on both sides, or things of a customer
    are counted, by customers as clusters.
    """
    both = len(np.intersect1d(all_customers(one[0]).customer, all_customers(other[0]).customer))
    places, others = (dict(question.shares(answer)) for answer in (one[1], other[1]))
    values, opposites = ({count.cell: count.value for count in counts(answer)} for answer in (one[1], other[1]))
    absent, opposite_absent = question.absent(one[1]), question.absent(other[1])
    found: list[tuple[str, Share, Share, Tested | None]] = []
    for name in dict.fromkeys([*islice(places, _MOST), *islice(others, _MOST)]):
        place, opposite_place = places.get(name, absent), others.get(name, opposite_absent)
        if place is None or opposite_place is None:
            continue
        share, opposite = _share(values, place), _share(opposites, opposite_place)
        tested = None
        if share.of and opposite.of:
            if place.unit == "customers" and not both:
                tested = difference(share.count, share.of, opposite.count, opposite.of)
            else:
                sides = _customers(question, *one, place), _customers(question, *other, opposite_place)
                tested = clustered_difference(*sides[0], *sides[1])
                share, opposite = (_clustered(*side) for side in sides)
        found.append((name, share, opposite, tested))
    corrected = holm([tested.p if tested else None for *_, tested in found])
    rows = [
        Difference(
            id=name,
            share=share,
            other=other_share,
            difference=tested.difference if tested else None,
            low=tested.low if tested else None,
            high=tested.high if tested else None,
            p=p,
            verdict=_verdict(tested, p),
        )
        for (name, share, other_share, tested), p in zip(found, corrected, strict=True)
    ]
    rows.sort(key=lambda row: (row.p is None, row.p or 0.0, row.id))
    return Comparison(rows=rows, tested=sum(p is not None for p in corrected), in_both=both)


def _share(values: dict[Cell, int], place: SharePlace) -> Share:
    return share_of(0 if place.count is None else values[place.count], values[place.of])


def _customers(
    question: Analysis[Any], journeys: Journeys, result: Result, place: SharePlace
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the customer of each thing counted, and of each thing of the whole."""
    whole = question.open(journeys, result, place.of).customer
    return (whole[:0] if place.count is None else question.open(journeys, result, place.count).customer), whole


def _clustered(counted: NDArray[np.uint64], whole: NDArray[np.uint64]) -> Share:
    """Return the share of things that belong to customers."""
    customers = np.unique(whole)
    counts, sizes = (
        np.bincount(np.searchsorted(customers, ids), minlength=len(customers)).astype(np.int64)
        for ids in (counted, whole)
    )
    return clustered_share(len(counted), len(whole), Clusters.of(counts, sizes))


def _verdict(tested: Tested | None, p: float | None) -> Verdict:
    if tested is None or p is None or p >= _LEVEL:
        return "cannot tell"
    return "higher" if tested.difference > 0 else "lower"
