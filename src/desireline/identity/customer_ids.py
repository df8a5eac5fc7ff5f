"""A customer's stable id as people and programs read it."""

import re

__all__ = ["number_of", "spelled"]

_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


def spelled(customer: int) -> str:
    """Return a customer's 64-bit id as sixteen digits of 0 to f.

    Example:
        >>> spelled(255)
        '00000000000000ff'
    """
    return f"{customer:016x}"


def number_of(text: str) -> int | None:
    """Return the 64-bit id that a text spells, or None where it spells none; letter case and spaces around it do not matter."""
    bare = text.strip().lower()
    return int(bare, 16) if _ID.fullmatch(bare) else None
