"""What an order-one chain loses without one of its channels: how peers, which count its transitions, finish the answer."""

from collections.abc import Iterable

import numpy as np

from benchmarks.data import CHANNELS
from benchmarks.questions import Answer

__all__ = ["END_GOAL", "END_MISSED", "START", "attribution"]

START, END_GOAL, END_MISSED = 100, 101, 102
"""Codes of a chain's start and ends, beside channels from 0 on."""


def attribution(rows: Iterable[tuple[int, int, int, int, float]]) -> Answer:
    """Return an answer from transitions: before, after, how often, how often in journeys that reached the goal, linear credit."""
    width = len(CHANNELS)
    place = {START: width, END_GOAL: width, END_MISSED: width + 1}
    count = np.zeros((width + 1, width + 2))
    first, last, linear = np.zeros(width), np.zeros(width), np.zeros(width)
    for before, after, times, won, credit in rows:
        count[place.get(before, before), place.get(after, after)] += times
        if before == START:
            first[after] += won
        if after == END_GOAL:
            last[before] += times
        if after < width:
            linear[after] += credit
    goals = float(last.sum())
    named = {
        "first": first,
        "last": last,
        "linear_credit": linear,
        "removal_credit": _removal(count),
    }
    fields: Answer = {
        field: {name: float(value) for name, value in zip(CHANNELS, values, strict=True)}
        for field, values in named.items()
    }
    return fields | {"goals": {"all": goals}}


def _removal(
    count: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return the share of goals that are lost when all who come to a channel end there."""
    width = count.shape[0] - 1
    step = count / count.sum(axis=1, keepdims=True)

    def reached(without: int | None) -> float:
        kept = np.array([state for state in range(width) if state != without])
        inner, goal = step[np.ix_(kept, kept)], step[kept, width]
        return float(step[width, kept] @ np.linalg.solve(np.eye(len(kept)) - inner, goal))

    return np.array([1 - reached(state) / reached(None) for state in range(width)])
