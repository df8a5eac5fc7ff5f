"""Single conditions on events' and customers' values: dimensions, amounts, answers, times."""

import operator
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import InputError, NotFoundError
from desireline.base.money import exponent
from desireline.base.settings.model import CHANNELS
from desireline.journeys.dimensions import Dimension, keep_values
from desireline.journeys.journeys import Journeys
from desireline.journeys.periods import keep_period
from desireline.journeys.selections.conditions import Leaf, Slice
from desireline.journeys.selections.model import Amount, Comparison, Is, IsNone, Like, Scored, Time
from desireline.journeys.view import Keep

__all__ = ["among", "amount", "answer", "during"]

_COMPARE: dict[Comparison, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_FARTHEST = 2**63 - 1


def among(condition: Is | IsNone | Like, journeys: Journeys) -> Leaf:
    """Return the condition on a dimension's values.

    Raises:
        NotFoundError: there is no such dimension, or no such value.
    """
    own = journeys.dimension(condition.dimension)
    wanted = np.zeros(len(own.values) + 1, dtype=bool)
    if isinstance(condition, Is):
        places = {value: place for place, value in enumerate(own.values, start=1)}
        for value in condition.values:
            if value in places:
                wanted[places[value]] = True
            elif not (own.name == "channel" and value in CHANNELS):
                raise _unknown(own, value)
    elif isinstance(condition, IsNone):
        wanted[0] = True
    else:
        wanted[1:] = [_like(condition.text.lower(), value.lower()) for value in own.values]
    keep = keep_values(journeys, own, wanted)
    if own.scope == "customer":
        return Leaf("customers", 0.1, lambda part, _: _mask(keep, part))
    return Leaf("events", 8.0 if own.scope == "journey" else 1.0, lambda part, _: _mask(keep, part))


def _mask(keep: Keep, part: Slice) -> NDArray[np.bool_]:
    found = keep(part.shard, part.low, part.high)
    mask = found.customers if found.events is None else found.events
    assert mask is not None
    return mask


def _unknown(own: Dimension, value: str) -> NotFoundError:
    lower = {known.lower(): known for known in own.values}
    near = [lower[each] for each in get_close_matches(value.lower(), list(lower), n=3, cutoff=0.5)] or own.values[:10]
    hint = f"did you mean {', '.join(near)}?" if near else "the data have no value of it"
    return NotFoundError(f"no {own.name} is '{value}': {hint}")


def _like(pattern: str, text: str) -> bool:
    """Say whether a text fits a pattern, piece by piece, so that no pattern takes long."""
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    last = others.pop()
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in others:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def amount(condition: Amount, journeys: Journeys) -> Leaf:
    """Return the condition on the amount an event carries, in one currency and no other.

    Raises:
        InputError: the amount is no number.
        NotFoundError: no amount of the data is in that currency.
    """
    currency = condition.currency or journeys.settings.currency
    known = journeys.store.manifest.currencies
    if currency not in known and known:
        raise NotFoundError(
            f"no amount of the data is in {currency}: name one of {', '.join(known)}, as in value > 100 {known[0]}"
        )
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", condition.amount):
        raise InputError(f"'{condition.amount}' is not an amount: write a number such as 100 or 99.90")
    compare = _in_minor_units(condition.comparison, Decimal(condition.amount).scaleb(exponent(currency)))
    kind = known.index(currency) if currency in known else -1
    return Leaf("events", 0.5, lambda part, _: _carried(part, "value", "currency", kind, compare))


def _in_minor_units(comparison: Comparison, exact: Decimal) -> Callable[[NDArray[np.generic]], NDArray[np.bool_]]:
    """Return the comparison with an amount that may lie between two minor units."""
    down, up = (int(exact.to_integral_value(rounding)) for rounding in (ROUND_FLOOR, ROUND_CEILING))
    if down != up and comparison in ("=", "!="):
        return lambda values: np.full(len(values), comparison == "!=")
    number = max(-_FARTHEST, min(_FARTHEST, down if comparison in ("<=", ">") else up))
    return lambda values: np.asarray(_COMPARE[comparison](values, np.int64(number)))


def answer(condition: Scored, journeys: Journeys) -> Leaf:
    """Return the condition on the answer an event carries, on one scale and no other.

    Raises:
        InputError: answers are on several scales and none is named.
        NotFoundError: no answer is on the named scale.
    """
    known = journeys.store.manifest.scales
    said = [f"{low:g}..{high:g}" for low, high in known]
    if condition.scale is None and len(known) > 1:
        example = f"score {condition.comparison} {condition.score:g} of {said[0]}"
        raise InputError(
            f"answers of the data are on {len(known)} scales ({', '.join(said)}): name one, as in {example}"
        )
    if condition.scale is not None and known and condition.scale not in known:
        low, high = condition.scale
        raise NotFoundError(f"no answer of the data is on the scale {low:g}..{high:g}: name one of {', '.join(said)}")
    kind = known.index(condition.scale) if condition.scale in known else 0
    score = np.float32(condition.score)

    def compare(values: NDArray[np.generic]) -> NDArray[np.bool_]:
        return np.asarray(_COMPARE[condition.comparison](values, score))

    return Leaf("events", 0.5, lambda part, _: _carried(part, "score", "scale", kind, compare))


def _carried(
    part: Slice, name: str, kinds: str, kind: int, fits: Callable[[NDArray[np.generic]], NDArray[np.bool_]]
) -> NDArray[np.bool_]:
    at = part.shard.column(f"{name}_at")
    span = slice(*np.searchsorted(at, np.array([part.begin, part.end], dtype=at.dtype)))
    chosen = (part.shard.column(f"{name}_{kinds}")[span] == kind) & fits(part.shard.column(name)[span])
    mask = np.zeros(part.end - part.begin, dtype=bool)
    mask[at[span][chosen].astype(np.int64) - part.begin] = True
    return mask


def during(condition: Time, journeys: Journeys) -> Leaf:
    """Return the condition on when an event was.

    Raises:
        InputError: the period is none.
    """
    keep = keep_period(condition.period, journeys)
    return Leaf("events", 1.5, lambda part, _: _mask(keep, part))
