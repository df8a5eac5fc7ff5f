"""Kill a build at each of its file operations; run by `test_killed.py` in a process without threads, as it forks.

Takes a folder, what is killed (`anew`: a build that writes all again, `overlay`: one that adds an overlay, `undo`: one that does so after
an import was taken back, `compact`: compaction) and a step (1: every operation, 2: every other). Prints how many operations there were.
"""

import shutil
import sys
from itertools import count
from pathlib import Path

import duckdb  # noqa: F401 - what a build imports is imported before the forks
import numpy as np
import pyarrow.parquet  # noqa: F401

from desireline.base.settings.model import Settings
from desireline.events import EventLog
from desireline.journeys import build, compact, open_journeys
from desireline.journeys.country import country_of
from desireline.kernels.components import components, hash_texts
from desireline.kernels.grouping import group, order_key
from dying import die_at, ran_to_its_end
from logs import Batch, Customer, Happening, add_batches, copy_log, read_store

SETTINGS = Settings()
_SWITCH = 25
_NEXT_BUILDS = 7  # every so many kills it is looked at what the next build makes of what was left


def happening(ts: int, user: str) -> Happening:
    return Happening(ts=ts, name="a", ids={"user_id": user}, value=(ts, "EUR"), score=(4.0, 1.0, 5.0))


OLD = Batch("web", tuple(happening(number, f"u{number % 3}") for number in range(9)))
NEW = Batch("crm", (happening(4, "u1"), happening(5, "u9")))


def prepare(what: str, folder: Path) -> None:
    """Make a store that is behind its log, or has an overlay; and beside it what it should become."""
    log = EventLog(folder)
    add_batches(log, OLD)
    if what == "undo":
        add_batches(log, NEW)
    build(log, SETTINGS)
    if what == "undo":
        log.undo(2)
    else:
        add_batches(log, NEW)
    fresh = copy_log(log, folder.with_name("whole"))
    build(fresh, SETTINGS)
    if what == "compact":
        build(log, SETTINGS, compact=False)


def act(what: str, folder: Path) -> None:
    """Do what is killed."""
    if what == "compact":
        compact(EventLog(folder))
    else:
        build(EventLog(folder), SETTINGS, compact=what == "anew")


def stored(folder: Path) -> list[Customer]:
    """Read a store back, customers by id."""
    journeys = open_journeys(folder / "journeys", SETTINGS)
    journeys.store.verify()
    return sorted(read_store(journeys), key=lambda customer: customer.id)


def warm() -> None:
    """Load the kernels once for all forks."""
    few = np.zeros(1, dtype=np.uint32)
    components(1, few, few)
    hash_texts(np.zeros(1, dtype=np.uint8), np.zeros(2, dtype=np.int64), np.uint64(0))
    group(few, few.astype(np.int64), order_key(few.astype(np.uint64), few), 1)
    country_of("UTC")


def main(home: Path, what: str, step: int) -> None:
    warm()
    start, work = home / "start", home / "work"
    assert ran_to_its_end(lambda: prepare(what, start))
    before, after = stored(start), stored(home / "whole")
    assert (len(before), len(after)) == {"undo": (4, 3), "compact": (4, 4)}.get(what, (3, 4))

    def dies(number: int) -> bool:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(start, work)

        def killed() -> None:
            die_at(number, work)
            act(what, work)

        ended = ran_to_its_end(killed)
        found = stored(work)
        assert found in ([after] if ended else [before, after]), (
            f"killed at operation {number}: neither the old nor the new"
        )
        if number % _NEXT_BUILDS == 0 or ended:
            assert ran_to_its_end(lambda: act(what, work))
            assert stored(work) == after, f"killed at operation {number}: the next build is wrong"
            versions = [path.name for path in (work / "journeys").iterdir() if path.is_dir()]
            assert versions == [(work / "journeys" / "current").read_text()], f"killed at operation {number}: left over"
        return not ended

    end = next(number for number in count(0, step) if not dies(number))
    if step > 1:
        for number in range(end - _SWITCH, end):  # where the new version takes the place of the old
            dies(number)
    print(end)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
