"""A tiny run of the whole benchmark: every row is measured, and all tools agree."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from benchmarks.browsing import why_not
from benchmarks.chain import END_GOAL, END_MISSED, START, attribution
from benchmarks.data import CHANNELS, log_of
from benchmarks.levels import missed, wanted
from benchmarks.measure import Row, Timing
from benchmarks.peers import PEERS, missing
from benchmarks.questions import QUESTIONS, Answer, difference
from benchmarks.report import Report, table

from desireline.analyses import registry

_ROOT = Path(__file__).resolve().parents[2]
_EVENTS = 20_000
MOST = "memory, most"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("bench")
    paths = [str(_ROOT / "src"), str(_ROOT), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks",
            "--events",
            str(_EVENTS),
            "--runs",
            "1",
            "--json",
            str(folder / "figures.json"),
        ],
        check=False,
        cwd=_ROOT,
        env=os.environ
        | {"DESIRELINE_BENCH": str(folder), "PYTHONPATH": os.pathsep.join(path for path in paths if path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all answers agree" in done.stdout
    return msgspec.json.decode((folder / "figures.json").read_bytes(), type=Report)


def test_every_row_is_measured(report: Report) -> None:
    names = [
        MOST if row.name.startswith(MOST) else row.name for row in report.rows if row.name not in _browser_rows(report)
    ]
    assert names == [
        "import", "identity", "read", "group", "write", "total", "peak memory", *QUESTIONS, "ask transitions", "its peak memory",
        "transitions in the app", "funnel in the app", "memory, opened", MOST, "memory, after all",
        *(f"an event of {question}" for question in QUESTIONS), "import +1 %", "build +1 %", "import desireline",
    ]  # fmt: skip
    assert all(row.ours.low > 0 for row in report.rows)
    assert report.events == _EVENTS


def _browser_rows(report: Report) -> list[str]:
    return [row.name for row in report.rows if row.name.startswith("Home") or row.name.endswith(" drawn")]


def test_the_app_is_looked_at_in_a_browser_or_the_reason_is_told(report: Report) -> None:
    reason = why_not()
    names = _browser_rows(report)
    if reason is not None:
        assert (names, report.left_out) == ([], [f"the app in a browser: {reason}"])
        return
    assert report.left_out == []
    paint, content = "Home: first paint", "Home: all of it"
    assert names[:4] == [paint, f"{paint}, server just started", content, f"{content}, server just started"]
    asked = {name.removesuffix(" drawn") for name in names[4:]}
    assert asked == set(registry())
    rows = {row.name: row.ours for row in report.rows}
    assert rows[paint].low <= rows[content].low


def test_no_browser_is_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DESIRELINE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Chromium" in (why_not() or "")
    monkeypatch.setenv("DESIRELINE_CHROMIUM", str(tmp_path))
    monkeypatch.setattr("benchmarks.browsing.STATIC", tmp_path)
    assert "not built" in (why_not() or "")


@pytest.mark.parametrize("peer", [name for name in PEERS if name != "desireline"])
def test_peer_answers_the_same(report: Report, peer: str) -> None:
    if missing(peer):
        assert peer in report.absent
        pytest.skip(f"{peer} is not installed: pip install -r benchmarks/requirements.txt")
    rows = {row.name: row for row in report.rows}
    answered = {"pm4py": ["transitions"], "clickhouse": [name for name in QUESTIONS if name != "map"]}.get(
        peer, list(QUESTIONS)
    )
    assert all(rows[question].peers[peer].median > 0 for question in answered)


def test_log_is_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.setenv("DESIRELINE_BENCH", str(tmp_path))
    log = log_of(_EVENTS)
    with duckdb.connect() as connection:
        row = connection.execute(
            "select count(*), count(distinct user_id), count(distinct timestamp), count(distinct event), count(distinct channel),"
            f" bool_and(timestamp > before) from (select *, lag(timestamp) over () as before from '{log.path}')"
        ).fetchone()
        more = connection.execute(f"select count(*), min(timestamp) from '{log.more}'").fetchone()
        last = connection.execute(f"select max(timestamp) from '{log.path}'").fetchone()
    assert row == (_EVENTS, _EVENTS // 20, _EVENTS, 40, 8, True)
    assert more is not None
    assert last is not None
    assert more[0] == _EVENTS // 100
    assert more[1] > last[0]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"count": {"a b": 1}}, {"count": {"a b": 1}, "mean_s": {"a b": 2.0}}, None),
        ({"mean_s": {"a b": 2.0}}, {"mean_s": {"a b": 2.000_000_9}}, None),
        ({"mean_s": {"a b": 2.0}}, {"mean_s": {"a b": 2.1}}, "mean_s of a b: 2.0 and 2.1"),
        ({"count": {"a b": 1}}, {"count": {"a b": 2}}, "count of a b: 1 and 2"),
        ({"count": {"a b": 1}}, {"count": {"a c": 1}}, "count: only one of them has a b, a c"),
        ({"count": {"a b": 1}}, {"mean_s": {"a b": 1.0}}, "they have no field in common"),
    ],
)
def test_difference(one: Answer, other: Answer, said: str | None) -> None:
    assert difference(one, other) == said


def test_sums_of_fractions_may_differ_in_the_last_digits() -> None:
    assert difference({"linear_credit": {"web": 1e4}}, {"linear_credit": {"web": 1e4 + 1e-5}}) is None
    assert difference({"linear_credit": {"web": 1e4}}, {"linear_credit": {"web": 1e4 + 1e-3}}) is not None


def test_levels_are_for_logs_large_enough() -> None:
    assert wanted("funnel", 1_000_000) == {}
    assert wanted("funnel", 10_000_000)["duckdb"] < wanted("funnel", 100_000_000)["duckdb"]
    assert wanted("by", 10_000_000) == {}


@pytest.mark.parametrize(("ratio", "missing_it"), [(3.0, True), (3.9, False), (6.0, False)])
def test_a_ratio_may_be_missed_by_the_allowance(ratio: float, missing_it: bool) -> None:
    row = Row(
        name="funnel",
        what="",
        ours=Timing(values=[1.0]),
        peers={"polars": Timing(values=[ratio])},
        wanted={"polars": 5.0, "duckdb": 60.0},
    )
    assert bool(missed([row])) is missing_it
    assert ("FAIL" in table([row])) is missing_it


def test_a_time_above_its_level_is_missed() -> None:
    row = Row(name="map", what="", ours=Timing(values=[2.0]), level=1.0)
    assert missed([row]) == ["map: 2 s, the level is 1 s"]


def test_table_says_who_was_too_small() -> None:
    row = Row(name="transitions", what="", ours=Timing(values=[2.0]), too_big=["pm4py"])
    assert "PM4Py too big" in table([row])


def test_removal_effects_of_a_chain_worked_out_by_hand() -> None:
    rows = [(START, place, 2, 1, 0.0) for place in range(len(CHANNELS))]
    rows += [(place, END_GOAL, 1, 0, 0.0) for place in range(len(CHANNELS))]
    rows += [(place, END_MISSED, 1, 0, 0.0) for place in range(len(CHANNELS))]
    answer = attribution(rows)
    assert list(answer["removal_credit"]) == CHANNELS
    assert answer["goals"] == {"all": 8.0}
    assert all(effect == pytest.approx(1 / 8) for effect in answer["removal_credit"].values())


def test_table_says_pass_and_ratio() -> None:
    slow, quick = Timing(values=[3.0, 1.0, 2.0]), Timing(values=[0.5])
    text = table([
        Row(name="map", what="", ours=quick, peers={"duckdb": slow}, usual={"duckdb": 20.0}, level=1.0),
        Row(name="total", what="", ours=slow, first=2.5, level=1.0),
    ])  # fmt: skip
    first, second = (" ".join(line.split()) for line in text.splitlines()[1:])
    assert first == "map 500 ms (500 ms – 500 ms) DuckDB 2.00 s ×4 (×40) < 1.00 s: pass"
    assert second == "total 2.00 s (1.00 s – 3.00 s) 2.50 s < 1.00 s: FAIL"
