"""Customers found by identifiers, in the spelling of each namespace."""

import numpy as np
import pytest

from desireline.base.settings.model import IdentityRules, Settings
from desireline.identity import IdentityStore, find, identifiers_of, number_of, spelled
from example_maps import HOSTILE
from logs import Batch, Happening, built

IDS: list[dict[str, str | None]] = [
    {"email": "Anna.Kiss@Example.hu", "phone": "06 20 123 4567"},
    {"email": "annabella@example.hu", "user_id": "ANNA"},
    {"user_id": "42"},
    {"crm_id": "42", "email": "b@x.hu"},
    {"user_id": "u'); --%_"},
    {"user_id": "null"},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> IdentityStore:
    happenings = tuple(Happening(at, "a", ids=own) for at, own in enumerate(IDS))
    journeys = built(tmp_path_factory.mktemp("ids"), Settings(country="HU"), Batch("web", happenings))
    return IdentityStore(journeys.store.folder / "identity")


@pytest.mark.parametrize(
    ("text", "exact", "begin"),
    [
        (" anna.kiss@EXAMPLE.hu ", [0], []),
        ("Anna", [], [0, 1]),
        ("ANNA", [1], [0]),
        ("42", [2, 3], []),
        ("crm_id:42", [3], []),
        ("crm_id: 4", [], [3]),
        ("+36 20 123-4567", [0], []),
        ("0620 123", [], [0]),
        ("20123", [], [0]),
        ("(20) 123 4567", [0], []),
        ("06", [], []),
        ("u'); --%_", [4], []),
        ("null", [], []),
        ("%", [], []),
        ("", [], []),
        ("   ", [], []),
        (HOSTILE, [], []),
        ("a" * 5_000, [], []),
        ("email:", [], []),
    ],
)
def test_who_is_found(store: IdentityStore, text: str, exact: list[int], begin: list[int]) -> None:
    ids = store.customer_ids()
    found = find(store, text.encode("utf-8", "replace").decode(), IdentityRules(), "HU")
    assert sorted(np.flatnonzero(np.isin(ids, found.exact)).tolist()) == exact
    assert sorted(np.flatnonzero(np.isin(ids, found.begin)).tolist()) == begin
    whole = find(store, text.encode("utf-8", "replace").decode(), IdentityRules(), "HU", whole=True)
    assert (whole.exact.tolist(), len(whole.begin)) == (found.exact.tolist(), 0)


def test_identifiers_of_some(store: IdentityStore) -> None:
    ids = store.customer_ids()
    known = identifiers_of(store, ids[[1, 3]])
    assert {at: [(each.namespace, each.value) for each in known[int(ids[at])]] for at in (1, 3)} == {
        1: [("email", "annabella@example.hu"), ("user_id", "ANNA")],
        3: [("crm_id", "42"), ("email", "b@x.hu")],
    }
    assert identifiers_of(store, np.empty(0, dtype=np.uint64)) == {}


@pytest.mark.parametrize("number", [0, 255, 2**64 - 1])
def test_ids_are_read_as_they_are_spelled(number: int) -> None:
    assert number_of(f" {spelled(number).upper()} ") == number


@pytest.mark.parametrize("text", ["", "ff", "g" * 16, "0" * 17, "０" * 16, "-00000000000000f"])
def test_other_texts_are_no_ids(text: str) -> None:
    assert number_of(text) is None
