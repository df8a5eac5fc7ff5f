"""Which column names events."""

import pytest

from desireline.sources.recognise.event_names import event_names
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_LOG = Subject(concept="event", noun="event")
_TICKETS = Subject(concept="ticket", noun="ticket", channel="support")
_NAMELESS = Subject(concept="", noun="x")


def _found(names: list[str], subject: Subject = _NAMELESS) -> list[str] | None:
    found = event_names(columns({name: ["view", "cart", "view"] for name in names}), subject)
    return found.rule.columns if found else None


@pytest.mark.parametrize(
    "name",
    [
        "event",
        "event_name",
        "eventName",
        "action",
        "activity",
        "concept:name",
        "ocel:activity",
        "event_type",
        "esemény",
        "событие",
        "事件",
        "活動",
    ],
)
def test_by_name(name: str) -> None:
    assert _found(["level", name, "status"]) == [name]


def test_the_clearer_name_goes_first() -> None:
    assert _found(["event", "event_name", "page", "type"], _LOG) == ["event_name"]
    assert _found(["page", "name", "type"], _LOG) == ["page"]


def test_a_type_names_events_of_a_log_only() -> None:
    assert _found(["type"], _LOG) == ["type"]
    assert _found(["type"], _TICKETS) is None
    assert _found(["page"], Subject(concept="customer", noun="customer", people=True)) is None


def test_sentences_and_numbers_name_nothing() -> None:
    assert event_names(columns({"event": ["1", "2"]}), _LOG) is None
    assert (
        event_names(columns({"event": [f"a sentence that never comes again, number {row}" for row in range(80)]}), _LOG)
        is None
    )


def test_calls_of_a_tracking_library() -> None:
    found = event_names(
        columns({"name": ["Home", None], "event": [None, "Paid"], "type": ["page", "track"]}), _NAMELESS
    )
    assert found is not None
    assert found.rule.columns == ["event", "name", "type"]
