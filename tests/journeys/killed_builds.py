"""Kill a build at each of its file operations; run by `test_killed.py` in a process without threads, as it forks.

Takes a folder and a step (1: every operation, 2: every other). Prints how many operations there were.
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
from desireline.journeys import build, open_journeys
from desireline.journeys.country import country_of
from desireline.kernels.components import components, hash_texts
from desireline.kernels.grouping import group, order_key
from dying import die_at, ran_to_its_end
from logs import Batch, Customer, Happening, add_batches, copy_log, read_store

SETTINGS = Settings()
_SWITCH = 40
_NEXT_BUILDS = 7  # every so many kills it is looked at what the next build makes of what was left


def happening(ts: int, user: str) -> Happening:
    return Happening(ts=ts, name="a", ids={"user_id": user}, value=(ts, "EUR"), score=(4.0, 1.0, 5.0))


OLD = Batch("web", tuple(happening(number, f"u{number % 3}") for number in range(9)))
NEW = Batch("crm", (happening(4, "u1"), happening(5, "u9")))


def in_child(work: str, folder: Path) -> None:
    """Prepare, or read back, in a process of its own, so that this one never starts a thread."""
    log = EventLog(folder)
    if work == "prepare":
        add_batches(log, OLD)
        build(log, SETTINGS)
        add_batches(log, NEW)
        fresh = copy_log(log, folder.with_name("whole"))
        build(fresh, SETTINGS)
    elif work == "build":
        build(log, SETTINGS)


def stored(folder: Path) -> list[Customer]:
    journeys = open_journeys(folder / "journeys", SETTINGS)
    journeys.store.verify()
    return read_store(journeys)


def warm() -> None:
    """Load the kernels once for all forks."""
    few = np.zeros(1, dtype=np.uint32)
    components(1, few, few)
    hash_texts(np.zeros(1, dtype=np.uint8), np.zeros(2, dtype=np.int64), np.uint64(0))
    group(few, few.astype(np.int64), order_key(few.astype(np.uint64), few), 1)
    country_of("UTC")


def main(home: Path, step: int) -> None:
    warm()
    start, work = home / "start", home / "work"
    assert ran_to_its_end(lambda: in_child("prepare", start))
    before, after = stored(start), stored(home / "whole")
    assert len(before) == 3
    assert len(after) == 4

    def dies(number: int) -> bool:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(start, work)

        def killed() -> None:
            die_at(number, work)
            build(EventLog(work), SETTINGS)

        ended = ran_to_its_end(killed)
        found = stored(work)
        assert found in ([after] if ended else [before, after]), (
            f"killed at operation {number}: neither the old nor the new"
        )
        if number % _NEXT_BUILDS == 0 or ended:
            assert ran_to_its_end(lambda: in_child("build", work))
            assert stored(work) == after, f"killed at operation {number}: the next build is wrong"
        return not ended

    end = next(number for number in count(0, step) if not dies(number))
    if step > 1:
        for number in range(end - _SWITCH, end):  # where the new version takes the place of the old
            dies(number)
    print(end)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
