"""Notes over HTTP."""

from collections.abc import Iterator

import pytest

from desireline.project import Project, ServedProject
from desireline.project.access.audit import AuditFilter, AuditTrail
from example_maps import HOSTILE
from people_shop import ANNA, people_shop
from signing_in import Client, sign_in_as, signed_in
from team import PASSWORD

PATH = f"/api/people/{ANNA}/notes"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    served = ServedProject(people_shop(tmp_path_factory.mktemp("notes")))
    with signed_in(served) as client:
        yield client


def test_two_people_on_one_note(client: Client) -> None:
    hostile = HOSTILE.encode("utf-8", "replace").decode()
    written = client.post(PATH, json={"text": hostile})
    assert (written.status_code, written.json()["by"]) == (201, "local")
    assert client.get(PATH).json()[0]["text"] == hostile.strip()
    one = f"{PATH}/{written.json()['id']}"
    tag = {"if-match": written.headers["etag"]}
    changed = client.put(one, json={"text": "done"}, headers=tag)
    assert (changed.status_code, changed.json()["edited_by"]) == (200, "local")
    assert client.put(one, json={"text": "mine"}, headers=tag).status_code == 412
    assert client.delete(one).status_code == 428
    assert client.delete(one, headers={"if-match": changed.headers["etag"]}).status_code == 204
    assert client.delete(one, headers={"if-match": "*"}).status_code == 404
    assert client.get(PATH).json() == []


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": 5}, {"text": "x" * 10_001}, {"text": "x", "by": "boss"}, []]
)
def test_what_is_no_note(client: Client, body: object) -> None:
    assert client.post(PATH, json=body).status_code == 400
    assert client.post("/api/people/nobody/notes", json={"text": "x"}).status_code == 404
    assert client.put(f"{PATH}/x", json={"text": "x"}).status_code == 404


def test_who_wrote_it_is_known_and_the_trail_says_about_whom(team: Project, team_app: Client) -> None:
    sign_in_as(team_app, "editor", PASSWORD)
    path = "/api/people/a@x.example/notes"
    note = team_app.post(path, json={"text": "called"}).json()
    assert note["by"] == "editor"
    one = f"{path}/{note['id']}"
    sign_in_as(team_app, "admin", PASSWORD)
    assert team_app.put(one, json={"text": "settled"}, headers={"if-match": "1"}).json()["edited_by"] == "admin"
    who = team_app.get("/api/people/a@x.example").json()["customer"]
    trail = AuditTrail(team.log.folder).page(AuditFilter(what="note"))
    assert [(entry.what, entry.who, entry.about["who"]) for entry in trail] == [
        ("note.written", "admin", who),
        ("note.written", "editor", who),
    ]
    sign_in_as(team_app, "analyst", PASSWORD)
    assert team_app.get(path).json()[0]["text"] == "settled"
    assert team_app.post(path, json={"text": "mine"}).status_code == 403
    sign_in_as(team_app, "viewer", PASSWORD)
    assert team_app.get(path).status_code == 403
