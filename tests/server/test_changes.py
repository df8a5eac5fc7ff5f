"""What changes is told to every page, first of all how things stand; slow pages are told the latest, and all are let go at the end."""

import asyncio
import contextlib
import threading
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn

from desireline.base.settings.edit import edit_settings
from desireline.project import ServedProject, create_project, open_project
from desireline.project.jobs import Job, JobRequest, Jobs
from desireline.server import run
from desireline.server.changes import Changes, DataChange


@pytest.fixture
def served(tmp_path: Path) -> ServedProject:
    return ServedProject(create_project(tmp_path / "shop"))


async def heard(changes: Changes, count: int) -> list[tuple[str | None, Any]]:
    """Return the next events that a new page is told."""
    found: list[tuple[str | None, Any]] = []
    stream = changes.follow()
    try:
        async with asyncio.timeout(30):
            async for message in stream:
                if message.event is None:
                    found.append((None, None))
                else:
                    kind: Any = Job if message.event == "job" else DataChange
                    assert isinstance(message.data, bytes)
                    found.append((message.event, msgspec.json.decode(message.data, type=kind)))
                if len(found) == count:
                    break
    finally:
        await stream.aclose()  # type: ignore[attr-defined]  # it is a generator
    return found


def test_whoever_connects_is_told_how_things_stand(served: ServedProject) -> None:
    jobs = Jobs(served.project, served.held)
    job = jobs.submit(JobRequest(kind="build"), "anna")
    jobs.join()
    changes = Changes(served, jobs, look_s=0.05)
    for _ in range(2):  # and again, whatever was missed
        (first, data), (second, told) = asyncio.run(heard(changes, 2))
        assert (first, data.version, data.problem) == ("data", served.data_version(), None)
        assert (second, told) == ("job", jobs.get(job.id))
        assert told.state == "done"
    jobs.close()


def test_all_pages_are_told_of_new_settings_faults_and_jobs(served: ServedProject) -> None:
    jobs = Jobs(served.project, served.held)
    changes = Changes(served, jobs, look_s=0.02, beat_s=30)

    async def several() -> list[list[tuple[str | None, Any]]]:
        pages = [asyncio.create_task(heard(changes, 3)) for _ in range(3)]
        await asyncio.sleep(0.3)
        edit_settings(served.project.settings_file, lambda settings: msgspec.structs.replace(settings, visit_gap="2d"))
        await asyncio.sleep(0.3)
        served.project.settings_file.write_text("visit_gap: soon\n")
        return await asyncio.gather(*pages)

    for page in asyncio.run(several()):
        assert [event for event, _ in page] == ["data"] * 3
        versions = [data.version for _, data in page]
        assert versions[0] != versions[1] == versions[2]
        assert page[2][1].problem.message.startswith("desireline.yaml, line 1: visit_gap is 'soon'")


def test_a_fault_of_the_system_is_told_and_does_not_end_the_telling(
    served: ServedProject, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    changes = Changes(served, Jobs(served.project, served.held), look_s=0.02, beat_s=30)
    version = served.data_version()
    looks = 0

    def away() -> str:
        nonlocal looks
        looks += 1
        if 2 <= looks <= 5:
            raise OSError(5, "Input/output error")
        if 7 <= looks <= 8:
            raise RuntimeError("a mistake of the program")
        return f"{version}-{looks >= 6}-{looks >= 9}"

    monkeypatch.setattr(served, "data_version", away)
    told = [data for _, data in asyncio.run(heard(changes, 5))]
    failed = "the server failed: what happened stands in its log"
    assert [(data.version, data.problem and data.problem.message) for data in told] == [
        (f"{version}-False-False", None),
        (f"{version}-False-False", failed),
        (f"{version}-True-False", None),
        (f"{version}-True-False", failed),
        (f"{version}-True-True", None),
    ]
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [OSError, RuntimeError]


def test_a_slow_page_is_told_the_latest_only(served: ServedProject) -> None:
    jobs = Jobs(served.project, served.held)
    changes = Changes(served, jobs)

    async def slowly() -> list[Any]:
        stream = changes.follow()
        await anext(stream)
        job = Job(id=1, request=JobRequest(kind="build"), state="waiting", by="anna", created_us=0)
        for number in range(100):
            changes._job_changed(msgspec.structs.replace(job, created_us=number))
        await asyncio.sleep(0)
        message = await anext(stream)
        assert isinstance(message.data, bytes)
        told = msgspec.json.decode(message.data, type=Job)
        assert not next(iter(changes._pages)).pending
        await stream.aclose()  # type: ignore[attr-defined]
        return [told.created_us, len(changes._pages)]

    assert asyncio.run(slowly()) == [99, 0]


def test_a_quiet_line_is_told_to_be_open(served: ServedProject) -> None:
    changes = Changes(served, Jobs(served.project, served.held), beat_s=0.05)
    assert [event for event, _ in asyncio.run(heard(changes, 3))] == ["data", None, None]


def test_pages_over_http_come_go_and_are_let_go_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = create_project(tmp_path / "shop")
    servers: list[uvicorn.Server] = []
    startup = uvicorn.Server.startup

    async def noted(self: uvicorn.Server, sockets: Any = None) -> None:
        servers.append(self)
        await startup(self, sockets)

    monkeypatch.setattr(uvicorn.Server, "startup", noted)
    ready, addresses = threading.Event(), list[str]()

    def on_ready(address: str) -> None:
        addresses.append(address)
        ready.set()

    thread = threading.Thread(
        target=run.serve, args=(ServedProject(open_project(project.folder)), "127.0.0.1", 0, on_ready)
    )
    thread.start()
    assert ready.wait(20)
    base = addresses[0].split("/sign-in")[0]
    with httpx.Client(base_url=base, trust_env=False, timeout=20) as client, contextlib.ExitStack() as open_pages:
        client.get(addresses[0])
        answers = [open_pages.enter_context(client.stream("GET", "/api/changes")) for _ in range(60)]
        lines = [answer.iter_lines() for answer in answers]
        assert {next(line) for line in lines} == {"id: 1", *(f"id: {number}" for number in range(2, 61))}
        assert answers[0].headers["content-type"].startswith("text/event-stream")
        assert {next(line) for line in lines} == {"event: data"}
        assert client.get("/api/jobs").json()["count"] == 0  # sixty pages take no thread from others
        answers.pop().close()
        servers[0].should_exit = True
        thread.join(20)
        assert not thread.is_alive()
        for line in lines[:-1]:
            list(line)  # each ends in order
