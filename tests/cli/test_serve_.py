"""`desireline serve`: it listens at once, whatever was left undone before."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from desireline.base.files import exclusive
from desireline.project import Project, create_project, import_files
from desireline.project.importing import ImportOptions
from desireline.project.jobs import JobRequest, Jobs
from dying import ran_to_its_end
from signing_in import CSRF

HEAD = "email,event,when\n"
_SERVE = "from desireline.cli import main; main()"


@contextmanager
def served(project: Project) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """Serve in a process of its own, and sign in."""
    command = [sys.executable, "-c", _SERVE, "serve", "--port", "0", "--lang", "en", "--project", str(project.folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        address = process.stdout.readline().removeprefix("Your map is at ").strip()
        assert address, process.communicate()[1]
        with httpx.Client(base_url=address.split("/sign-in")[0], trust_env=False, timeout=60) as client:
            client.get(address)
            client.headers[CSRF] = client.get("/api/me").json()["csrf"]
            yield client, process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    (tmp_path / "one.csv").write_text(HEAD + "a@x.example,view,2026-01-01 10:00\n" * 3)
    (tmp_path / "two.csv").write_text(HEAD + "b@x.example,view,2026-01-03 10:00\n")
    project = create_project(tmp_path / "shop")
    import_files(project, [tmp_path / "one.csv"], ImportOptions())
    return project


def customers(client: httpx.Client) -> int:
    found: int = client.post("/api/analyses/visits", json={}).json()["result"]["customers"]
    return found


def test_after_a_kill_between_an_import_and_its_build_it_answers_at_once(
    shop: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.build()

    def importing() -> None:
        monkeypatch.setattr(Project, "build", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        jobs = Jobs(shop)
        upload = jobs.uploads.new().id
        with jobs.uploads.receiving(upload, "two.csv", None) as file:
            file.write((tmp_path / "two.csv").read_bytes())
        jobs.submit(JobRequest(kind="import", upload=upload), "anna")
        jobs.join()

    assert not ran_to_its_end(importing)
    assert len(shop.log.imports()) == 2
    with ExitStack() as writing:
        writing.enter_context(exclusive(shop.log.folder / "lock"))  # so that the build has to wait
        with served(shop) as (client, process):
            build, left = client.get("/api/jobs").json()["rows"]
            assert (build["request"]["kind"], build["state"], left["state"]) == ("build", "running", "interrupted")
            assert customers(client) == 1
            assert client.get("/api/map").status_code == 200
            assert process.stderr
            assert process.stderr.readline().startswith("The journeys are being brought up to date")
            writing.close()
            deadline = time.monotonic() + 60
            while client.get(f"/api/jobs/{build['id']}").json()["state"] == "running" and time.monotonic() < deadline:
                time.sleep(0.05)
            assert client.get(f"/api/jobs/{build['id']}").json()["state"] == "done"
            assert customers(client) == 2


def test_where_nothing_was_built_yet_it_says_so_and_builds_first(shop: Project) -> None:
    with served(shop) as (client, process):
        assert customers(client) == 1
        assert client.get("/api/jobs").json()["rows"] == []
        assert process.stderr
        assert process.stderr.readline() == "Nothing can be shown yet: the journeys are built first\n"


def test_what_is_up_to_date_is_served_without_a_build(shop: Project) -> None:
    shop.build()
    with served(shop) as (client, _):
        assert client.get("/api/jobs").json()["rows"] == []
        assert customers(client) == 1
