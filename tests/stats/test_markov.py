"""Removal effects against taking each state out and solving anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.stats.markov import removal_effects, shares_of_effects
from oracle.credits import Path, markov_effects

paths = st.lists(
    st.builds(Path, st.lists(st.tuples(st.just(0), st.sampled_from("abcd")), min_size=1, max_size=6).map(tuple), st.booleans()),
    min_size=1,
    max_size=8,
)  # fmt: skip


def counted(found: list[Path]) -> tuple[list[str], np.ndarray]:
    names = sorted({name for path in found for _, name in path.touches})
    count = np.zeros((len(names) + 1, len(names) + 2), dtype=np.int64)
    for path in found:
        before = len(names)
        for _, name in path.touches:
            count[before, names.index(name)] += 1
            before = names.index(name)
        count[before, len(names) + (not path.won)] += 1
    return names, count


@given(paths)
@settings(max_examples=200)
def test_removal_effects_of_random_paths(found: list[Path]) -> None:
    names, count = counted(found)
    effects = removal_effects(count)
    if not any(path.won for path in found):
        assert np.isnan(effects).all()
        assert np.isnan(shares_of_effects(count)).all()
        return
    expected = markov_effects(found)
    assert dict(zip(names, effects.tolist(), strict=True)) == pytest.approx(expected, abs=1e-9)
    assert shares_of_effects(count).sum() == pytest.approx(1)
    np.fill_diagonal(count[: len(names), : len(names)], 0)
    assert removal_effects(count) == pytest.approx(effects, abs=1e-9)  # repeats in a row make no difference


def test_no_states_at_all() -> None:
    assert removal_effects(np.zeros((1, 2), dtype=np.int64)).tolist() == []
