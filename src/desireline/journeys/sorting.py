"""Events of the log sorted into touchpoints by rules that need not be built: by class where that is enough, by SQL where properties matter."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from desireline.events import EventLog, Part, classes, parquet
from desireline.journeys.touchpoints import ClassRule, EventClass, TouchpointTable

if TYPE_CHECKING:
    import duckdb

__all__ = ["Sorted", "classes_of", "join_classes", "sort_events"]


class Sorted(NamedTuple):
    """Events of one class of one part that all tables see alike.

    Attributes:
        part: where they lie.
        key: source, channel and name.
        touchpoints: by table, the number each gives them.
        events: how many.
    """

    part: Part
    key: tuple[str, str, str]
    touchpoints: tuple[int, ...]
    events: int


def classes_of(log: EventLog) -> list[tuple[Part, EventClass]]:
    """Return the classes of each part of the log."""
    return [
        (part, EventClass(source=part.source, channel=row["channel"], name=row["name"], events=row["events"]))
        for part in log.parts()
        for row in classes(log, part).to_pylist()
    ]


def sort_events(
    log: EventLog, found: list[tuple[Part, EventClass]], tables: Mapping[str, TouchpointTable]
) -> list[Sorted]:
    """Count the log's events by what each table takes them for.

    Only classes of which a rule looks at properties are read; all others are known by name.

    Args:
        log: the events.
        found: its classes (`classes_of`).
        tables: rules, decided for these classes, by a name that is an SQL name.
    """
    result: list[Sorted] = []
    to_read: dict[int, tuple[Part, list[EventClass]]] = {}
    for part, each in found:
        key = (each.source, each.channel, each.name)
        rules = [table.classes[key] for table in tables.values()]
        if "properties" in part.columns and any(rule.conditions for rule in rules):
            to_read.setdefault(part.number, (part, []))[1].append(each)
        else:
            result.append(Sorted(part, key, tuple(rule.otherwise for rule in rules), each.events))
    if to_read:
        with log.connect() as connection:
            for part, own in to_read.values():
                result += _read(connection, log, part, own, tables)
    return result


def _read(
    connection: "duckdb.DuckDBPyConnection",
    log: EventLog,
    part: Part,
    own: list[EventClass],
    tables: Mapping[str, TouchpointTable],
) -> list[Sorted]:
    numbers = join_classes(connection, part, own, tables)
    columns = ", ".join(numbers.values())
    rows = connection.execute(
        f"select c.class_number, {columns}, count(*) from {parquet(log.path(part))} s"
        " join classes c on c.class_channel = s.channel and c.class_name = s.name group by all"
    ).fetchall()
    return [
        Sorted(part, (own[number].source, own[number].channel, own[number].name), tuple(touchpoints), events)
        for number, *touchpoints, events in rows
    ]


def join_classes(
    connection: "duckdb.DuckDBPyConnection", part: Part, own: list[EventClass], tables: Mapping[str, TouchpointTable]
) -> dict[str, str]:
    """Give a connection the table `classes`, to be joined as `c` with a part as `s`; return the SQL of the number that each table gives an event."""
    import pyarrow as pa

    rules = {
        name: [table.classes[each.source, each.channel, each.name] for each in own] for name, table in tables.items()
    }
    connection.register(
        "classes",
        pa.table(
            {
                "class_channel": pa.array([each.channel for each in own], pa.string()),
                "class_name": pa.array([each.name for each in own], pa.string()),
                "class_number": pa.array(range(len(own)), pa.int32()),
                **{name: pa.array([rule.otherwise for rule in each], pa.int32()) for name, each in rules.items()},
            }
        ),
    )
    conditional = "properties" in part.columns
    return {name: _number_sql(name, each if conditional else []) for name, each in rules.items()}


def _number_sql(name: str, rules: list[ClassRule]) -> str:
    cases = " ".join(
        f"when c.class_number = {number} and ({condition}) then {touchpoint}"
        for number, rule in enumerate(rules)
        for condition, touchpoint in rule.conditions
    )
    return f"(case {cases} else c.{name} end)" if cases else f"c.{name}"
