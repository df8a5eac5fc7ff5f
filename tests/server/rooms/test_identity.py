"""Identity over HTTP, on a shop whose story is known: what links, what was set aside, who has most."""

from collections.abc import Iterator

import pytest

from people_shop import ANNA, KIOSK, people_shop
from server.served_demo import Client, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(people_shop(tmp_path_factory.mktemp("identity")).folder) as client:
        yield client


def test_numbers_are_those_of_the_people(client: Client) -> None:
    found = client.get("/api/identity").json()
    people = client.get("/api/people?most=500").json()
    events = client.get("/api/events?most=500").json()["rows"]
    assert found["customers"] == people["count"] == sum(each["customers"] for each in found["sizes"])
    assert found["events"] == sum(row["events"] for row in people["rows"])
    assert found["events"] + found["anonymous"] == len(events)
    by_name = {each["namespace"]: each for each in found["namespaces"]}
    for name, facts in by_name.items():
        own = [row for row in events if any(each["namespace"] == name for each in row["identifiers"])]
        assert facts["events"] == len(own)
    assert by_name["anonymous_id"] == {
        "namespace": "anonymous_id",
        "level": "device",
        "links": True,
        "identifiers": 3,
        "customers": 2,
        "events": 8,
        "set_aside": 1,
        "placeholders": 0,
    }
    assert (by_name["user_id"]["placeholders"], by_name["user_id"]["identifiers"]) == (1, 2)
    pairs = {(each["one"], each["other"]): (each["events"], each["customers"]) for each in found["links"]}
    assert pairs == {
        ("anonymous_id", "email"): (3, 1),
        ("anonymous_id", "user_id"): (3, 2),
        ("email", "user_id"): (2, 2),
    }


def test_what_links_nobody_is_told_with_its_reason(client: Client) -> None:
    found = client.get("/api/identity/left-out").json()
    shared, placeholder = sorted(found["rows"], key=lambda each: each["reason"], reverse=True)
    assert found["count"] == 2
    assert (shared["value"], shared["reason"], shared["events"], shared["customers"]) == (KIOSK, "shared", 2, 2)
    assert (shared["seen_with"], shared["values"], shared["limit"]) == ("user_id", 2, 1)
    assert (placeholder["namespace"], placeholder["value"], placeholder["reason"]) == ("user_id", "null", "placeholder")
    assert client.get("/api/identity/left-out?first=1&most=1").json()["rows"] == found["rows"][1:]


def test_who_has_most_comes_first(client: Client) -> None:
    rows = client.get("/api/identity/customers").json()["rows"]
    sizes = [each["identifiers"] for each in rows]
    assert sizes == sorted(sizes, reverse=True)
    person = client.get(f"/api/people/{ANNA}").json()
    assert rows[0]["customer"] == person["customer"]
    assert {each["value"] for each in rows[0]["some"]} == {each["value"] for each in person["identifiers"]}
