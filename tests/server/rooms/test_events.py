"""Events looked through over HTTP: the same as plain SQL over the log, page by page."""

from collections.abc import Iterator
from typing import Any

import pytest

from example_maps import HOSTILE
from people_shop import ANNA, BELA, people_shop
from server.served_demo import Client, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(people_shop(tmp_path_factory.mktemp("events")).folder) as client:
        yield client


def rows(client: Client, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/events", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_pages_are_one_list_newest_first(client: Client) -> None:
    everything = rows(client, most=500)
    whole = client.get("/api/events?most=500").json()
    assert (whole["count"], whole["more"]) == (len(everything), False)
    assert [each["at_us"] for each in everything] == sorted((each["at_us"] for each in everything), reverse=True)
    pages = [row for first in range(0, len(everything), 7) for row in rows(client, first=first, most=7)]
    assert pages == everything
    assert client.get("/api/events?most=7").json()["more"] is True


def test_filters_pick_what_they_say(client: Client) -> None:
    everything = rows(client, most=500)
    for field in ("name", "channel", "source", "touchpoint"):
        for value in {each[field] for each in everything}:
            found = client.get("/api/events", params={field: value, "most": 500}).json()
            assert found["rows"] == [each for each in everything if each[field] == value]
            assert found["count"] == len(found["rows"])
    assert rows(client, name="view", channel="store") == []
    gift = rows(client, text="<B>GIFT")
    assert [(each["source"], each["properties"], each["value_minor"]) for each in gift] == [
        ("till", {"note": "<b>gift</b>"}, 1_299)
    ]
    assert client.get("/api/events?text=gift").json()["count"] is None
    assert rows(client, text=HOSTILE.encode("utf-8", "ignore").decode()) == []
    assert client.get("/api/events?touchpoint=vieww").status_code == 404


def test_events_know_their_customer(client: Client) -> None:
    for who in (ANNA, BELA):
        person = client.get(f"/api/people/{who}").json()
        own = [each for each in rows(client, most=500) if each["customer"] == person["customer"]]
        assert len(own) == person["events"]
        timeline = client.get(f"/api/people/{who}/timeline?most=100").json()["rows"]
        assert [(each["id"], each["touchpoint"]) for each in own] == [
            (each["id"], each["touchpoint"]) for each in timeline
        ]


def test_names_say_where_they_go(client: Client) -> None:
    everything = rows(client, most=500)
    names = client.get("/api/event-names?lang=hu").json()
    assert names["events"] == len(everything) == sum(each["events"] for each in names["rows"])
    assert names["unruled"] == 0
    for each in names["rows"]:
        key = ("source", "channel", "name", "touchpoint")
        own = [row for row in everything if all(row[part] == each[part] for part in key)]
        assert each["events"] == len(own)
        if each["customers"] is not None:
            assert each["customers"] == len({row["customer"] for row in own} - {None})
    told = {(each["source"], each["name"]): each["customers"] for each in names["rows"]}
    assert (told["web", "cart"], told["till", "order"]) == (32, 2)
    assert (told["web", "view"], told["mail", "view"]) == (None, None)  # one touchpoint in one channel: not told apart
    assert {each["name"]: each["label"] for each in names["rows"]}["view"] == "Oldal"
    assert [each["name"] for each in client.get("/api/event-names?text=ORD").json()["rows"]] == ["order", "order"]


def test_touchpoints_that_look_at_properties(client: Client) -> None:
    rules = client.get("/api/settings").json()["touchpoints"]
    mine = {"name": "gifts", "when": {"properties": {"note": "*gift*"}}}
    changed = client.put("/api/settings/touchpoints", json={"value": [mine, *rules]}, headers={"if-match": "*"})
    assert changed.status_code == 200, changed.text
    client.app.state.jobs.join()
    assert [each["source"] for each in rows(client, touchpoint="gifts")] == ["till"]
    assert len(rows(client, touchpoint="order", source="till")) == 1
    till = [each for each in client.get("/api/event-names").json()["rows"] if each["source"] == "till"]
    assert [(each["touchpoint"], each["also"]) for each in till] == [("order", ["gifts"])]
    client.put("/api/settings/touchpoints", json={"value": rules}, headers={"if-match": "*"})
    client.app.state.jobs.join()
