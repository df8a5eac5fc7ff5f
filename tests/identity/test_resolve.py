"""Customers against joining events one after the other."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.settings.model import IdentityRules, NamespaceRule, Settings
from desireline.events import EventLog, combinations
from desireline.identity import Identities, SetAside, resolve
from desireline.kernels.nobody import NOBODY
from effort import examples
from logs import Batch, Happening, add_batches
from oracle.identity import who_is_who
from strategies import batches, settings_of_logs

RULES = IdentityRules()


def seen(*events: Mapping[str, str | None], source: str = "web") -> Batch:
    return Batch(source, tuple(Happening(ts=at, name="a", ids=dict(ids)) for at, ids in enumerate(events)))


def resolved(folder: Path, rules: IdentityRules, *found: Batch, country: str | None = None) -> Identities:
    log = EventLog(folder)
    add_batches(log, *found)
    return again(log, rules, country)


def again(log: EventLog, rules: IdentityRules, country: str | None = None) -> Identities:
    return resolve([(part, combinations(log, part)) for part in log.parts()], rules, country)


def people(identities: Identities) -> list[set[str]]:
    """Return each customer's identifiers as `namespace:value`."""
    found: list[set[str]] = [set() for _ in range(identities.customers)]
    for namespace, value, customer in zip(
        identities.namespace, identities.value.to_pylist(), identities.customer, strict=True
    ):
        if customer != NOBODY:
            found[customer].add(f"{identities.namespaces[namespace]}:{value}")
    return found


def ids_of(identities: Identities) -> dict[frozenset[str], int]:
    return {frozenset(own): int(number) for own, number in zip(people(identities), identities.customer_id, strict=True)}


def test_identifiers_in_one_event_are_one_customers(tmp_path: Path) -> None:
    identities = resolved(
        tmp_path,
        RULES,
        seen({"device_id": "d1"}, {"device_id": "d1", "user_id": "u1"}, {"user_id": "u2"}, source="web"),
        seen({"user_id": "u1", "email": "Anna@x.hu"}, {"email": "anna@x.hu "}, source="crm"),
    )
    assert people(identities) == [{"device_id:d1", "user_id:u1", "email:anna@x.hu"}, {"user_id:u2"}]


def test_placeholders_never_join(tmp_path: Path) -> None:
    nobodys = ["null", "N/A", "", "test@test.com", "2.81772E+18", "0", "00000000-0000-0000-0000-000000000000"]
    events = [{"user_id": f"u{number}", "email": value, "device_id": value} for number, value in enumerate(nobodys * 2)]
    identities = resolved(tmp_path, RULES, seen(*events, *({"user_id": value} for value in nobodys)))
    assert people(identities) == [{f"user_id:u{number}"} for number in range(len(events))]
    assert identities.set_aside == []
    assert identities.placeholders == {"device_id": 7, "email": 7, "user_id": 7}


def test_a_kiosk_is_set_aside(tmp_path: Path) -> None:
    kiosk = [{"device_id": "kiosk", "user_id": f"u{number}"} for number in range(20)]
    own = [{"device_id": f"d{number}", "user_id": f"u{number}"} for number in range(20)]
    identities = resolved(tmp_path, RULES, seen(*kiosk, *own, {"device_id": "kiosk"}))
    assert people(identities) == [{f"user_id:u{number}", f"device_id:d{number}"} for number in range(20)]
    assert identities.set_aside == [
        SetAside(namespace="device_id", value="kiosk", seen_with="user_id", values=20, limit=1)
    ]
    assert identities.combination_customer[1].tolist()[-1] == NOBODY  # the kiosk alone is nobody


@pytest.mark.parametrize(("limit", "own", "joined"), [(3, None, False), (4, None, True), (3, 4, True), (9, 2, False)])
def test_a_family_address_over_the_limit(tmp_path: Path, limit: int, own: int | None, *, joined: bool) -> None:
    rules = IdentityRules(limit=limit, namespaces={"email": NamespaceRule(limit=own)})
    identities = resolved(tmp_path, rules, seen(*({"email": "kovacs@x.hu", "user_id": f"u{n}"} for n in range(4))))
    assert identities.customers == (1 if joined else 4)
    assert [item.value for item in identities.set_aside] == ([] if joined else ["kovacs@x.hu"])


def test_namespaces_that_do_not_link(tmp_path: Path) -> None:
    rules = IdentityRules(namespaces={"order_id": NamespaceRule(links=False)})
    orders = [{"user_id": "u1", "order_id": f"o{number}"} for number in range(9)]
    identities = resolved(tmp_path, rules, seen(*orders, {"order_id": "o1"}, {"user_id": "u2", "order_id": "o1"}))
    assert people(identities) == [{"user_id:u1"}, {"user_id:u2"}]
    assert identities.set_aside == []  # many orders do not make a user shared


def test_two_columns_of_one_namespace(tmp_path: Path) -> None:
    identities = resolved(
        tmp_path, RULES, seen({"email": "a@x.hu", "email#2": "b@x.hu"}, {"email": "b@x.hu"}, {"email#2": "c@x.hu"})
    )
    assert people(identities) == [{"email:a@x.hu", "email:b@x.hu"}, {"email:c@x.hu"}]
    assert identities.combination_customer[1].tolist() == [0, 0, 1]


def test_an_address_that_writes_to_everybody_is_set_aside(tmp_path: Path) -> None:
    letters = [{"email": "shop@x.hu", "email#2": f"c{number}@x.hu"} for number in range(9)]
    identities = resolved(tmp_path, RULES, seen(*letters))
    assert people(identities) == [{f"email:c{number}@x.hu"} for number in range(9)]
    assert identities.set_aside == [
        SetAside(namespace="email", value="shop@x.hu", seen_with="email", values=9, limit=3)
    ]


def test_equal_values_of_alike_namespaces_are_different_customers(tmp_path: Path) -> None:
    """Names that begin alike, or differ in one letter, must not give two customers one id."""
    identities = resolved(
        tmp_path,
        RULES,
        seen({"customer_id": "1"}, {"customer_number": "1"}, {"customer_no": "1"}, {"a": "1"}, {"b": "2"}, {"c": "3"}),
    )
    assert identities.customers == 6
    assert len(set(identities.identifier_id.tolist())) == 6


def test_phones_in_national_spellings_join(tmp_path: Path) -> None:
    calls = seen({"phone": "06 30 123 4567"}, {"phone": "+36301234567"}, {"phone": "(30) 123-4567"})
    assert people(resolved(tmp_path, RULES, calls, country="HU")) == [{"phone:+36301234567"}]


def test_no_identifiers_at_all(tmp_path: Path) -> None:
    identities = resolved(tmp_path, RULES, seen({}, {}), seen({"user_id": None}, {"user_id": "n/a"}))
    assert (identities.customers, identities.customer_id.tolist(), identities.set_aside) == (0, [], [])


@settings(max_examples=examples(25))
@given(st.lists(batches(), min_size=1, max_size=5), settings_of_logs())
def test_random_logs(tmp_path_factory: pytest.TempPathFactory, found: list[Batch], settings: Settings) -> None:
    rules = settings.identity
    identities = resolved(tmp_path_factory.mktemp("log"), rules, *found)
    expected = who_is_who(list(enumerate(found, start=1)), rules)
    assert people(identities) == [
        {f"{namespace}:{value}" for (namespace, value), owner in expected.customer.items() if owner == customer}
        for customer in range(len(expected.founders))
    ]
    assert {(item.namespace, item.value) for item in identities.set_aside} == expected.set_aside
    own_id = dict(
        zip(
            [
                (identities.namespaces[number], value)
                for number, value in zip(identities.namespace, identities.value.to_pylist(), strict=True)
            ],
            identities.identifier_id.tolist(),
            strict=True,
        )
    )
    assert identities.customer_id.tolist() == [own_id[founder] for founder in expected.founders]


@settings(max_examples=examples(12))
@given(st.lists(batches(most_events=5), min_size=2, max_size=6))
def test_ids_stay_as_the_log_grows(tmp_path_factory: pytest.TempPathFactory, found: list[Batch]) -> None:
    """A customer keeps its id; where two become one, the older id stays."""
    rules = IdentityRules(limit=1_000, namespaces={"device_id": NamespaceRule(limit=1_000)})
    log = EventLog(tmp_path_factory.mktemp("log"))
    before: dict[frozenset[str], int] = {}
    ages: list[int] = []
    for batch in found:
        add_batches(log, batch)
        now = ids_of(again(log, rules))
        for own, number in now.items():
            within = [(ages.index(old_id), old_id) for old, old_id in before.items() if old <= own]
            assert number == (min(within)[1] if within else number)
            assert within or number not in before.values()
        ages += [number for number in now.values() if number not in ages]
        before = now
