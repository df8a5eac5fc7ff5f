"""Requests that no app sends: an answer in a sentence for each, and nothing broken by it."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from litestar.testing import TestClient

from desireline.project import ServedProject
from desireline.server import create_app
from people_shop import ANNA, people_shop
from signing_in import BASE, Client, sign_in

WORDS = [
    "",
    "0",
    "-1",
    "9" * 30,
    "nan",
    "null",
    "[]",
    "\x00",
    "../..",
    "a" * 3_000,
    "🧨",
    "<b>",
    '"',
    "';--",
    "%2F",
    "é" * 200,
]
VALUES: list[object] = [
    None,
    -1,
    1e308,
    True,
    "",
    [],
    [1],
    {},
    "\x00",
    "a" * 20_001,
    {"kind": "and", "parts": []},
    {"kind": "did", "touchpoints": ["x"], "within": "9" * 20 + "d"},
    {"kind": "time", "period": "9999..9999"},
    {"kind": "pattern", "pattern": "("},
    {"kind": "segment", "name": ""},
]
RAW = [b"", b"{", b"\xff", b'{"text":"\\ud800"}', b"nul", b"[" * 2_000]
GETS = {
    "/api/people": ["text", "where", "segment", "order", "first", "most"],
    f"/api/people/{ANNA}/timeline": ["direction", "first", "most", "lang"],
    "/api/home": ["lang"],
    "/api/segments": ["counted"],
    "/api/events": ["name", "channel", "source", "touchpoint", "text", "first", "most", "lang"],
    "/api/event-names": ["text", "first", "most"],
    "/api/identity/left-out": ["first", "most"],
    "/api/identity/customers": ["first", "most"],
    "/api/suggestion": ["lang"],
    "/api/doctor": ["verify", "lang"],
    "/api/selections/values": ["dimension", "text", "most"],
}
BODIES: dict[str, dict[str, object]] = {
    "/api/segments": {"name": "n", "text": "did(view)"},
    "/api/segments/buyers": {"name": "buyers", "text": "did(order)"},
    "/api/selections/parse": {"text": "did(view)"},
    "/api/selections/count": {"text": "did(view)", "selection": None},
    "/api/touchpoints/count": {"when": {"name": "view"}, "name": "view", "at": 0},
    "/api/touchpoints/events": {"when": {"properties": {"country": "HU"}}, "name": None, "at": 0},
    "/api/settings/check": {"sections": {"visit_gap": "20m"}},
    "/api/suggestion/accept": {"ids": ["touchpoint:x"]},
    "/api/questions": {"title": "t", "question": "visits", "parameters": {}, "pinned": 1},
    "/api/pins": {"questions": []},
    f"/api/people/{ANNA}/notes": {"text": "x"},
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    served = ServedProject(people_shop(tmp_path_factory.mktemp("odd")))
    app = create_app(served, token="once")
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        yield sign_in(client)  # without its token every change would be refused before anybody looks at it


def told(client: Client, method: str, path: str, **more: object) -> None:
    answer = client.request(method, path, headers={"if-match": "*", "content-type": "application/json"}, **more)  # type: ignore[arg-type]  # httpx's
    assert answer.status_code < 500, (method, path, more, answer.text)
    if answer.status_code >= 400:
        assert {"code", "message"} <= answer.json().keys()
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", GETS)
def test_odd_words_in_addresses(client: Client, path: str) -> None:
    for name in GETS[path]:
        for word in WORDS:
            told(client, "GET", f"{path}?{name}={quote(word, safe='')}")


@pytest.mark.parametrize("path", ["/api/people/{}", "/api/people/{}/notes", "/api/segments/{}", "/api/questions/{}"])
def test_odd_names(client: Client, path: str) -> None:
    for word in WORDS:
        for method in ("GET", "PUT", "DELETE"):
            told(client, method, path.format(quote(word, safe="")), json={} if method == "PUT" else None)


@pytest.mark.parametrize("path", BODIES)
def test_odd_bodies(client: Client, path: str) -> None:
    for method in ("POST", "PUT"):
        for raw in RAW:
            told(client, method, path, content=raw)
        for value in VALUES:
            told(client, method, path, content=json.dumps(value).encode())
            for field in BODIES[path]:
                told(client, method, path, content=json.dumps(BODIES[path] | {field: value}).encode())
    assert [row["name"] for row in client.get("/api/segments").json()["rows"]][:2] == ["buyers", "lost"]
