"""A served project for tests of rooms: a small demo business behind the app, and a client that has signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desireline.project import ServedProject, open_project
from signing_in import Client, signed_in

__all__ = ["Client", "done", "serving", "uploaded"]


@contextmanager
def serving(folder: Path) -> Iterator[Client]:
    """Serve a project's folder to a client that has signed in."""
    project = open_project(folder)
    project.refresh()
    static = folder / "static"
    static.mkdir(exist_ok=True)
    (static / "index.html").write_text("app")
    with signed_in(ServedProject(project), static) as client:
        yield client
    project.compactor.start().join()


def uploaded(client: Client, files: dict[str, str | bytes]) -> str:
    """Upload files together; return the upload's id."""
    upload = ""
    for name, content in files.items():
        body = content if isinstance(content, bytes) else content.encode()
        if upload:
            answer = client.put(f"/api/uploads/{upload}", params={"name": name}, content=body)
        else:
            answer = client.post("/api/uploads", params={"name": name}, content=body)
        assert answer.status_code in (200, 201), answer.text
        upload = answer.json()["id"]
    return upload


def done(client: Client, job: dict[str, Any]) -> dict[str, Any]:
    """Wait until a job has ended and return it."""
    jobs = client.app.state.jobs
    jobs.join()
    ended: dict[str, Any] = client.get(f"/api/jobs/{job['id']}").json()
    assert ended["state"] not in ("waiting", "running"), ended
    return ended
