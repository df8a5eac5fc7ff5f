"""A view of some customers and events is what a shard of only these would be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.settings.model import Settings
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard
from desireline.journeys.view import Kept
from logs import Batch, built, read_store, small_pieces
from strategies import batches, settings_of_logs


@given(data=st.data(), log=st.lists(batches(), min_size=1, max_size=3), settings=settings_of_logs())
def test_a_view_shows_what_was_kept_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, log: list[Batch], settings: Settings
) -> None:
    with small_pieces():
        journeys = built(tmp_path_factory.mktemp("view"), settings, *log)
        everybody = read_store(journeys)
        chosen = data.draw(st.lists(st.booleans(), min_size=len(everybody), max_size=len(everybody)))
        by_event = data.draw(st.booleans())
        by_customer = data.draw(st.booleans())
        keeps = {customer.id: keep for customer, keep in zip(everybody, chosen, strict=True)}

        def keep(shard: Shard, low: int, high: int) -> Kept:
            ids = shard.customer_id[low:high].tolist()
            span = slice(int(shard.ptr[low]), int(shard.ptr[high]))
            return Kept(
                customers=np.array([keeps[number] for number in ids], dtype=bool) if by_customer else None,
                events=np.asarray(shard.ts[span] // 1_000_000 % 3 > 0) if by_event else None,
            )

        narrowed = journeys.only(keep)
        expected = []
        for customer in everybody:
            events = [event for event in customer.events if not by_event or event.ts // 1_000_000 % 3 > 0]
            if (not by_customer or keeps[customer.id]) and (events or not by_event):
                expected.append((customer.id, events))
        for _ in range(2):  # the second time from what was kept of the first
            assert _seen(narrowed) == [
                (
                    number,
                    [
                        (
                            event.ts,
                            journeys.touchpoints.index(event.touchpoint),
                            event.row,
                            event.value and event.value[0],
                        )
                        for event in events
                    ],
                )
                for number, events in expected
            ]
        assert narrowed.customers == len(expected)
        assert narrowed.events == sum(len(events) for _, events in expected)


def _seen(journeys: Journeys) -> list[tuple[int, list[tuple[int, int, int, int | None]]]]:
    def look(shard: Shard, low: int, high: int) -> list[tuple[int, list[tuple[int, int, int, int | None]]]]:
        at, values, _ = shard.sparse("value")
        carried = dict(zip(at.tolist(), values.tolist(), strict=True))
        for first in range(low, high + 1):
            for past in range(first, high + 1):
                some, own, _ = shard.sparse("value", first, past)
                begin, end = int(shard.ptr[first]), int(shard.ptr[past])
                inside = {place: value for place, value in carried.items() if begin <= place < end}
                assert dict(zip(some.tolist(), own.tolist(), strict=True)) == inside
        return [
            (
                int(shard.customer_id[customer]),
                [
                    (
                        int(shard.ts[event]),
                        int(shard.touchpoint[event]),
                        int(shard.row[event]) & 0xFFFFFFFF,
                        carried.get(event),
                    )
                    for event in range(int(shard.ptr[customer]), int(shard.ptr[customer + 1]))
                ],
            )
            for customer in range(low, high)
        ]

    return [customer for piece in fold(journeys, look) for customer in piece]
