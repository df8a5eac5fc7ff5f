"""Accounts over HTTP: an admin's, and nobody else's."""

import pytest

from signing_in import sign_in, sign_in_as
from team import PASSWORD, Client


@pytest.fixture
def client(team_app: Client) -> Client:
    return team_app


def test_an_admin_makes_changes_and_removes_accounts(client: Client) -> None:
    sign_in_as(client, "admin", PASSWORD)
    made = client.post("/api/accounts", json={"name": "béla", "password": PASSWORD, "language": "hu"})
    assert (made.status_code, made.json()["role"], made.json()["language"]) == (201, "viewer", "hu")
    number = made.json()["id"]
    assert "password" not in made.text.replace("has_password", "")
    changed = client.patch(f"/api/accounts/{number}", json={"role": "editor", "language": None, "disabled": True})
    assert (changed.json()["role"], changed.json()["language"], changed.json()["disabled"]) == ("editor", None, True)
    assert client.patch(f"/api/accounts/{number}", json={}).json() == changed.json()
    names = [account["name"] for account in client.get("/api/accounts").json()]
    assert names == ["admin", "analyst", "béla", "editor", "viewer"]
    assert client.delete(f"/api/accounts/{number}").status_code == 204
    assert client.delete(f"/api/accounts/{number}").status_code == 404


def test_the_owner_of_the_machine_is_an_admin(client: Client) -> None:
    assert len(sign_in(client).get("/api/accounts").json()) == 4


@pytest.mark.parametrize("role", ["viewer", "analyst", "editor"])
def test_nobody_else_does(client: Client, role: str) -> None:
    sign_in_as(client, role, PASSWORD)
    new = {"name": "béla", "password": PASSWORD}
    for answer in (
        client.get("/api/accounts"),
        client.post("/api/accounts", json=new),
        client.patch("/api/accounts/1", json={"role": "viewer"}),
        client.delete("/api/accounts/1"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert f"the role {role} may not do this: it needs the right 'admin'" in answer.json()["message"]


def test_the_last_admin_stays(client: Client) -> None:
    sign_in_as(client, "admin", PASSWORD)
    (number,) = [account["id"] for account in client.get("/api/accounts").json() if account["name"] == "admin"]
    for answer in (
        client.patch(f"/api/accounts/{number}", json={"role": "viewer"}),
        client.patch(f"/api/accounts/{number}", json={"disabled": True}),
        client.delete(f"/api/accounts/{number}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")
        assert "the last admin" in answer.json()["message"]
    assert client.get("/api/me").status_code == 200


@pytest.mark.parametrize("last", [{"disabled": True}, {"role": "viewer"}])
def test_a_refused_change_has_changed_nothing(client: Client, last: dict[str, object]) -> None:
    sign_in_as(client, "admin", PASSWORD)
    before = client.get("/api/accounts").json()
    (number,) = [account["id"] for account in before if account["name"] == "admin"]
    answer = client.patch(f"/api/accounts/{number}", json={"password": "another password", "language": "ru", **last})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")
    assert client.get("/api/accounts").json() == before
    trail = client.get("/api/audit").json()["rows"]
    assert "account.changed" not in [row["what"] for row in trail]
    sign_in_as(client, "admin", PASSWORD)


@pytest.mark.parametrize(
    "change",
    [{"role": "owner"}, {"role": None}, {"disabled": "yes"}, {"password": "short"}, {"language": "xx"}, {"name": "x"}],
)
def test_what_is_not_allowed_changes_nothing(client: Client, change: dict[str, object]) -> None:
    sign_in_as(client, "admin", PASSWORD)
    before = client.get("/api/accounts").json()
    assert (
        client.patch(
            "/api/accounts/2", json={"role": "admin", **change} if "role" not in change else change
        ).status_code
        == 400
    )
    assert client.get("/api/accounts").json() == before
