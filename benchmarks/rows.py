"""The rows of the table: each a function from what is to be measured to measured rows."""

import statistics
from collections.abc import Callable

import msgspec

from benchmarks.app_rows import browsing, serving
from benchmarks.bench import OURS, Bench, DifferentAnswersError
from benchmarks.levels import wanted
from benchmarks.measure import Row, Timing, Worker, run
from benchmarks.peers import PEERS
from benchmarks.questions import QUESTIONS, Answer, difference
from benchmarks.shop import home
from benchmarks.worker import Reply

__all__ = ["ROWS"]

_COMMAND_LEVEL_S, _MEMORY_LEVEL_MB = 1.5, 200.0
_MAP_LEVEL_S, _BUILD_LEVEL_S, _BUILD_LEVEL_MB, _IMPORT_LEVEL_S = 1.0, 30.0, 4_000.0, 0.15
_SMALL = 1_000_000
_QUICK_S = 0.5

_LIBRARY_TIME = "import time; since = time.perf_counter(); import {}; print(time.perf_counter() - since)"
_COMMAND = "from desireline.cli import main; main()"


def building(bench: Bench) -> list[Row]:
    """From a Parquet file to the built store, step by step; DuckDB reads the same file into a table in the same order."""
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    events = str(bench.log.events)
    for number in range(bench.builds):
        bench.tell(f"build {number + 1} of {bench.builds}")
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
    for number in range(bench.builds):
        bench.tell(f"growth {number + 1} of {bench.builds}")
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
        asked = [name for name in [OURS, *bench.peers] if bench.forms(name, question)]
        first, best_s, usual = _try_forms(bench, question, asked)
        names = [name for name in asked if name in best_s]
        rounds = bench.runs if max(best_s.values()) > _QUICK_S else 3 * bench.runs
        replies: dict[str, list[Reply]] = {name: [] for name in names}
        for _ in range(rounds):
            for name in names:
                reply = bench.ask(name, question, bench.best[name, question])
                if reply is not None:
                    replies[name].append(reply)
        times = {
            name: Timing(values=[reply.seconds for reply in asked]) for name, asked in replies.items() if len(asked) > 1
        }
        return [
            Row(
                name=question,
                what=QUESTIONS[question],
                ours=times.pop(OURS),
                first=first,
                peers=times,
                usual=usual,
                level=bench.level(_MAP_LEVEL_S) if question == "map" else None,
                wanted=wanted(question, bench.log.events),
                too_big=[name for name in asked if name != OURS and name not in times],
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
        for form in bench.forms(name, question):
            replies = [reply for _ in range(2) if (reply := bench.ask(name, question, form)) is not None]
            if len(replies) < 2:
                continue
            if reference is None:
                reference, first = replies[0].answer, replies[0].first
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
            seconds = float(run("-c", _LIBRARY_TIME.format(PEERS[name][1])).output)
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
        forms = bench.forms(name, question)
        if forms:
            form = bench.best.get((name, question), forms[-1])
            commands[name] = ["-m", "benchmarks.worker", name, question, form, str(bench.log.events)]
    bench.worker(OURS)
    bench.close()  # ClickHouse lets one process at a time open a table
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
        Row(
            name="ask transitions",
            what="the whole command, medians included",
            ours=times.pop(OURS),
            peers=times,
            level=bench.level(_COMMAND_LEVEL_S),
        ),
        Row(name="its peak memory", what="mapped files included", unit="MB", ours=memory.pop(OURS), peers=memory),
    ]


def weighing(bench: Bench) -> list[Row]:
    """Memory of a process that asks all questions, mapped columns aside."""
    bench.tell("memory")
    bench.worker(OURS)
    events = str(bench.log.events)
    taken = [
        msgspec.json.decode(run("-m", "benchmarks.memory", events).output, type=dict[str, float])
        for _ in range(min(bench.runs, 3))
    ]
    after = Timing(values=[one.pop("after") for one in taken])
    opened = Timing(values=[one.pop("opened") for one in taken])
    most = Timing(values=[max(one.values()) for one in taken])
    greedy = max(taken[0], key=lambda question: taken[0][question])
    level = _MEMORY_LEVEL_MB
    return [
        Row(name="memory, opened", what="anonymous, before any question", unit="MB", ours=opened),
        Row(name=f"memory, most ({greedy})", what="while questions are answered", unit="MB", ours=most, level=level),
        Row(name="memory, after all", what="when all are answered", unit="MB", ours=after, level=level),
    ]


def scaling(bench: Bench) -> list[Row]:
    """What an event costs in a small log and in this one: the same, where growth is linear."""
    small = _SMALL if bench.log.events > _SMALL else bench.log.events // 10
    bench.tell(f"growth from {small:,} events")
    other = Worker(OURS, small)
    beside = f"{small:,} events"
    rows = []
    try:
        for question in QUESTIONS:
            values: tuple[list[float], list[float]] = [], []
            for number in range(2 * bench.runs + 1):
                for worker, events, taken in (
                    (bench.worker(OURS), bench.log.events, values[0]),
                    (other, small, values[1]),
                ):
                    seconds = worker.ask(question, "usual").seconds
                    if number:
                        taken.append(seconds / events * 1e9)
            own, few = (Timing(values=taken) for taken in values)
            rows.append(
                Row(
                    name=f"an event of {question}",
                    what=QUESTIONS[question],
                    unit="ns",
                    ours=own,
                    peers={beside: few},
                    wanted={beside: 1.0} if bench.log.events > _SMALL else {},
                )
            )
    finally:
        other.close()
    return rows


ROWS: dict[str, Callable[[Bench], list[Row]]] = {
    "build": building,
    **{question: asking(question) for question in QUESTIONS},
    "command": command,
    "app": serving,
    "browser": browsing,
    "memory": weighing,
    "scale": scaling,
    "grow": growing,
    "start": starting,
}
"""By the name under which each is asked for, in the order of the table."""
