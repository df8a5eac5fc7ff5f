"""The way in and out, over HTTP."""

import threading
from collections.abc import Callable

import msgspec
import pytest

from desireline.project import Project
from desireline.project.access import ROLE_NAMES, Accounts, Role
from desireline.server.access import Hosts
from desireline.server.rights import ROLES
from desireline.server.rooms.me import Me
from signing_in import CSRF, sign_in, sign_in_as
from team import BASE, PASSWORD, Client, team_client


@pytest.fixture
def client(team_app: Client) -> Client:
    return team_app


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_i_am_who_signed_in(client: Client, role: Role) -> None:
    sign_in_as(client, role.upper(), PASSWORD)
    me = msgspec.json.decode(client.get("/api/me").content, type=Me)
    assert (me.name, me.role, me.rights, me.via, me.language, me.accounts) == (
        role,
        role,
        sorted(ROLES[role]),
        "account",
        None,
        True,
    )
    assert me.csrf == client.headers[CSRF]
    assert me.account is not None
    assert me.account.signed_in_us is not None


def test_the_printed_address_makes_the_owner(client: Client) -> None:
    sign_in(client)
    me = client.get("/api/me").json()
    assert (me["name"], me["role"], me["via"], me["account"], me["accounts"]) == (
        "local",
        "admin",
        "address",
        None,
        True,
    )


def test_a_stranger_is_told_how_to_come_in(client: Client) -> None:
    assert client.get("/api/session").json() == {"signed_in": False, "accounts": True, "organisation": None}
    answer = client.get("/api/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-needed")
    assert "your name and password" in answer.json()["message"]


def test_the_cookie_is_kept_from_scripts_and_ends_with_the_session(client: Client) -> None:
    answer = client.post("/api/session", json={"name": "editor", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("desireline-8123=")
    for part in ("httponly", "samesite=strict", "path=/", "max-age=2592000"):
        assert part in cookie
    assert "secure" not in cookie
    assert client.get("/api/session").json()["signed_in"]


def test_signing_out_ends_the_session_itself(client: Client) -> None:
    sign_in_as(client, "editor", PASSWORD)
    kept = client.cookies["desireline-8123"]
    answer = client.delete("/api/session")
    assert answer.status_code == 204
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    client.cookies.set("desireline-8123", kept)
    assert client.get("/api/me").status_code == 401


def test_the_printed_address_can_be_left_too(client: Client) -> None:
    sign_in(client)
    kept = client.cookies["desireline-8123"]
    assert client.delete("/api/session").status_code == 204
    client.cookies.set("desireline-8123", kept)
    assert client.get("/api/me").status_code == 401


def test_a_session_outlives_the_server(team: Project) -> None:
    with team_client(team) as client:
        sign_in_as(client, "viewer", PASSWORD)
        kept = client.cookies["desireline-8123"]
    with team_client(team) as client:
        client.cookies.set("desireline-8123", kept)
        assert client.get("/api/me").json()["name"] == "viewer"


@pytest.mark.parametrize("body", [{"name": "editor", "password": "wrong"}, {"name": "zoe", "password": PASSWORD}])
def test_a_wrong_name_and_a_wrong_password_look_the_same(client: Client, body: dict[str, str]) -> None:
    answer = client.post("/api/session", json=body)
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
    assert answer.json()["message"].startswith("the name or the password is wrong")


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"name": "x"},
        {"name": 1, "password": "x"},
        {"name": "", "password": ""},
        {"name": "x", "password": "y", "z": 1},
    ],
)
def test_bodies_that_are_none(client: Client, body: object) -> None:
    assert client.post("/api/session", json=body).status_code == 400


def test_too_many_tries_are_told_how_long_to_wait(client: Client) -> None:
    for _ in range(10):
        assert client.post("/api/session", json={"name": "editor", "password": "wrong"}).status_code == 401
    answer = client.post("/api/session", json={"name": "editor", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many")
    assert 290 <= int(answer.headers["retry-after"]) <= 300
    assert "too many tries" in answer.json()["message"]
    sign_in_as(client, "viewer", PASSWORD)


def test_many_tries_at_once_are_not_more(client: Client) -> None:
    statuses: list[int] = []

    def guess() -> None:
        statuses.append(client.post("/api/session", json={"name": "admin", "password": "wrong"}).status_code)

    threads = [threading.Thread(target=guess) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [401] * 10 + [429] * 6


def test_what_ends_a_session_ends_it_at_once(client: Client, team: Project) -> None:
    accounts = Accounts(team.log.folder)
    viewer = accounts.named("viewer").id
    changes: tuple[Callable[[], object], ...] = (
        lambda: accounts.set_password(viewer, "another password"),
        lambda: accounts.set_role(viewer, "analyst"),
        lambda: accounts.set_disabled(viewer, disabled=True),
    )
    password = PASSWORD
    for change in changes:
        sign_in_as(client, "viewer", password)
        change()
        assert client.get("/api/me").status_code == 401
        password = "another password"
    assert client.post("/api/session", json={"name": "viewer", "password": password}).status_code == 401


def test_my_password_is_changed_by_who_knows_it(client: Client, team: Project) -> None:
    sign_in_as(client, "editor", PASSWORD)
    other = client.cookies["desireline-8123"]
    sign_in_as(client, "editor", PASSWORD)
    wrong = client.put("/api/me/password", json={"current": "wrong", "password": "another password"})
    short = client.put("/api/me/password", json={"current": PASSWORD, "password": "short"})
    assert (wrong.status_code, short.status_code) == (401, 400)
    answer = client.put("/api/me/password", json={"current": PASSWORD, "password": "another password"})
    assert answer.status_code == 200
    assert client.get("/api/me").json()["csrf"] == answer.json()["csrf"] != client.headers[CSRF]
    client.cookies.clear()
    client.cookies.set("desireline-8123", other)
    assert client.get("/api/me").status_code == 401
    sign_in_as(client, "editor", "another password")


def test_my_language_is_mine(client: Client) -> None:
    sign_in_as(client, "viewer", PASSWORD)
    assert client.patch("/api/me", json={"language": "zh-Hant"}).json()["language"] == "zh-Hant"
    assert client.get("/api/me").json()["language"] == "zh-Hant"
    assert client.patch("/api/me", json={"language": "xx"}).status_code == 400
    assert client.patch("/api/me", json={"language": None}).json()["language"] is None
    client.cookies.clear()
    sign_in(client)
    answer = client.patch("/api/me", json={"language": "hu"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("token", ["", "wrong", "0" * 48])
def test_changes_want_the_token(client: Client, token: str) -> None:
    sign_in_as(client, "viewer", PASSWORD)
    right = client.headers.pop(CSRF)
    headers = {CSRF: token} if token else {}
    answer = client.patch("/api/me", json={"language": "hu"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "GET /api/me" in answer.json()["message"]
    assert client.post("/api/analyses/visits", json={}, headers=headers).status_code == 403
    assert client.delete("/api/session", headers=headers).status_code == 403
    assert client.get("/api/me", headers=headers).json()["csrf"] == right


def test_one_session_s_token_is_not_another_s(client: Client) -> None:
    sign_in_as(client, "viewer", PASSWORD)
    first = client.headers[CSRF]
    sign_in_as(client, "viewer", PASSWORD)
    assert client.patch("/api/me", json={"language": "hu"}, headers={CSRF: first}).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9", "http://localhost:8123"])
def test_pages_of_others_change_nothing(client: Client, origin: str) -> None:
    body = {"name": "viewer", "password": PASSWORD}
    answer = client.post("/api/session", json=body, headers={"origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    sign_in_as(client, "viewer", PASSWORD)
    assert client.patch("/api/me", json={"language": "hu"}, headers={"origin": origin}).status_code == 403
    assert client.patch("/api/me", json={"language": "hu"}, headers={"origin": BASE}).status_code == 200


def test_behind_tls_the_cookie_wants_tls_and_the_printed_address_does_nothing(team: Project) -> None:
    address = "https://journeys.example.com"
    with team_client(team, Hosts(address=address), base="http://journeys.example.com") as client:
        answer = client.post("/api/session", json={"name": "viewer", "password": PASSWORD}, headers={"origin": address})
        assert "secure" in answer.headers["set-cookie"].lower()
        client.cookies.clear()
        assert client.get("/sign-in?token=once", follow_redirects=False).status_code == 403
    with team_client(team, Hosts(address=address)) as client:
        sign_in(client)
