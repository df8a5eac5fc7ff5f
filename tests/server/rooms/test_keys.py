"""Keys over HTTP: what a program may with one."""

import pytest

from desireline.project import Project
from desireline.project.access import Accounts
from signing_in import CSRF, sign_in_as
from team import PASSWORD, Client


@pytest.fixture
def client(team_app: Client) -> Client:
    return team_app


def make(client: Client, role: str, *scopes: str) -> dict[str, str]:
    """Sign in, make a key, sign out, and return the header that sends it."""
    sign_in_as(client, role, PASSWORD)
    made = client.post("/api/keys", json={"name": f"{role}'s", "scopes": scopes})
    assert made.status_code == 201, made.text
    client.cookies.clear()
    client.headers.pop(CSRF)
    return {"authorization": f"Bearer {made.json()['secret']}"}


def test_a_key_does_what_its_scopes_say_without_a_token(client: Client) -> None:
    key = make(client, "editor", "read")
    assert client.get("/api/map", headers=key).status_code == 200
    assert client.post("/api/analyses/visits", json={}, headers=key).status_code == 200
    me = client.get("/api/me", headers=key).json()
    assert (me["name"], me["role"], me["rights"], me["via"], me["csrf"]) == ("editor", "editor", ["read"], "key", None)
    answer = client.get("/api/people", headers=key)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert answer.json()["message"].startswith("the key 'editor's' may not do this: it needs the right 'people'")


def test_a_key_does_no_more_than_its_account_may_now(client: Client, team: Project) -> None:
    key = make(client, "editor", "read", "people")
    assert client.get("/api/people", headers=key).status_code == 200
    accounts = Accounts(team.log.folder)
    accounts.set_role(accounts.named("editor").id, "viewer")
    assert client.get("/api/people", headers=key).status_code == 403
    assert client.get("/api/map", headers=key).status_code == 200
    accounts.set_disabled(accounts.named("editor").id, disabled=True)
    assert client.get("/api/map", headers=key).status_code == 401


def test_no_scope_beyond_ones_own(client: Client) -> None:
    sign_in_as(client, "analyst", PASSWORD)
    answer = client.post("/api/keys", json={"name": "x", "scopes": ["read", "edit"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_key_makes_no_keys(client: Client) -> None:
    key = make(client, "admin", "admin", "read")
    assert client.get("/api/accounts", headers=key).status_code == 200
    for answer in (
        client.post("/api/keys", json={"name": "x", "scopes": ["read"]}, headers=key),
        client.delete("/api/keys/1", headers=key),
    ):
        assert (answer.status_code, "a key cannot make or revoke keys" in answer.json()["message"]) == (403, True)


def test_ones_own_are_listed_and_revoked_and_admins_see_all(client: Client) -> None:
    key = make(client, "editor", "read")
    sign_in_as(client, "viewer", PASSWORD)
    assert client.get("/api/keys").json() == []
    assert client.delete("/api/keys/1").status_code == 404
    sign_in_as(client, "admin", PASSWORD)
    (seen,) = client.get("/api/keys").json()
    assert (seen["account"], seen["name"], seen["scopes"], "secret" in seen) == ("editor", "editor's", ["read"], False)
    sign_in_as(client, "editor", PASSWORD)
    assert client.delete("/api/keys/1").status_code == 204
    client.cookies.clear()
    answer = client.get("/api/map", headers=key)
    assert (answer.status_code, "desireline keys add" in answer.json()["message"]) == (401, True)


@pytest.mark.parametrize("sent", ["Bearer dl_wrong", "Bearer ", "Basic YTpi", "dl_wrong"])
def test_a_wrong_key_is_nobody_even_with_a_session(client: Client, sent: str) -> None:
    sign_in_as(client, "admin", PASSWORD)
    assert client.get("/api/me", headers={"authorization": sent}).status_code == 401


def test_its_use_is_seen(client: Client) -> None:
    key = make(client, "viewer", "read")
    assert client.get("/api/map", headers=key).status_code == 200
    sign_in_as(client, "viewer", PASSWORD)
    assert client.get("/api/keys").json()[0]["used_us"] is not None
