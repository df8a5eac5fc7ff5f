"""Where the data end."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from desireline.analyses import JourneyOutcomes
from desireline.base.settings.model import JourneyType, Settings
from desireline.events import EventLog
from desireline.journeys import build, open_journeys
from desireline.journeys.ending import Ending, find_end
from logs import Batch, Happening, add_batches

DAY = 86_400_000_000
NOW = int(datetime.now(UTC).timestamp()) * 1_000_000
RULES = Settings(journeys={"main": JourneyType(goal="order", gap="30d")})


def at(days: float, name: str = "visit", user: str | None = "u1") -> Happening:
    return Happening(ts=NOW + int(days * DAY), name=name, ids={"user_id": user} if user else {})


def log_of(folder: Path, *batches: tuple[Happening, ...]) -> EventLog:
    log = EventLog(folder / ".desireline")
    for number, batch in enumerate(batches):
        add_batches(log, Batch(f"s{number}", batch))
    return log


def test_an_empty_log_has_no_end(tmp_path: Path) -> None:
    assert find_end(EventLog(tmp_path), []) == Ending(end_us=None)


def test_the_last_event_of_anybody_is_the_end(tmp_path: Path) -> None:
    log = log_of(tmp_path, (at(-9), at(-2, user=None)), (at(-5),))
    assert find_end(log, log.parts()) == Ending(end_us=NOW - 2 * DAY, last_us=NOW - 2 * DAY)


def test_the_future_is_not_the_end(tmp_path: Path) -> None:
    log = log_of(tmp_path, (at(-9), at(400), at(4000)), (at(-5), at(300, user=None)), (at(-7),))
    assert find_end(log, log.parts()) == Ending(end_us=NOW - 5 * DAY, future_events=3, last_us=NOW + 4000 * DAY)
    log.undo(1)
    log.undo(2)
    assert find_end(log, log.parts()) == Ending(end_us=NOW - 7 * DAY, last_us=NOW - 7 * DAY)


def test_later_today_is_no_future(tmp_path: Path) -> None:
    """Days are taken at their end, and clocks differ."""
    log = log_of(tmp_path, (at(-9), at(0.7)))
    assert find_end(log, log.parts()) == Ending(end_us=NOW + int(0.7 * DAY), last_us=NOW + int(0.7 * DAY))


def test_where_all_is_future_the_clock_is_wrong(tmp_path: Path) -> None:
    log = log_of(tmp_path, (at(400), at(500)))
    assert find_end(log, log.parts()) == Ending(end_us=NOW + 500 * DAY, future_events=2, last_us=NOW + 500 * DAY)


def test_one_wrong_year_ends_no_journey(tmp_path: Path) -> None:
    """Of nine journeys, three were silent for less than 30 days when the data end: they are open, whatever is dated 2035, their own events too."""
    visits = tuple(at(-days, user=f"u{days}") for days in range(10, 100, 10))
    right = log_of(tmp_path / "right", visits)
    future = datetime.now(UTC) + timedelta(days=3_650)
    wrong = log_of(
        tmp_path / "wrong", (*visits, Happening(int(future.timestamp()) * 1_000_000, "x", ids={"user_id": "u10"}))
    )
    told = []
    for log in (right, wrong):
        report = build(log, RULES)
        outcomes = JourneyOutcomes().run(open_journeys(log.folder / "journeys", RULES))
        told.append((outcomes.open, outcomes.missed, outcomes.reached.of))
        assert report.ending.end_us == NOW - 10 * DAY
    assert report.ending.future_events == 1
    assert told[0] == (3, 6, 6)
    assert told[1] == (4, 6, 6)  # what the wrong date began is open too
