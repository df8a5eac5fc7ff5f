"""How identifiers make customers, in numbers: by namespace, by what links them, by how many a customer has, and what was left out."""

from itertools import combinations as pairs_of
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.settings.model import IdentityRules
from desireline.events import EventLog, Part, combinations
from desireline.events.rows import namespace_of
from desireline.identity.namespaces import Level, level, rule_for
from desireline.identity.normalise import normalise
from desireline.identity.resolve import SetAside
from desireline.identity.store import IdentityStore, Owners
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "CustomersOfSize",
    "IdentityOverview",
    "LinksOfNamespaces",
    "NamespaceFacts",
    "ValueLeftOut",
    "identity_overview",
    "largest_customers",
    "values_left_out",
]

_SIZES = (1, 2, 3, 5, 10, 20, 50)


class NamespaceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The identifiers of one namespace."""

    namespace: str
    level: Annotated[
        Level, Meta(description="account: given to one customer; contact: reaches a person; device: a browser, an app.")
    ]
    links: Annotated[bool, Meta(description="Whether equal values join events into one customer, by the settings.")]
    identifiers: Annotated[
        int, Meta(description="Distinct values, each in its one spelling, those set aside included.")
    ]
    customers: Annotated[int, Meta(description="Customers with at least one of them.")]
    events: Annotated[int, Meta(description="Events that carry a value, whoever's it is.")]
    set_aside: Annotated[int, Meta(description="Values that link nobody, as too many share them.")]
    placeholders: Annotated[int, Meta(description="Values that are nobody's, as they are written.")]


class LinksOfNamespaces(msgspec.Struct, frozen=True, kw_only=True):
    """Events that carry identifiers of two namespaces: what joins these into customers."""

    one: str
    other: str
    events: int
    customers: Annotated[int, Meta(description="Customers with at least one such event.")]


class CustomersOfSize(msgspec.Struct, frozen=True, kw_only=True):
    """Customers with about so many identifiers."""

    least: Annotated[int, Meta(description="The fewest identifiers they have.")]
    most: Annotated[int | None, Meta(description="The most; null: no bound.")]
    customers: int


class IdentityOverview(msgspec.Struct, frozen=True, kw_only=True):
    """How identifiers make customers, by the last build."""

    customers: int
    events: Annotated[int, Meta(description="Events of these customers.")]
    anonymous: Annotated[int, Meta(description="Events that are nobody's.")]
    namespaces: Annotated[list[NamespaceFacts], Meta(description="Most events first.")]
    links: Annotated[list[LinksOfNamespaces], Meta(description="Most events first; pairs without any are left out.")]
    sizes: Annotated[list[CustomersOfSize], Meta(description="The smallest first; sizes that nobody has are left out.")]


class ValueLeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A value that links nobody."""

    namespace: str
    value: Annotated[str, Meta(description="One that is shared: in its one spelling; a placeholder: as it is written.")]
    reason: Annotated[
        Literal["shared", "placeholder"],
        Meta(description="shared: seen with more values of `seen_with` than `limit`; placeholder: nobody's."),
    ]
    events: Annotated[int, Meta(description="Events that carry it.")]
    customers: Annotated[int, Meta(description="Customers whose events carry it.")]
    seen_with: str | None = None
    values: Annotated[int | None, Meta(description="With how many values of `seen_with`.")] = None
    limit: int | None = None


def identity_overview(log: EventLog, store: IdentityStore, rules: IdentityRules) -> IdentityOverview:
    """Return how identifiers make customers; events are counted by their combinations of identifiers, none is read.

    Args:
        log: the events; parts that came after the build are left out.
        store: who is who.
        rules: the project's identity settings.
    """
    import pyarrow.compute as pc

    summary, owners = store.summary(), store.owners() or Owners(np.empty(0, dtype=np.uint64), {})
    names = summary.namespaces if summary else []
    carrying: dict[str, int] = dict.fromkeys(names, 0)
    joined: dict[tuple[str, str], tuple[int, NDArray[np.bool_]]] = {}
    mine = anonymous = 0
    known = _combined(log, owners)
    anonymous += sum(part.rows for part in log.parts() if not part.identifier_columns and part.number in owners.of)
    for part, table, owner in known:
        events = table["events"].to_numpy()
        mine += int(events[owner != NOBODY].sum())
        anonymous += int(events[owner == NOBODY].sum())
        there: dict[str, NDArray[np.bool_]] = {}
        for column in part.identifier_columns:
            has = pc.is_valid(table[column]).to_numpy()
            name = namespace_of(column)
            there[name] = there[name] | has if name in there else has
        for name, has in there.items():
            carrying[name] = carrying.get(name, 0) + int(events[has].sum())
        for one, other in pairs_of(sorted(there), 2):
            both = there[one] & there[other] & (owner != NOBODY)
            count, people = joined.get((one, other), (0, np.zeros(len(owners.customer_id), dtype=bool)))
            people[owner[both]] = True
            joined[one, other] = (count + int(events[both].sum()), people)
    numbers, sizes, people_of = _numbers(store, names, len(owners.customer_id))
    aside = [each.namespace for each in summary.set_aside] if summary else []
    facts = [
        NamespaceFacts(
            namespace=name,
            level=level(name),
            links=rule_for(name, rules).links,
            identifiers=numbers[name],
            customers=people_of[name],
            events=carrying[name],
            set_aside=aside.count(name),
            placeholders=summary.placeholders.get(name, 0) if summary else 0,
        )
        for name in names
    ]
    links = [
        LinksOfNamespaces(one=one, other=other, events=count, customers=int(people.sum()))
        for (one, other), (count, people) in joined.items()
        if count
    ]
    return IdentityOverview(
        customers=len(owners.customer_id),
        events=mine,
        anonymous=anonymous,
        namespaces=sorted(facts, key=lambda each: (-each.events, each.namespace)),
        links=sorted(links, key=lambda each: (-each.events, each.one, each.other)),
        sizes=_sizes(sizes),
    )


def values_left_out(
    log: EventLog, store: IdentityStore, rules: IdentityRules, country: str | None
) -> list[ValueLeftOut]:
    """Return the values that link nobody, the one in most events first.

    Args:
        log: the events.
        store: who is who.
        rules: the project's identity settings.
        country: by which phone numbers without one are read.
    """
    summary, owners = store.summary(), store.owners()
    if summary is None or owners is None:
        return []
    aside = {(each.namespace, each.value): each for each in summary.set_aside}
    known = _combined(log, owners)
    found: list[ValueLeftOut] = []
    for name in sorted({*summary.placeholders, *(namespace for namespace, _ in aside)}):
        found += _left_out(name, known, aside, rules, country)
    return sorted(found, key=lambda each: (-each.events, each.namespace, each.value))


def largest_customers(store: IdentityStore, first: int, most: int) -> tuple[int, list[tuple[int, int]]]:
    """Return how many customers there are, and a page of their ids with how many identifiers each has, the most first."""
    ids = store.customer_ids()
    summary = store.summary()
    _, sizes, _ = _numbers(store, summary.namespaces if summary else [], len(ids))
    order = np.lexsort((ids, -sizes))[first : first + most]
    return len(ids), [(int(ids[at]), int(sizes[at])) for at in order.tolist()]


def _combined(log: EventLog, owners: Owners) -> list[tuple[Part, "pa.Table", NDArray[np.uint32]]]:
    """Return each part's combinations of identifiers with whose they are, as far as the build knew them."""
    found = []
    for part in log.parts():
        if part.number in owners.of and part.identifier_columns:
            table, owner = combinations(log, part), owners.of[part.number]
            if len(table) == len(owner):
                found.append((part, table, owner))
    return found


def _numbers(
    store: IdentityStore, names: list[str], customers: int
) -> tuple[dict[str, int], NDArray[np.int64], dict[str, int]]:
    """Return identifiers by namespace, identifiers by customer, and customers by namespace."""
    identifiers: dict[str, int] = dict.fromkeys(names, 0)
    sizes = np.zeros(customers, dtype=np.int64)
    people = np.zeros((len(names), customers), dtype=bool)
    for batch in store.batches():
        namespace, customer = batch["namespace"].to_numpy(), batch["customer"].to_numpy()
        for number, count in enumerate(np.bincount(namespace, minlength=len(names)).tolist()):
            identifiers[names[number]] += count
        own = customer != NOBODY
        sizes += np.bincount(customer[own], minlength=customers)
        people[namespace[own], customer[own]] = True
    return identifiers, sizes, dict(zip(names, people.sum(axis=1).tolist(), strict=True))


def _sizes(sizes: NDArray[np.int64]) -> list[CustomersOfSize]:
    found = []
    for place, least in enumerate(_SIZES):
        most = _SIZES[place + 1] - 1 if place + 1 < len(_SIZES) else None
        within = (sizes >= least) & (sizes <= most if most is not None else True)
        if count := int(np.count_nonzero(within)):
            found.append(CustomersOfSize(least=least, most=most, customers=count))
    return found


def _left_out(
    name: str,
    known: list[tuple[Part, "pa.Table", NDArray[np.uint32]]],
    aside: dict[tuple[str, str], SetAside],
    rules: IdentityRules,
    country: str | None,
) -> list[ValueLeftOut]:
    """Return the values of a namespace that link nobody."""
    import pyarrow as pa

    rows = [
        pa.table({"value": table[column].cast(pa.string()), "events": table["events"], "owner": pa.array(owner)})
        for part, table, owner in known
        for column in part.identifier_columns
        if namespace_of(column) == name
    ]
    if not rows:
        return []
    carried = pa.concat_tables(rows).drop_null()
    written = carried["value"].unique()
    written = written.combine_chunks() if isinstance(written, pa.ChunkedArray) else written
    spelt = normalise(name, written, rules, country).to_pylist()
    wanted = {
        value: one for value, one in zip(written.to_pylist(), spelt, strict=True) if one is None or (name, one) in aside
    }
    events: dict[tuple[str, bool], int] = {}
    people: dict[tuple[str, bool], set[int]] = {}
    chosen = carried.filter(pa.compute.is_in(carried["value"], pa.array(list(wanted), pa.string())))
    for row in chosen.to_pylist():
        one = wanted[row["value"]]
        key = (row["value"], True) if one is None else (one, False)
        events[key] = events.get(key, 0) + row["events"]
        people.setdefault(key, set()).update({row["owner"]} - {NOBODY})
    return [_told(name, *key, count, len(people[key]), aside) for key, count in events.items()]


def _told(
    name: str, value: str, placeholder: bool, events: int, customers: int, aside: dict[tuple[str, str], SetAside]
) -> ValueLeftOut:
    if placeholder:
        return ValueLeftOut(namespace=name, value=value, reason="placeholder", events=events, customers=customers)
    why = aside[name, value]
    return ValueLeftOut(
        namespace=name,
        value=value,
        reason="shared",
        events=events,
        customers=customers,
        seen_with=why.seen_with,
        values=why.values,
        limit=why.limit,
    )
