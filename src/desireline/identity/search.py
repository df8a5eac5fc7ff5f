"""Customers found by what stands for them: an identifier's value, or its beginning."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desireline.base.settings.model import IdentityRules
from desireline.events import Identifier
from desireline.identity.normalise import normalise_value
from desireline.identity.store import IdentityStore
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Found", "find", "identifiers_of"]

_LONGEST = 300
_FEWEST_DIGITS = 3
_ONE_CASE = frozenset({"email", "phone"})
_PHONE_SIGNS = frozenset("0123456789+-()/. \u00a0")


@dataclass(frozen=True)
class Found:
    """Customers that a text stands for.

    Attributes:
        exact: ids of those with an identifier of just that value, sorted.
        begin: ids of the others with one that begins with it, sorted.
    """

    exact: NDArray[np.uint64]
    begin: NDArray[np.uint64]


def find(store: IdentityStore, text: str, rules: IdentityRules, country: str | None, *, whole: bool = False) -> Found:
    """Return the customers that have an identifier of a value, and those that have one which begins with it.

    Both are compared in the one spelling of the identifier's namespace: e-mail addresses without letter case and spaces, phone numbers in
    their international form. Beginnings are compared without letter case. `email:anna@example.hu` looks in one namespace only.

    Args:
        store: the identities.
        text: what people typed.
        rules: the project's identity settings.
        country: by which phone numbers without one are read.
        whole: whether only whole values are wanted.
    """
    import pyarrow.compute as pc

    summary = store.summary()
    nobody = np.empty(0, dtype=np.uint64)
    if summary is None or not text.strip() or len(text) > _LONGEST:
        return Found(nobody, nobody)
    wanted = _wanted(text.strip(), summary.namespaces, rules, country)
    ids = store.customer_ids()
    exact, begin = np.zeros(len(ids), dtype=bool), np.zeros(len(ids), dtype=bool)
    for batch in store.batches():
        namespace = batch["namespace"].to_numpy()  # ascending, as they were written
        for number in np.unique(namespace).tolist():
            low, high = np.searchsorted(namespace, [number, number + 1]).tolist()
            own = batch.slice(low, high - low)
            values, beginnings = wanted.get(number, ((), ()))
            folded = summary.namespaces[number] in _ONE_CASE
            for value in values:
                exact[_owners(own, pc.equal(own["value"], value))] = True
            for each in () if whole else beginnings:
                begin[_owners(own, pc.starts_with(own["value"], each, ignore_case=not folded))] = True
    return Found(np.sort(ids[exact]), np.sort(ids[begin & ~exact]))


def identifiers_of(store: IdentityStore, customers: NDArray[np.uint64]) -> dict[int, list[Identifier]]:
    """Return the identifiers of some customers by their ids, each list in the order its identifiers were first seen in the log."""
    import pyarrow as pa
    import pyarrow.compute as pc

    summary = store.summary()
    if summary is None or not len(customers):
        return {}
    ids = store.customer_ids()
    numbers = np.flatnonzero(np.isin(ids, customers)).astype(np.uint32)
    wanted = pa.array(numbers)
    rows: list[tuple[int, int, int, str]] = []
    for batch in store.batches():
        own = batch.filter(pc.is_in(batch["customer"], wanted))
        columns = (own[name].to_pylist() for name in ("customer", "first", "namespace", "value"))
        rows += zip(*columns, strict=True)
    found: dict[int, list[Identifier]] = {int(ids[number]): [] for number in numbers.tolist()}
    for customer, _, namespace, value in sorted(rows):
        found[int(ids[customer])].append(Identifier(summary.namespaces[namespace], value))
    return found


def _owners(batch: "pa.RecordBatch", chosen: "pa.Array") -> NDArray[np.uint32]:
    owners: NDArray[np.uint32] = batch["customer"].filter(chosen).to_numpy()
    return np.asarray(owners[owners != NOBODY])


def _wanted(
    text: str, namespaces: Iterable[str], rules: IdentityRules, country: str | None
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return for each namespace, by number, the values that are meant and the beginnings."""
    named, colon, rest = text.partition(":")
    known = list(namespaces)
    only, text = (named, rest.strip()) if colon and named in known and rest.strip() else (None, text)
    wanted: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for number, name in enumerate(known):
        if only in (None, name):
            value = normalise_value(name, text, rules, country)
            wanted[number] = ((value,) if value is not None else (), _beginnings(name, text, country))
    return wanted


def _beginnings(namespace: str, text: str, country: str | None) -> tuple[str, ...]:
    if namespace == "email":
        return ("".join(text.lower().split()),)
    if namespace != "phone":
        return (text,)
    digits = "".join(sign for sign in text if sign in "0123456789")
    if len(digits) < _FEWEST_DIGITS or not _PHONE_SIGNS.issuperset(text):
        return ()
    if text.startswith(("+", "00")):
        return ("+" + digits.removeprefix("00"), digits)
    return tuple({digits, *_international(digits, country)})


def _international(digits: str, country: str | None) -> list[str]:
    """Return how a number begins abroad whose beginning people typed as they dial it at home."""
    import phonenumbers

    if country is None or not (code := phonenumbers.country_code_for_region(country)):
        return []
    trunk = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True) or ""
    return [f"+{code}{digits.removeprefix(trunk)}", f"+{code}{digits}"]
