"""Credits add up to exactly what was given out; many codes are counted as few are."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.settings.model import Settings
from desireline.journeys.types import journey_kind
from desireline.kernels import attribution
from desireline.kernels.attribution import BUCKETS, ONE, RULES, attribution_counts, bucket_of, credit_amounts
from desireline.kernels.journeys import split_journeys
from oracle.walks import Step
from packed import pack
from strategies import NAMES, customers, staged_settings

WIDTH = len(NAMES)
MANY = 20
"""So many that journeys are not counted by the set of what they touched."""


@given(customers(), staged_settings(), st.booleans(), st.floats(1, 1e9))
def test_nothing_is_lost(histories: list[list[Step]], settings: Settings, collapse: bool, half_life: float) -> None:
    packed = pack(histories)
    kind = journey_kind(settings, list(NAMES))
    end = np.int64(packed.ts.max(initial=0))
    cut = split_journeys(
        packed.ptr,
        packed.touchpoint,
        packed.ts,
        0,
        packed.customers,
        kind.role,
        np.int64(kind.gap_us),
        np.int64(kind.pause_us),
        end,
    )
    first, past, _, outcome, finished, owner = cut
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


def test_buckets_are_about_equal() -> None:
    counts = np.bincount(bucket_of(np.arange(32_000, dtype=np.uint64)), minlength=BUCKETS)
    assert counts.min() > 900
    assert counts.max() < 1_100
