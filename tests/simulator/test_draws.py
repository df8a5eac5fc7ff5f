import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.simulator.draws import Draws, pick


def test_a_purpose_has_its_own_luck_whatever_was_drawn_before() -> None:
    one, other = Draws(1, 5), Draws(1, 5)
    other.uniform("something else")
    assert one.uniform("pay", 3).tolist() == other.uniform("pay", 3).tolist()
    assert one.uniform("pay", 3).tolist() != one.uniform("pay", 4).tolist()
    assert one.uniform("pay", 3).tolist() != one.uniform("view", 3).tolist()
    assert one.uniform("pay", 3).tolist() != Draws(2, 5).uniform("pay", 3).tolist()


def test_waiting_times_have_mean_one() -> None:
    waits = Draws(1, 100_000).exponential("wait")
    assert abs(waits.mean() - 1) < 0.02
    assert waits.min() >= 0


@given(
    st.lists(st.floats(0, 10), min_size=1, max_size=6).filter(lambda weights: sum(weights) > 0.01),
    st.floats(0, 1, exclude_max=True),
)
def test_nothing_without_weight_is_picked(weights: list[float], luck: float) -> None:
    table = np.array(weights)
    (alone,) = pick(table, np.array([luck])).tolist()
    (rowwise,) = pick(np.stack([table[::-1], table]), np.array([luck]), np.array([1])).tolist()
    assert weights[alone] > 0
    assert alone == rowwise or abs(sum(weights[: max(alone, rowwise)]) / sum(weights) - luck) < 1e-9


def test_picks_are_as_frequent_as_their_weights() -> None:
    picked = pick(np.array([1.0, 0.0, 3.0]), Draws(1, 100_000).uniform("x"))
    assert (np.bincount(picked, minlength=3) / 100_000).round(2).tolist() == [0.25, 0.0, 0.75]
