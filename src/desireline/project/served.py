"""A project behind a server: kept open between requests, brought up to date when its settings or its log change."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, NamedTuple

import msgspec

from desireline.analyses import Analysis, Answer, Overview, ask
from desireline.base.errors import BusyError, DesirelineError, NotFoundError, StorageError
from desireline.base.i18n import Language
from desireline.journeys import Journeys, holds_all_of
from desireline.maps import map_from_data
from desireline.project.project import Project
from desireline.render.journey_map.model import MapView

__all__ = ["ServedProject"]

_MOST_ANSWERS = 64

_Stamp = tuple[tuple[str, int, int], ...]


class _Opened(NamedTuple):
    """Journeys of one version of data and settings, and how the files looked when they were opened."""

    journeys: Journeys
    version: str
    stamp: _Stamp


@dataclass
class _Turn:
    """One after the other works, of so many who ask the same."""

    lock: Lock = field(default_factory=Lock)
    asking: int = 0


class ServedProject:
    """Answers for a server, from several threads at once.

    Attributes:
        project: whose journeys they are.
        behind: whether what is open lacks a build that is to be made as a job; until it is, no request builds.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.behind = False
        self._lock = Lock()
        self._builds = Lock()
        self._opened: _Opened | None = None
        self._answers: OrderedDict[bytes, Any] = OrderedDict()
        self._turns: dict[bytes, _Turn] = {}

    def open_last(self) -> bool:
        """Open what was built last, without building, and answer from it even if it is behind the data.

        Returns:
            Whether there is something to show: not where nothing was built, or it cannot be read, or it holds somebody who was erased.
        """
        with self._builds:
            return self._open_last()

    def prepare(self) -> None:
        """Bring everything into memory that the first page asks for, in a thread of its own, before anybody asks."""

        def draw() -> None:
            with suppress(DesirelineError):  # whoever asks will be told
                self.map_view(None, None)
                self.answer(Overview())

        Thread(target=draw, daemon=True).start()

    def map_view(
        self, journey: str | None, lang: Language | None, *, where: str | None = None, period: str | None = None
    ) -> MapView:
        """Return the map, with the settings and data as they are now."""
        journeys, version = self._now()
        language = lang or journeys.settings.language

        def draw() -> MapView:
            name = self.project.name
            return map_from_data(journeys, project=name, journey=journey, language=language, where=where, period=period)

        view = self._once(["map", version, journey, language, where, period], draw)
        assert isinstance(view, MapView)
        return view

    def answer(self, question: Analysis[Any]) -> tuple[Answer[Any], str]:
        """Return the answer to a question, with the settings and data as they are now, and their version."""
        journeys, version = self._now()
        answer = self._once([question.name(), version, question], lambda: ask(question, journeys))
        assert isinstance(answer, Answer)
        return answer, version

    @contextmanager
    def held(self) -> Iterator[None]:
        """Answer from what is open now for as long as the block runs: it changes the log and builds by itself."""
        if self._opened is None:
            with suppress(DesirelineError):  # whoever asks will be told
                self._now()
        with self._builds:
            yield
            self.behind = False

    def journeys(self) -> Journeys:
        """Return the packed journeys as they are now."""
        return self._now()[0]

    def data_version(self) -> str:
        """Return the version of the settings and data as they are now."""
        return self._now()[1]

    def _now(self) -> tuple[Journeys, str]:
        """Return what is open, brought up to date first; while one request does that, the others go on with what was open before."""
        opened = self._opened  # looked at once: another thread may open a newer version at any time
        if opened is None or self._look() != opened.stamp:
            if self._builds.acquire(blocking=opened is None):
                try:
                    self._bring_up_to_date()
                finally:
                    self._builds.release()
            opened = self._opened
        assert opened is not None
        return opened.journeys, opened.version

    def _bring_up_to_date(self) -> None:
        if self.behind and self._open_last():
            return
        before = self._look()
        if self._opened is not None and before == self._opened.stamp:
            return  # another request has done it
        if self._opened is not None and self._still_holds(self._opened, before):
            self._opened = self._opened._replace(stamp=before)
            return
        if self._opened is None or before[:1] != self._opened.stamp[:1]:
            self.project.reload()
        busy = False
        try:
            self.project.refresh()
        except BusyError:  # while another process writes, the last build answers, and the next request looks again
            busy = True
        stamp = (
            *before[:-1],
            self._look()[-1],
        )  # what came in meanwhile is for the next request; what was built is ours
        self._open(self.project.journeys(), before, () if busy else stamp)

    def _open_last(self) -> bool:
        before = self._look()
        if self._opened is not None and before[:1] != self._opened.stamp[:1]:
            self.project.reload()
        try:
            journeys = self.project.journeys()
        except (NotFoundError, StorageError):
            return False
        if journeys.store.manifest.erasures != self.project.log.erasures_so_far():
            return False
        self.behind = not self.project.is_current()
        self._open(journeys, before, before)
        return True

    def _open(self, journeys: Journeys, before: _Stamp, stamp: _Stamp) -> None:
        """Answer from these journeys from now on; they were opened after the look `before`."""
        version = f"{journeys.store.folder.name}-{before[0][1]:x}"
        if self._opened is not None and version == self._opened.version:  # only a note, an account, the audit trail
            self._opened = self._opened._replace(stamp=stamp)
            return
        self._opened = _Opened(journeys, version, stamp)
        with self._lock:
            self._answers.clear()  # they hold what the version before had mapped

    def _still_holds(self, opened: _Opened, now: _Stamp) -> bool:
        """Say whether nothing changed that answers rest on: only a note, an account, the audit trail, which lie beside the log."""
        alike = now[:1] == opened.stamp[:1] and now[-1:] == opened.stamp[-1:]
        return alike and holds_all_of(self.project.log, opened.journeys.store)

    def _look(self) -> _Stamp:
        """Return what tells whether anything changed, without opening it."""
        log = self.project.log.folder
        files = (self.project.settings_file, log / "state.db", log / "state.db-wal", log / "journeys" / "current")
        found = []
        for path in files:
            try:
                facts = path.stat()
            except FileNotFoundError:
                found.append((path.name, 0, 0))
            else:
                found.append((path.name, facts.st_mtime_ns, facts.st_size))
        return tuple(found)

    def _once(self, said: list[Any], work: Callable[[], Any]) -> Any:
        """Return what is kept under a key, else what the work gives: whoever asks the same meanwhile waits for it."""
        key = msgspec.json.encode(said)
        found = self._kept(key)
        if found is not None:
            return found
        with self._lock:
            turn = self._turns.setdefault(key, _Turn())
            turn.asking += 1
        try:
            with turn.lock:
                found = self._kept(key)
                if found is None:
                    found = work()
                    self._keep(key, found)
        finally:
            with self._lock:
                turn.asking -= 1
                if not turn.asking:  # else whoever comes next would not wait for those who still do
                    del self._turns[key]
        return found

    def _kept(self, key: bytes) -> Any:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: bytes, answer: Any) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _MOST_ANSWERS:
                self._answers.popitem(last=False)
