"""One spelling for each identifier, and none for what is nobody's."""

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desireline.base.settings.model import IdentityRules, NamespaceRule
from desireline.identity.normalise import PLACEHOLDERS, normalise, normalise_value

RULES = IdentityRules(namespaces={"user_id": NamespaceRule(ignore=["Kiosk 1 "])})
NAMESPACES = ("user_id", "email", "phone", "device_id", "own_number")


def spelt(namespace: str, value: str, country: str | None = None) -> str | None:
    one = normalise_value(namespace, value, RULES, country)
    assert normalise(namespace, pa.array([value]), RULES, country).to_pylist() == [one]
    return one


@pytest.mark.parametrize("value", sorted(PLACEHOLDERS))
@pytest.mark.parametrize("namespace", NAMESPACES)
def test_placeholders_are_nobodys(namespace: str, value: str) -> None:
    numbers = value.isdigit() and value.startswith("1") and namespace not in ("email", "phone")
    for written in (value, value.upper(), f" {value}\u00a0"):
        assert (spelt(namespace, written) is None) == (not numbers)


@pytest.mark.parametrize(
    "value",
    ["", "  ", "2.81772E+18", "2,81772E+18", "1e+5", "-1.5e-3", "00000000", "0.0", "-1.0", "00000000-0000-0000-0000-000000000000",
     "ffffffff-ffff-ffff-ffff-ffffffffffff", "-----", "####", "фффф", "****", "KIOSK 1", "kiosk 1"],
)  # fmt: skip
def test_values_that_lost_their_meaning_are_nobodys(value: str) -> None:
    assert spelt("user_id", value) is None


@pytest.mark.parametrize(
    ("value", "one"),
    [("17850.0", "17850"), ("17850", "17850"), (" 17850.00 ", "17850"), ("17850.5", "17850.5"), ("007", "007"), ("A-1", "A-1"),
     ("12345", "12345"), ("Anna", "Anna"), ("anna", "anna"), ("e5", "e5"), ("客戶", "客戶"), ("1.2.0", "1.2.0")],
)  # fmt: skip
def test_account_numbers(value: str, one: str) -> None:
    assert spelt("user_id", value) == one


@pytest.mark.parametrize(
    "value",
    [
        "anna@example.hu",
        "Anna@Example.HU",
        " anna@example.hu ",
        "mailto:Anna@example.hu",
        "Kovács Anna <ANNA@example.hu>",
        "anna @example.hu",
    ],
)
def test_addresses_lose_case_spaces_and_names(value: str) -> None:
    assert spelt("email", value) == "anna@example.hu"


@pytest.mark.parametrize("value", ["anna", "17850.0", "mailto:test@test.com", "Test <test@test.com>", "@@@@"])
def test_no_addresses(value: str) -> None:
    assert spelt("email", value) is None


@pytest.mark.parametrize(
    ("country", "one", "written"),
    [
        ("HU", "+36301234567", ["+36 30 123 4567", "06 30 123 4567", "06-30/123-4567", "(30) 123-4567", "0036301234567", "36301234567.0"]),
        ("RU", "+79161234567", ["+7 916 123-45-67", "8 (916) 123-45-67", "89161234567", "9161234567"]),
        ("TW", "+886912345678", ["0912-345-678", "+886 912 345 678", "886912345678"]),
        ("US", "+12025550123", ["(202) 555-0123", "202.555.0123", "+1 202 555 0123", "1-202-555-0123", "011 1 202 555 0123"]),
        (None, "+36301234567", ["+36 30 123 4567", "0036 30 123 4567", "tel:+36301234567"]),
    ],
)  # fmt: skip
def test_phones_of_one_line_join(country: str | None, one: str, written: list[str]) -> None:
    assert {value: spelt("phone", value, country) for value in written} == dict.fromkeys(written, one)


def test_phones_that_cannot_be_read_keep_their_digits() -> None:
    assert spelt("phone", "12-34-57") == "123457"
    assert spelt("phone", "ext. 123") is None
    assert spelt("phone", "30 123 45 67") == "301234567"


_values = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.from_regex(r"\A\s?[+-]?[0-9]{1,3}([.,][0-9]{1,2})?([eE][+-]?[0-9]{1,2})?\s?\Z"),
    st.sampled_from(sorted(PLACEHOLDERS)).flatmap(
        lambda word: st.sampled_from([word, word.title(), f"\u3000{word}", word + ".0"])
    ),
    st.from_regex(r"\A[0fF-]{1,36}\Z"),
)


@given(st.sampled_from(NAMESPACES), st.lists(_values, max_size=6, unique=True), st.sampled_from([None, "HU"]))
@example("user_id", ["\u00a0null", "x\x85", "\x1cx", "٣e5", "null\n"], None)
def test_arrays_and_single_values_are_spelt_alike(namespace: str, values: list[str], country: str | None) -> None:
    found = normalise(namespace, pa.array(values, pa.string()), RULES, country).to_pylist()
    assert found == [normalise_value(namespace, value, RULES, country) for value in values]


@given(st.sampled_from(["user_id", "email", "device_id"]), _values)
def test_spelling_twice_changes_nothing(namespace: str, value: str) -> None:
    once = normalise_value(namespace, value, RULES, None)
    if once is not None:
        assert normalise_value(namespace, once, RULES, None) == once


def test_hexadecimal_ids_are_not_numbers_in_scientific_notation() -> None:
    assert spelt("user_id", "3e123456") == "3e123456"
