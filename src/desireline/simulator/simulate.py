"""The simulation, from its scenario to its files."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError
from desireline.base.files import storage_errors, write_atomic
from desireline.simulator.exports.accounts import open_accounts
from desireline.simulator.exports.ads import spend
from desireline.simulator.exports.answers import reviews, survey
from desireline.simulator.exports.crm import contacts
from desireline.simulator.exports.flaws import spoil
from desireline.simulator.exports.mail import recipients
from desireline.simulator.exports.shop import number_orders, orders
from desireline.simulator.exports.store import receipts
from desireline.simulator.exports.support import calls, tickets
from desireline.simulator.exports.table import FileFacts, Table
from desireline.simulator.exports.walks import walk
from desireline.simulator.exports.web import WEB_STAND_INS, web
from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.reading import default_scenario
from desireline.simulator.telling import Written, tell
from desireline.simulator.world.live import lay_ground, live
from desireline.simulator.world.state import Ground, World
from desireline.simulator.writing import Output, check_folder, output

__all__ = ["Simulated", "simulate"]

_MOST = 10_000_000
_LINES = 20_000
_REVIEWS = "reviews/reviews.jsonl"


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """What a simulation wrote."""

    folder: Path
    rows: Annotated[dict[str, int], Meta(description="By path within the folder: rows, without the header.")]
    start: Annotated[date, Meta(description="First day of the period.")]
    end: Annotated[date, Meta(description="Last day of the period.")]
    customers: Annotated[int, Meta(description="People simulated; some of them leave no trace.")]
    truth: Annotated[Path | None, Meta(description="Where the truth was written.")] = None


def simulate(
    folder: Path,
    scenario: Scenario | None = None,
    *,
    seed: int = 1,
    customers: int | None = None,
    truth: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Simulated:
    """Write raw exports of a made-up business, as its tools would give them.

    Equal scenario, seed and number of customers give equal files, byte for byte.

    Args:
        folder: where to; empty, new, or an earlier simulation's, which is replaced.
        scenario: the business; the shop that comes with the program where none is given.
        seed: 0 or above.
        customers: how many people; what the scenario says where none is given.
        truth: a JSON file for what is true: who is who, and what the planted truths cost.
        progress: called with a short sentence before each part.

    Raises:
        InputError: the folder holds other files, or a number is out of range.
        StorageError: the disk is full or the folder may not be written.
    """
    scenario = scenario or default_scenario()
    customers = scenario.customers if customers is None else customers
    if not 1 <= customers <= _MOST:
        raise InputError(f"{customers} customers cannot be simulated: give a number between 1 and {_MOST}")
    if seed < 0:
        raise InputError(f"the seed {seed} is below zero: give 0 or a number above it")
    say = progress or (lambda _: None)
    earlier = check_folder(folder, truth)
    say(f"making up {customers} customers")
    ground = lay_ground(scenario, seed, customers)
    say("letting them shop")
    world = live(ground)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with output(folder, earlier) as files:
        written = _write(ground, world, files, say)
        if truth is not None:
            say("working out the truth")
            told = msgspec.json.encode(tell(ground, world, written))
            with storage_errors(truth):
                truth.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(truth, told + b"\n")
    rows = {path: facts.rows for path, facts in written.files.items()}
    return Simulated(
        folder=folder, rows=rows, start=scenario.period.start, end=scenario.period.end, customers=customers, truth=truth
    )


def _write(ground: Ground, world: World, files: Output, say: Callable[[str], None]) -> Written:
    accounts = open_accounts(ground, world)
    walked = walk(ground, world, accounts)
    numbers = number_orders(world, walked)
    written = Written()
    if ground.channel("web"):
        tracking = web(ground, world, walked, numbers, accounts.size)
        say("writing the web tracking")
        for month in tracking.months:
            files.write(month.path, month.batches())
            written.add(month.path, month.facts, {})
        written.add_seen(tracking.seen)
        written.shared = tracking.kiosks
        written.stand_ins.update(WEB_STAND_INS)

    def ad_spend() -> Table:
        table, written.spend = spend(ground, walked)
        return table

    makers: tuple[tuple[str, str, Callable[[], Table]], ...] = (
        ("", "orders", lambda: orders(ground, world, walked, numbers)),
        ("email", "campaigns", lambda: recipients(ground, world, walked)),
        ("support", "tickets", lambda: tickets(ground, world)),
        ("phone", "calls", lambda: calls(ground, world)),
        ("store", "receipts", lambda: receipts(ground, world)),
        ("sales", "contacts", lambda: contacts(ground, world, accounts)),
        ("ads", "ad spend", ad_spend),
        ("survey", "survey answers", lambda: survey(ground, world)),
    )
    for channel, what, make in makers:
        if not channel or ground.channel(channel):
            say(f"writing {what}")
            _write_table(ground, make(), files, written)
    if ground.channel("review"):
        say("writing reviews")
        lines, handles = reviews(ground, world)
        files.write(_REVIEWS, _encoded(lines))
        written.add(_REVIEWS, FileFacts(len(lines)), {"handle": set(handles)})
    return written


def _write_table(ground: Ground, table: Table, files: Output, written: Written) -> None:
    spoiled = spoil(table, ground.scenario.flaws, ground.draws.stream(f"flaws.{table.path}"))
    files.write(table.path, _encoded(spoiled.lines))
    written.add(table.path, spoiled.facts, spoiled.seen)
    written.stand_ins.update(value for values in table.stand_ins.values() for value in values)


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Return lines as bytes, many at a time."""
    rest = iter(lines)
    while batch := list(islice(rest, _LINES)):
        yield ("\n".join(batch) + "\n").encode()
