"""What changes, told to every open page at once: the data's version and the progress of jobs, as server-sent events."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from anyio import to_thread
from litestar.response import ServerSentEventMessage
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.errors import DesirelineError
from desireline.base.i18n import Language
from desireline.base.text import printable
from desireline.project import ServedProject
from desireline.project.jobs import Job, Jobs
from desireline.project.jobs.telling import told
from desireline.server.errors import FAILED, Problem

__all__ = ["Changes", "DataChange"]

_log = logging.getLogger("desireline.server")
_BEAT_S = 15.0
_LOOK_S = 1.0
_LATEST = 20  # jobs that whoever connects is told of


class DataChange(msgspec.Struct, frozen=True, kw_only=True):
    """Which data and settings answers rest on now."""

    version: Annotated[str | None, Meta(description="Answers change only with it; null where there is none yet.")]
    problem: Annotated[
        Problem | None, Meta(description="Why newer data or settings cannot be used: a mistake in desireline.yaml.")
    ]


class _Page:
    """One open page: what it has not been told yet. A slow one is told the latest of each thing, not all that led to it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.wake = asyncio.Event()
        self.pending: dict[str, tuple[str, msgspec.Struct]] = {}

    def put(self, key: str, event: str, content: msgspec.Struct) -> None:
        """Take something to be told; called in the page's own loop."""
        self.pending.pop(key, None)
        self.pending[key] = (event, content)
        self.wake.set()


class Changes:
    """Tells pages what changes. Each page costs a task of the event loop, no thread.

    Args:
        served: the project.
        jobs: its jobs.
        beat_s: how often a page is told that the line is open, where nothing else is to tell.
        look_s: how often it is looked whether the data changed, while pages are open.
    """

    def __init__(self, served: ServedProject, jobs: Jobs, *, beat_s: float = _BEAT_S, look_s: float = _LOOK_S) -> None:
        self._served = served
        self._jobs = jobs
        self._beat_s = beat_s
        self._look_s = look_s
        self._pages: set[_Page] = set()
        self._looking: asyncio.Task[None] | None = None
        self._data = DataChange(version=None, problem=None)
        self._failed: str | None = None
        self._number = 0
        self._closed = False
        jobs.listen(self._job_changed)

    async def follow(self, language: Language = "en") -> AsyncIterator[ServerSentEventMessage]:
        """Yield what changes, beginning with how things stand: nothing is missed by a page that was away."""
        page = _Page()
        self._pages.add(page)
        try:
            await self._tell_present(page)
            while not self._closed:
                if page.pending:
                    key = next(iter(page.pending))
                    event, content = page.pending.pop(key)
                    self._number += 1
                    yield ServerSentEventMessage(
                        data=msgspec.json.encode(_said(content, language)), event=event, id=self._number, retry=2_000
                    )
                    continue
                page.wake.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(page.wake.wait(), self._beat_s)
                if not page.pending and not self._closed:
                    yield ServerSentEventMessage(comment="", data=None)
        finally:
            self._pages.discard(page)
            if not self._pages and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def close(self) -> None:
        """Let all pages go; callable from the loop or, once that has ended, from anywhere."""
        self._closed = True
        for page in list(self._pages):
            page.loop.call_soon_threadsafe(page.wake.set)

    async def _tell_present(self, page: _Page) -> None:
        await self._look()
        if self._looking is None or self._looking.done() or self._looking.get_loop() is not page.loop:
            self._looking = page.loop.create_task(self._keep_looking())
        page.put("data", "data", self._data)
        _, jobs = await to_thread.run_sync(self._jobs.all, 0, _LATEST)
        for job in reversed(jobs):
            if f"job {job.id}" not in page.pending:  # else something newer is told already
                page.put(f"job {job.id}", "job", job)

    async def _keep_looking(self) -> None:
        while not self._closed:
            await asyncio.sleep(self._look_s)
            if await self._look():
                for page in list(self._pages):
                    page.put("data", "data", self._data)

    async def _look(self) -> bool:
        """Look at the data's version, which brings it up to date; say whether it is another than before."""
        before = self._data
        try:
            self._data = DataChange(version=await to_thread.run_sync(self._served.data_version), problem=None)
        except DesirelineError as error:
            problem = Problem(code=error.code, message=printable(str(error)))
            self._data = DataChange(version=before.version, problem=problem)
        except Exception as error:  # noqa: BLE001 - a disk that is away for a moment: pages must hear when it is back
            if repr(error) != self._failed:  # looked at every second, written once
                _log.exception("the data's version could not be looked at")
            self._failed = repr(error)
            problem = Problem(code="error", message=FAILED)
            self._data = DataChange(version=before.version, problem=problem)
        else:
            self._failed = None
        return before != self._data

    def _job_changed(self, job: Job) -> None:
        """Tell all pages of a job; called from its thread."""
        for page in list(self._pages):
            with contextlib.suppress(RuntimeError):  # its loop has ended
                page.loop.call_soon_threadsafe(page.put, f"job {job.id}", "job", job)


def _said(content: msgspec.Struct, language: Language) -> msgspec.Struct:
    """Return what is told in a page's language."""
    if isinstance(content, Job):
        return told(content, language)
    if isinstance(content, DataChange) and content.problem is not None:
        problem = msgspec.structs.replace(content.problem, message=translated(content.problem.message, language))
        return msgspec.structs.replace(content, problem=problem)
    return content
