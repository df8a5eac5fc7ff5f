"""Long tails of names: addresses with ids, names with numbers, too many names; which of them share a pattern."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

__all__ = ["MOST_NAMES", "patterns"]

MOST_NAMES = 150
"""How many names get a touchpoint of their own before names are taken together."""

_LEAST_WITH_IDS = 10
_LEAST_ALIKE = 5
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_ID = re.compile(rf"{_UUID}|(?=[0-9a-fA-F]*\d)[0-9a-fA-F]{{12,}}|\d{{3,}}")
_KEPT = 60


def patterns(events: dict[str, int], most: int = MOST_NAMES) -> dict[str, str]:
    """Return the pattern (`/product/*`) of each name that is better taken together with others; the rest is missing.

    Names that differ only in ids (numbers of three digits and more, UUIDs, long hexadecimal numbers) share a pattern
    where at least ten do, addresses where five do. Where more than `most` are left, those outside the commonest
    that begin alike share one.

    Args:
        events: names and how many events each has.
        most: how many may have a touchpoint of their own.
    """
    found = _shared(events, _without_ids, _LEAST_WITH_IDS)
    found |= _shared((name for name in events if "/" in name), _without_ids, _LEAST_ALIKE)
    left = [name for name in events if name not in found]
    if len(left) + len(set(found.values())) > most:
        common = {name for name, _ in Counter({name: events[name] for name in left}).most_common(_KEPT)}
        found |= _shared((name for name in left if name not in common), _beginning, _LEAST_ALIKE)
    return found


def _shared(names: Iterable[str], pattern_of: Callable[[str], str | None], least: int) -> dict[str, str]:
    members: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in names:
        pattern = pattern_of(name)
        if pattern is not None:
            members[pattern.casefold()].append((name, pattern))  # a rule with `*` does not see letter case
    return {name: alike[0][1] for alike in members.values() if len(alike) >= least for name, _ in alike}


def _without_ids(name: str) -> str | None:
    if "*" in name:
        return None
    if "/" in name:
        path = re.split(r"[?#]", name)[0]
        masked = "/".join("*" if _ID.search(part) else part for part in path.split("/"))
        masked += "*" if path != name else ""
    else:
        masked = _ID.sub("*", name)
    masked = re.sub(r"\*+", "*", masked)
    return masked if "*" in masked and re.search(r"[^\W\d_]", masked) else None


def _beginning(name: str) -> str | None:
    if "*" in name:
        return None
    parts = re.match(r"(\w+://[^/]+/[^/]+/|/?[^/]+/|[^\W_]+[\s_.:-])", name)
    return f"{parts[0]}*" if parts and len(parts[0]) < len(name) else None
