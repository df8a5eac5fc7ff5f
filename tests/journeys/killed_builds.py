"""Kill a build at each of its file operations; run by `test_killed.py` in a process without threads, as it forks.

Takes a folder, what is killed and a step (1: every operation, 2: every other). Prints how many operations there were. What is killed:
`anew`: a build that writes all again, `overlay`: one that adds an overlay, `undo`: one that does so after an import was taken back,
`compact`: compaction, `erase`: a customer who is erased.
"""

import shutil
import sys
from itertools import count
from pathlib import Path

import duckdb  # noqa: F401 - what a build imports is imported before the forks
import numpy as np
import pyarrow.parquet

from desireline.base.settings.model import Settings
from desireline.events import EventLog
from desireline.journeys import build, compact, open_journeys
from desireline.journeys.country import country_of
from desireline.journeys.erasing import erase
from desireline.kernels.components import components, hash_texts
from desireline.kernels.grouping import group, order_key
from dying import die_at, ran_to_its_end
from logs import Batch, Customer, Happening, add_batches, copy_log, read_store

SETTINGS = Settings()
_SWITCH = 25
_NEXT_BUILDS = 7  # every so many kills it is looked at what the next build makes of what was left
PERSON = "user number one"


def happening(ts: int, user: str) -> Happening:
    return Happening(ts=ts, name="a", ids={"user_id": user}, value=(ts, "EUR"), score=(4.0, 1.0, 5.0))


OLD = Batch("web", tuple(happening(number, ["u0", PERSON, "u2"][number % 3]) for number in range(9)))
NEW = Batch("crm", (happening(4, PERSON), happening(5, "u9")))


def prepare(what: str, folder: Path) -> None:
    """Make a store that is behind its log, or has an overlay; and beside it what it should become."""
    log = EventLog(folder)
    add_batches(log, OLD)
    if what in ("undo", "erase"):
        add_batches(log, NEW)
    build(log, SETTINGS)
    if what == "undo":
        log.undo(2)
    elif what != "erase":
        add_batches(log, NEW)
    fresh = copy_log(log, folder.with_name("whole")) if what != "erase" else EventLog(folder.with_name("whole"))
    if what == "erase":
        rest = [
            Batch(one.source, tuple(item for item in one.happenings if not is_the_person(item))) for one in (OLD, NEW)
        ]
        add_batches(fresh, *rest)
    build(fresh, SETTINGS)
    if what == "compact":
        build(log, SETTINGS, compact=False)


def is_the_person(item: Happening) -> bool:
    return item.ids["user_id"] == PERSON


def act(what: str, folder: Path) -> None:
    """Do what is killed."""
    if what == "compact":
        compact(EventLog(folder))
    elif what == "erase":
        customers = [customer for customer in stored(folder) if len(customer.events) == 4]  # nobody else has four
        erase(EventLog(folder), SETTINGS, customers[0].id)
    else:
        build(EventLog(folder), SETTINGS, compact=what == "anew")


def act_again(what: str, folder: Path) -> None:
    """Do what finishes it: the same again or, where a customer is gone from the log already, a build."""
    log = EventLog(folder)
    if what == "erase" and not log.erasures.all():
        act(what, folder)
    elif what == "erase":
        build(log, SETTINGS)
        assert log.erasures.unfinished() is None
    else:
        act(what, folder)


def nobody_says_who(folder: Path) -> None:
    """Look for who was erased in every file."""
    found = [str(path) for path in folder.rglob("*") if path.is_file() and names_the_person(path)]
    assert not found, found


def names_the_person(path: Path) -> bool:
    if path.suffix == ".parquet":
        return PERSON in str(pyarrow.parquet.ParquetFile(path).read().to_pylist())
    return PERSON.encode() in path.read_bytes()


def stored(folder: Path) -> list[Customer]:
    """Read a store back, customers by id."""
    journeys = open_journeys(folder / "journeys", SETTINGS)
    journeys.store.verify()
    return sorted(read_store(journeys), key=lambda customer: customer.id)


def in_the_log(folder: Path) -> list[int]:
    """Return how many events each part has, by its file and by the list of parts."""
    log = EventLog(folder)
    for part in log.parts():
        assert pyarrow.parquet.ParquetFile(log.path(part)).metadata.num_rows == part.rows
    return sorted((part.rows for part in log.parts()), reverse=True)


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
    assert (len(before), len(after)) == {"undo": (4, 3), "erase": (4, 3), "compact": (4, 4)}.get(what, (3, 4))

    def dies(number: int) -> bool:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(start, work)

        def killed() -> None:
            die_at(number, work)
            act(what, work)

        ended = ran_to_its_end(killed)
        found = stored(work)
        assert what != "erase" or in_the_log(work) in ([6, 1], [9, 2]), f"killed at operation {number}: half erased"
        assert found in ([after] if ended else [before, after]), (
            f"killed at operation {number}: neither the old nor the new"
        )
        if number % _NEXT_BUILDS == 0 or ended:
            assert ran_to_its_end(lambda: act_again(what, work))
            assert what != "erase" or ran_to_its_end(lambda: nobody_says_who(work))
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
