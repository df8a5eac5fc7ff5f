"""The audit trail over HTTP: what is taken down, and what is not."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest

from desireline.base.errors import StorageError
from desireline.project import Project
from desireline.project.access.audit import AuditTrail
from signing_in import sign_in, sign_in_as
from team import PASSWORD, Client, team_client

PEOPLE = {"question": {"where": 'did("view")'}, "cell": "/customers"}


def kinds(client: Client, **query: str | int) -> list[str]:
    return [row["what"] for row in client.get("/api/audit", params=query).json()["rows"]]


def test_who_saw_people_is_taken_down_without_saying_whom(team_app: Client) -> None:
    sign_in_as(team_app, "analyst", PASSWORD)
    assert team_app.post("/api/analyses/visits/people", json=PEOPLE).status_code == 200
    assert team_app.get("/api/people/a@x.example").status_code == 200
    assert team_app.get("/api/people/zoe@x.example").status_code == 404
    sign_in_as(team_app, "admin", PASSWORD)
    answer = team_app.get("/api/audit")
    assert "a@x" not in answer.text
    assert "did(" not in answer.text
    rows = answer.json()["rows"]
    assert [row["what"] for row in rows] == ["signed.in", "person.seen", "people.seen", "signed.in"]
    people = rows[2]
    assert (people["who"], people["role"], people["via"], people["address"]) == (
        "analyst",
        "analyst",
        "account",
        "testclient",
    )
    assert people["about"] == {"analysis": "visits", "cell": "/customers", "unit": "customers", "count": 2}


def test_looking_at_numbers_is_not(team_app: Client) -> None:
    sign_in(team_app)
    assert team_app.get("/api/map").status_code == 200
    assert team_app.post("/api/analyses/visits", json={}).status_code == 200
    assert kinds(team_app) == []


def test_signing_in_and_out_and_failing(team_app: Client) -> None:
    sign_in_as(team_app, "viewer", PASSWORD)
    team_app.delete("/api/session")
    secret = "my password by mistake"
    assert team_app.post("/api/session", json={"name": secret, "password": "x"}).status_code == 401
    sign_in(team_app)
    answer = team_app.get("/api/audit")
    assert [row["what"] for row in answer.json()["rows"]] == ["signing.failed", "signed.out", "signed.in"]
    assert secret not in answer.text


def test_filters_and_pages(team_app: Client) -> None:
    sign_in_as(team_app, "admin", PASSWORD)
    for name in ("x", "y", "z"):
        assert team_app.post("/api/accounts", json={"name": name, "password": PASSWORD}).status_code == 201
    assert kinds(team_app, what="account") == ["account.added"] * 3
    assert kinds(team_app, what="account.added", most=1, first=2) == ["account.added"]
    assert kinds(team_app, what="acc") == []
    assert kinds(team_app, who="zoe") == []
    rows = team_app.get("/api/audit").json()
    assert rows["count"] == 4
    times = [row["at_us"] for row in rows["rows"]]
    assert times == sorted(times, reverse=True)
    assert team_app.get("/api/audit", params={"since": times[1], "until": times[0]}).json()["count"] == 1
    for wrong in ({"first": -1}, {"most": 0}, {"most": 1_001}, {"since": "x"}):
        assert team_app.get("/api/audit", params=wrong).status_code == 400


def test_a_table_that_spreadsheets_take_for_text(team_app: Client) -> None:
    sign_in_as(team_app, "admin", PASSWORD)
    evil = '=cmd|"/c calc"!A1'
    team_app.post("/api/accounts", json={"name": evil, "password": PASSWORD, "role": "admin"})
    sign_in_as(team_app, evil, PASSWORD)
    answer = team_app.get("/api/audit.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert rows[0]["who"] == "audit.exported" or rows[0]["who"] == f"'{evil}"
    assert {row["what"] for row in rows} >= {"signed.in", "account.added"}
    assert kinds(team_app)[0] == "audit.exported"


@pytest.mark.parametrize("role", ["viewer", "analyst", "editor"])
def test_it_is_for_admins(team_app: Client, role: str) -> None:
    sign_in_as(team_app, role, PASSWORD)
    assert (team_app.get("/api/audit").status_code, team_app.get("/api/audit.csv").status_code) == (403, 403)


def test_what_cannot_be_taken_down_is_not_shown(team: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full")

    with team_client(team) as client:
        sign_in(client)
        monkeypatch.setattr(AuditTrail, "add", full)
        answer = client.post("/api/analyses/visits/people", json=PEOPLE)
    assert (answer.status_code, answer.json()) == (500, {"code": "storage", "message": "the disk is full"})


def test_it_is_on_the_disk_before_the_answer(team: Project, tmp_path: Path) -> None:
    with team_client(team) as client:
        sign_in(client)
        client.post("/api/accounts", json={"name": "zoe", "password": PASSWORD})
        with sqlite3.connect(team.log.folder / "state.db") as other:
            assert other.execute("select what, about from audit").fetchall() == [
                ("account.added", '{"account": "zoe", "role": "viewer"}')
            ]
        other.close()


def test_notes_of_the_trail_do_not_drop_answers(team: Project) -> None:
    with team_client(team) as client:
        sign_in(client)
        version = client.post("/api/analyses/visits", json={}).json()["version"]
        assert client.post("/api/analyses/visits/people", json=PEOPLE).status_code == 200
        assert client.post("/api/analyses/visits", json={}).json()["version"] == version
