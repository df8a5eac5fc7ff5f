"""Visits against cutting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels import visits as visits_module
from desireline.kernels.visits import MOST_EVENTS, visits
from oracle import walks
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, customers


@given(customers(), st.sampled_from([1, 10 * MINUTE - 1, 10 * MINUTE, 45 * MINUTE]))
def test_visits_of_random_histories(histories: list[list[Step]], gap: int) -> None:
    packed = pack(histories)
    sums, lengths, by_events = visits(packed.ptr, packed.ts, 0, packed.customers, np.int64(gap))
    expected = walks.visits([[when for when, _ in steps] for steps in histories], gap)
    assert sums[:3] == (
        len(expected),
        sum(len(visit) == 1 for visit in expected),
        sum(bool(steps) for steps in histories),
    )
    each = [walks.visits([[when for when, _ in steps]], gap) for steps in histories]
    pairs = [(sum(len(visit) == 1 for visit in own), len(own)) for own in each]
    assert sums[3:6] == tuple(sum(own[one] * own[other] for own in pairs) for one, other in ((0, 0), (0, 1), (1, 1)))
    every = [visit[-1] - visit[0] for visit in expected]
    assert lengths.tolist() == every
    assert sums[6:] == (sum(every), 0)
    sizes = [min(len(visit), MOST_EVENTS) for visit in expected]
    assert by_events.tolist() == [sizes.count(events) for events in range(MOST_EVENTS + 1)]
    least, most = gap // 2, 2 * gap
    again, some, _ = visits(packed.ptr, packed.ts, 0, packed.customers, np.int64(gap), least, most)
    assert some.tolist() == [length for length in every if least <= length <= most]
    assert again == sums._replace(shorter=sum(length < least for length in every))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visits_module, "_SPARE", 0)
        fewer = visits(packed.ptr, packed.ts, 0, packed.customers, np.int64(gap), least, most, 0.0)
    assert fewer[0] == again
    assert fewer[1].tolist() == some.tolist()
    assert fewer[2].tolist() == by_events.tolist()


def test_a_pause_of_exactly_the_gap_stays_within_the_visit() -> None:
    packed = pack([[(0, "a"), (MINUTE, "a"), (2 * MINUTE + 1, "a")]])
    assert visits(packed.ptr, packed.ts, 0, 1, np.int64(MINUTE))[0][:2] == (2, 1)
