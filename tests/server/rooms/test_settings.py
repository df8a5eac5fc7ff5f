"""Settings over HTTP: two tabs and an editor, faults that say where they lie, what the data suggest taken over in part."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desireline.base.i18n import LANGUAGES
from desireline.base.settings.load import load_settings
from example_maps import HOSTILE
from people_shop import people_shop
from server.served_demo import Client, done, serving

COMMENTED = """\
# Anna's file
name: Shop   # not the real name
touchpoints:
  # first what people see
  - {name: view, when: {name: view}, stage: awareness}
  - {name: cart, when: {name: cart}, stage: consideration}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return people_shop(tmp_path).folder


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    with serving(folder) as client:
        yield client


def put(client: Client, sections: dict[str, Any], tag: str = "*") -> Any:
    return client.put("/api/settings", json={"sections": sections}, headers={"if-match": tag})


def test_two_tabs_and_an_editor(client: Client, folder: Path) -> None:
    looked = client.get("/api/settings")
    assert looked.headers["etag"] == f'"{looked.json()["version"]}"'
    assert [each["name"] for each in looked.json()["touchpoints"]] == ["view", "cart", "order", "mail"]
    mine = put(client, {"visit_gap": "45m"}, looked.headers["etag"])
    assert (mine.status_code, mine.json()["settings"]["visit_gap"], mine.json()["job"]) == (200, "45m", None)
    other = put(client, {"visit_gap": "20m"}, looked.headers["etag"])
    assert (other.status_code, other.json()["code"]) == (412, "changed")
    assert client.put("/api/settings", json={"sections": {"visit_gap": "20m"}}).status_code == 428
    path = folder / "desireline.yaml"
    path.write_text(path.read_text().replace("currency: EUR", "currency: HUF  # by hand"))
    assert put(client, {"visit_gap": "20m"}, mine.headers["etag"]).status_code == 412
    now = client.get("/api/settings")
    assert (now.json()["currency"], now.json()["visit_gap"]) == ("HUF", "45m")
    assert put(client, {"visit_gap": None}, now.headers["etag"]).json()["settings"]["visit_gap"] == "30m"
    assert "currency: HUF  # by hand" in path.read_text()


def test_comments_stay_and_rules_are_built(client: Client, folder: Path) -> None:
    path = folder / "desireline.yaml"
    path.write_text(COMMENTED)
    rules = [*client.get("/api/settings").json()["touchpoints"], {"name": "bought", "when": {"name": "order"}}]
    rules[0]["label"] = {"en": HOSTILE.encode("utf-8", "ignore").decode()}
    answer = client.put("/api/settings/touchpoints", json={"value": rules}, headers={"if-match": "*"})
    assert answer.status_code == 200, answer.text
    assert done(client, answer.json()["job"])["state"] == "done"
    text = path.read_text()
    assert all(comment in text for comment in ("# Anna's file", "# not the real name", "# first what people see"))
    assert [each.name for each in load_settings(path).touchpoints] == ["view", "cart", "bought"]
    found = client.get("/api/selections/words").json()
    assert {each["touchpoint"] for each in found["touchpoints"]} >= {"view", "cart", "bought"}


@pytest.mark.parametrize(
    ("sections", "status", "field", "said"),
    [
        ({"visit_gap": "soon"}, 400, "visit_gap", "30m"),
        ({"stages": []}, 400, "stages", "at least 1"),
        ({"stages": [{"name": "one"}]}, 400, "touchpoints[0].stage", "is no stage"),
        ({"touchpoints": [{"name": "x", "when": {}}]}, 400, "touchpoints[0].when", "every event"),
        ({"touchpoints": [{"name": "x", "when": {"channel": "wbe"}}]}, 400, "touchpoints[0].when.channel", "web"),
        ({"journeys": {"p": {"goal": "order", "gap": "1m"}}}, 400, "journeys.p.gap", "visit_gap"),
        ({"identity": {"limit": 0}}, 400, "identity.limit", "1 is the least"),
        ({"name": 5}, 400, "name", "5"),
        ({"engine": "spark"}, 400, None, "on the server"),
        ({"serve": {"hosts": ["x.example"]}}, 400, None, "on the server"),
        ({"segments": {}}, 400, None, "/api/segments"),
        ({"touchpionts": []}, 404, None, "did you mean 'touchpoints'"),
        ({}, 400, None, "at least one"),
    ],
)
def test_faults_say_where_and_nothing_changes(
    client: Client, folder: Path, sections: dict[str, Any], status: int, field: str | None, said: str
) -> None:
    before = (folder / "desireline.yaml").read_bytes()
    answer = put(client, sections)
    assert (answer.status_code, answer.json().get("field")) == (status, field), answer.text
    assert said in answer.json()["message"]
    assert (folder / "desireline.yaml").read_bytes() == before
    checked = client.post("/api/settings/check", json={"sections": sections})
    if field is not None:
        assert field in [fault["field"] for fault in checked.json()["faults"]]
    fine = client.post("/api/settings/check", json={"sections": {"visit_gap": "45m"}})
    assert fine.json() == {"faults": [], "builds": False}


@pytest.mark.parametrize(
    ("sections", "builds"),
    [
        ({"name": "Another", "language": "hu", "currency": "HUF"}, False),
        ({"time_zone": "UTC", "country": "HU"}, False),  # telephone numbers are read as before
        ({"time_zone": "Asia/Taipei"}, True),  # numbers without a country become other ones
        ({"country": "AT"}, True),
        ({"identity": {"limit": 2}}, True),
        ({"identity": {"namespaces": {"email": {"links": False}}}}, True),
        ({"identity": {"limit": 0}}, False),
    ],
)
def test_whether_a_build_follows_is_told_before(client: Client, sections: dict[str, Any], builds: bool) -> None:
    checked = client.post("/api/settings/check", json={"sections": sections}).json()
    assert checked["builds"] is builds
    changed = put(client, sections)
    if checked["faults"]:
        assert changed.status_code == 400
    else:
        assert (changed.json()["job"] is not None) is builds


@pytest.mark.parametrize("lang", LANGUAGES)
def test_choices_are_named_and_allowed(client: Client, lang: str) -> None:
    found = client.get("/api/settings/choices", params={"lang": lang}).json()
    currencies = {each["code"]: each["name"] for each in found["currencies"]}
    assert {"EUR", "HUF", "RUB", "TWD"} <= currencies.keys()
    assert not {"DEM", "XXX"} & currencies.keys()
    assert found["identifiers"][0] == {"namespace": "user_id", "level": "account"}
    cities = {each["name"]: (each["city"], each["country"]) for each in found["time_zones"]}
    taipei = {"en": "Taipei", "zh-Hant": "台北", "ru": "Тайбэй", "hu": "Tajpej"}[lang]
    assert (cities["Asia/Taipei"], cities["UTC"]) == ((taipei, "TW"), ("UTC", None))
    assert "Asia/Calcutta" not in cities
    some = {"time_zone": [*cities][::40], "currency": [*currencies][::20], "country": ["HU", "TW"]}
    for section, values in some.items():
        for value in values:
            checked = client.post("/api/settings/check", json={"sections": {section: value}})
            assert checked.json()["faults"] == [], value


def test_part_of_a_suggestion_is_accepted(client: Client, folder: Path) -> None:
    path = folder / "desireline.yaml"
    path.write_text("name: Shop  # kept\n")
    seen = client.get("/api/suggestion?lang=hu")
    found = seen.json()
    by_id = {each["id"]: each for each in [*found["touchpoints"], *found["journeys"], *found["dimensions"]]}
    assert found["version"] == client.get("/api/settings").json()["version"]
    assert {each["events"] for each in found["touchpoints"] if each["rule"]["when"]["name"] == "cart"} == {33}
    assert all(each["reasons"] for each in by_id.values())
    assert (
        client.get("/api/suggestion?lang=en").json()["touchpoints"][0]["reasons"] != found["touchpoints"][0]["reasons"]
    )
    journey = found["journeys"][0]
    wrong = {"ids": ["touchpoint:nothing"]}
    tag = {"if-match": seen.headers["etag"]}
    assert client.post("/api/suggestion/accept", json=wrong, headers=tag).status_code == 404
    answer = client.post("/api/suggestion/accept", json={"ids": [journey["id"]]}, headers=tag)
    assert answer.status_code == 200, answer.text
    settings = answer.json()["settings"]
    assert list(settings["journeys"]) == [journey["name"]]
    assert [f"touchpoint:{each['name']}" for each in settings["touchpoints"]] == [
        each["id"] for each in found["touchpoints"] if each["id"] in journey["needs"]
    ]
    assert settings["dimensions"] == []
    assert path.read_text().startswith("name: Shop  # kept\n")
    assert client.post("/api/suggestion/accept", json={}, headers=tag).status_code == 412
    rest = client.get("/api/suggestion")
    assert {each["id"] for each in rest.json()["touchpoints"]}.isdisjoint(journey["needs"])
    assert client.post("/api/suggestion/accept", json={}, headers={"if-match": "*"}).status_code == 200
    client.app.state.jobs.join()
    assert client.get("/api/suggestion").json()["touchpoints"] == []


def test_odd_values_are_answered_in_a_sentence(client: Client, folder: Path) -> None:
    before = load_settings(folder / "desireline.yaml")
    value: Any
    for section in client.get("/api/settings").json():
        for value in (
            -1,
            1e308,
            True,
            "\x00",
            "a" * 20_001,
            [],
            [None],
            [[]],
            {"": {}},
            {"\x00": "\n"},
            [{"name": "a/b"}],
        ):
            answer = put(client, {section: value})
            assert answer.status_code < 500, (section, value, answer.text)
            if answer.status_code == 200:
                put(client, {section: None})
    for name in ("a\x00b", "\x85", "#", "- x", "'", "\u2028", "a: b", "\ufeff", "🧨", "\\", "null", "1"):
        answer = put(client, {"name": name})
        assert answer.status_code in (200, 400), answer.text
        if answer.status_code == 200:
            assert load_settings(folder / "desireline.yaml").name == name
    for raw in (
        b"",
        b"{",
        b'{"sections":{"name":"\\ud800"}}',
        b"[" * 2_000,
        b'{"sections":' + b"[" * 500 + b"]" * 500 + b"}",
    ):
        headers = {"if-match": "*", "content-type": "application/json"}
        assert client.put("/api/settings", content=raw, headers=headers).status_code == 400
    assert load_settings(folder / "desireline.yaml").touchpoints in ([], before.touchpoints)


def test_a_rule_is_counted_before_it_is_saved(client: Client) -> None:
    asked = {"when": {"name": "order", "channel": "store"}, "at": 0}
    found = client.post("/api/touchpoints/count", json=asked)
    assert found.status_code == 200, found.text
    assert found.json() | {"of": 0} == {
        "events": 2,
        "of": 0,
        "customers": 2,
        "classes": [{"source": "till", "channel": "store", "name": "order", "events": 2}],
        "kept": 0,
        "taken": [{"touchpoint": "order", "ruled": True, "events": 2}],
        "given": [],
        "earlier": [],
    }
    page = client.post("/api/touchpoints/events?most=1", json=asked).json()
    assert (page["count"], page["more"], [row["touchpoint"] for row in page["rows"]]) == (2, True, ["order"])
    gift = asked | {"when": {"properties": {"note": "*gift*"}}}
    (row,) = client.post("/api/touchpoints/events", json=gift).json()["rows"]
    assert (row["name"], row["properties"]) == ("order", {"note": "<b>gift</b>"})
    unknown = client.post("/api/touchpoints/count", json=asked | {"name": "ordr"})
    assert (unknown.status_code, "did you mean 'order'" in unknown.json()["message"]) == (404, True)


def test_the_doctor_looks_over_http(client: Client, folder: Path) -> None:
    found = client.get("/api/doctor?verify=true&lang=hu").json()
    assert (found["troubles"], found["journeys"]["state"], found["installed"]["packages"].keys() >= {"duckdb"}) == (
        [],
        "current",
        True,
    )
    assert put(client, {"journeys": {"purchase": {"goal": "nothing"}}}).status_code == 200
    (trouble,) = client.get("/api/doctor?lang=hu").json()["troubles"]
    assert (trouble["code"], "nothing" in trouble["message"]) == ("unknown", True)
    (folder / "desireline.yaml").write_text("visit_gap: soon\n")  # by hand
    told = client.get("/api/doctor").json()
    assert (told["troubles"][0]["code"], told["troubles"][0]["subject"]) == ("settings", "settings")
    (folder / "desireline.yaml").write_text("currency: USD\n")
    assert client.get("/api/doctor").json()["journeys"]["state"] == "stale"
