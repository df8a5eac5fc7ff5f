"""Segments and selections over HTTP: two tabs, odd names, and a builder's questions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desireline.project import ServedProject
from example_maps import HOSTILE
from people_shop import people_shop
from signing_in import Client, signed_in


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with signed_in(ServedProject(people_shop(tmp_path))) as client:
        yield client


def test_two_tabs_on_one_setting(client: Client) -> None:
    listed = client.get("/api/segments?counted=false")
    assert [row["customers"] for row in listed.json()["rows"]] == [None, None]
    looked = client.get("/api/segments").headers["etag"]
    assert listed.headers["etag"] == looked
    mine = {"name": "門市 & Co?", "text": 'channel = "store"'}
    added = client.post("/api/segments", json=mine, headers={"if-match": looked})
    assert added.status_code == 201, added.text
    assert [row["name"] for row in added.json()["rows"]] == ["buyers", "lost", "門市 & Co?"]
    assert added.json()["rows"][2]["customers"] == 2
    other = client.post("/api/segments", json=mine | {"name": "other"}, headers={"if-match": looked})
    assert (other.status_code, other.json()["code"]) == (412, "changed")
    assert client.post("/api/segments", json=mine).status_code == 428
    path = "/api/segments/%E9%96%80%E5%B8%82%20%26%20Co%3F"
    changed = client.put(path, json=mine | {"name": "門市"}, headers={"if-match": added.headers["etag"]})
    assert changed.status_code == 200, changed.text
    assert client.get("/api/people?segment=門市").json()["count"] == 2
    removed = client.delete("/api/segments/門市", headers={"if-match": changed.headers["etag"]})
    assert removed.headers["etag"] == looked
    assert client.delete("/api/segments/buyers", headers={"if-match": "*"}).status_code == 409


def test_a_selection_in_all_its_forms(client: Client) -> None:
    asked = {"text": "country=HU and  not did( 'order' ) within 7d after cart"}
    read = client.post("/api/selections/parse?lang=hu", json=asked).json()
    assert read["text"] == 'country = "HU" and not did("order") within 7d after "cart"'
    assert read["fault"] is None
    assert client.post("/api/selections/parse?lang=hu", json={"selection": read["selection"]}).json() == read
    assert (
        read["sentence"]
        == "Ügyfelek, akikre ez igaz: country: „HU”, és nem volt ilyen: „order” (legfeljebb 7d múlva ez után: „cart”)."
    )
    unknown = client.post("/api/selections/parse", json={"text": "did(nothing)"}).json()
    assert "no touchpoint 'nothing'" in unknown["fault"]
    counted = client.post("/api/selections/count", json={"text": 'did("order")'}).json()
    assert counted["customers"] == client.get("/api/people", params={"where": 'did("order")'}).json()["count"]
    assert counted["share"]["of"] == client.get("/api/people").json()["of"]


@pytest.mark.parametrize(
    ("body", "status", "at"),
    [
        ({"text": "country ="}, 400, 9),
        ({"text": 'did("cart") and\n  oops'}, 400, 22),
        ({"text": "🧨🧨 ="}, 400, 0),
        ({}, 400, None),
        ({"text": "x", "selection": {"kind": "segment", "name": "x"}}, 400, None),
        ({"selection": {"kind": "nonsense"}}, 400, None),
        ({"selection": {"kind": "time", "period": "nonsense"}}, 400, 8),
        ({"text": HOSTILE.encode("utf-8", "replace").decode()}, 400, 0),
    ],
)
def test_errors_point_at_the_character(client: Client, body: dict[str, object], status: int, at: int | None) -> None:
    for path in ("parse", "count"):
        answer = client.post(f"/api/selections/{path}", json=body)
        assert (answer.status_code, answer.json().get("at")) == (status, at), answer.text


def test_what_a_builder_can_choose(client: Client) -> None:
    found = client.get("/api/selections/words?lang=hu").json()
    by_name = {each["dimension"]: each for each in found["dimensions"]}
    assert list(by_name) == ["channel", "touchpoint", "stage", "country"]
    assert [(each["value"], each["label"]) for each in by_name["channel"]["values"]] == [
        ("web", "Web"),
        ("store", "Üzlet"),
    ]
    assert (by_name["country"]["unit"], by_name["country"]["values"]) == (
        "customers",
        [{"value": "HU", "label": "HU", "count": 1}],
    )
    assert found["segments"] == ["buyers", "lost"]
    assert sum(each["events"] for each in found["touchpoints"]) == sum(
        each["count"] for each in by_name["touchpoint"]["values"]
    )
    assert {each["touchpoint"]: each["label"] for each in found["touchpoints"]}["view"] == "Oldal"
    some = client.get("/api/selections/values", params={"dimension": "touchpoint", "text": "OLD", "lang": "hu"}).json()
    assert [each["value"] for each in some["values"]] == ["view"]
    assert client.get("/api/selections/values?dimension=nothing").status_code == 404
    assert client.get("/api/selections/values").status_code == 400


def test_saved_questions_and_pins(client: Client) -> None:
    asked = {"title": "<b>Losses</b>", "question": "funnel", "parameters": {"steps": ["cart", "order"]}}
    saved = client.post("/api/questions", json=asked)
    assert (saved.status_code, saved.json()["by"]) == (201, "local")
    name = saved.json()["id"]
    answer = client.post("/api/analyses/funnel", json=saved.json()["parameters"])
    assert answer.status_code == 200
    tag = {"if-match": saved.headers["etag"]}
    changed = client.put(f"/api/questions/{name}", json=asked | {"title": "Losses"}, headers=tag)
    assert changed.json()["title"] == "Losses"
    assert client.put(f"/api/questions/{name}", json=asked, headers=tag).status_code == 412
    assert client.put("/api/pins", json={"questions": [name]}).json()[0]["pinned"] == 1
    assert client.get("/api/questions").json()[0]["id"] == name
    assert client.delete(f"/api/questions/{name}").status_code == 428
    assert client.get(f"/api/questions/{name}").headers["etag"] != changed.headers["etag"]
    assert client.delete(f"/api/questions/{name}", headers={"if-match": "*"}).status_code == 204
    for wrong in ("..%2Fdesireline", "%2e%2e", "nobody"):
        assert client.get(f"/api/questions/{wrong}").status_code == 404
