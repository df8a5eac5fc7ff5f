"""Touches before goals, counted in one pass, and the credit each rule gives for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, Kind
from desireline.journeys.splitting import Piece, fold_pieces
from desireline.journeys.store import Shard
from desireline.stats.jackknife import FEWEST_GROUPS, jackknife_interval
from desireline.stats.markov import removal_effects, shares_of_effects

__all__ = ["Chain", "Counted", "Touching", "ValueGiven", "chain_of", "count_touches", "shapley_interval", "touched"]

_THOUSANDTHS = 1_000
"""Of a minor unit: values are given out in whole numbers of these."""

_Ends = tuple[NDArray[np.float64], NDArray[np.float64]] | None


@dataclass(frozen=True)
class Touching:
    """What counts as a touch.

    Attributes:
        column: `channel` or `touchpoint`.
        width: how many of them there are.
        direct: which of them `last_non_direct` passes over.
        half_life_us: of the rule `decay`.
        collapse: whether events in a row of the same are one touch.
    """

    column: str
    width: int
    direct: NDArray[np.bool_]
    half_life_us: int
    collapse: bool

    def codes(self, shard: Shard) -> NDArray[np.uint16]:
        """Return each event's channel or touchpoint."""
        return shard.column(self.column)  # type: ignore[return-value]  # the layout says so


@dataclass(frozen=True)
class ValueGiven:
    """The values of goals in one currency, given out: minor units by rule and code, and in all."""

    currency: str
    given: NDArray[np.float64]
    total: float


@dataclass(frozen=True)
class Counted:
    """What journeys touched.

    Attributes:
        took: finished journeys and those of them that reached the goal, by code; shape (2, width).
        given: goals by rule (`RULES`) and code.
        shapley: goals by bucket of customers and code.
        edges: transitions as ((bucket, before, after), count).
        journeys: finished journeys with any touch.
        goals: those of them that reached the goal.
        untouched: finished journeys that reached the goal with nothing before it.
        values: what goals were worth, by currency.
    """

    took: NDArray[np.int64]
    given: NDArray[np.float64]
    shapley: NDArray[np.float64]
    edges: tuple[NDArray[np.int64], NDArray[np.int64]]
    journeys: int
    goals: int
    untouched: int
    values: list[ValueGiven]


def touched(piece: Piece) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which journeys are finished and have any touch, and which of all reached their goal."""
    from desireline.kernels.journeys import GOAL, RECOVERED

    won = (piece.outcome == GOAL) | (piece.outcome == RECOVERED)
    return piece.finished & (piece.past - piece.first > won), won


def count_touches(journeys: Journeys, kind: Kind, touching: Touching) -> Counted:
    """Count the touches of all finished journeys of a type."""
    from desireline.kernels.attribution import BUCKETS, ONE, RULES

    has_values = bool(journeys.store.manifest.currencies)

    def count(pieces: Iterator[Piece]) -> _Touches:
        return _added([_count(piece, kind, touching, has_values) for piece in pieces])

    key, took, given, shapley, sizes = (
        np.zeros(shape, dtype=np.int64)
        for shape in (0, (2, touching.width), (len(RULES), touching.width), (BUCKETS, touching.width), 3)
    )
    nothing = _Touches(key, key, took, given, shapley, sizes, {})
    found = _added([nothing, *fold_pieces(journeys, kind, count)])
    return Counted(
        took=found.took,
        given=found.given / float(ONE),
        shapley=found.shapley / float(ONE),
        edges=(found.key, found.times),
        journeys=int(found.sizes[0]),
        goals=int(found.sizes[1]),
        untouched=int(found.sizes[2]),
        values=list(_values(journeys.store.manifest.currencies, found.values)),
    )


class _Touches(NamedTuple):
    """The touches of some journeys, as `attribution_counts` gives them, and what goals were worth, by the number of the currency."""

    key: NDArray[np.int64]
    times: NDArray[np.int64]
    took: NDArray[np.int64]
    given: NDArray[np.int64]
    shapley: NDArray[np.int64]
    sizes: NDArray[np.int64]
    values: dict[int, NDArray[np.int64]]


def _added(partials: list[_Touches]) -> _Touches:
    """Return the touches of all these journeys."""
    from desireline.kernels.digits import count_keys

    if len(partials) == 1:
        return partials[0]
    key = np.concatenate([own.key for own in partials]).view(np.uint64)
    key, times = count_keys(key, np.concatenate([own.times for own in partials]), int(key.max(initial=0)).bit_length())
    took, given, shapley, sizes = (
        sum(columns[1:], columns[0]) for columns in zip(*(own[2:6] for own in partials), strict=True)
    )
    values: dict[int, NDArray[np.int64]] = {}
    for own in partials:
        for number, worth in own.values.items():
            values[number] = values[number] + worth if number in values else worth
    return _Touches(key.view(np.int64), times, took, given, shapley, sizes, values)


def _count(piece: Piece, kind: Kind, touching: Touching, has_values: bool) -> _Touches:
    from desireline.kernels.attribution import attribution_counts, bucket_of

    low, high = piece.customers
    counted = attribution_counts(
        touching.codes(piece.shard),
        piece.shard.ts,
        piece.first,
        piece.past,
        piece.outcome,
        piece.finished,
        piece.owner,
        bucket_of(piece.shard.customer_id[low:high]),
        low,
        touching.direct,
        touching.width,
        float(touching.half_life_us),
        collapse=touching.collapse,
    )
    return _Touches(*counted, _given(piece, kind, touching) if has_values else {})


def _given(piece: Piece, kind: Kind, touching: Touching) -> dict[int, NDArray[np.int64]]:
    """Give out what goals were worth, by the number of the currency."""
    from desireline.kernels.attribution import credit_amounts

    journey, value, currency = _worth(piece, kind)
    given = {}
    for number in np.unique(currency).tolist():
        own = currency == number
        chosen, place = np.unique(journey[own], return_inverse=True)
        amount = np.zeros(len(chosen), dtype=np.int64)
        np.add.at(amount, place, value[own].astype(np.int64) * _THOUSANDTHS)
        given[number] = credit_amounts(
            touching.codes(piece.shard),
            piece.shard.ts,
            piece.first[chosen],
            piece.past[chosen],
            amount,
            touching.direct,
            touching.width,
            float(touching.half_life_us),
            collapse=touching.collapse,
        )
    return given


def _values(currencies: list[str], given_out: dict[int, NDArray[np.int64]]) -> Iterator[ValueGiven]:
    """Tell what was given out, one currency after the other."""
    for number, currency in enumerate(currencies):
        given = given_out.get(number)
        if given is not None and given.any():
            yield ValueGiven(currency, given / _THOUSANDTHS, float(given[0].sum()) / _THOUSANDTHS)


def _worth(piece: Piece, kind: Kind) -> tuple[NDArray[np.int64], NDArray[np.generic], NDArray[np.uint8]]:
    """Return the values of goals: each one's journey, number and currency.

    A goal is worth what its event carries, and further goal events of the very same time: the lines of one bill.
    """
    from desireline.kernels.journeys import IS_GOAL

    at, value, currency = piece.shard.sparse("value", *piece.customers)
    shown, won = touched(piece)
    rewarded = np.flatnonzero(shown & won)
    goal, after = piece.past[rewarded] - 1, piece.after[rewarded]
    begin, end = np.searchsorted(at, goal), np.searchsorted(at, after)
    sizes = end - begin
    journey = np.repeat(np.arange(len(rewarded)), sizes)
    place = np.arange(len(journey)) + np.repeat(begin - (np.cumsum(sizes) - sizes), sizes)
    carrier = at[place]
    counts = (kind.role[piece.shard.touchpoint[carrier]] & IS_GOAL) > 0
    counts &= piece.shard.ts[carrier] == piece.shard.ts[goal[journey]]
    return rewarded[journey[counts]], value[place[counts]], currency[place[counts]]


@dataclass(frozen=True)
class Chain:
    """What an order-one chain says, by code: removal effects, shares of credit, and the ends of their intervals."""

    effect: NDArray[np.float64]
    share: NDArray[np.float64]
    ends: _Ends


def chain_of(counted: Counted, width: int) -> Chain:
    """Solve the chain of all journeys, and that without each bucket of customers in turn."""
    states = np.flatnonzero(counted.took[0])
    edge, count = counted.edges
    bucket, step = np.divmod(edge, (width + 1) * (width + 2))
    before, after = np.divmod(step, width + 2)
    row, column = np.zeros(width + 1, dtype=np.int64), np.zeros(width + 2, dtype=np.int64)
    row[states], column[states] = np.arange(len(states)), np.arange(len(states))
    row[width], column[width], column[width + 1] = len(states), len(states), len(states) + 1

    def matrix(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        seen = np.zeros((len(states) + 1, len(states) + 2), dtype=np.int64)
        np.add.at(seen, (row[before[chosen]], column[after[chosen]]), count[chosen])
        return seen

    whole = matrix(np.ones(len(edge), dtype=bool))
    share, effect = np.full(width, np.nan), np.full(width, np.nan)
    effect[states], share[states] = removal_effects(whole), shares_of_effects(whole)
    present = np.unique(bucket)
    if len(present) < FEWEST_GROUPS:
        return Chain(effect, share, None)
    without = np.full((len(present), width), np.nan)
    without[:, states] = [shares_of_effects(whole - matrix(bucket == number)) for number in present]
    ends = jackknife_interval(share[states], without[:, states])
    return Chain(effect, share, None if ends is None else _spread(states, ends, width))


def shapley_interval(counted: Counted) -> _Ends:
    """Return the ends of the interval of each code's share of Shapley credit."""
    own = counted.shapley[counted.shapley.sum(axis=1) > 0]
    total = own.sum(axis=0)
    rest = total - own
    of = rest.sum(axis=1, keepdims=True)
    if len(own) < FEWEST_GROUPS:
        return None
    return jackknife_interval(total / total.sum(), rest / of)


def _spread(
    states: NDArray[np.int64], ends: tuple[NDArray[np.float64], NDArray[np.float64]], width: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low, high = np.full(width, np.nan), np.full(width, np.nan)
    low[states], high[states] = ends
    return low, high
