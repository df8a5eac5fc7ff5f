"""Events of the log looked through, newest first: only what a page shows is read whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from desireline.base.errors import BusyError, NotFoundError
from desireline.base.settings.model import Settings
from desireline.base.settings.shape import nearest, shown
from desireline.events import Event, EventLog, Part, combinations, events_at, parquet, quote_name, quote_text
from desireline.identity import IdentityStore, Owners
from desireline.journeys.journeys import Journeys
from desireline.journeys.sorting import classes_of, join_classes
from desireline.journeys.touchpoints import EventClass, TouchpointTable, name_touchpoints
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import duckdb

__all__ = ["Browsed", "Logged", "Wanted", "browse"]


@dataclass(frozen=True)
class Wanted:
    """Which events; every condition given must hold, None: any.

    Attributes:
        name: of the event.
        channel: by which it came.
        source: where the data came from.
        touchpoint: that it belongs to, by the rules the journeys were built with.
        text: that stands in its name, its text, a property or an identifier; letter case is ignored.
    """

    name: str | None = None
    channel: str | None = None
    source: str | None = None
    touchpoint: str | None = None
    text: str | None = None

    def fits(self, each: EventClass) -> bool:
        """Say whether events of a class can be among them."""
        pairs = ((self.name, each.name), (self.channel, each.channel), (self.source, each.source))
        return all(own is None or own == value for own, value in pairs)


class Logged(NamedTuple):
    """One event of the log, with what was made of it.

    Attributes:
        event: as it lies in the log.
        touchpoint: it belongs to.
        customer: the id of whose it is; None: nobody's, or not known before the next build.
    """

    event: Event
    touchpoint: str
    customer: int | None


class Browsed(NamedTuple):
    """A page of events.

    Attributes:
        rows: newest first.
        total: how many there are in all; None where only reading every event could tell.
        more: whether there are any behind the page.
    """

    rows: list[Logged]
    total: int | None
    more: bool


_WIDER = 32
_Place = tuple[int, int, int]
"""Time, part and row of an event."""


def browse(
    log: EventLog,
    journeys: Journeys,
    wanted: Wanted,
    *,
    trial: Settings | None = None,
    first: int = 0,
    most: int = 100,
) -> Browsed:
    """Return a page of the events that are wanted.

    Args:
        log: the events.
        journeys: what was built of them: says touchpoints and customers.
        wanted: which.
        trial: settings by whose rules the touchpoint is meant that is wanted; None: those the journeys were built with. Which touchpoint
            an event of the page belongs to is told by the latter in any case.
        first: how many to skip.
        most: how many to return.

    Raises:
        NotFoundError: there is no touchpoint of that name.
        BusyError: somebody was erased meanwhile.
    """
    erasures = log.erasures_so_far()
    found = classes_of(log)
    classes = [each for _, each in found]
    table = name_touchpoints(journeys.settings, classes, journeys.touchpoints)
    meant = table if trial is None else name_touchpoints(trial, classes)
    number = _number(meant, wanted.touchpoint)
    looked = _looked(found, meant, wanted, number)
    places = _newest(log, looked, meant, wanted.text, number, first + most + 1)
    page = places[first : first + most]
    rows = np.array([part << 32 | row for _, part, row in page], dtype=np.uint64)
    known = _known(log, journeys, found, table, page)
    told = [
        Logged(event, *known[part, row])
        for event, (_, part, row) in zip(events_at(log, rows, erasures), page, strict=True)
        if event is not None
    ]
    return Browsed(told, _count(looked, wanted.text), len(places) > first + most)


@dataclass
class _Looked:
    """What is looked through of a part: whole classes, and those of which rules look at each event."""

    part: Part
    sure: list[EventClass]
    unsure: list[EventClass]
    others: bool


def _number(table: TouchpointTable, name: str | None) -> int | None:
    if name is None:
        return None
    if name not in table.names:
        raise NotFoundError(f"there is no touchpoint {shown(name)}{nearest(name, table.names)}")
    return table.names.index(name)


def _looked(
    found: list[tuple[Part, EventClass]], table: TouchpointTable, wanted: Wanted, number: int | None
) -> list[_Looked]:
    parts: dict[int, _Looked] = {}
    for part, each in found:
        own = parts.setdefault(part.number, _Looked(part, [], [], others=False))
        rule = table.classes[each.source, each.channel, each.name]
        conditions = rule.conditions if "properties" in part.columns else []
        can_be = {rule.otherwise, *(touchpoint for _, touchpoint in conditions)}
        if not wanted.fits(each) or (number is not None and number not in can_be):
            own.others = True
        elif number is None or can_be == {number}:
            own.sure.append(each)
        else:
            own.unsure.append(each)
    return [own for own in parts.values() if own.sure or own.unsure]


def _count(looked: list[_Looked], text: str | None) -> int | None:
    if text or any(own.unsure for own in looked):
        return None
    return sum(each.events for own in looked for each in own.sure)


def _newest(
    log: EventLog, looked: list[_Looked], table: TouchpointTable, text: str | None, number: int | None, most: int
) -> list[_Place]:
    """Return where the newest lie; parts that end before these are not read."""
    best: list[_Place] = []
    with log.connect() as connection:
        for own in sorted(looked, key=lambda own: -(own.part.last_us or 0)):
            if len(best) >= most and (own.part.last_us or 0) < best[-1][0]:
                break
            best = sorted([*best, *_of_part(connection, log, own, table, text, number, most)], reverse=True)[:most]
    return best


def _of_part(
    connection: "duckdb.DuckDBPyConnection",
    log: EventLog,
    own: _Looked,
    table: TouchpointTable,
    text: str | None,
    number: int | None,
    most: int,
) -> list[_Place]:
    part = own.part
    joined, conditions = "", ["true"]
    if own.others or own.unsure:
        sql = join_classes(connection, part, [*own.sure, *own.unsure], {"rule": table})["rule"]
        joined = "join classes c on c.class_channel = s.channel and c.class_name = s.name"
        if own.unsure:
            conditions.append(f"{sql} = {number}")
    if text:
        conditions.append(_holds(part, text))
    where = " and ".join(conditions)
    for low in _windows(part, most):
        rows = connection.execute(
            f"select s.ts, s.file_row_number from {parquet(log.path(part), numbered=True)} s {joined}"
            f" where s.ts >= {low} and {where} order by s.ts desc, s.file_row_number desc limit {most}"
        ).fetchall()
        if len(rows) == most:
            break
    return [(ts, part.number, row) for ts, row in rows]


def _windows(part: Part, most: int) -> Iterator[int]:
    """Give how far back to look: a little, then ever more, as the newest events are seldom old ones."""
    first, last = part.first_us or 0, part.last_us or 0
    width = (last - first) * 4 * most // max(1, part.rows) + 1
    while last - width > first:
        yield last - width
        width *= _WIDER
    yield first


def _holds(part: Part, text: str) -> str:
    wanted = quote_text(text.strip().lower())
    columns = ["name", *(name for name in ("text", "properties") if name in part.columns), *part.identifier_columns]
    return (
        "(" + " or ".join(f"coalesce(contains(lower(s.{quote_name(name)}), {wanted}), false)" for name in columns) + ")"
    )


def _known(
    log: EventLog,
    journeys: Journeys,
    found: list[tuple[Part, EventClass]],
    table: TouchpointTable,
    page: list[_Place],
) -> dict[tuple[int, int], tuple[str, int | None]]:
    """Return the touchpoint and the customer of the events of a page."""
    owners = IdentityStore(journeys.store.folder / "identity").owners()
    parts = {part.number: part for part, _ in found}
    known: dict[tuple[int, int], tuple[str, int | None]] = {}
    with log.connect() as connection:
        for number in sorted({number for _, number, _ in page}):
            part = parts[number]
            places = ", ".join(str(row) for _, own, row in page if own == number)
            rows = f"(from {parquet(log.path(part), numbered=True)} where file_row_number in ({places})) s"
            sql = join_classes(connection, part, [each for own, each in found if own.number == number], {"rule": table})
            named = connection.execute(
                f"select s.file_row_number, {sql['rule']} from {rows}"
                " join classes c on c.class_channel = s.channel and c.class_name = s.name"
            ).fetchall()
            whose = dict(_owners(connection, log, part, owners, rows)) if owners is not None else {}
            known.update({(number, row): (table.names[touchpoint], whose.get(row)) for row, touchpoint in named})
    return known


def _owners(
    connection: "duckdb.DuckDBPyConnection", log: EventLog, part: Part, owners: Owners, rows: str
) -> list[tuple[int, int]]:
    """Return the customer's id of each of some rows of a part that is somebody's."""
    import pyarrow as pa

    if part.number not in owners.of or not part.identifier_columns:
        return []
    combined, mine = combinations(log, part), owners.of[part.number]
    if len(combined) != len(mine):
        raise BusyError("the log has changed while it was looked through: ask again")
    connection.register("owners", combined.append_column("customer", pa.array(mine)))
    equal = " and ".join(f"o.{name} is not distinct from s.{name}" for name in map(quote_name, part.identifier_columns))
    found = connection.execute(
        f"select s.file_row_number, o.customer from {rows} join owners o on {equal} where o.customer <> {NOBODY}"
    ).fetchall()
    return [(row, int(owners.customer_id[owner])) for row, owner in found]
