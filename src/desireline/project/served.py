"""A project behind a server: kept open between requests, brought up to date when its settings or its log change."""

from collections import OrderedDict
from contextlib import suppress
from threading import Lock, Thread
from typing import Any

import msgspec

from desireline.analyses import Analysis, Answer, ask
from desireline.base.errors import BusyError, DesirelineError
from desireline.base.i18n import Language
from desireline.journeys import Journeys
from desireline.maps import map_from_data
from desireline.project.project import Project
from desireline.render.journey_map.model import MapView

__all__ = ["ServedProject"]

_MOST_ANSWERS = 64

_Stamp = tuple[tuple[str, int, int], ...]


class ServedProject:
    """Answers for a server, from several threads at once.

    Args:
        project: whose journeys they are.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = Lock()
        self._stamp: _Stamp = ()
        self._version = ""
        self._journeys: Journeys | None = None
        self._answers: OrderedDict[bytes, Any] = OrderedDict()

    def prepare(self) -> None:
        """Bring everything into memory that the first page asks for, in a thread of its own, before anybody asks."""

        def draw() -> None:
            with suppress(DesirelineError):  # whoever asks will be told
                self.map_view(None, None)

        Thread(target=draw, daemon=True).start()

    def map_view(self, journey: str | None, lang: Language | None) -> MapView:
        """Return the map, with the settings and data as they are now."""
        journeys, version = self._now()
        key = msgspec.json.encode(["map", version, journey, lang])
        view = self._kept(key)
        if view is None:
            view = map_from_data(journeys, project=self._project.name, journey=journey, language=lang)
            self._keep(key, view)
        assert isinstance(view, MapView)
        return view

    def answer(self, question: Analysis[Any]) -> tuple[Answer[Any], str]:
        """Return the answer to a question, with the settings and data as they are now, and their version."""
        journeys, version = self._now()
        key = msgspec.json.encode([question.name(), version, question])
        answer = self._kept(key)
        if answer is None:
            answer = ask(question, journeys)
            self._keep(key, answer)
        assert isinstance(answer, Answer)
        return answer, version

    def data_version(self) -> str:
        """Return the version of the settings and data as they are now."""
        return self._now()[1]

    def _now(self) -> tuple[Journeys, str]:
        with self._lock:
            stamp = self._look()
            if self._journeys is None or stamp != self._stamp:
                self._project.reload()
                with suppress(BusyError):  # while another process writes, the last build answers
                    self._project.refresh()
                self._journeys = self._project.journeys()
                self._stamp = self._look()
                self._version = f"{self._journeys.store.folder.name}-{self._stamp[0][1]:x}"
            return self._journeys, self._version

    def _look(self) -> _Stamp:
        """Return what tells whether anything changed, without opening it."""
        log = self._project.log.folder
        files = (self._project.settings_file, log / "state.db", log / "state.db-wal", log / "journeys" / "current")
        found = []
        for path in files:
            try:
                facts = path.stat()
            except FileNotFoundError:
                found.append((path.name, 0, 0))
            else:
                found.append((path.name, facts.st_mtime_ns, facts.st_size))
        return tuple(found)

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
