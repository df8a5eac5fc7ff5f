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
        self._running = threading.Lock()

    def start(self) -> threading.Thread | None:
        """Start compaction, unless it is running already; the thread ends with the process."""
        if not self._running.acquire(blocking=False):
            return None
        thread = threading.Thread(target=self._compact, name="compaction", daemon=True)
        thread.start()
        return thread

    def _compact(self) -> None:
        try:
            with suppress(BusyError, StorageError):  # somebody writes: next time; damaged: the next build says so
                compact(self._log)
        finally:
            self._running.release()
