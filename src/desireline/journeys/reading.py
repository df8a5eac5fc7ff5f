"""Parts of the log to arrays: each event's customer, time, touchpoint, channel and place, and what few events carry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desireline.events import EventLog, Part, parquet, quote_name
from desireline.identity import Identities
from desireline.journeys.store.files import SPARSE_KINDS
from desireline.journeys.touchpoints import TouchpointTable

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["SPARSE", "Columns", "Dictionaries", "Dictionary", "Sparse", "read_parts"]

_BATCH = 1_000_000
_NOBODY = 0xFFFFFFFF


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
    """Events as arrays of equal length, and sparse ones with the position of the event they belong to."""

    def __init__(self, events: int) -> None:
        self.customer = np.full(events, _NOBODY, dtype=np.uint32)
        self.ts = np.empty(events, dtype=np.int64)
        self.touchpoint = np.empty(events, dtype=np.uint16)
        self.channel = np.empty(events, dtype=np.uint8)
        self.row = np.empty(events, dtype=np.uint64)
        self.sparse: dict[str, list[Sparse]] = {name: [] for name in SPARSE}


class Dictionaries:
    """The numbers of channels, currencies and score scales."""

    def __init__(self, channels: list[str], currencies: list[str], scales: list[tuple[float, float]]) -> None:
        self.channels = Dictionary(list(channels))
        self.currencies = Dictionary(list(currencies))
        self.scales = Dictionary([f"{low:g} {high:g}" for low, high in scales])

    @property
    def scale_pairs(self) -> list[tuple[float, float]]:
        """Lowest and highest answer of each scale."""
        return [(float(low), float(high)) for low, high in (scale.split() for scale in self.scales.values)]


def read_parts(
    log: EventLog,
    parts: list[Part],
    combinations: Callable[[Part], "pa.Table"],
    identities: Identities,
    touchpoints: TouchpointTable,
    numbers: Dictionaries,
    columns: Columns,
    start: int,
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
    """
    with log.connect() as connection:
        for part in parts:
            _read(
                connection,
                log,
                part,
                combinations(part),
                identities.combination_customer[part.number],
                touchpoints,
                numbers,
                columns,
                start,
            )
            start += part.rows


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
        joined = f"left join owners o on {on}"
        selected.append(f"coalesce(o.customer, {_NOBODY})::uinteger as customer")
    has_value, has_score = "value_minor" in part.columns, "score" in part.columns
    if has_value:
        selected += ["s.value_minor", "s.currency"]
    if has_score:
        selected += ["s.score::float as score", "s.score_min", "s.score_max"]
    sql = (
        f"select {', '.join(selected)} from {parquet(log.path(part), numbered=True)} s"
        f" join classes c on c.class_channel = s.channel and c.class_name = s.name {joined}"
    )
    for batch in connection.sql(sql).to_arrow_reader(_BATCH):
        row = batch["row"].to_numpy()
        place = row.astype(np.int64) + start
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
