"""What customers did, against every pair of events looked at."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.kernels.did import AHEAD, BACK, OTHER, UNBOUNDED, WANTED, did_first, did_near, did_times
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, NAMES, customers

ROLES = st.lists(st.integers(0, 3), min_size=len(NAMES), max_size=len(NAMES))
LIMITS = st.one_of(
    st.none(), st.none(), st.none(), st.integers(0, 35).map(lambda place: place * 10 * MINUTE + place % 2)
)
LOW, HIGH = np.iinfo(np.int64).min, np.iinfo(np.int64).max


def span(first: int | None, second: int | None) -> tuple[int, int]:
    return (LOW if first is None else first, HIGH if second is None else second)


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[list[Step]], list[int], list[int], list[tuple[int, int]]]:
    """Return customers, each touchpoint's role, each event's fitness, and two periods."""
    people = draw(customers(most=4))
    events = sum(len(own) for own in people)
    fits = draw(st.just([3] * events) | st.lists(st.integers(0, 3), min_size=events, max_size=events))
    return people, draw(ROLES), fits, [span(draw(LIMITS), draw(LIMITS)), span(draw(LIMITS), draw(LIMITS))]


@given(asked(), st.sampled_from([BACK, AHEAD, BACK | AHEAD]), st.sampled_from([-1, 0, 10, 30, 90]), st.integers(30, 34))
@settings(max_examples=300)
def test_near(
    found: tuple[list[list[Step]], list[int], list[int], list[tuple[int, int]]], where: int, minutes: int, ends: int
) -> None:
    people, roles, fits, periods = found
    window, end = minutes * MINUTE if minutes >= 0 else None, ends * 10 * MINUTE
    expected, more = [], []
    at = 0
    for own in people:
        kinds = [roles[NAMES.index(name)] & fit for (_, name), fit in zip(own, fits[at : at + len(own)], strict=True)]
        at += len(own)
        wanted, others = (
            [
                place
                for place, (when, _) in enumerate(own)
                if kinds[place] & bit and periods[number][0] <= when < periods[number][1]
            ]
            for number, bit in enumerate((int(WANTED), int(OTHER)))
        )
        near = [
            one
            for one in wanted
            if any(
                ((other < one and where & BACK) or (other > one and where & AHEAD))
                and (window is None or abs(own[one][0] - own[other][0]) <= window)
                for other in others
            )
        ]

        def open_at(one: int, period: int, own: list[Step] = own) -> bool:
            if window is None:
                return False
            low, high = periods[period]
            return max(end + 1, low) <= min(own[one][0] + window, high - 1)

        waiting = sum(open_at(one, 1) for one in wanted if one not in near) if where & AHEAD else 0
        unbounded = bool(where & BACK) and any(open_at(one, 0) for one in others)
        expected.append(len(near))
        more.append(int(UNBOUNDED) if unbounded else waiting)
    packed = pack(people)
    count, rest = did_near(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, np.array(roles, dtype=np.uint8),
        np.array(fits if set(fits) != {3} else [], dtype=np.uint8), np.array([*periods[0], *periods[1]]), where,
        np.int64(-1 if window is None else window), np.int64(end),
    )  # fmt: skip
    assert (count.tolist(), rest.tolist()) == (expected, more)


@given(asked())
def test_times_and_first(found: tuple[list[list[Step]], list[int], list[int], list[tuple[int, int]]]) -> None:
    people, roles, fits, periods = found
    since, until = periods[0]
    times, firsts = [], []
    at = 0
    for own in people:
        own_fits = fits[at : at + len(own)]
        at += len(own)
        such = [when for (when, name), fit in zip(own, own_fits, strict=True) if roles[NAMES.index(name)] & fit & 1]
        times.append(sum(since <= when < until for when in such))
        firsts.append(bool(such) and since <= such[0] < until)
    packed = pack(people)
    arguments = (
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, np.array(roles, dtype=np.uint8),
        np.array(fits if set(fits) != {3} else [], dtype=np.uint8), np.int64(since), np.int64(until),
    )  # fmt: skip
    assert did_times(*arguments).tolist() == times
    assert did_first(*arguments).tolist() == firsts


def test_a_slice_says_what_the_whole_says() -> None:
    people = [[(0, "a"), (MINUTE, "b")], [], [(0, "b"), (MINUTE, "a")], [(0, "a"), (0, "b")]]
    packed = pack(people)
    role = np.array([OTHER, WANTED, 0, 0], dtype=np.uint8)
    always = np.array([LOW, HIGH, LOW, HIGH])
    none = np.empty(0, dtype=np.uint8)

    def near(low: int, high: int) -> list[int]:
        count, _ = did_near(
            packed.ptr, packed.touchpoint, packed.ts, low, high, role, none, always, BACK, np.int64(MINUTE), np.int64(9)
        )
        return count.tolist()  # type: ignore[no-any-return]

    assert near(0, 4) == [1, 0, 0, 1]
    assert [near(place, place + 1)[0] for place in range(4)] == near(0, 4)


@pytest.mark.parametrize(("until", "open_"), [(HIGH, True), (11 * MINUTE + 2, True), (11 * MINUTE + 1, False)])
def test_a_window_is_open_while_something_may_still_come(*, until: int, open_: bool) -> None:
    packed = pack([[(10 * MINUTE, "a")]])
    role = np.array([OTHER, WANTED, 0, 0], dtype=np.uint8)
    _, more = did_near(
        packed.ptr, packed.touchpoint, packed.ts, 0, 1, role, np.empty(0, dtype=np.uint8),
        np.array([LOW, until, LOW, HIGH]), BACK, np.int64(5 * MINUTE), np.int64(11 * MINUTE),
    )  # fmt: skip
    assert more.tolist() == [int(UNBOUNDED) if open_ else 0]
