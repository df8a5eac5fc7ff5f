"""The truth against what stands in the files."""

import re
from collections import Counter, defaultdict

import msgspec

from simulated_shop import Shop

Identifiers = dict[str, set[str]]


def e164(written: str) -> str:
    """Read a phone number as a person would, by rules of its own."""
    digits = re.sub(r"\D", "", written)
    if written.startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    assert digits.startswith("06"), written
    return f"+36{digits[2:]}"


def in_files(shop: Shop) -> Identifiers:
    """All identifiers that stand in the files."""
    found: Identifiers = defaultdict(set)
    for event in shop.events:
        found["anonymous_id"].add(event["anonymousId"])
        found["user_id"].add(event["userId"])
        found["email"].add(event.get("traits", {}).get("email"))
    columns = [
        ("shop/orders.csv", ",", {"Email": "email", "Phone": "phone"}),
        ("email/campaign_recipients.csv", ",", {"Email": "email"}),
        ("helpdesk/tickets.csv", ";", {"Requester email": "email", "Requester phone": "phone"}),
        ("phone/calls.csv", ",", {"Caller": "phone"}),
        ("store/receipts.csv", ",", {"Card": "loyalty_card"}),
        (
            "crm/contacts.csv",
            ",",
            {
                "Contact ID": "crm_id",
                "Email": "email",
                "Phone": "phone",
                "Loyalty card": "loyalty_card",
                "User ID": "user_id",
            },
        ),
        ("survey/answers.csv", ",", {"Email": "email"}),
    ]
    nobody = set(shop.truth.placeholders)
    for name, delimiter, namespaces in columns:
        for row in shop.table(name, delimiter):
            for header, namespace in namespaces.items():
                text = row[header].strip().lower() if namespace == "email" else row[header]
                if text and text not in nobody:
                    found[namespace].add(e164(text) if namespace == "phone" else text)
    reviews = (shop.folder / "reviews/reviews.jsonl").read_bytes().splitlines()
    found["handle"] = {msgspec.json.decode(line)["handle"] for line in reviews}
    found["anonymous_id"] -= {shared.value for shared in shop.truth.shared}
    return {namespace: values - nobody - {None, ""} for namespace, values in found.items()}


def test_who_is_who_names_exactly_the_identifiers_in_the_files(shop: Shop) -> None:
    told: Identifiers = defaultdict(set)
    for person in shop.truth.people:
        for namespace, values in person.identifiers.items():
            told[namespace].update(values)
    assert told == in_files(shop)


def test_an_identifier_belongs_to_one_person(shop: Shop) -> None:
    owners = Counter(
        (namespace, value)
        for person in shop.truth.people
        for namespace, values in person.identifiers.items()
        for value in values
        if namespace != "handle"
    )
    assert [identifier for identifier, count in owners.items() if count > 1] == []


def test_many_people_have_several_identifiers_in_several_exports(shop: Shop) -> None:
    kinds = Counter(len(person.identifiers) for person in shop.truth.people)
    assert sum(count for number, count in kinds.items() if number >= 4) > 0.08 * len(shop.truth.people)
    assert any(len(person.identifiers.get("anonymous_id", [])) > 2 for person in shop.truth.people)
    assert any(len(person.identifiers.get("email", [])) > 1 for person in shop.truth.people)


def test_web_events_link_only_identifiers_of_one_person_save_on_shared_devices(shop: Shop) -> None:
    owner = {
        value: person.id for person in shop.truth.people for values in person.identifiers.values() for value in values
    }
    shared = {device.value: device.customers for device in shop.truth.shared}
    users: dict[str, set[str]] = defaultdict(set)
    for event in shop.events:
        email = event.get("traits", {}).get("email")
        if event["userId"] in owner and email:
            assert owner[event["userId"]] == owner[email]
        if event["anonymousId"] in shared:
            users[event["anonymousId"]].add(event["userId"])
        elif event["userId"] in owner:
            assert owner[event["anonymousId"]] == owner[event["userId"]]
    assert len(shared) == 2
    assert all(count > 5 for count in shared.values())
    assert {device: len(found & owner.keys()) for device, found in users.items()} == shared


def test_the_contact_list_joins_only_one_persons_identifiers(shop: Shop) -> None:
    owner = {
        value: person.id for person in shop.truth.people for values in person.identifiers.values() for value in values
    }
    for row in shop.table("crm/contacts.csv"):
        phone = e164(row["Phone"]) if row["Phone"].startswith("+") else ""
        values = [row["Contact ID"], row["Email"].strip().lower(), phone, row["Loyalty card"], row["User ID"]]
        assert len({owner[value] for value in values if value in owner}) == 1


def test_duplicates_bad_times_and_placeholders_are_as_many_as_told(shop: Shop) -> None:
    nobody = set(shop.truth.placeholders)
    tables = [
        ("shop/orders.csv", ",", None, ["Email"]),
        ("email/campaign_recipients.csv", ",", "Sent at", ["Email"]),
        ("helpdesk/tickets.csv", ";", "Created at", ["Requester email"]),
        ("phone/calls.csv", ",", "Start", []),
        ("store/receipts.csv", ",", "Date", ["Card"]),
        ("survey/answers.csv", ",", "Submitted at", ["Email"]),
    ]
    for name, delimiter, time, namespaces in tables:
        facts = shop.truth.files[name]
        rows = shop.table(name, delimiter)
        assert facts.rows - len(rows) == facts.duplicates, name
        if time:
            bad = [row for row in rows if not re.search(r"[1-9]\d[.:/ ]|\d{4}-[01][1-9]|\d{4}-1", row[time])]
            assert len(bad) == facts.bad_times, name
        if namespaces:
            assert sum(any(row[header] in nobody for header in namespaces) for row in rows) == facts.placeholders, name
    web = [facts for name, facts in shop.truth.files.items() if name.startswith("web/")]
    assert len(shop.lines) - len(shop.events) == sum(facts.duplicates for facts in web) > 0
    assert (
        sum(not event["timestamp"].startswith("202") for event in shop.events)
        == sum(facts.bad_times for facts in web)
        > 0
    )
    assert sum(event["userId"] in nobody for event in shop.events) == sum(facts.placeholders for facts in web) > 0


def test_purchases_and_their_value_are_those_in_the_files(shop: Shop) -> None:
    orders, receipts = shop.table("shop/orders.csv"), shop.table("store/receipts.csv")
    assert len(orders) + len(receipts) == shop.truth.purchases == sum(person.purchases for person in shop.truth.people)
    minor = sum(round(100 * (float(row["Total"]) - float(row["Refunded Amount"]))) for row in orders)
    minor += sum(round(100 * float(row["Total"])) for row in receipts)
    assert minor == shop.truth.value_minor == sum(person.value_minor for person in shop.truth.people)
    assert sum(persona.value_minor for persona in shop.truth.personas) == shop.truth.value_minor


def test_the_web_tracking_and_the_shop_tell_of_the_same_orders(shop: Shop) -> None:
    orders = {row["Name"].lstrip("#"): row for row in shop.table("shop/orders.csv") if row["Source"] == "web"}
    completed = {
        event["properties"]["order_id"]: event for event in shop.events if event.get("event") == "Order Completed"
    }
    assert completed.keys() == orders.keys()
    for number, event in completed.items():
        assert f"{event['properties']['total']:.2f}" == orders[number]["Total"]


def test_every_event_of_the_tracking_lies_in_a_stage(shop: Shop) -> None:
    staged = [name for names in shop.truth.stages.values() for name in names]
    assert len(staged) == len(set(staged))
    assert {event.get("event") or event.get("name") for event in shop.events} - {None} == set(staged)
