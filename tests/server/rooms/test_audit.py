"""The audit trail over HTTP: paged, filtered, as CSV; and on the disk before an answer leaves."""

import csv
import io
import sqlite3
from contextlib import closing

import pytest
from litestar.types import Message, Scope

from desireline.base.errors import StorageError
from desireline.project import Project, ServedProject
from desireline.project.access.audit import AuditTrail
from desireline.server import create_app
from signing_in import sign_in, sign_in_as
from team import BASE, PASSWORD, Client


@pytest.fixture
def admin(team_app: Client) -> Client:
    return sign_in_as(team_app, "admin", PASSWORD)


def test_the_newest_first_in_pages(admin: Client, team: Project) -> None:
    trail = AuditTrail(team.log.folder)
    for number in range(7):
        trail.add("person.seen", who="anna", about={"who": f"{number:016x}"})
    page = admin.get("/api/audit", params={"first": 2, "most": 3}).json()
    assert [row["about"]["who"] for row in page["rows"]] == [f"{number:016x}" for number in (4, 3, 2)]
    assert page["total"] == 8
    assert page["kinds"] == ["person.seen", "signed.in"]
    assert page["names"] == ["admin", "anna"]


def test_filters(admin: Client, team: Project) -> None:
    trail = AuditTrail(team.log.folder)
    for what in ("person.seen", "person.erased", "personal", "people.seen"):
        trail.add(what, who="béla")
    at = [row["at_us"] for row in admin.get("/api/audit", params={"who": "béla"}).json()["rows"]]
    found = admin.get("/api/audit", params={"what": "person"}).json()
    assert ([row["what"] for row in found["rows"]], found["total"]) == (["person.erased", "person.seen"], 2)
    between = admin.get("/api/audit", params={"since_us": at[2], "until_us": at[0], "who": "béla"}).json()["rows"]
    assert [row["what"] for row in between] == ["personal", "person.erased"]
    assert admin.get("/api/audit", params={"what": "%"}).json()["rows"] == []


def test_as_csv_no_cell_is_a_formula_and_the_export_is_in_the_trail(admin: Client, team: Project) -> None:
    AuditTrail(team.log.folder).add("person.seen", who="=cmd|' /C calc'!A0", about={"n": 1})
    answer = admin.get("/api/audit/file", params={"what": "person"})
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["who"], row["about"], row["at"][-6:]) == ("'=cmd|' /C calc'!A0", '{"n": 1}', "+00:00")
    assert answer.headers["content-type"].startswith("text/csv")
    newest = admin.get("/api/audit").json()["rows"][0]
    assert (newest["what"], newest["about"], newest["who"]) == ("audit.exported", {"rows": 1}, "admin")


def test_only_admins_see_it(team_app: Client) -> None:
    sign_in_as(team_app, "editor", PASSWORD)
    assert team_app.get("/api/audit").status_code == 403
    assert team_app.get("/api/audit/file").status_code == 403


def test_it_is_on_the_disk_before_the_answer_leaves(team: Project) -> None:
    """Looked at from another connection at the moment when the answer's first byte would go out."""
    seen: dict[str, list[str]] = {}
    app = create_app(ServedProject(team), token="once")
    AuditTrail(team.log.folder).add("begun", who="nobody")

    def written() -> list[str]:
        with closing(sqlite3.connect(f"file:{team.log.folder / 'state.db'}?mode=ro", uri=True)) as connection:
            return [row[0] for row in connection.execute("select what from audit order by id")]

    async def leaving(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            seen[f"{scope['method']} {scope['path']}"] = written()  # type: ignore[typeddict-item]  # HTTP has both

    app.before_send.append(leaving)
    with Client(app, base_url=BASE) as client:
        sign_in(client)
        people = client.get("/api/people").json()["rows"]
        made = client.post("/api/segments", json={"name": "x", "text": "did(view)"}, headers={"if-match": "*"})
        assert made.status_code == 201, made.text
        client.post("/api/keys", json={"name": "k", "scopes": ["read"]})
        client.delete(f"/api/people/{people[0]['customer']}")
    assert seen["GET /api/people"] == ["begun", "people.seen"]
    assert seen["POST /api/segments"][-1] == "segment.added"
    assert seen["POST /api/keys"][-1] == "key.added"
    assert seen[f"DELETE /api/people/{people[0]['customer']}"][-1] == "person.erased"


def test_what_cannot_be_taken_down_is_not_answered(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(AuditTrail, "add", full)
    answer = admin.get("/api/people")
    assert (answer.status_code, answer.json()["code"]) == (500, "storage")
    assert "@x.example" not in answer.text
