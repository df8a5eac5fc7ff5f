"""What all peers are asked, in words and numbers, and when two answers are the same."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from benchmarks.data import GOAL

__all__ = [
    "FUNNEL",
    "GAP_US",
    "JOURNEY_GAP_US",
    "LATER",
    "PAIR",
    "QUESTIONS",
    "SEARCH",
    "SEARCH_US",
    "SELECTED",
    "STEPS",
    "TOP",
    "WEEK_US",
    "WINDOW_US",
    "Answer",
    "Forms",
    "difference",
    "path_name",
]

FUNNEL = ["landing_page", "product", "cart", GOAL]
SEARCH = ["cart", "coupon", GOAL]
SEARCH_US = 86_400_000_000
SELECTED = ["cart", GOAL]
PAIR = ["cart", "coupon"]
WINDOW_US = 7 * 86_400_000_000
GAP_US = 1_800_000_000
STEPS, TOP, LATER = 5, 20, 12
WEEK_US = 7 * 86_400_000_000
JOURNEY_GAP_US = 30 * 86_400_000_000

QUESTIONS: dict[str, str] = {
    "transitions": "which touchpoint directly follows which, and how often",
    "transitions_customers": "the same with the customers of each pair",
    "transitions_median": "the same with the exact median of the seconds between",
    "funnel": "customers at each of four steps in order, all within 7 days of the first",
    "pattern": "customers with an order within a day after a cart, and no coupon between",
    "visits": "visits (pauses up to 30 minutes): how many, of one event, mean and exact median of their seconds",
    "paths": "the 20 commonest paths of five first steps, repeats as one, with their customers",
    "paths_before": "the 20 commonest paths of five steps before the first order",
    "retention": "customers by week of their first event, and how many came back in each of the next twelve weeks",
    "attribution": "credit of each channel: first, last, in equal parts, and the exact removal effect of an order-one chain",
    "selection": "customers with a cart and no order within 7 days after, and their transitions",
    "by": "transitions among the events of each channel",
    "people": "the customers behind one transition, one by one",
    "people_events": "the events behind it",
    "map": "the journey map: events, customers and journeys of each touchpoint, and how journeys end",
}

Answer: TypeAlias = dict[str, dict[str, float]]
"""Fields (`count`, `median_s`, …), each with numbers by name; a peer that does not give a field leaves it out."""

Forms: TypeAlias = Mapping[str, Mapping[str, Callable[[], Answer]]]
"""For each question the ways a peer can be asked it: `usual`, as its documentation teaches, and expert ones."""


def path_name(path: Iterable[str | None]) -> str:
    """Return how answers name a path; where it ends sooner, or begins later, nothing is said."""
    return " ".join(name for name in path if name is not None)


def difference(one: Answer, other: Answer) -> str | None:
    """Say where two answers differ in what both give; None where they agree.

    Counts must be equal, times (`_s`) to the microsecond, sums of fractions (`_credit`) to eight digits.
    """
    shared = [field for field in one if field in other]
    if not shared:
        return "they have no field in common"
    for field in shared:
        ours, theirs = one[field], other[field]
        if ours.keys() != theirs.keys():
            only = sorted(ours.keys() ^ theirs.keys())
            return f"{field}: only one of them has {', '.join(only[:5])}"
        for name, value in ours.items():
            if field.endswith("_s"):
                same = math.isclose(value, theirs[name], rel_tol=1e-9, abs_tol=1.1e-6)
            elif field.endswith("_credit"):
                same = math.isclose(value, theirs[name], rel_tol=1e-8, abs_tol=1e-6)
            else:
                same = value == theirs[name]
            if not same:
                return f"{field} of {name}: {value} and {theirs[name]}"
    return None
