"""Work that can be asked to stop while it runs, by another thread."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count

from desireline.base.errors import DesirelineError

__all__ = ["Stop", "StoppedError", "check_stop", "cut_short_by"]

_AGAIN_S = 0.05
_current: ContextVar["Stop | None"] = ContextVar("stop", default=None)


class StoppedError(DesirelineError):
    """The work was asked to stop, and did: nothing was changed."""

    code = "stopped"
    status = 409


class Stop:
    """One piece of work and whether it shall go on."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._names = count()
        self._cuts: dict[int, Callable[[], None]] = {}

    @property
    def asked(self) -> bool:
        """Whether somebody asked."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Ask the work to stop: at its next check, or within whatever slow thing it does that can be cut short."""
        if not self._asked.is_set():
            self._asked.set()
            threading.Thread(target=self._cut_until_over, name="stopping", daemon=True).start()

    def withdraw(self) -> None:
        """Take it back that somebody asked: what is done already is not to be left half-way."""
        self._asked.clear()

    def check(self) -> None:
        """Go on, or not.

        Raises:
            StoppedError: somebody asked to stop.
        """
        if self._asked.is_set():
            raise StoppedError("stopped as asked: nothing was changed")

    def wait(self, seconds: float) -> None:
        """Wait so long, or until somebody asks to stop.

        Raises:
            StoppedError: somebody asked to stop.
        """
        self._asked.wait(seconds)
        self.check()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Make this what `check_stop` and `cut_short_by` mean within the block, in this thread."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)
            self._over.set()

    @contextmanager
    def cuts(self, cut: Callable[[], None]) -> Iterator[None]:
        """Call `cut` while the block runs, should somebody ask to stop; from another thread, more than once."""
        name = next(self._names)
        with self._lock:
            self._cuts[name] = cut
        try:
            yield
        finally:
            with self._lock:
                del self._cuts[name]

    def _cut_until_over(self) -> None:
        """Cut again and again: between two queries there is nothing to cut, and the next would run to its end."""
        while self._asked.is_set() and not self._over.is_set():
            with self._lock:
                for cut in self._cuts.values():
                    cut()
            self._over.wait(_AGAIN_S)


def check_stop() -> None:
    """Go on, or not; to be called now and then by loops over much.

    Raises:
        StoppedError: somebody asked this thread's work to stop.
    """
    stop = _current.get()
    if stop is not None:
        stop.check()


@contextmanager
def cut_short_by(cut: Callable[[], None]) -> Iterator[None]:
    """Let `cut` end what the block does, should somebody ask this thread's work to stop."""
    stop = _current.get()
    if stop is None:
        yield
        return
    stop.check()
    with stop.cuts(cut):
        yield
