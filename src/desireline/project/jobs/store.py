"""Jobs on the disk, and which process each belongs to."""

import contextlib
import fcntl
import os
import secrets
from pathlib import Path
from typing import Any

import msgspec

from desireline.base.errors import NotFoundError
from desireline.base.files import storage_errors
from desireline.base.state import State
from desireline.base.times import now_us
from desireline.project.jobs.model import LIVE, Job, JobOutcome, JobProblem, JobRequest

__all__ = ["JobStore"]

_STEPS = (
    """
    create table job (
      id integer primary key autoincrement, request text not null, state text not null, owner text not null, by text not null,
      created_us integer not null, started_us integer, ended_us integer, outcome text, problem text
    );
    create index job_state on job (state);
    """,
)
_KEPT = 1_000


class JobStore:
    """The jobs of one project, in its SQLite file. Each process that does jobs holds a lock, so that others see when it has died.

    Args:
        folder: the project's data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "state.db"
        self._state = State(self._file, "jobs", _STEPS)
        self._locks = folder / "jobs"
        self._owner: str | None = None
        self._handle = -1

    def add(self, request: JobRequest, by: str) -> Job:
        """Write down a new job, waiting; forget the oldest beyond a thousand."""
        owner, now = self._own(), now_us()
        with self._state.transaction() as connection:
            number = connection.execute(
                "insert into job (request, state, owner, by, created_us) values (?, 'waiting', ?, ?, ?)",
                (msgspec.json.encode(request).decode(), owner, by, now),
            ).lastrowid
            connection.execute(
                "delete from job where id <= ? and state not in ('waiting', 'running')", ((number or 0) - _KEPT,)
            )
        assert number is not None
        return Job(id=number, request=request, state="waiting", by=by, created_us=now)

    def put(self, job: Job) -> None:
        """Write down how a job stands."""
        values = (
            job.state,
            job.started_us,
            job.ended_us,
            msgspec.json.encode(job.outcome).decode() if job.outcome else None,
            msgspec.json.encode(job.problem).decode() if job.problem else None,
            job.id,
        )
        with self._state.transaction() as connection:
            connection.execute(
                "update job set state = ?, started_us = ?, ended_us = ?, outcome = ?, problem = ? where id = ?", values
            )

    def all(self, first: int, most: int) -> tuple[int, list[Job]]:
        """Return how many jobs there are, and a page of them, the newest first."""
        if not self._file.exists():
            return 0, []
        with self._state.reading() as connection:
            count = connection.execute("select count(*) from job").fetchone()[0]
            rows = connection.execute("select * from job order by id desc limit ? offset ?", (most, first)).fetchall()
        return count, [_job(dict(row)) for row in rows]

    def live(self) -> list[Job]:
        """Return jobs of all processes that wait or run, the oldest first."""
        if not self._file.exists():
            return []
        with self._state.reading() as connection:
            rows = connection.execute("select * from job where state in (?, ?) order by id", LIVE).fetchall()
        return [_job(dict(row)) for row in rows]

    def get(self, number: int) -> Job:
        """Return a job.

        Raises:
            NotFoundError: there is none of that number.
        """
        rows = []
        if self._file.exists():
            with self._state.reading() as connection:
                rows = connection.execute("select * from job where id = ?", (number,)).fetchall()
        if not rows:
            raise NotFoundError(f"there is no job {number}: GET /api/jobs lists those there are")
        return _job(dict(rows[0]))

    def interrupt_dead(self) -> list[Job]:
        """Mark jobs whose process has ended as interrupted, and return them."""
        if not self._file.exists():
            return []
        with self._state.transaction() as connection:
            rows = connection.execute("select * from job where state in (?, ?)", LIVE).fetchall()
            dead = [row for row in rows if row["owner"] != self._owner and not self._lives(row["owner"])]
            connection.executemany(
                "update job set state = 'interrupted', ended_us = ? where id = ?",
                [(now_us(), row["id"]) for row in dead],
            )
        return [self.get(row["id"]) for row in dead]

    def close(self) -> None:
        """Let others see that this process does no jobs any more."""
        if self._owner is not None:
            with contextlib.suppress(OSError):
                (self._locks / self._owner).unlink()
            os.close(self._handle)
            self._owner, self._handle = None, -1

    def _own(self) -> str:
        """Return the name under which this process does jobs; from the first time on it holds a lock of that name."""
        if self._owner is None:
            name = secrets.token_hex(8)
            with storage_errors(self._locks):
                self._locks.mkdir(parents=True, exist_ok=True)
                self._handle = os.open(self._locks / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
                fcntl.flock(self._handle, fcntl.LOCK_EX)
            self._owner = name
        return self._owner

    def _lives(self, owner: str) -> bool:
        """Say whether the process of that name runs still; the system frees its lock when it ends, however it ends."""
        path = self._locks / owner
        try:
            handle = os.open(path, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            path.unlink(missing_ok=True)
            return False
        finally:
            os.close(handle)


def _job(row: dict[str, Any]) -> Job:
    return Job(
        id=row["id"],
        request=msgspec.json.decode(row["request"], type=JobRequest),
        state=row["state"],
        by=row["by"],
        created_us=row["created_us"],
        started_us=row["started_us"],
        ended_us=row["ended_us"],
        outcome=msgspec.json.decode(row["outcome"], type=JobOutcome) if row["outcome"] else None,
        problem=msgspec.json.decode(row["problem"], type=JobProblem) if row["problem"] else None,
    )
