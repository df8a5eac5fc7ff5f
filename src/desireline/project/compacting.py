"""Compaction beside the work: one thread at a time, and nothing breaks when it cannot run or is cut off."""

import threading
from contextlib import suppress

from desireline.base.errors import BusyError, StorageError
from desireline.events import EventLog
from desireline.journeys import compact

__all__ = ["Compactor"]


class Compactor:
    """Folds the overlay of a project's journeys back in the background.

    Args:
        log: of the project.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> threading.Thread:
        """Start compaction and return its thread, the one that is running already if there is one; it ends with the process."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._compact, name="compaction", daemon=True)
                self._thread.start()
            return self._thread

    def _compact(self) -> None:
        with suppress(BusyError, StorageError):  # somebody writes: next time; damaged: the next build says so
            compact(self._log)
