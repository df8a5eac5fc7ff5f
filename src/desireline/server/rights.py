"""What a route asks of whoever calls it, and which roles may do so."""

from enum import StrEnum
from typing import Any

__all__ = ["ROLES", "Right", "needs"]


class Right(StrEnum):
    """What one may do; every route names one."""

    READ = "read"
    """See maps, answers and counts: no person."""
    PEOPLE = "people"
    """See who is behind a count, one person's timeline, single events; export them."""
    EDIT = "edit"
    """Import and undo, change settings, segments and notes."""
    ADMIN = "admin"
    """Accounts, keys, backups, the audit trail, erasing people."""


ROLES: dict[str, frozenset[Right]] = {
    "viewer": frozenset({Right.READ}),
    "analyst": frozenset({Right.READ, Right.PEOPLE}),
    "editor": frozenset({Right.READ, Right.PEOPLE, Right.EDIT}),
    "admin": frozenset(Right),
}
"""Each role may do what the one before it may, and more."""


def needs(right: Right, *, audit: str | None = None) -> dict[str, Any]:
    """Return a route's `opt`.

    Args:
        right: what whoever calls must be allowed to do.
        audit: under which name a successful call goes into the audit trail, such as `person.seen`; None: not at all.
    """
    return {"right": right, "audit": audit}
