"""Which columns number events."""

import pytest

from desireline.sources.recognise.event_ids import event_id
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_LOG = Subject(concept="event", noun="event")
_ORDERS = Subject(concept="order", noun="order", purchase=True)


def _found(names: list[str], subject: Subject = _LOG, rows: int = 40) -> str | None:
    found = event_id(columns({name: [f"{name}{row}" for row in range(rows)] for name in names}), subject)
    return found[0].name if found else None


@pytest.mark.parametrize("name", ["messageId", "event_id", "insert_id", "uuid", "eid", "tweet_id", "id"])
def test_by_name(name: str) -> None:
    assert _found(["session", name]) == name


@pytest.mark.parametrize("name", ["order_id", "InvoiceNo", "ticket_id", "Response ID", "call_id", "user_id", "id"])
def test_numbers_of_other_things_are_none(name: str) -> None:
    assert _found([name], _ORDERS) is None


def test_the_clearest_name_is_taken() -> None:
    assert _found(["id", "uuid", "insert_id"]) == "insert_id"


def test_values_must_hardly_repeat_and_never_be_missing() -> None:
    assert event_id(columns({"event_id": ["1", "1", "2"]}), _LOG) is None
    assert event_id(columns({"event_id": ["1", None, "2"]}), _LOG) is None
    found = event_id(columns({"event_id": [str(max(row, 1)) for row in range(50)]}), _LOG)
    assert found is not None
    assert "1 of 50 values repeat" in found[1]


def test_people_are_not_events() -> None:
    assert _found(["uuid"], Subject(concept="user", noun="user", people=True)) is None
