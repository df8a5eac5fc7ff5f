"""Parts of the log to arrays: each event's customer, time, touchpoint, channel and place, and what few events carry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import InputError
from desireline.events import EventLog, Part, parquet, quote_name
from desireline.identity import Identities
from desireline.journeys.store.files import SPARSE_KINDS, StoredDimension, event_column
from desireline.journeys.touchpoints import TouchpointTable, property_text
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["SPARSE", "Columns", "Dictionaries", "Dictionary", "Sparse", "read_parts"]

_BATCH = 1_000_000
_MOST_VALUES = 65_534


class Dictionary:
    """Numbers for values, given in the order they come and never changed."""

    def __init__(self, values: list[str]) -> None:
        self.values = values
        self._numbers = {value: number for number, value in enumerate(values)}

    def number(self, value: str) -> int:
        """Return a value's number, a new one where it has none."""
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


SPARSE: dict[str, tuple[np.dtype[np.generic], str]] = {
    "value": (np.dtype(np.int64), SPARSE_KINDS["value"]),
    "score": (np.dtype(np.float32), SPARSE_KINDS["score"]),
}
"""What few events carry: the kind of number, and what its dictionary numbers."""


@dataclass(frozen=True)
class Sparse:
    """Numbers of some events: the events' positions, the numbers, and each one's number in its dictionary."""

    at: NDArray[np.int64]
    values: NDArray[np.generic]
    kind: NDArray[np.uint8]


class Columns:
    """Events as arrays of equal length, and sparse ones with the position of the event they belong to.

    Args:
        events: how many.
        dimensions: how many dimensions there are; each event has no value of any until it is given one.
    """

    def __init__(self, events: int, dimensions: int = 0) -> None:
        self.customer = np.full(events, NOBODY, dtype=np.uint32)
        self.ts = np.empty(events, dtype=np.int64)
        self.touchpoint = np.empty(events, dtype=np.uint16)
        self.channel = np.empty(events, dtype=np.uint8)
        self.row = np.zeros(events, dtype=np.uint64)  # kernels look up its part, also where no event was put
        self.dense = {event_column(number): np.zeros(events, dtype=np.uint16) for number in range(dimensions)}
        self.sparse: dict[str, list[Sparse]] = {name: [] for name in SPARSE}


class Dictionaries:
    """The numbers of channels, currencies, score scales, and values of dimensions."""

    def __init__(
        self,
        channels: list[str],
        currencies: list[str],
        scales: list[tuple[float, float]],
        dimensions: list[StoredDimension],
    ) -> None:
        self.channels = Dictionary(list(channels))
        self.currencies = Dictionary(list(currencies))
        self.scales = Dictionary([f"{low:g} {high:g}" for low, high in scales])
        self.dimensions = [msgspec.structs.replace(known, values=list(known.values)) for known in dimensions]
        self._values = [Dictionary(known.values) for known in self.dimensions]

    @property
    def scale_pairs(self) -> list[tuple[float, float]]:
        """Lowest and highest answer of each scale."""
        return [(float(low), float(high)) for low, high in (scale.split() for scale in self.scales.values)]

    def value_numbers(self, dimension: int, values: list[str | None]) -> list[int]:
        """Return the numbers of values of a dimension, by the dimension's number; 0 for a blank or missing one.

        Raises:
            InputError: the dimension has more values than can be told apart.
        """
        known = self._values[dimension]
        found = [0 if value is None or not value.strip() else known.number(value) + 1 for value in values]
        if len(known.values) > _MOST_VALUES:
            raise InputError(
                f"the dimension '{self.dimensions[dimension].name}' has more than {_MOST_VALUES} different values, which is the most:"
                " take it out of dimensions in desireline.yaml, or read it from a property of fewer values"
            )
        return found


def read_parts(
    log: EventLog,
    parts: list[Part],
    combinations: Callable[[Part], "pa.Table"],
    identities: Identities,
    touchpoints: TouchpointTable,
    numbers: Dictionaries,
    columns: Columns,
    start: int,
    some: dict[int, NDArray[np.bool_]] | None = None,
) -> None:
    """Read parts into `columns`, one after the other, from position `start` on.

    Args:
        log: where the parts lie.
        parts: which, in the order of the log.
        combinations: a part's combinations of identifiers, as they were resolved.
        identities: who each combination is.
        touchpoints: what each class of events is.
        numbers: dictionaries; they grow.
        columns: where the events go.
        start: the first free position.
        some: by part number, where only some combinations' events are wanted, which.
    """
    import pyarrow as pa

    with log.connect() as connection:
        for part in parts:
            table, owners, rows = combinations(part), identities.combination_customer[part.number], part.rows
            chosen = (some or {}).get(part.number)
            if chosen is not None:
                table, owners = table.filter(pa.array(chosen)), owners[chosen]
                rows = int(table["events"].to_numpy().sum())
            _read(connection, log, part, table, owners, touchpoints, numbers, columns, start, every=chosen is None)
            start += rows


def _read(
    connection: "duckdb.DuckDBPyConnection",
    log: EventLog,
    part: Part,
    combinations: "pa.Table",
    customer: NDArray[np.uint32],
    touchpoints: TouchpointTable,
    numbers: Dictionaries,
    columns: Columns,
    start: int,
    *,
    every: bool,
) -> None:
    import pyarrow as pa

    classes, conditional = _class_table(part, touchpoints, numbers)
    connection.register("classes", classes)
    selected = ["s.file_row_number::uinteger as row", "s.ts", _touchpoint_sql(conditional), "c.channel_number"]
    joined = ""
    if part.identifier_columns and len(combinations):
        owners = combinations.drop_columns(["first_row", "events"]).append_column("customer", pa.array(customer))
        connection.register("owners", owners)
        equal = "=" if len(part.identifier_columns) == 1 else "is not distinct from"
        on = " and ".join(
            f"s.{quote_name(column)} {equal} o.{quote_name(column)}" for column in part.identifier_columns
        )
        joined = f"{'left ' if every else ''}join owners o on {on}"
        selected.append(f"coalesce(o.customer, {NOBODY})::uinteger as customer")
    has_value, has_score = "value_minor" in part.columns, "score" in part.columns
    if has_value:
        selected += ["s.value_minor", "s.currency"]
    if has_score:
        selected += ["s.score::float as score", "s.score_min", "s.score_max"]
    read = list(enumerate(numbers.dimensions)) if "properties" in part.columns else []
    selected += [f"{_value_sql(dimension.property)} as {event_column(number)}" for number, dimension in read]
    sql = (
        f"select {', '.join(selected)} from {parquet(log.path(part), numbered=True)} s"
        f" join classes c on c.class_channel = s.channel and c.class_name = s.name {joined}"
    )
    for batch in connection.sql(sql).to_arrow_reader(_BATCH):
        row = batch["row"].to_numpy()
        place = row.astype(np.int64) + start if every else np.arange(start, start + len(row))
        columns.ts[place] = batch["ts"].to_numpy()
        columns.touchpoint[place] = batch["touchpoint"].to_numpy()
        columns.channel[place] = batch["channel_number"].to_numpy()
        columns.row[place] = row.astype(np.uint64) | (np.uint64(part.number) << np.uint64(32))
        if joined:
            columns.customer[place] = batch["customer"].to_numpy()
        if has_value:
            _add_sparse(columns, "value", place, batch["value_minor"], _numbered(batch["currency"], numbers.currencies))
        if has_score:
            scale = _scales(batch, numbers.scales)
            _add_sparse(columns, "score", place, batch["score"], scale)
        for number, _ in read:
            columns.dense[event_column(number)][place] = _values(batch[event_column(number)], numbers, number)
        start += 0 if every else len(row)


def _class_table(
    part: Part, touchpoints: TouchpointTable, numbers: Dictionaries
) -> tuple["pa.Table", list[tuple[int, list[tuple[str, int]]]]]:
    import pyarrow as pa

    rows = [
        (channel, name, rule) for (source, channel, name), rule in touchpoints.classes.items() if source == part.source
    ]
    table = pa.table(
        {
            "class_channel": pa.array([channel for channel, _, _ in rows], pa.string()),
            "class_name": pa.array([name for _, name, _ in rows], pa.string()),
            "class_number": pa.array(range(len(rows)), pa.int32()),
            "touchpoint_number": pa.array([rule.otherwise for *_, rule in rows], pa.uint16()),
            "channel_number": pa.array([numbers.channels.number(channel) for channel, _, _ in rows], pa.uint8()),
        }
    )
    if "properties" not in part.columns:
        return table, []  # no event has what the conditions ask for
    return table, [(number, rule.conditions) for number, (*_, rule) in enumerate(rows) if rule.conditions]


def _touchpoint_sql(conditional: list[tuple[int, list[tuple[str, int]]]]) -> str:
    if not conditional:
        return "c.touchpoint_number as touchpoint"
    cases = " ".join(
        f"when c.class_number = {number} and ({condition}) then {touchpoint}"
        for number, rules in conditional
        for condition, touchpoint in rules
    )
    return f"(case {cases} else c.touchpoint_number end)::usmallint as touchpoint"


def _value_sql(path: str) -> str:
    """Return SQL of a dimension's value: the property's text, null where that is a list or an object."""
    value = property_text(path)
    nested = f"left({value}, 1) in ('{{', '[') and json_valid({value})"
    return f"case when {nested} then null else {value} end"


def _values(texts: "pa.Array", numbers: Dictionaries, dimension: int) -> NDArray[np.uint16]:
    encoded = texts.dictionary_encode()
    lookup = np.array([*numbers.value_numbers(dimension, encoded.dictionary.to_pylist()), 0], dtype=np.uint16)
    found: NDArray[np.uint16] = lookup[encoded.indices.fill_null(len(lookup) - 1).to_numpy(zero_copy_only=False)]
    return found


def _add_sparse(
    columns: Columns, name: str, place: NDArray[np.int64], values: "pa.Array", kind: NDArray[np.uint8]
) -> None:
    there = values.is_valid().to_numpy(zero_copy_only=False)
    if there.any():
        filled = values.filter(values.is_valid()).to_numpy(zero_copy_only=False).astype(SPARSE[name][0])
        columns.sparse[name].append(Sparse(place[there], filled, kind[there]))


def _numbered(values: "pa.Array", dictionary: Dictionary) -> NDArray[np.uint8]:
    encoded = values.dictionary_encode()
    lookup = np.array([dictionary.number(value) for value in encoded.dictionary.to_pylist()] + [0], dtype=np.uint8)
    indices = encoded.indices.fill_null(len(lookup) - 1).to_numpy(zero_copy_only=False)
    numbered: NDArray[np.uint8] = lookup[indices]
    return numbered


def _scales(batch: "pa.RecordBatch", dictionary: Dictionary) -> NDArray[np.uint8]:
    low = batch["score_min"].to_numpy(zero_copy_only=False)
    high = batch["score_max"].to_numpy(zero_copy_only=False)
    result = np.zeros(len(low), dtype=np.uint8)
    known = ~np.isnan(low.astype(float))
    for one, other in np.unique(np.column_stack([low[known], high[known]]).astype(float), axis=0):
        result[(low == one) & (high == other)] = dictionary.number(f"{one:g} {other:g}")
    return result
