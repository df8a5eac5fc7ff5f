"""Several times of one row."""

from desireline.sources.recognise.content import Column
from desireline.sources.recognise.moments import moment_columns, moment_of, moments
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.times import time_columns
from table_samples import columns

_ORDERS = Subject(concept="order", noun="order", channel="web", purchase=True)
_TICKETS = Subject(concept="ticket", noun="ticket", channel="support")
_CONTACTS = Subject(concept="contact", noun="contact", people=True)
_DAYS = ("2024-01-15 10:00", "2024-01-16 11:00")


def _names(values: dict[str, list[str | None]], subject: Subject) -> list[str]:
    read = columns(values)
    found = moment_columns(time_columns(read, subject), read, subject)
    return [moment.name for moment in moments(found, subject, {})]


def _same_days(*names: str) -> dict[str, list[str | None]]:
    return {name: [_DAYS[0], f"2024-02-{place + 10} 10:00"] for place, name in enumerate(names)}


def test_in_the_order_in_which_they_come() -> None:
    assert _names(_same_days("Closed at", "Created at", "Resolved at"), _TICKETS) == [
        "ticket created",
        "ticket resolved",
        "ticket closed",
    ]
    assert _names(_same_days("refunded_at", "paid_at", "ordered_at", "shipped_at", "delivered_at"), _ORDERS) == [
        "order ordered",
        "order paid",
        "order shipped",
        "order delivered",
        "order refunded",
    ]


def test_a_plain_date_is_the_first_moment() -> None:
    assert _names(_same_days("Order date", "Ship date"), _ORDERS) == ["order placed", "order shipped"]


def test_start_and_end_of_one_thing_are_no_moments() -> None:
    assert _names(_same_days("start_date", "end_date"), _ORDERS) == []
    assert _names(_same_days("created_at", "updated_at", "last_login_at", "due_at"), _CONTACTS) == []


def test_the_life_of_a_person_is_no_moment_of_an_order() -> None:
    assert _names(_same_days("created_at", "customer_registered_at"), _ORDERS) == []


def test_one_beginning_under_two_names_is_one() -> None:
    values: dict[str, list[str | None]] = {"created_at": list(_DAYS), "sent_at": list(_DAYS)}
    assert _names(values, _TICKETS) == []


def test_an_empty_moment_is_read_as_the_others() -> None:
    values = _same_days("created_at", "solved_at") | {"reopened_at": [None, None], "closed": [None, None]}
    assert _names(values, _TICKETS) == ["ticket created", "ticket solved", "ticket reopened"]


def test_what_the_row_carries() -> None:
    values = _same_days("created_at", "solved_at", "closed_at") | {"score": ["5", None], "amount": ["3", "4"]}
    values["closed_at"] = [None, "2024-03-01 10:00"]
    read = columns(values)
    found = moment_columns(time_columns(read, _TICKETS), read, _TICKETS)
    by_name: dict[str, Column] = {column.name: column for column in read}
    assert moment_of(by_name["amount"], found, read, last=False) == "created"
    assert moment_of(by_name["score"], found, read, last=True) == "solved"
