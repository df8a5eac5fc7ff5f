"""Jobs done one after the other in a thread, and told about while they run."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

import msgspec

from desireline.base.errors import BusyError, ConflictError, DesirelineError, InputError, StorageError
from desireline.base.stopping import Stop, StoppedError
from desireline.base.times import now_us
from desireline.project.jobs.model import LIVE, Job, JobProblem, JobRequest
from desireline.project.jobs.store import JobStore
from desireline.project.jobs.work import Watch, do
from desireline.project.project import Project
from desireline.project.uploads import Uploads

__all__ = ["Jobs"]

_log = logging.getLogger("desireline.jobs")
_AGAIN_S = 0.25
_ENDING_S = 15.0


class Jobs:
    """The jobs of one project.

    Args:
        project: what they work on.
        hold: gives a block in which nobody else in this process builds, so that who asks is answered from what was there before.
    """

    def __init__(self, project: Project, hold: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self.project = project
        self.uploads = Uploads(project.log.folder / "uploads")
        self._hold = hold
        self._store = JobStore(project.log.folder)
        self._lock = threading.RLock()
        self._waiting: deque[Job] = deque()
        self._works: dict[int, Callable[[Watch], None]] = {}
        self._now: Job | None = None
        self._stop = Stop()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._told: list[Callable[[Job], None]] = []

    def tidy(self) -> None:
        """Mark what ended processes left unfinished as interrupted, and remove old uploads; a project that may not be written stays."""
        with suppress(StorageError), self._lock:
            self._store.interrupt_dead()
            self.uploads.sweep(self.uploads_in_use())

    def uploads_in_use(self) -> frozenset[str]:
        """Return the ids of uploads that a job waits or runs for."""
        return frozenset(job.request.upload for job in self.live() if job.request.upload)

    @contextmanager
    def unused(self, upload: str) -> Iterator[None]:
        """Let no job take an upload while the block runs, so that it can be changed.

        Raises:
            ConflictError: a job waits or runs for it.
        """
        with self._lock:
            if upload in self.uploads_in_use():
                raise ConflictError("the upload is being imported: wait until that has ended, or cancel it")
            yield

    def submit(self, request: JobRequest, by: str, work: Callable[[Watch], None] | None = None) -> Job:
        """Take a job; it runs when those before it have ended.

        Args:
            request: what is asked.
            by: who asks.
            work: what does it, where the request does not say all; nobody else can start such a job again.

        Raises:
            NotFoundError: its upload or import does not exist.
            InputError: its upload holds no file.
            ConflictError: the server is ending.
            StorageError: it could not be written down.
        """
        with self._lock:
            if self._closing:
                raise ConflictError("the server is ending: try again when it is there again")
            if request.upload is not None:
                self.uploads.paths(request.upload)
            job = self._store.add(request, by)
            if work is not None:
                self._works[job.id] = work
            self._waiting.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
        self._tell(job)
        return job

    def again(self, number: int, by: str) -> Job:
        """Start anew what a job that has ended was asked.

        Raises:
            NotFoundError: there is no such job, or its upload is gone.
            ConflictError: it has not ended, or was an erasure.
        """
        job = self.get(number)
        if job.state in LIVE:
            raise ConflictError(f"job {number} has not ended yet: wait for it, or cancel it first")
        if job.request.kind == "erase":
            raise ConflictError(f"job {number} does not say whom it was to erase: ask for the erasure again")
        return self.submit(job.request, by)

    def cancel(self, number: int) -> Job:
        """Ask a job to stop; what it has not finished leaves no trace.

        Raises:
            NotFoundError: there is no such job.
            ConflictError: it has ended, it cannot be stopped any more, or another process does it.
        """
        with self._lock:
            waits = next((job for job in self._waiting if job.id == number), None)
            if waits is not None:
                self._waiting.remove(waits)
                return self._ended(waits, "cancelled")
            job = self.get(number)
            if job.state not in LIVE:
                raise ConflictError(f"job {number} has ended already ({job.state}): there is nothing to cancel")
            if self._now is None or self._now.id != number:
                raise ConflictError(f"job {number} is done by another process: cancel it there")
            if not job.stoppable:
                raise ConflictError(
                    f"job {number} cannot be cancelled any more: its import is in the log; take the import back instead"
                )
            self._stop.ask()
            return self._becomes(msgspec.structs.replace(job, stopping=True))

    def get(self, number: int) -> Job:
        """Return a job as it is now.

        Raises:
            NotFoundError: there is none of that number.
        """
        with self._lock:
            here = [job for job in [self._now, *self._waiting] if job is not None and job.id == number]
        return here[0] if here else self._store.get(number)

    def all(self, first: int = 0, most: int = 50) -> tuple[int, list[Job]]:
        """Return how many jobs there are, and a page of them as they are now, the newest first."""
        with suppress(StorageError):  # a project that may not be written
            self._store.interrupt_dead()
        count, jobs = self._store.all(first, most)
        now = self._now
        return count, [now if now is not None and now.id == job.id else job for job in jobs]

    def live(self) -> list[Job]:
        """Return the jobs that wait or run, the oldest first."""
        now = self._now
        return [now if now is not None and now.id == job.id else job for job in self._store.live()]

    def listen(self, told: Callable[[Job], None]) -> None:
        """Call `told`, from whatever thread, whenever a job of this process changes."""
        self._told.append(told)

    def join(self, seconds: float | None = None) -> None:
        """Wait until all that was asked has ended."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def close(self) -> None:
        """End: what runs is cut short, and all that has not ended is interrupted."""
        with self._lock:
            self._closing = True
            for job in self._waiting:
                self._ended(job, "interrupted")
            self._waiting.clear()
            self._stop.ask()
        self.join(_ENDING_S)
        self._store.close()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                self._stop = Stop()
                job = self._waiting.popleft()
                self._now = msgspec.structs.replace(job, state="running", started_us=now_us())
            try:
                self._do(self._now)
            finally:
                with self._lock:
                    self._now = None

    def _do(self, job: Job) -> None:
        """Do a job and write down how it ended, whatever happens."""
        try:
            self._store.put(job)
            self._tell(job)
            builds = job.request.kind != "backup"
            with self._stop.watching(), self._hold() if builds else nullcontext():
                watch, work = Watch(self._step, self._waited), self._works.get(job.id)
                work(watch) if work else do(self.project, self.uploads, job.request, watch)
        except StoppedError:
            self._end("interrupted" if self._closing else "cancelled")
        except DesirelineError as error:
            place = error.place if isinstance(error, InputError) else ()
            self._end("failed", JobProblem(code=error.code, message=str(error), path=list(place)))
        except Exception:  # noqa: BLE001 - the thread must live on, and the job must end
            _log.exception("job %s failed", job.id)
            self._end("failed", JobProblem(code="error", message="the server failed: what happened stands in its log"))
        else:
            self._end("done")

    def _step(self, **changes: object) -> None:
        with self._lock:
            assert self._now is not None
            if changes.get("stoppable") is False and not self._closing:
                self._stop.withdraw()
                changes["stopping"] = False
            self._becomes(msgspec.structs.replace(self._now, **changes))

    def _waited(self) -> None:
        """Wait a moment for another process that writes.

        Raises:
            StoppedError: the job was asked to stop meanwhile.
        """
        self._stop.wait(_AGAIN_S)

    def _becomes(self, job: Job) -> Job:
        self._now = job
        self._tell(job)
        return job

    def _end(self, state: str, problem: JobProblem | None = None) -> None:
        with self._lock:
            job = self._now
            assert job is not None
            self._ended(job, state, problem)

    def _ended(self, job: Job, state: str, problem: JobProblem | None = None) -> Job:
        self._works.pop(job.id, None)
        ended = msgspec.structs.replace(
            job, state=state, ended_us=now_us(), step=None, stopping=False, stoppable=False, problem=problem
        )
        try:
            self._store.put(ended)
        except (StorageError, BusyError):
            _log.exception("job %s ended (%s), which could not be written down", job.id, state)
        self._tell(ended)
        return ended

    def _tell(self, job: Job) -> None:
        for told in self._told:
            told(job)
