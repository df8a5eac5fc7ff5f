"""The rows of the table: each a function from what is to be measured to measured rows."""

import statistics
from collections.abc import Callable

import msgspec

from benchmarks.data import Log
from benchmarks.measure import Row, Timing, Worker, run
from benchmarks.questions import QUESTIONS, Answer, difference
from benchmarks.shop import home
from benchmarks.worker import Reply

__all__ = ["OURS", "ROWS", "Bench", "DifferentAnswersError"]

OURS = "desireline"
_MAP_LEVEL_S, _BUILD_LEVEL_S, _BUILD_LEVEL_MB, _IMPORT_LEVEL_S = 1.0, 30.0, 4_000.0, 0.15
_LEVELS_FROM, _LEVELS_TO = 5_000_000, 10_000_000
_QUICK_S = 0.5

_LIBRARY_TIME = "import time; since = time.perf_counter(); import {}; print(time.perf_counter() - since)"
_COMMAND = "from desireline.cli import main; main()"


class DifferentAnswersError(Exception):
    """Two tools gave different answers, so that their times say nothing."""


class Bench:
    """What is measured: a log, how often, beside whom.

    Attributes:
        log: the events.
        runs: how often each is measured at least.
        peers: names of those who are installed.
        best: by peer and question, the quickest way to ask it.
    """

    def __init__(self, log: Log, runs: int, peers: list[str], tell: Callable[[str], None]) -> None:
        self.log = log
        self.runs = runs
        self.peers = peers
        self.tell = tell
        self.best: dict[tuple[str, str], str] = {}
        self._workers: dict[str, Worker] = {}

    def worker(self, name: str) -> Worker:
        """Return the process of a peer, started and with its store ready."""
        if name not in self._workers:
            self.tell(f"{name}: making its store")
            self._workers[name] = Worker(name, self.log.events)
        return self._workers[name]

    def level(self, value: float) -> float | None:
        """Return a level that is stated for about 10 million events, where there are so many."""
        return value if _LEVELS_FROM <= self.log.events <= _LEVELS_TO else None

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()


def building(bench: Bench) -> list[Row]:
    """From a Parquet file to the built store, step by step; DuckDB reads the same file into a table in the same order."""
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    events = str(bench.log.events)
    for number in range(bench.runs):
        bench.tell(f"build {number + 1} of {bench.runs}")
        made = run("-m", "benchmarks.shop", "build", events)
        ours.append(msgspec.json.decode(made.output, type=dict[str, float]) | {"peak": made.peak_mb})
        if "duckdb" in bench.peers:
            table = run("-m", "benchmarks.peers.duckdb_sql", events)
            theirs.append(msgspec.json.decode(table.output, type=dict[str, float]) | {"peak": table.peak_mb})

    def row(name: str, what: str, step: str, *, like: str = "", level: float | None = None, unit: str = "s") -> Row:
        beside = {"duckdb": Timing(values=[one[like] for one in theirs])} if like and theirs else {}
        values = Timing(values=[one[step] for one in ours])
        return Row(name=name, what=what, unit=unit, ours=values, first=ours[0][step], peers=beside, level=level)

    return [
        row("import", "Parquet with string ids into the log", "import"),
        row("identity", "identifiers to customers", "identity", like="ids"),
        row("read", "the log to columns", "read"),
        row("group", "by customer and time", "group"),
        row("write", "columns to the disk", "write"),
        row("total", "Parquet to the built store", "total", like="total", level=bench.level(_BUILD_LEVEL_S)),
        row("peak memory", "of all that", "peak", like="peak", level=bench.level(_BUILD_LEVEL_MB), unit="MB"),
    ]


def growing(bench: Bench) -> list[Row]:
    """One per cent more events."""
    taken: list[dict[str, float]] = []
    for number in range(bench.runs):
        bench.tell(f"growth {number + 1} of {bench.runs}")
        taken.append(
            msgspec.json.decode(
                run("-m", "benchmarks.shop", "grow", str(bench.log.events)).output, type=dict[str, float]
            )
        )
    by_step = {step: Timing(values=[one[step] for one in taken]) for step in taken[0]}
    return [
        Row(name="import +1 %", what="that many more events into the log", ours=by_step["import_more"]),
        Row(
            name="build +1 %",
            what="the store with them; beside it the store made anew",
            ours=by_step["build_more"],
            peers={"anew": by_step["build_full"]},
        ),
    ]


def asking(question: str) -> Callable[[Bench], list[Row]]:
    """Return what measures one question, warm, the peers in turn."""

    def measure(bench: Bench) -> list[Row]:
        bench.tell(question)
        names = [OURS, *(name for name in bench.peers if bench.worker(name).forms(question))]
        first, best_s, usual = _try_forms(bench, question, names)
        rounds = bench.runs if max(best_s.values()) > _QUICK_S else 3 * bench.runs
        replies: dict[str, list[Reply]] = {name: [] for name in names}
        for _ in range(rounds):
            for name in names:
                replies[name].append(bench.worker(name).ask(question, bench.best[name, question]))
        times = {name: Timing(values=[reply.seconds for reply in asked]) for name, asked in replies.items()}
        return [
            Row(
                name=question,
                what=QUESTIONS[question],
                ours=times.pop(OURS),
                first=first,
                peers=times,
                usual=usual,
                level=bench.level(_MAP_LEVEL_S) if question == "map" else None,
                cpu=statistics.median(reply.cpu for reply in replies[OURS]),
            )
        ]

    return measure


def _try_forms(bench: Bench, question: str, names: list[str]) -> tuple[float, dict[str, float], dict[str, float]]:
    """Ask each peer in each way, compare the answers, and find each one's quickest way.

    Returns:
        Seconds: of our first answer, of each one's quickest, of each peer's usual way.
    """
    reference: Answer | None = None
    first = 0.0
    best_s: dict[str, float] = {}
    usual: dict[str, float] = {}
    for name in names:
        for form in bench.worker(name).forms(question):
            replies = [bench.worker(name).ask(question, form) for _ in range(2)]
            if reference is None:
                reference, first = replies[0].answer, replies[0].seconds
            for reply in replies:
                found = difference(reference, reply.answer)
                if found is not None:
                    raise DifferentAnswersError(f"{question}: desireline and {name} ({form}) differ: {found}")
            quickest = min(reply.seconds for reply in replies)
            if form == "usual" and name != OURS:
                usual[name] = quickest
            if quickest < best_s.get(name, float("inf")):
                best_s[name] = quickest
                bench.best[name, question] = form
    return first, best_s, usual


def starting(bench: Bench) -> list[Row]:
    """How long `import desireline` takes, beside the imports of peers."""
    bench.tell("imports")
    libraries = [OURS, *bench.peers]
    values: dict[str, list[float]] = {name: [] for name in libraries}
    for number in range(bench.runs + 1):
        for name in libraries:
            seconds = float(run("-c", _LIBRARY_TIME.format(name)).output)
            if number:  # the first reads the disk
                values[name].append(seconds)
    times = {name: Timing(values=taken) for name, taken in values.items()}
    return [Row(name="import desireline", what="in Python", ours=times.pop(OURS), peers=times, level=_IMPORT_LEVEL_S)]


def command(bench: Bench) -> list[Row]:
    """`desireline ask transitions` as a whole command, beside a script of each peer that opens its store and answers the same."""
    bench.tell("whole commands")
    question = "transitions_median"
    commands = {OURS: ["-c", _COMMAND, "ask", "transitions", "--json", "--project", str(home(bench.log))]}
    for name in bench.peers:
        forms = bench.worker(name).forms(question)
        if forms:
            form = bench.best.get((name, question), forms[-1])
            commands[name] = ["-m", "benchmarks.worker", name, question, form, str(bench.log.events)]
    bench.worker(OURS)
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    peaks: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(bench.runs + 1):
        for name, arguments in commands.items():
            done = run(*arguments)
            if number:
                seconds[name].append(done.seconds)
                peaks[name].append(done.peak_mb)
    times = {name: Timing(values=values) for name, values in seconds.items()}
    memory = {name: Timing(values=values) for name, values in peaks.items()}
    return [
        Row(name="ask transitions", what="the whole command, medians included", ours=times.pop(OURS), peers=times),
        Row(name="its peak memory", what="mapped files included", unit="MB", ours=memory.pop(OURS), peers=memory),
    ]


ROWS: dict[str, Callable[[Bench], list[Row]]] = {
    "build": building,
    **{question: asking(question) for question in QUESTIONS},
    "command": command,
    "grow": growing,
    "start": starting,
}
"""By the name under which each is asked for, in the order of the table."""
