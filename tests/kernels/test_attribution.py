"""Credits add up to exactly what was given out; many codes are counted as few are."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as settings_of_tests
from hypothesis import strategies as st

from desireline.base.settings.model import Settings
from desireline.journeys.types import journey_kind
from desireline.kernels import attribution
from desireline.kernels.attribution import BUCKETS, ONE, RULES, attribution_counts, bucket_of, credit_amounts
from desireline.kernels.journeys import split_journeys
from oracle.walks import Step
from packed import Packed, pack
from strategies import NAMES, customers, staged_settings

WIDTH = len(NAMES)
MANY = 20
"""So many that journeys are not counted by the set of what they touched."""


@given(customers(), staged_settings(), st.booleans(), st.floats(1, 1e9))
def test_nothing_is_lost(histories: list[list[Step]], settings: Settings, collapse: bool, half_life: float) -> None:
    packed = pack(histories)
    first, past, _, outcome, finished, owner = _cut(packed, settings)
    bucket = bucket_of(np.arange(packed.customers, dtype=np.uint64))
    direct = np.zeros(WIDTH, dtype=bool)

    def count(width: int = WIDTH) -> list[Any]:
        found = attribution_counts(
            packed.touchpoint,
            packed.ts,
            first,
            past,
            outcome,
            finished,
            owner,
            bucket,
            0,
            np.zeros(width, dtype=bool),
            width,
            half_life,
            collapse=collapse,
        )
        return [array.tolist() for array in found]

    key, times, took, given, shapley, sizes = count()
    journeys, goals, _ = sizes
    assert [sum(row) for row in given] == [goals * int(ONE)] * len(RULES)
    assert np.sum(shapley, axis=0).tolist() == given[-1]
    after, before = np.array(key) % (WIDTH + 2), np.array(key) // (WIDTH + 2) % (WIDTH + 1)
    assert np.array(times)[after == WIDTH].sum() == goals
    assert np.array(times)[after >= WIDTH].sum() == np.array(times)[before == WIDTH].sum() == journeys
    assert (np.array(key) < BUCKETS * (WIDTH + 1) * (WIDTH + 2)).all()
    assert all(one <= journeys and other <= goals for one, other in zip(*took, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "_FLAT", 0)
        assert count() == [key, times, took, given, shapley, sizes]
    for many, own in zip(count(MANY)[2:], (took, given, shapley), strict=False):
        assert [row[:WIDTH] for row in many] == own
        assert not any(sum(row[WIDTH:]) for row in many)
    won = np.flatnonzero((outcome & 1) > 0)
    amount = (won * 37 - 50).astype(np.int64)
    amounts = credit_amounts(
        packed.touchpoint, packed.ts, first[won], past[won], amount, direct, WIDTH, half_life, collapse=collapse
    )
    touched = past[won] - first[won] > 1
    assert amounts.sum(axis=1).tolist() == [amount[touched].sum()] * len(RULES)


@given(customers(), staged_settings(), st.booleans())
@settings_of_tests(max_examples=25)
def test_many_goals_are_given_as_often_as_few(histories: list[list[Step]], settings: Settings, collapse: bool) -> None:
    """The times of goals are looked up a block at a time: of so many, several blocks are full."""
    often, no_direct = 3_000, np.zeros(WIDTH, dtype=bool)
    found = []
    for times in (1, often):
        packed = pack(histories * times)
        first, past, _, outcome, finished, owner = _cut(packed, settings)
        bucket = np.zeros(packed.customers, dtype=np.uint8)
        columns = packed.touchpoint, packed.ts
        won = (outcome & 1) > 0
        given_out = attribution_counts(
            *columns, first, past, outcome, finished, owner, bucket, 0, no_direct, WIDTH, 9e8, collapse=collapse
        )[3]
        amount = np.full(won.sum(), 37)
        worth = credit_amounts(*columns, first[won], past[won], amount, no_direct, WIDTH, 9e8, collapse=collapse)
        found.append((given_out * (often // times)).tolist() + (worth * (often // times)).tolist())
    assert found[0] == found[1]


def _cut(packed: Packed, settings: Settings) -> Any:
    kind = journey_kind(settings, list(NAMES))
    gap, pause, end = (np.int64(us) for us in (kind.gap_us, kind.pause_us, packed.ts.max(initial=0)))
    return split_journeys(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, kind.role, gap, pause, end)


def test_buckets_are_about_equal() -> None:
    counts = np.bincount(bucket_of(np.arange(32_000, dtype=np.uint64)), minlength=BUCKETS)
    assert counts.min() > 900
    assert counts.max() < 1_100
