"""Who is identified, by name and by content, and what never is."""

import pytest

from desireline.sources.recognise.identifiers import identifiers
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_LOG = Subject(concept="event", noun="event")
_ORDERS = Subject(concept="order", noun="order", channel="web", purchase=True)
_CALLS = Subject(concept="call", noun="call", channel="phone")


def _found(values: dict[str, list[str | None]], subject: Subject = _LOG) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in identifiers(columns(values), subject):
        found.setdefault(one.namespace, []).append(one.column)
    return found


@pytest.mark.parametrize(
    ("name", "namespace"),
    [
        ("user_id", "user_id"),
        ("userId", "user_id"),
        ("anonymousId", "anonymous_id"),
        ("user_pseudo_id", "anonymous_id"),
        ("domain_userid", "anonymous_id"),
        ("distinct_id", "anonymous_id"),
        ("fullVisitorId", "anonymous_id"),
        ("device_id", "device_id"),
        ("CustomerID", "customer_id"),
        ("household_id", "customer_id"),
        ("person_id", "customer_id"),
        ("member_id", "customer_id"),
        ("Contact ID", "crm_id"),
        ("lead_id", "crm_id"),
        ("crm_id", "crm_id"),
        ("requester_id", "requester_id"),
        ("order_customer_id", "customer_id"),
        ("loyalty_card_number", "loyalty_card"),
        ("account_id", "account_id"),
        ("case_id", "case_id"),
        ("username", "handle"),
        ("ügyfélszám", "customer_id"),
        ("felhasználó azonosító", "user_id"),
        ("törzsvásárlói kártyaszám", "loyalty_card"),
        ("ID пользователя", "user_id"),
        ("идентификатор клиента", "customer_id"),
        ("номер карты лояльности", "loyalty_card"),
        ("會員編號", "customer_id"),
        ("用户ID", "user_id"),
        ("會員卡號", "loyalty_card"),
    ],
)
def test_namespaces_by_name(name: str, namespace: str) -> None:
    assert _found({name: ["a10001", "a10002", "a10003"]}) == {namespace: [name]}


@pytest.mark.parametrize(
    "name",
    [
        "order_id",
        "InvoiceNo",
        "basket_id",
        "ticket_id",
        "product_id",
        "StockCode",
        "store_id",
        "campaign_id",
        "session_id",
        "user_session_id",
        "customer_order_id",
        "transaction_id",
        "event_bundle_sequence_id",
        "stream_id",
        "metric_id",
        "user_metric_id",
        "agent_id",
        "assignee_id",
        "owner_id",
        "org:resource",
        "created_by_id",
        "tweet_id",
        "itemInSession",
        "firstName",
        "customer_zip_code",
        "user_count",
        "users",
        "loyalty_tier",
        "номер заказа клиента",
        "rendelésszám",
        "訂單編號",
        "munkatárs azonosító",
    ],
)
def test_numbers_of_things_and_staff_are_nobody(name: str) -> None:
    assert _found({name: ["a10001", "a10002", "a10003"]}) == {}


def test_emails_by_content_whatever_the_name() -> None:
    assert _found({"who": ["a@x.hu", "b@x.hu"], "agent": ["c@shop.hu", "d@shop.hu"]}) == {"email": ["who"]}


def test_the_business_own_address_is_nobodys() -> None:
    assert _found({"to": ["info@shop.hu"] * 30, "reply_to": ["a@x.hu"] * 30}) == {}


def test_email_words_without_addresses_are_no_emails() -> None:
    assert (
        _found({"email_type": ["html", "text"], "email_campaign_id": ["1", "2"], "is_email_bounced": ["0", "1"]}) == {}
    )


def test_hashed_emails_are_unsure() -> None:
    found = identifiers(
        columns({"email": ["fcb67ef339b691956cc85fa12be6490c", "6528bb7211b1dc066fc5c292561150c2"]}), _LOG
    )
    assert [(one.namespace, one.sure) for one in found] == [("email", False)]


def test_phones_need_both_name_and_digits() -> None:
    assert _found({"Phone": ["+36 20 123 4567", "06-1/234-5678"], "PhoneService": ["Yes", "No"]}) == {
        "phone": ["Phone"]
    }
    assert _found({"contact_number_x": ["+36 20 123 4567", "+36 20 123 4568"]}) == {"phone": ["contact_number_x"]}


def test_who_called_depends_on_the_direction() -> None:
    lines: dict[str, list[str | None]] = {"from": ["15550001111", "15550001112"], "to": ["15550009999", "15550009998"]}
    assert _found(lines | {"direction": ["inbound", "inbound"]}, _CALLS) == {"phone": ["from"]}
    assert _found(lines | {"direction": ["outbound-api", "outbound-api"]}, _CALLS) == {"phone": ["to"]}


def test_cases_and_companies_count_only_without_people() -> None:
    both: dict[str, list[str | None]] = {
        "case_id": ["1", "2", "3"],
        "company_id": ["7", "8", "9"],
        "customer": ["V 1", "V 2", "V 3"],
    }
    assert _found(both) == {"customer_id": ["customer"]}
    assert _found({"case_id": ["1", "2", "3"]}) == {"case_id": ["case_id"]}


def test_a_customer_named_in_words_is_no_number() -> None:
    assert _found({"customer": ["John Smith", "Anna Kovács", "Li Wei", "Anna Kovács"]}) == {}


def test_the_plainest_of_a_namespace() -> None:
    found = _found({"Email": ["a@x.hu", "b@x.hu"], "Billing Email": ["c@x.hu", "d@x.hu"]}, _ORDERS)
    assert found == {"email": ["Email"]}


def test_equally_plain_ones_are_all_taken() -> None:
    found = _found({"traits.email": ["a@x.hu", None], "context.traits.email": [None, "b@x.hu"]})
    assert found == {"email": ["traits.email", "context.traits.email"]}


def test_numbers_from_a_spreadsheet_are_said() -> None:
    found = identifiers(columns({"customer_id": ["17850.0", "13047.0"]}), _ORDERS)
    assert "came through a spreadsheet (17850.0)" in found[0].reason


def test_a_client_of_analytics_is_a_visitor() -> None:
    assert _found({"client_id": ["1234567.1612345678", "GA1.1.1234567890.1612345678"]}) == {
        "anonymous_id": ["client_id"]
    }


def test_bare_ids() -> None:
    people = Subject(concept="contact", noun="contact", people=True)
    assert _found({"id": ["1", "2", "3"]}, people) == {"crm_id": ["id"]}
    assert _found({"id": ["1", "2", "3"]}, _ORDERS) == {}
    assert _found({"id": ["1", "2", "3"], "contact_id": ["4", "5", "6"]}, people) == {"crm_id": ["contact_id"]}
    assert _found({"id": ["1", "2", "3"], "converted_contact_id": ["4", "5", "6"]}, people) == {"crm_id": ["id"]}
    repeated = columns({"id": [str(number % 7) for number in range(30)]})
    assert [(one.namespace, one.sure) for one in identifiers(repeated, _ORDERS)] == [("customer_id", False)]


def test_an_empty_column_is_taken_by_its_plain_name() -> None:
    found = identifiers(columns({"user_id": [None, None], "device.advertising_id": [None, None]}), _LOG)
    assert [(one.namespace, one.column) for one in found] == [("user_id", "user_id")]
    assert "empty in the rows looked at" in found[0].reason


def test_uuids_that_repeat_are_visitors_where_nobody_else_is_named() -> None:
    uuids: list[str | None] = [f"9e983d4a-e07c-4858-8e97-bdb7feb3124{number % 5}" for number in range(20)]
    found = identifiers(columns({"qwzx": uuids}), _LOG)
    assert [(one.namespace, one.sure) for one in found] == [("anonymous_id", False)]
    assert _found({"qwzx": uuids, "user_id": [str(number) for number in range(20)]}) == {"user_id": ["user_id"]}


def test_screen_names() -> None:
    social = Subject(concept="tweet", noun="tweet", channel="social")
    reviews = Subject(concept="review", noun="review", channel="review")
    assert _found({"name": ["cairdin", "jnardino", "yvonna"]}, social) == {"handle": ["name"]}
    assert _found({"author": ["R Wilson", "A Kovacs", "M Li"]}, reviews) == {}
    assert _found({"handle": ["greencup72684", "kettle41117", "oolong_fan"]}, reviews) == {"handle": ["handle"]}
    assert _found({"handle": ["green-tea-500g", "cup-2", "pot-3"]}, _ORDERS) == {}
