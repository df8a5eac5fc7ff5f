"""Who is who, on the disk."""

from pathlib import Path

from desireline.base.settings.model import Settings
from desireline.identity import IdentityStore
from logs import Batch, Happening, built


def test_what_was_found_is_read_back(tmp_path: Path) -> None:
    ids: list[dict[str, str | None]] = [
        {"user_id": "u2", "email": "B@x.hu"},
        {"user_id": "u1"},
        {"email": "b@x.hu", "device_id": "d1"},
        {"device_id": "kiosk", "user_id": "u1"},
        {"device_id": "kiosk", "user_id": "u2"},
        {"user_id": "null"},
    ]
    journeys = built(
        tmp_path, Settings(), Batch("web", tuple(Happening(at, "a", ids=own) for at, own in enumerate(ids)))
    )
    store = IdentityStore(journeys.store.folder / "identity")
    assert len(store.customer_ids()) == 2
    assert sum(batch.num_rows for batch in store.batches()) == 5
    summary = store.summary()
    assert summary is not None
    assert [item.value for item in summary.set_aside] == ["kiosk"]
    assert (summary.placeholders, summary.parts) == ({"user_id": 1}, [1])


def test_nothing_saved(tmp_path: Path) -> None:
    store = IdentityStore(tmp_path / "none")
    assert (store.summary(), list(store.customer_ids()), list(store.batches())) == (None, [], [])
