"""Long work through the app: imports, builds, taking back; followed, cancelled, interrupted, started again."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from desireline.base.files import exclusive
from desireline.base.stopping import Stop, check_stop
from desireline.project import Project, ServedProject, create_project, import_files, open_project
from desireline.project.importing import ImportOptions
from desireline.project.jobs import JobRequest, Jobs
from desireline.project.jobs import runner as running
from desireline.project.jobs.store import JobStore
from server.served_demo import Client, done, serving, uploaded
from signing_in import CSRF, sign_in_as
from team import PASSWORD

HEAD = "email,event,when\n"
ONE = HEAD + "".join(f"a{n}@x.example,view,2026-01-{n:02} 10:00\n" for n in range(1, 21)) + "b@x.example,view,never\n"
TWO = HEAD + "c@x.example,order,2026-02-01 10:00\n" * 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create_project(tmp_path / "shop").folder


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    with serving(folder) as client:
        yield client


def test_an_import_is_a_job_that_ends_with_its_counts(client: Client) -> None:
    upload = uploaded(client, {"one.csv": ONE, "shop/two.csv": TWO, "notes.txt": "", "names.csv": "name\nAnna\n"})
    answer = client.post("/api/imports", json={"upload": upload})
    assert (answer.status_code, answer.json()["request"]["upload"]) == (202, upload)
    job = done(client, answer.json())
    assert (job["state"], job["problem"], job["step"]) == ("done", None, None)
    outcome = job["outcome"]
    counts = ("source", "files", "rows", "events", "repeats", "known", "rejected")
    assert [tuple(table[name] for name in counts) for table in outcome["tables"]] == [
        ("one", ["one.csv"], 21, 20, 0, 0, 1),
        ("two", ["shop/two.csv"], 2, 2, 1, 0, 0),
    ]
    assert sorted(table["source"] for table in outcome["refused"]) == ["names", "notes.txt"]
    assert (outcome["events"], outcome["customers"]) == (22, 21)
    again = done(client, client.post("/api/imports", json={"upload": upload}).json())
    assert [table["known"] for table in again["outcome"]["tables"]] == [20, 2]
    listed = client.get("/api/jobs").json()
    assert (listed["count"], [row["id"] for row in listed["rows"]]) == (2, [again["id"], job["id"]])
    assert client.get("/api/jobs?first=1&most=1").json()["rows"] == [job]


def test_a_dry_run_counts_and_changes_nothing(client: Client) -> None:
    upload = uploaded(client, {"one.csv": ONE})
    job = done(client, client.post("/api/imports", json={"upload": upload, "dry_run": True}).json())
    (table,) = job["outcome"]["tables"]
    assert (job["state"], table["import_id"], table["events"], table["rejected"]) == ("done", None, 20, 1)
    assert client.get("/api/imports").json()["count"] == 0


def test_corrections_are_in_the_import(client: Client) -> None:
    upload = uploaded(client, {"one.csv": ONE, "two.csv": TWO})
    tables = {"one": {"source": "till", "mapping": {"name": {"const": "visit"}}}, "two": {"aside": True}}
    assert (
        client.put(f"/api/uploads/{upload}/corrections", headers={"if-match": "*"}, json={"tables": tables}).status_code
        == 200
    )
    job = done(client, client.post("/api/imports", json={"upload": upload}).json())
    assert [table["source"] for table in job["outcome"]["tables"]] == ["till"]
    assert [table["reason"] for table in job["outcome"]["refused"]] == ["left aside as asked"]
    assert list(client.get("/api/sources").json()["rows"][0]["channels"].values()) == [20]


def test_imports_sources_and_rejects_are_listed(client: Client, folder: Path) -> None:
    upload = uploaded(client, {"x/one.csv": ONE})
    done(client, client.post("/api/imports", json={"upload": upload}).json())
    (row,) = client.get("/api/imports").json()["rows"]
    assert (row["id"], row["source"], row["files"], row["events"], row["rejected"]) == (1, "one", ["one.csv"], 20, 1)
    assert (row["first_us"], row["last_us"], row["undone_us"]) == (1_767_261_600_000_000, 1_768_903_200_000_000, None)
    rejects = client.get("/api/imports/1/rejects").json()
    assert rejects == {
        "count": 1,
        "rows": [
            {"file": "one.csv", "line": 22, "reason": "unreadable time 'never'", "row": "b@x.example | view | never"}
        ],
    }
    assert client.get("/api/imports/1/rejects?first=1").json() == {"count": 1, "rows": []}
    assert client.get("/api/imports/9/rejects").status_code == 404
    (source,) = client.get("/api/sources").json()["rows"]
    assert (source["source"], source["events"], source["last_us"]) == ("one", 20, row["last_us"])
    assert (source["namespaces"], source["imports"]) == (["email"], 1)
    assert str(folder) not in client.get("/api/imports").text


def test_taking_back_is_a_job(client: Client) -> None:
    upload = uploaded(client, {"one.csv": ONE})
    done(client, client.post("/api/imports", json={"upload": upload}).json())
    job = done(client, client.delete("/api/imports/1").json())
    assert (job["state"], job["outcome"]["undone_events"], job["outcome"]["events"]) == ("done", 20, 0)
    assert client.get("/api/sources").json()["rows"] == []
    assert client.get("/api/imports").json()["rows"][0]["undone_us"] is not None
    answer = client.delete("/api/imports/1")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert client.delete("/api/imports/5").status_code == 404


def test_what_fails_says_why_and_changes_nothing(client: Client, folder: Path) -> None:
    upload = uploaded(client, {"one.csv": ONE, "bad.csv.gz": b"\x1f\x8b\x08\x00broken"})
    job = done(client, client.post("/api/imports", json={"upload": upload}).json())
    assert (job["state"], job["problem"]["code"], job["outcome"]) == ("failed", "bad-input", None)
    assert job["problem"]["message"].startswith("bad.csv.gz is cut off or damaged")
    assert client.get("/api/imports").json()["count"] == 0
    assert not list((folder / ".desireline" / "events").iterdir())


def test_one_writer_at_a_time_the_second_waits(client: Client, folder: Path) -> None:
    steps: list[str] = []
    client.app.state.jobs.listen(lambda job: steps.append(job.step.name if job.step else job.state))
    uploads = [uploaded(client, {"one.csv": ONE}), uploaded(client, {"two.csv": TWO})]
    with exclusive(folder / ".desireline" / "lock"):
        jobs = [client.post("/api/imports", json={"upload": upload}).json() for upload in uploads]
        deadline = time.monotonic() + 20
        while "wait" not in steps and time.monotonic() < deadline:
            time.sleep(0.01)
        assert [client.get(f"/api/jobs/{job['id']}").json()["state"] for job in jobs] == ["running", "waiting"]
        assert client.delete(f"/api/uploads/{uploads[1]}").status_code == 409
    assert [done(client, job)["state"] for job in jobs] == ["done", "done"]
    first = steps[: steps.index("done")]
    assert list(dict.fromkeys(name for name in first if name not in ("waiting", "running"))) == [
        "look", "wait", "read", "identity", "log", "group", "write"
    ]  # fmt: skip


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_soon(client: Client, folder: Path) -> None:
    upload = uploaded(client, {"one.csv": ONE})
    with exclusive(folder / ".desireline" / "lock"):
        first, second = (client.post("/api/imports", json={"upload": upload}).json() for _ in range(2))
        assert client.delete(f"/api/jobs/{second['id']}").json()["state"] == "cancelled"
        stopping = client.delete(f"/api/jobs/{first['id']}").json()
        assert (stopping["state"], stopping["stopping"]) in (("running", True), ("cancelled", False))
        assert done(client, first)["state"] == "cancelled"
    answer = client.delete(f"/api/jobs/{first['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert client.get("/api/imports").json()["count"] == 0
    again = client.post(f"/api/jobs/{first['id']}/again").json()
    assert done(client, again)["outcome"]["events"] == 20


def test_a_query_is_cut_short_and_nothing_is_left(
    client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desireline.sources import importer

    begun = threading.Event()

    def slow(connection: Any, *_: Any) -> Any:
        begun.set()
        connection.execute(
            "select count(*) from range(10000000000) a, range(10000000000) b where (a.range + b.range) % 7 = 3"
        )

    monkeypatch.setattr(importer, "_read", slow)
    upload = uploaded(client, {"one.csv": ONE})
    job = client.post("/api/imports", json={"upload": upload}).json()
    assert begun.wait(20)
    client.delete(f"/api/jobs/{job['id']}")
    assert done(client, job)["state"] == "cancelled"
    assert not list((folder / ".desireline" / "events").iterdir())
    assert not list((folder / ".desireline" / "trials").glob("*"))


def test_an_erasure_is_stopped_by_admins_alone(team_app: Client, team: Project) -> None:
    sign_in_as(team_app, "admin", PASSWORD)
    customer = team_app.get("/api/people").json()["rows"][0]["customer"]
    with exclusive(team.log.folder / "lock"):
        job = team_app.delete(f"/api/people/{customer}").json()
        sign_in_as(team_app, "editor", PASSWORD)
        for answer in (team_app.delete(f"/api/jobs/{job['id']}"), team_app.post(f"/api/jobs/{job['id']}/again")):
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert team_app.get(f"/api/jobs/{job['id']}").json()["stopping"] is False
        build = team_app.post("/api/builds", json={}).json()
        assert team_app.delete(f"/api/jobs/{build['id']}").json()["state"] == "cancelled"
        sign_in_as(team_app, "admin", PASSWORD)
        assert team_app.delete(f"/api/jobs/{job['id']}").status_code == 200
        assert done(team_app, job)["state"] == "cancelled"
    about = [row["about"] for row in team_app.get("/api/audit", params={"what": "job.cancelled"}).json()["rows"]]
    assert about == [{"number": job["id"], "kind": "erase"}, {"number": build["id"], "kind": "build"}]


def test_what_is_in_the_log_cannot_be_cancelled_any_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from desireline.project import Project

    begun, go_on = threading.Event(), threading.Event()
    build = Project.build

    def slowly(self: Project, **given: Any) -> Any:
        if self.log.imports():
            begun.set()
            assert go_on.wait(20)
        return build(self, **given)

    monkeypatch.setattr(Project, "build", slowly)
    job = client.post("/api/imports", json={"upload": uploaded(client, {"one.csv": ONE})}).json()
    assert begun.wait(20)
    answer = client.delete(f"/api/jobs/{job['id']}")
    go_on.set()
    assert answer.status_code == 409
    assert "take the import back instead" in answer.json()["message"]
    assert done(client, job)["state"] == "done"


def test_a_fault_of_the_program_ends_the_job_and_not_the_thread(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("/secret/path")

    with monkeypatch.context() as patch:
        patch.setattr(running, "do", broken)
        job = done(client, client.post("/api/builds", json={}).json())
    assert (job["state"], job["problem"]["code"]) == ("failed", "error")
    assert "secret" not in job["problem"]["message"]
    assert done(client, client.post("/api/builds", json={"full": True}).json())["state"] == "done"


def test_a_server_that_ends_leaves_its_jobs_interrupted(folder: Path) -> None:
    with serving(folder) as client, exclusive(folder / ".desireline" / "lock"):
        jobs = [client.post("/api/builds", json={"full": True}).json() for _ in range(2)]
        client.app.state.jobs.close()
        assert client.post("/api/builds", json={}).status_code == 409
    with serving(folder) as client:
        states = [client.get(f"/api/jobs/{job['id']}").json()["state"] for job in jobs]
        assert states == ["interrupted", "interrupted"]
        assert done(client, client.post(f"/api/jobs/{jobs[0]['id']}/again").json())["state"] == "done"


def test_jobs_of_another_process_that_lives_are_left_alone(folder: Path) -> None:
    other = JobStore(folder / ".desireline")
    job = other.add(JobRequest(kind="build"), "anna")
    jobs = Jobs(open_project(folder))
    jobs.tidy()
    assert jobs.get(job.id).state == "waiting"
    other.close()
    jobs.tidy()
    assert jobs.get(job.id).state == "interrupted"


def test_a_stop_is_heard_and_may_be_withdrawn() -> None:
    stop = Stop()
    cut: list[int] = []
    with stop.watching(), stop.cuts(lambda: cut.append(1)):
        check_stop()
        stop.ask()
        deadline = time.monotonic() + 10
        while not cut and time.monotonic() < deadline:
            time.sleep(0.01)
        assert cut
        stop.withdraw()
        check_stop()


_SERVER = """
import sys
from desireline.project import Project, ServedProject, open_project
from desireline.server import serve
serve(ServedProject(open_project(sys.argv[1])), port=0, on_ready=lambda at: print(at, flush=True))
"""


@pytest.mark.parametrize("step", ["read", "write"])
def test_killed_in_the_middle_of_an_import(folder: Path, tmp_path: Path, step: str) -> None:
    content = HEAD + "".join(
        f"a{n % 5_000}@x.example,view{n % 9},2026-01-{1 + n % 28:02} 10:{n % 60:02}\n" for n in range(150_000)
    )
    (tmp_path / "big.csv").write_text(content)
    whole = create_project(tmp_path / "whole")
    (record,) = import_files(whole, [tmp_path / "big.csv"], ImportOptions()).records
    first = _Server(folder)
    try:
        upload = first.client.post("/api/uploads", params={"name": "big.csv"}, content=content.encode()).json()["id"]
        job = first.client.post("/api/imports", json={"upload": upload}).json()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            now = first.client.get(f"/api/jobs/{job['id']}").json()
            if (now["step"] or {}).get("name") == step or now["state"] not in ("waiting", "running"):
                break
    finally:
        os.kill(first.process.pid, signal.SIGKILL)
        first.end()
    with serving(folder) as client:
        found = client.get(f"/api/jobs/{job['id']}").json()
        assert found["state"] == "interrupted"
        imported = client.get("/api/imports").json()["count"]
        assert imported == (0 if step == "read" else 1)
        again = done(client, client.post(f"/api/jobs/{job['id']}/again").json())
        (table,) = again["outcome"]["tables"]
        assert table["events"] + table["known"] == record.events
        assert again["outcome"]["events"] == record.events
    log = open_project(folder).log
    assert sum(part.rows for part in log.parts()) == record.events
    assert {path.name for path in log.events.iterdir()} == {part.file for part in log.parts()}
    assert sqlite3.connect(folder / ".desireline" / "state.db").execute("pragma integrity_check").fetchone() == ("ok",)


class _Server:
    """A server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", _SERVER, str(folder)], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        address = self.process.stdout.readline().strip()
        self.client = httpx.Client(base_url=address.split("/sign-in")[0], trust_env=False, timeout=60)
        self.client.get(address)
        self.client.headers[CSRF] = self.client.get("/api/me").json()["csrf"]

    def end(self) -> None:
        self.client.close()
        self.process.wait(20)
        assert self.process.stdout
        self.process.stdout.close()


def test_requests_are_answered_from_before_while_an_import_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = open_project(folder)
    served = ServedProject(project)
    before = served.data_version()
    with served.held():
        import_text = folder.parent / "one.csv"
        import_text.write_text(ONE)
        import_files(project, [import_text], ImportOptions())
        assert served.data_version() == before
    assert served.data_version() != before
    assert served.journeys().events == 20
    project.compactor.start().join()
