"""Days, weeks and channels, by hand; the calendar itself is tested where it is made."""

import numpy as np

from desireline.kernels.overview import by_channel, by_day

PTR = np.array([0, 4, 4, 6], dtype=np.int64)
TS = np.array([-5, 3, 12, 31, 12, 13], dtype=np.int64)


def test_days_and_weeks() -> None:
    edge = np.array([0, 10, 20, 30], dtype=np.int64)
    table = np.array([0, 0, 1, 2], dtype=np.uint32)  # by buckets of eight
    week = np.array([0, 0, 1, 2], dtype=np.uint32)
    days, weeks, span = by_day(PTR, TS, 0, 3, edge, table, np.uint64(3), week, 2)
    assert days.tolist() == [[1, 3, 0], [1, 2, 0]]
    assert weeks.tolist() == [[2, 0], [1, 0]]  # the first customer came before the first day
    assert span.tolist() == [-5, 31]


def test_channels() -> None:
    channel = np.array([0, 1, 0, 1, 1, 1], dtype=np.uint8)
    assert by_channel(PTR, TS, channel, 0, 3, 3).tolist() == [[2, 4, 0], [1, 2, 0], [12, 31, 0]]
