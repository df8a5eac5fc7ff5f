"""Customers as connected components of identifiers, with shared identifiers set aside."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.settings.model import IdentityRules
from desireline.events import IDENTIFIER_PREFIX, Part
from desireline.identity.namespaces import default_limit, level, rule_for
from desireline.identity.normalise import normalise
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Identities", "SetAside", "resolve"]

_NONE = np.int64(-1)
_NEVER = np.uint64(0xFFFFFFFFFFFFFFFF)


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """An identifier that links nobody, because too many customers share it."""

    namespace: str
    value: str
    seen_with: Annotated[str, Meta(description="The namespace it was seen with too many values of.")]
    values: Annotated[int, Meta(description="How many of them.")]
    limit: int


class Identities:
    """Who is who.

    Attributes:
        namespaces: of the identifiers, by their number in `namespace`.
        namespace: of each identifier.
        value: of each identifier, spelt one way; an Arrow array.
        first: when each was first seen: part << 32 | row.
        customer: of each identifier; `NOBODY` where it is set aside.
        identifier_id: a 64-bit id of each identifier, made from its namespace and value.
        customer_id: a 64-bit id of each customer: that of its identifier that was seen first; it stays as the customer grows.
        combination_customer: for each part's number, the customer of each of its combinations.
        set_aside: what links nobody.
        placeholders: distinct values that are nobody's, by namespace.
    """

    def __init__(
        self,
        *,
        namespaces: list[str],
        namespace: NDArray[np.uint8],
        value: "pa.Array",
        first: NDArray[np.uint64],
        customer: NDArray[np.uint32],
        identifier_id: NDArray[np.uint64],
        customer_id: NDArray[np.uint64],
        combination_customer: dict[int, NDArray[np.uint32]],
        set_aside: list[SetAside],
        placeholders: dict[str, int],
    ) -> None:
        self.namespaces = namespaces
        self.namespace = namespace
        self.value = value
        self.first = first
        self.customer = customer
        self.identifier_id = identifier_id
        self.customer_id = customer_id
        self.combination_customer = combination_customer
        self.set_aside = set_aside
        self.placeholders = placeholders

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return len(self.customer_id)


def resolve(parts: Iterable[tuple[Part, "pa.Table"]], rules: IdentityRules, country: str | None = None) -> Identities:
    """Join identifiers into customers.

    Identifiers in one event belong to one customer, and so do events that share an identifier; placeholders and namespaces that do not
    link are left out, and an identifier seen with more values of an account or contact namespace than its limit is set aside.

    Args:
        parts: the log's parts, each with its combinations (`desireline.events.combinations`).
        rules: the project's identity settings.
        country: by which phone numbers without a country are read.
    """
    from desireline.kernels.components import components

    tables = sorted(parts, key=lambda pair: pair[0].number)
    columns = [(part, column, table) for part, table in tables for column in part.identifier_columns]
    coded = _code(columns, rules, country)
    edges = _edges(tables, coded)
    shared, set_aside = _shared(edges, coded, rules)
    links = np.array([rule_for(name, rules).links for name in coded.namespaces] or [True], dtype=bool)
    usable = links[coded.namespace] & ~shared if len(coded.namespace) else np.zeros(0, dtype=bool)
    left, right = edges
    keep = usable[left] & usable[right]
    root = components(len(coded.namespace), left[keep].astype(np.uint32), right[keep].astype(np.uint32))
    first = _first_seen(tables, coded)
    customer, owner = _number(root, first, usable)
    combination_customer = {part.number: _assign(part, coded, customer) for part, _ in tables}
    identifier_id = _ids(coded)
    return Identities(
        namespaces=coded.namespaces,
        namespace=coded.namespace,
        value=coded.value,
        first=first,
        customer=customer,
        identifier_id=identifier_id,
        customer_id=identifier_id[owner],
        combination_customer=combination_customer,
        set_aside=set_aside,
        placeholders=coded.placeholders,
    )


class _Coded(msgspec.Struct, frozen=True):
    """All identifiers numbered, and each part's columns in those numbers (-1 where empty or nobody's)."""

    namespaces: list[str]
    namespace: NDArray[np.uint8]
    value: "pa.Array"
    columns: dict[tuple[int, str], NDArray[np.int64]]
    placeholders: dict[str, int]


def _code(columns: list[tuple[Part, str, "pa.Table"]], rules: IdentityRules, country: str | None) -> _Coded:
    import pyarrow as pa
    import pyarrow.compute as pc

    by_namespace: dict[str, list[tuple[Part, str, pa.ChunkedArray]]] = {}
    for part, column, table in columns:
        name = column.removeprefix(IDENTIFIER_PREFIX).partition("#")[0]
        by_namespace.setdefault(name, []).append((part, column, table[column]))
    names = sorted(by_namespace)
    numbers: dict[tuple[int, str], NDArray[np.int64]] = {}
    values, sizes, placeholders, offset = [], [], {}, 0
    for name in names:
        chunks = [chunk for _, _, column in by_namespace[name] for chunk in column.chunks]
        encoded = pa.chunked_array(chunks, pa.string()).combine_chunks().dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        distinct = encoded.dictionary
        spelt = normalise(name, distinct, rules, country)
        placeholders[name] = spelt.null_count
        flat = _numbers(encoded.indices)
        if spelt is not distinct:  # else all are spelt as they were, and stay distinct
            again = spelt.dictionary_encode()
            distinct, lookup = again.dictionary, _numbers(again.indices)
            flat = np.where(flat >= 0, lookup[flat] if len(lookup) else _NONE, _NONE)
        flat = np.where(flat >= 0, flat + offset, _NONE)
        place = 0
        for part, column, array in by_namespace[name]:
            numbers[part.number, column] = flat[place : place + len(array)]
            place += len(array)
        values.append(pc.cast(distinct, pa.string()))
        sizes.append(len(distinct))
        offset += len(distinct)
    namespace = np.repeat(np.arange(len(names), dtype=np.uint8), sizes)
    value = pa.concat_arrays(values) if values else pa.array([], pa.string())
    return _Coded(names, namespace, value, numbers, {name: count for name, count in placeholders.items() if count})


def _numbers(indices: "pa.Array") -> NDArray[np.int64]:
    result: NDArray[np.int64] = indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return result


def _edges(tables: list[tuple[Part, "pa.Table"]], coded: _Coded) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all distinct pairs of identifiers that stand in one event."""
    pairs = [np.empty(0, dtype=np.uint64)]
    for part, _ in tables:
        columns = [coded.columns[part.number, column] for column in part.identifier_columns]
        for index, one in enumerate(columns):
            for other in columns[index + 1 :]:
                both = (one >= 0) & (other >= 0) & (one != other)
                low, high = np.minimum(one[both], other[both]), np.maximum(one[both], other[both])
                pairs.append(np.unique(low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64)))
    joined = np.unique(np.concatenate(pairs))
    return (joined >> np.uint64(32)).astype(np.int64), (joined & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _shared(
    edges: tuple[NDArray[np.int64], NDArray[np.int64]], coded: _Coded, rules: IdentityRules
) -> tuple[NDArray[np.bool_], list[SetAside]]:
    """Find identifiers seen with more values of an account or contact namespace than their limit."""
    shared = np.zeros(len(coded.namespace), dtype=bool)
    found: list[SetAside] = []
    one, other = np.concatenate(edges), np.concatenate(edges[::-1])
    for there, seen_with in enumerate(coded.namespaces):
        if level(seen_with) == "device" or not rule_for(seen_with, rules).links:
            continue
        towards = coded.namespace[other] == there
        counts = np.bincount(one[towards], minlength=len(coded.namespace))
        for here, name in enumerate(coded.namespaces):
            limit = default_limit(name, seen_with, rules)
            if limit is None or not rule_for(name, rules).links:
                continue
            over = np.flatnonzero((coded.namespace == here) & (counts > limit) & ~shared)
            shared[over] = True
            found.extend(
                SetAside(
                    namespace=name,
                    value=coded.value[int(index)].as_py(),
                    seen_with=seen_with,
                    values=int(counts[index]),
                    limit=limit,
                )
                for index in over
            )
    return shared, sorted(found, key=lambda item: (-item.values, item.namespace, item.value))


def _first_seen(tables: list[tuple[Part, "pa.Table"]], coded: _Coded) -> NDArray[np.uint64]:
    first = np.full(len(coded.namespace), _NEVER, dtype=np.uint64)
    for part, table in tables:
        rows = table["first_row"].to_numpy().astype(np.uint64) | (np.uint64(part.number) << np.uint64(32))
        for column in part.identifier_columns:
            codes = coded.columns[part.number, column]
            there = codes >= 0
            np.minimum.at(first, codes[there], rows[there])
    return first


def _number(
    root: NDArray[np.uint32], first: NDArray[np.uint64], usable: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Number components in the order they were first seen; return each identifier's, and each customer's first identifier."""
    customer = np.full(len(root), NOBODY, dtype=np.uint32)
    own = np.flatnonzero(usable)
    if not len(own):
        return customer, np.empty(0, dtype=np.int64)
    ordered = own[np.lexsort((own, first[own]))]
    _, position, inverse = np.unique(root[ordered], return_index=True, return_inverse=True)
    rank = np.empty(len(position), dtype=np.uint32)
    by_time = np.argsort(position, kind="stable")
    rank[by_time] = np.arange(len(position), dtype=np.uint32)
    customer[ordered] = rank[inverse]
    return customer, ordered[position[by_time]]


def _assign(part: Part, coded: _Coded, customer: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the customer of each combination: that of its first identifier that has one, accounts before contacts before devices."""
    rank = {"account": 0, "contact": 1, "device": 2}
    columns = sorted(
        part.identifier_columns,
        key=lambda column: rank[level(column.removeprefix(IDENTIFIER_PREFIX).partition("#")[0])],
    )
    result: NDArray[np.uint32] | None = None
    for column in columns:
        codes = coded.columns[part.number, column]
        padded = np.append(customer, NOBODY)
        own = padded[codes]  # -1 takes the last, nobody
        result = own if result is None else np.where(result == NOBODY, own, result)
    return result if result is not None else np.empty(0, dtype=np.uint32)


def _ids(coded: _Coded) -> NDArray[np.uint64]:
    """Return a 64-bit id of each identifier, the same on every machine and in every build."""
    import pyarrow as pa

    from desireline.kernels.components import hash_texts

    result = np.empty(len(coded.namespace), dtype=np.uint64)
    for number, name in enumerate(coded.namespaces):
        low, high = np.searchsorted(coded.namespace, [number, number + 1])
        if high > low:
            values = pa.concat_arrays([coded.value.slice(low, high - low).cast(pa.large_string())])
            _, offsets, data = values.buffers()
            starts = np.frombuffer(offsets, dtype=np.int64)[values.offset : values.offset + len(values) + 1]
            seed = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
            result[low:high] = hash_texts(np.frombuffer(data, dtype=np.uint8), starts, np.uint64(seed))
    return result
