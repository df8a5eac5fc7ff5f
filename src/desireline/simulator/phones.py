"""Made-up mobile numbers, and the ways people and tools write them."""

from typing import Literal

import msgspec

__all__ = ["PhoneStyle", "phone"]

PhoneStyle = Literal["e164", "spaced", "zeros", "dashed", "national"]


class _Country(msgspec.Struct, frozen=True):
    """How a country writes mobile numbers: calling code, trunk prefix, and the lengths of the groups after both."""

    code: str
    trunk: str
    leads: tuple[str, ...]
    groups: tuple[int, ...]


_COUNTRIES = {
    "HU": _Country("36", "06", ("20", "30", "70"), (2, 3, 4)),
    "GB": _Country("44", "0", ("740", "751", "788"), (4, 6)),
    "TW": _Country("886", "0", ("91", "92", "97"), (3, 3, 3)),
    "KZ": _Country("7", "8", ("701", "705", "747"), (3, 3, 4)),
}
_NUMBERS = 10_000_000
_SPREAD = 7_368_787  # shares no factor with the numbers: every person gets another one


def phone(country: str, person: int, shift: int, style: PhoneStyle = "e164") -> str:
    """Return the number of a person, always another one for another person.

    Args:
        country: two letters.
        person: which person, from 0, below ten million.
        shift: moves all numbers, so that seeds differ.
        style: `e164` +36201234567, `spaced` +36 20 123 4567, `zeros` 0036201234567, `dashed` +36-20/123-4567,
            `national` 06 20 123 4567.

    Example:
        >>> phone("HU", 0, 1234567, "national")
        '06 20 123 4567'
    """
    known = _COUNTRIES[country]
    own = known.leads[person % len(known.leads)] + f"{(person * _SPREAD + shift) % _NUMBERS:07}"
    if style == "e164":
        return f"+{known.code}{own}"
    if style == "zeros":
        return f"00{known.code}{own}"
    parts, at = [], 0
    for length in known.groups:
        parts.append(own[at : at + length])
        at += length
    if style == "spaced":
        return f"+{known.code} {' '.join(parts)}"
    if style == "national":
        gap = "" if len(known.trunk) == 1 and country != "KZ" else " "
        return known.trunk + gap + " ".join(parts)
    return f"+{known.code}-{parts[0]}/{'-'.join(parts[1:])}"
