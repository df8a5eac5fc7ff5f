"""Saying in plain words what the reader of a scenario found."""

import re
from difflib import get_close_matches
from typing import get_args

from desireline.base.i18n import LANGUAGES
from desireline.simulator.scenario import model, persona, plant
from desireline.simulator.scenario.struct import DURATIONS, Struct

__all__ = ["say"]

_KINDS = {
    "float": "a number",
    "int": "a whole number",
    "str": "a text",
    "bool": "true or false",
    "object": "keys with values",
    "array": "a list",
    "null": "nothing",
    "date": "a date such as 2026-01-31",
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "channels": model.CHANNELS,
    "weekdays": plant.WEEKDAYS,
    "devices": persona.Devices.__struct_fields__,
    "step": ("browse", "view", "cart", "checkout", "delivery", "pay"),
    "language": LANGUAGES,
    "country": ("HU", "GB", "TW", "KZ"),
    "kind": tuple(str(kind.__struct_config__.tag) for kind in get_args(plant.Plant)),
}


def _keys() -> list[str]:
    structs = [
        value for module in (model, persona, plant) for value in vars(module).values() if isinstance(value, type)
    ]
    return sorted({name for struct in structs if issubclass(struct, Struct) for name in struct.__struct_fields__})


def say(found: str, at: str) -> str:
    """Return what is wrong with the key `at`, and what is allowed there.

    Args:
        found: what the validation says.
        at: the key, such as `personas[0].share`.
    """
    key = re.sub(r"\[.*?\]", "", at).rpartition(".")[2]
    if unknown := re.search(r"unknown field `(.*?)`", found):
        near = get_close_matches(unknown[1], _keys(), n=1)
        perhaps = f", perhaps '{near[0]}' is meant" if near else ""
        return f"there is no such key here{perhaps}: the guide to simulate lists the keys"
    if missing := re.search(r"missing required field `(.*?)`", found):
        return f"the key '{missing[1]}' is missing: it has no default"
    if found.startswith("Invalid") and key in _ALLOWED:
        return f"{found[0].lower()}{found[1:]}: choose of {', '.join(_ALLOWED[key])}"
    expected = _expected(found, key)
    if expected:
        return f"expected {expected}"
    plain = re.sub(r"`(\w+)`", lambda kind: _KINDS.get(kind[1], kind[1]), found)
    plain = plain.replace(" matching regex ", " that fits ").replace(" of length ", " with this many entries: ")
    return plain[0].lower() + plain[1:]


def _expected(found: str, key: str) -> str:
    """Return what kinds of text are allowed, where a pattern would be no help."""
    if "RFC3339" in found:
        return _KINDS["date"]
    if key in DURATIONS:
        return "a duration such as 30m, 7d or 1h30m"
    return "the three capital letters of a currency, such as EUR" if key == "currency" else ""
