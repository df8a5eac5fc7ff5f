"""Export and erasure over HTTP."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desireline.project import ServedProject
from example_maps import HOSTILE
from people_shop import ANNA, BELA, people_shop
from signing_in import Client, signed_in


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    served = ServedProject(people_shop(tmp_path))
    with signed_in(served) as client:
        yield client


def test_export(client: Client) -> None:
    answer = client.get(f"/api/people/{ANNA}/export")
    document = answer.json()
    assert answer.headers["content-disposition"] == f'attachment; filename="person-{document["customer"]}.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert (document["format"], len(document["events"])) == ("desireline.person.1", 5)
    packed = client.get(f"/api/people/{document['customer']}/export", params={"kind": "zip"})
    assert packed.headers["content-type"] == "application/zip"
    assert "person.json" in zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert client.get(f"/api/people/{ANNA}/export", params={"kind": "exe"}).status_code == 400


def erased(client: Client, who: str, *, forget: bool = False) -> dict[str, Any]:
    """Erase somebody, wait for the job, and return it."""
    answer = client.delete(f"/api/people/{who}", params={"forget": forget})
    assert answer.status_code == 202, answer.text
    client.app.state.jobs.join(60)
    job: dict[str, Any] = client.get(f"/api/jobs/{answer.json()['id']}").json()
    return job


def test_from_the_plan_to_the_log(client: Client) -> None:
    before = client.get("/api/people").json()["count"]
    plan = client.get(f"/api/people/{ANNA}/erasure").json()
    assert (plan["events"], plan["uploads"], len(plan["identifiers"])) == (5, 0, 3)
    assert client.get("/api/erasures").json() == {"count": 0, "rows": []}
    job = erased(client, plan["customer"])
    assert (job["state"], job["outcome"]["erasure"], job["by"]) == ("done", 1, "local")
    assert plan["customer"] not in str(job)
    again = client.post(f"/api/jobs/{job['id']}/again")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    (told,) = client.get("/api/erasures").json()["rows"]
    assert (told["id"], told["customer"], told["events"], told["by"]) == (1, plan["customer"], 5, "local")
    assert client.get("/api/erasures").json() == {"count": 1, "rows": [told]}
    assert client.get(f"/api/people/{ANNA}").status_code == 404
    assert client.delete(f"/api/people/{plan['customer']}").status_code == 404
    assert client.get("/api/people").json()["count"] == before - 1
    for row in client.get("/api/people", params={"most": 100}).json()["rows"]:  # places in the log are those of now
        assert client.get(f"/api/people/{row['customer']}/timeline").status_code == 200
    assert client.post("/api/erasures/1/lift").json()["stays_out"] is False
    again = client.post("/api/erasures/1/lift")
    assert (again.status_code, again.json()["code"]) == (404, "not-found")


def test_forgetting(client: Client) -> None:
    erased(client, ANNA, forget=True)
    (told,) = client.get("/api/erasures").json()["rows"]
    assert (told["customer"], told["stays_out"]) == (None, False)


def test_the_log_is_turned_over_page_by_page(client: Client) -> None:
    for who in (ANNA, BELA):
        erased(client, who)
    second, first = client.get("/api/erasures").json()["rows"]
    assert (second["id"], first["id"]) == (2, 1)
    assert client.get("/api/erasures", params={"first": 1, "most": 1}).json() == {"count": 2, "rows": [first]}
    assert client.get("/api/erasures", params={"first": 5}).json() == {"count": 2, "rows": []}


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip("./") and "/" not in text])
def test_hostile_names(client: Client, text: str) -> None:
    from urllib.parse import quote

    who = quote(text.encode(errors="replace").decode(), safe="")
    for answer in (client.get(f"/api/people/{who}/export"), client.delete(f"/api/people/{who}")):
        assert answer.status_code in (400, 404), answer.text
        assert set(answer.json()) == {"code", "message"}
