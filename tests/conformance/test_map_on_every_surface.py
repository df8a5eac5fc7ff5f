"""Python, the command line and HTTP give the same map and open the same numbers, and refuse the same mistakes."""

import json

import msgspec
import pytest

from cli.running import desireline
from desireline.analyses import counts
from desireline.project import Project
from desireline.render.journey_map import MapView
from example_maps import HOSTILE
from signing_in import Client

NARROWED = {"where": 'did("order created")', "period": "2025-08.."}


@pytest.mark.parametrize("narrowed", [{}, NARROWED])
def test_three_surfaces_agree(shop: Project, client: Client, narrowed: dict[str, str]) -> None:
    view = shop.map(where=narrowed.get("where"), period=narrowed.get("period"))
    words = [word for name, text in narrowed.items() for word in (f"--{name}", text)]
    done = desireline("map", *words, "--json", cwd=shop.folder)
    assert msgspec.json.decode(done.stdout, type=MapView) == view, done.stderr
    assert msgspec.json.decode(client.get("/api/map", params=narrowed).content, type=MapView) == view
    assert bool(view.narrowed) == bool(narrowed)
    for count in list(counts(view))[::37]:
        members = shop.map_people(view, count.path)
        assert (len(members), members.unit) == (count.value, count.unit)
        opened = client.post("/api/map/people", json={"cell": count.path, "most": 5, **narrowed}).json()
        assert (opened["count"], opened["unit"]) == (count.value, count.unit)
        assert opened["rows"] == json.loads(msgspec.json.encode(members.page(0, 5)))
    first = next(count.path for count in counts(view) if count.value)
    done = desireline("people", "--of", "map", *words, "--cell", first, "--most", "5", "--json", cwd=shop.folder)
    expected = client.post("/api/map/people", json={"cell": first, "most": 5, **narrowed}).json()
    assert json.loads(done.stdout) == expected, done.stderr


def test_the_next_page_goes_on_where_the_first_ends(client: Client) -> None:
    asked = {"cell": "/customers", "most": 3}
    first = client.post("/api/map/people", json=asked).json()["rows"]
    second = client.post("/api/map/people", json=asked | {"first": 3}).json()["rows"]
    both = client.post("/api/map/people", json=asked | {"most": 6}).json()["rows"]
    assert first + second == both


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ({"cell": "/nowhere"}, 404, "no count at '/nowhere': it has /events"),
        ({"cell": "customers"}, 404, "is not a cell of an answer"),
        ({"cell": "/customers", "journey": "x"}, 404, "no journey type 'x'"),
        ({"cell": "/customers", "where": "did(nothing)"}, 404, "no touchpoint 'nothing'"),
        ({"cell": "/customers", "where": "'; drop"}, 400, "'"),
        ({"cell": "/customers", "period": "tomorrow"}, 400, "is not a period"),
        ({"cell": "/customers", "lang": "xx"}, 400, "is not a language"),
        ({"cell": "/customers", "more": 1}, 400, "more"),
        ({}, 400, "cell"),
    ],
)
def test_mistakes_are_told(client: Client, asked: dict[str, object], status: int, part: str) -> None:
    answer = client.post("/api/map/people", json=asked)
    assert answer.status_code == status, answer.text
    assert part in answer.json()["message"]


def test_mistakes_are_told_on_the_command_line(shop: Project) -> None:
    for words, code, part in (
        (["people", "--of", "map", "--cell", "/nowhere"], 2, "no count at '/nowhere'"),
        (["people", "--of", "map"], 2, "--of and --cell belong together"),
        (["people", "--of", "map", "--cell", "/customers", "--steps", "x"], 2, "--steps"),
        (["map", "--where", "did("], 2, "cannot be read at character 5"),
        (["map", "--period", "2026-13"], 2, "2026-13"),
    ):
        done = desireline(*words, cwd=shop.folder)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        assert part in done.stderr


@pytest.mark.parametrize("field", ["where", "period", "journey"])
def test_hostile_texts_are_refused_in_a_sentence(client: Client, field: str) -> None:
    for text in ("'; drop table events; --", HOSTILE, "🧨" * 50, "..", "a" * 5_000):
        spoken = text.encode("utf-8", "ignore").decode()
        asked = [
            client.get("/api/map", params={field: spoken}),
            client.get("/api/map.svg", params={field: spoken}),
            client.post("/api/map/people", json={"cell": "/customers", field: spoken}),
        ]
        for answer in asked:
            assert answer.status_code in {400, 404}, (text, answer.text)
            assert answer.json()["code"] in {"bad-input", "not-found"}
            assert "Traceback" not in answer.text


def test_the_drawing_says_what_it_is_narrowed_to(client: Client) -> None:
    said = {
        "en": "Only events since Aug 1, 2025",
        "zh-Hant": "僅限 2025年8月1日 起的事件",
        "ru": "Только события начиная с 1 авг. 2025",
        "hu": "Csak az események ettől a naptól: 2025. aug. 1.",
    }
    for lang, words in said.items():
        for layout in ("wide", "narrow"):
            drawing = client.get("/api/map.svg", params={"lang": lang, "layout": layout, **NARROWED}).text
            assert words in drawing.replace("&#x27;", "'")
            assert "order created" in drawing
