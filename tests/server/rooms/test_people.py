"""Customers over HTTP."""

from collections.abc import Iterator

import pytest

from desireline.project import ServedProject
from example_maps import HOSTILE
from people_shop import ANNA, people_shop
from signing_in import Client, signed_in


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    served = ServedProject(people_shop(tmp_path_factory.mktemp("http")))
    with signed_in(served) as client:
        yield client


def test_from_a_search_to_one_person_and_the_timeline(client: Client) -> None:
    found = client.get("/api/people", params={"text": "anna", "most": 5}).json()
    assert found["count"] == 1
    who = found["rows"][0]["customer"]
    person = client.get(f"/api/people/{who}").json()
    assert person["shown"] == {"namespace": "email", "value": ANNA}
    assert client.get(f"/api/people/{ANNA}").json() == person
    timeline = client.get(f"/api/people/{who}/timeline", params={"first": 1, "most": 2, "direction": "oldest"}).json()
    assert (timeline["count"], [row["name"] for row in timeline["rows"]]) == (5, ["cart", "view"])
    assert client.get(f"/api/people/{who}/timeline", params={"lang": "hu"}).json()["rows"][-1]["label"] == "Oldal"


def test_an_unreadable_selection_points_at_the_character(client: Client) -> None:
    answer = client.get("/api/people", params={"where": 'country = "HU" and'})
    assert (answer.status_code, answer.json()["code"], answer.json()["at"]) == (400, "bad-input", 18)
    assert "at" not in client.get("/api/people", params={"segment": "nobody"}).json()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/people/nobody@example.hu", 404),
        ("/api/people/nobody@example.hu/timeline", 404),
        ("/api/people?most=0", 400),
        ("/api/people?most=501", 400),
        ("/api/people?first=-1", 400),
        ("/api/people?order=name", 400),
        ("/api/people?where=nonsense", 400),
        ("/api/people?segment=nobody", 404),
    ],
)
def test_what_is_not_allowed_is_said(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, set(answer.json()) - {"at", "field"}) == (status, {"code", "message"})


@pytest.mark.parametrize("text", ["", "%", "..", "\x00", "🧨" * 50, HOSTILE.encode("utf-8", "replace").decode()])
def test_hostile_texts_find_nobody(client: Client, text: str) -> None:
    assert client.get("/api/people", params={"text": text, "where": ""}).status_code == 200
    assert client.get("/api/people", params={"where": text or "x"}).status_code in {400, 404}


def test_home_in_one_request(client: Client) -> None:
    home = client.get("/api/home?lang=ru").json()
    assert home["project"] == "Zöldség"
    for count in home["counts"]:
        opened = client.post("/api/analyses/overview/people", json={"question": {}, "cell": count["cell"]}).json()
        assert (opened["count"], opened["unit"]) == (count["value"], count["unit"])
    leak = next(step for step in home["next_steps"] if step["kind"] == "leak")
    assert client.post("/api/map/people", json={"cell": leak["cell"]}).json()["count"] == leak["n"]
