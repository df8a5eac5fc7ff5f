"""Columns in any order, sorted and written as shards."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.reading import SPARSE, Columns, Sparse
from desireline.journeys.store.files import ShardFacts, customer_column, event_column, shard_folder, write_shard

__all__ = ["write_shards"]

_SHARD_EVENTS = 1 << 24
_NARROW = 256


def write_shards(
    folder: Path,
    columns: Columns,
    key: NDArray[np.uint64],
    customer_id: NDArray[np.uint64],
    step: Callable[[str], None],
    *,
    of_customers: Sequence[int] = (),
    number: int = 0,
    overlay: bool = False,
) -> list[ShardFacts]:
    """Sort events by customer and time and write them.

    Args:
        folder: the version's.
        columns: all events.
        key: the order of events of equal time.
        customer_id: of each customer.
        step: told when sorting ends and writing begins.
        of_customers: numbers of the dimensions that customers have.
        number: that of the first shard.
        overlay: whether the shards are an overlay on others.

    Returns:
        What was written.
    """
    from desireline.kernels.grouping import group

    ptr, order = group(columns.customer, columns.ts, key, len(customer_id))
    step("write")
    narrow = _narrow(columns.touchpoint)
    dense = {name: values.astype(_narrow(values), copy=False) for name, values in columns.dense.items()}
    sparse = _sparse(columns, order)
    facts: list[ShardFacts] = []
    for place, (low, high) in enumerate(_bounds(ptr), start=number):
        begin, end = int(ptr[low]), int(ptr[high])
        taken = order[begin:end]
        ts = columns.ts[taken]
        arrays: dict[str, NDArray[np.generic]] = {
            "ptr": ptr[low : high + 1] - begin,
            "customer_id": customer_id[low:high],
            "ts": ts,
            "touchpoint": columns.touchpoint[taken].astype(narrow),
            "channel": columns.channel[taken],
            "row": columns.row[taken],
        }
        arrays |= {name: values[taken] for name, values in dense.items()}
        for dimension in of_customers:
            arrays[customer_column(dimension)] = _last_values(
                ptr[low : high + 1] - begin, arrays[event_column(dimension)]
            )
        for name, carried in sparse.items():
            inside = slice(*np.searchsorted(carried.at, [begin, end]))
            arrays[f"{name}_at"] = (carried.at[inside] - begin).astype(np.uint32)
            arrays[name] = carried.values[inside]
            arrays[f"{name}_{SPARSE[name][1]}"] = carried.kind[inside]
        facts.append(
            ShardFacts(
                customers=high - low,
                events=end - begin,
                columns=write_shard(shard_folder(folder, place), arrays),
                overlay=overlay,
                first_us=int(ts.min()) if len(ts) else None,
                last_us=int(ts.max()) if len(ts) else None,
            )
        )
    return facts


def _narrow(numbers: NDArray[np.uint16]) -> type[np.uint8 | np.uint16]:
    """Return the narrowest kind of number that holds all of these."""
    return np.uint8 if not len(numbers) or int(numbers.max()) < _NARROW else np.uint16


def _last_values(ptr: NDArray[np.int64], values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return each customer's last value other than 0; 0 where there is none."""
    there = np.flatnonzero(values)
    last = np.searchsorted(there, ptr[1:]) - 1
    has = last >= np.searchsorted(there, ptr[:-1])
    found = np.zeros(len(ptr) - 1, dtype=values.dtype)
    found[has] = values[there[last[has]]]
    return found


def _bounds(ptr: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Cut customers into shards of about equally many events."""
    customers, events = len(ptr) - 1, int(ptr[-1])
    pieces = max(1, -(-events // _SHARD_EVENTS))
    marks = np.searchsorted(ptr, np.linspace(0, events, pieces + 1))
    marks[0], marks[-1] = 0, customers
    return [(int(low), int(high)) for low, high in pairwise(marks) if high > low or pieces == 1]


def _sparse(columns: Columns, order: NDArray[np.uint32]) -> dict[str, Sparse]:
    """Return what few events carry, by the event's place in the new order."""
    result = {}
    place = np.full(len(columns.customer), -1, dtype=np.int64) if any(columns.sparse.values()) else None
    if place is not None:
        place[order] = np.arange(len(order))
    for name, (dtype, _) in SPARSE.items():
        pieces = columns.sparse[name]
        if place is None or not pieces:
            result[name] = Sparse(np.empty(0, dtype=np.int64), np.empty(0, dtype=dtype), np.empty(0, dtype=np.uint8))
            continue
        moved = place[np.concatenate([piece.at for piece in pieces])]
        by_place = np.argsort(moved, kind="stable")
        by_place = by_place[np.searchsorted(moved[by_place], 0) :]
        values, kind = (
            np.concatenate([piece.values for piece in pieces]),
            np.concatenate([piece.kind for piece in pieces]),
        )
        result[name] = Sparse(moved[by_place], values[by_place], kind[by_place])
    return result
