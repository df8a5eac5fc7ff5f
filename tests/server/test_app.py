"""The server from outside: who gets in, what comes out, what browsers are told."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from desireline.analyses import registry
from desireline.render.journey_map import MapView, svg
from desireline.server import create_app
from example_maps import Shop, empty, shop
from signing_in import BASE, Client, sign_in, signed_in


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>app</title>")
    (folder / "assets" / "app-1a2b.js").write_text("export {}")
    (folder / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def stranger(static: Path) -> Iterator[Client]:
    with TestClient(create_app(Shop(), token="once", static=static), base_url=BASE) as client:
        yield client


@pytest.fixture
def client(stranger: Client) -> Client:
    return sign_in(stranger)


def test_health_needs_no_sign_in(stranger: Client) -> None:
    assert stranger.get("/api/health").json()["status"] == "ok"


@pytest.mark.parametrize("path", ["/api/map", "/api/map.svg", "/api/openapi.json", "/api/map/", "/api"])
def test_the_api_needs_a_sign_in(stranger: Client, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign-in-needed"
    assert "desireline serve" in answer.json()["message"]


def test_signing_in_sets_a_cookie_that_scripts_and_other_sites_do_not_see(stranger: Client) -> None:
    answer = stranger.get("/sign-in?token=once", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("desireline-8123=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "once" not in cookie


def test_the_token_is_good_for_once(client: Client) -> None:
    assert client.get("/sign-in?token=once", follow_redirects=False).status_code == 303  # whoever is in stays in
    client.cookies.clear()
    answer = client.get("/sign-in?token=once", headers={"accept-language": "ru-RU,ru;q=0.9"}, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-language"] == "ru"
    assert answer.text.startswith("Этот адрес уже использован")


@pytest.mark.parametrize("token", ["", "twice", "onc", "once%00", "%E2%82%AC"])
def test_a_wrong_token_does_not_sign_in(stranger: Client, token: str) -> None:
    assert stranger.get(f"/sign-in?token={token}", follow_redirects=False).status_code == 403
    assert stranger.get("/api/map").status_code == 401
    assert stranger.get("/sign-in?token=once", follow_redirects=False).status_code == 303


def test_the_map_is_the_provider_s(client: Client) -> None:
    answer = client.get("/api/map?lang=hu")
    assert answer.headers["content-type"].startswith("application/json")
    assert msgspec.json.decode(answer.content, type=MapView) == shop("hu")


@pytest.mark.parametrize("path", ["/api/map", "/api/map.svg"])
def test_what_has_not_changed_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(f"{path}?lang=hu")
    again = client.get(f"{path}?lang=hu", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{path}?lang=ru", headers={"if-none-match": first.headers["etag"]})
    assert (other.status_code, other.headers["cache-control"]) == (200, "private, no-cache")


def test_the_small_picture_is_as_wide_as_asked(client: Client) -> None:
    answer = client.get("/api/map.svg?lang=hu&layout=small&theme=css&width=640")
    assert answer.text == svg(shop("hu"), layout="small", theme="css", width=640)
    assert client.get("/api/map.svg?layout=small").text == svg(shop("en"), layout="small")


def test_the_picture_is_the_one_drawing(client: Client) -> None:
    answer = client.get("/api/map.svg?lang=ru&layout=narrow&theme=css")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text == svg(shop("ru"), layout="narrow", theme="css")


@pytest.mark.parametrize(
    ("query", "status", "code", "part"),
    [
        ("lang=xx", 400, "bad-input", "'xx' is not a language"),
        ("journey=leads", 404, "not-found", "choose one of purchase"),
        ("layout=round", 400, "bad-input", "layout"),
        ("theme=pink", 400, "bad-input", "theme"),
        ("layout=small&width=20", 400, "bad-input", "width"),
        ("layout=small&width=wide", 400, "bad-input", "width"),
    ],
)
def test_mistakes_are_told(client: Client, query: str, status: int, code: str, part: str) -> None:
    answer = client.get(f"/api/map.svg?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert part in answer.json()["message"]


def test_a_failure_tells_nothing_of_the_inside(static: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Shop):
        def map_view(
            self, journey: str | None, lang: str | None, *, where: str | None = None, period: str | None = None
        ) -> MapView:
            raise RuntimeError("/home/secret/path")

    with TestClient(
        create_app(Broken(), token="t", static=static), base_url=BASE, raise_server_exceptions=False
    ) as client:
        client.get("/sign-in?token=t")
        answer = client.get("/api/map")
    assert (answer.status_code, answer.json()["code"]) == (500, "error")
    assert "secret" not in answer.text
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8123", "127.0.0.1.evil.example", "192.168.1.5:8123", "localhost.evil.example"],
)
def test_another_name_for_this_machine_is_turned_away(client: Client, host: str) -> None:
    for path in ("/", "/api/map", "/api/health", "/sign-in?token=once"):
        assert client.get(path, headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8123", "127.0.0.1:99", "[::1]", "[::1]:8123", "LOCALHOST:1"])
def test_this_machine_s_names_are_let_in(stranger: Client, host: str) -> None:
    assert stranger.get("/api/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/map", "/nothing", "/assets/app-1a2b.js"])
def test_every_answer_tells_browsers_to_be_careful(stranger: Client, path: str) -> None:
    headers = stranger.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/map", "/explore/funnel", "/people/anna@example.com", "/nothing/at/all"])
def test_every_address_of_the_app_is_its_page(stranger: Client, path: str) -> None:
    assert stranger.get(path).text == stranger.get("/").text


def test_styles_may_carry_the_page_s_word_of_once(static: Path) -> None:
    (static / "index.html").write_text('<meta property="csp-nonce" nonce="{{nonce}}">')
    with TestClient(create_app(Shop(), token="t", static=static), base_url=BASE) as client:
        first, second = client.get("/"), client.get("/map")
    word = first.text.split('"')[3]
    assert len(word) > 16
    assert f"style-src 'self' 'nonce-{word}'" in first.headers["content-security-policy"]
    assert "script-src 'self';" in first.headers["content-security-policy"]
    assert word not in second.text


def test_the_page_is_asked_for_again_and_its_parts_are_kept(stranger: Client) -> None:
    assert stranger.get("/").headers["cache-control"] == "no-cache"
    assert "immutable" in stranger.get("/assets/app-1a2b.js").headers["cache-control"]
    assert stranger.get("/assets/app-1a2b.js").headers["content-type"].startswith("text/javascript")
    assert stranger.get("/api/health").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/assets/..%2Fsecret.txt", "/assets/../secret.txt", "/assets/nothing.js", "/assets/.", "/secret.txt"]
)
def test_only_the_app_s_files_are_files(stranger: Client, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_an_unbuilt_app_says_how_to_build_it(tmp_path: Path) -> None:
    with TestClient(create_app(Shop(), token="t", static=tmp_path / "none"), base_url=BASE) as client:
        answer = client.get("/")
        chinese = client.get("/", headers={"accept-language": "zh-TW"})
    assert answer.status_code == 503
    assert answer.text.startswith("The app is not built")
    assert "pip install ." in answer.text
    assert "pip install ." in chinese.text
    assert "網頁介面" in chinese.text


def test_an_empty_project_has_a_map_too(static: Path) -> None:
    with signed_in(Shop(empty()), static) as client:
        assert client.get("/api/map").json()["journeys"] == 0
        assert client.get("/api/map.svg").status_code == 200


def test_the_api_describes_itself(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    asked = {f"/api/analyses/{name}{rest}" for name in registry() for rest in ("", "/people")}
    way_in = {"/api/me", "/api/me/password", "/api/session"}
    assert set(paths) == {*way_in, "/api/health", "/api/map", "/api/map.svg", "/api/analyses", *asked}
