"""What is measured: a log, how often, beside whom."""

from collections.abc import Callable

from benchmarks.data import Log
from benchmarks.measure import ProcessError, Worker
from benchmarks.worker import Reply

__all__ = ["OURS", "Bench", "DifferentAnswersError"]

OURS = "desireline"
_LEVELS_FROM, _LEVELS_TO = 5_000_000, 10_000_000
_LARGE_FROM = 20_000_000


class DifferentAnswersError(Exception):
    """Two tools gave different answers, so that their times say nothing."""


class Bench:
    """What is measured: a log, how often, beside whom.

    Attributes:
        log: the events.
        runs: how often each is measured at least.
        peers: names of those who are installed.
        best: by peer and question, the quickest way to ask it.
        too_big: what a peer could not do with so many events.
        left_out: rows that could not be measured here, with the reason.
    """

    def __init__(self, log: Log, runs: int, peers: list[str], tell: Callable[[str], None]) -> None:
        self.log = log
        self.runs = runs
        self.peers = peers
        self.tell = tell
        self.best: dict[tuple[str, str], str] = {}
        self.too_big: list[str] = []
        self.left_out: list[str] = []
        self._workers: dict[str, Worker] = {}

    def worker(self, name: str) -> Worker:
        """Return the process of a peer, started and with its store ready."""
        if name not in self._workers:
            self.tell(f"{name}: making its store")
            self._workers[name] = Worker(name, self.log.events)
        return self._workers[name]

    @property
    def is_large(self) -> bool:
        """Whether peers may fail for want of memory, and slow ways to ask are left out."""
        return self.log.events > _LARGE_FROM

    @property
    def builds(self) -> int:
        """How often stores are built."""
        return 1 if self.is_large else self.runs

    def forms(self, name: str, question: str) -> list[str]:
        """Return the ways to ask a peer; of a large log, not as documentation teaches where an expert knows better."""
        if name not in [OURS, *self.peers]:
            return []
        try:
            forms = self.worker(name).forms(question)
        except ProcessError as error:
            self.fail(name, "making its store", error)
            self.peers.remove(name)
            return []
        expert = [form for form in forms if form != "usual"]
        return expert if expert and self.is_large else forms

    def ask(self, name: str, question: str, form: str) -> Reply | None:
        """Ask a peer; None where the log is too big for it."""
        try:
            return self.worker(name).ask(question, form)
        except ProcessError as error:
            self.fail(name, f"{question} ({form})", error)
            self._workers.pop(name).close()
            return None

    def fail(self, name: str, what: str, error: ProcessError) -> None:
        """Note that a log is too big for a peer.

        Raises:
            ProcessError: it is not large, or we failed ourselves.
        """
        if name == OURS or not self.is_large:
            raise error
        self.tell(f"{name}, {what}: {str(error)[-300:]}")
        self.too_big.append(f"{name}, {what}")

    def level(self, value: float) -> float | None:
        """Return a level that is stated for about 10 million events, where there are so many."""
        return value if _LEVELS_FROM <= self.log.events <= _LEVELS_TO else None

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
