"""Who is who, on the disk."""

from pathlib import Path

import pytest

from desireline.base.settings.model import Settings
from desireline.identity import IdentityStore
from desireline.identity.store import customer_text
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
    assert store.identifiers_of(0) == [("email", "b@x.hu"), ("user_id", "u2"), ("device_id", "d1")]
    assert store.identifiers_of(1) == [("user_id", "u1")]
    assert (store.identifiers_of(2), store.find("b@x.hu"), store.find("u1"), store.find("kiosk"), store.find("x")) == (
        [],
        [0],
        [1],
        [],
        [],
    )
    summary = store.summary()
    assert summary is not None
    assert [item.value for item in summary.set_aside] == ["kiosk"]
    assert (summary.placeholders, summary.parts) == ({"user_id": 1}, [1])


def test_nothing_saved(tmp_path: Path) -> None:
    store = IdentityStore(tmp_path / "none")
    assert (store.summary(), store.identifiers_of(0), store.find("x")) == (None, [], [])


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "c0000000000000"), (31, "c000000000000z"), (2**64 - 1, "cfzzzzzzzzzzzz"), (32, "c0000000000010")],
)
def test_ids_as_people_see_them(number: int, text: str) -> None:
    assert customer_text(number) == text
