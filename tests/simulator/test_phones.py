import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.simulator.phones import PhoneStyle, phone

CODES = {"HU": ("36", "06"), "GB": ("44", "0"), "TW": ("886", "0"), "KZ": ("7", "8")}


@given(
    st.sampled_from(sorted(CODES)),
    st.integers(0, 9_999_999),
    st.integers(0, 9_999_999),
    st.sampled_from(get_args(PhoneStyle)),
)
def test_every_way_of_writing_is_the_same_number(country: str, person: int, shift: int, style: PhoneStyle) -> None:
    code, trunk = CODES[country]
    digits = re.sub(r"\D", "", phone(country, person, shift, style))
    if style == "national":
        digits = code + digits.removeprefix(trunk)
    assert f"+{digits.removeprefix('00')}" == phone(country, person, shift)


def test_no_two_people_have_the_same_number() -> None:
    assert len({phone("HU", person, 3) for person in range(50_000)}) == 50_000


@pytest.mark.parametrize(
    ("country", "style", "shape"),
    [
        ("HU", "national", r"06 [237]0 \d{3} \d{4}"),
        ("HU", "dashed", r"\+36-[237]0/\d{3}-\d{4}"),
        ("HU", "spaced", r"\+36 [237]0 \d{3} \d{4}"),
        ("GB", "national", r"07\d{3} \d{6}"),
        ("TW", "national", r"09\d{2} \d{3} \d{3}"),
        ("KZ", "national", r"8 7\d{2} \d{3} \d{4}"),
        ("KZ", "zeros", r"007\d{10}"),
    ],
)
def test_countries_write_their_own_way(country: str, style: PhoneStyle, shape: str) -> None:
    assert re.fullmatch(shape, phone(country, 12, 345, style))
