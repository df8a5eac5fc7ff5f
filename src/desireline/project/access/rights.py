"""What may be done in a project, and which roles may do it."""

from enum import StrEnum
from typing import Literal, get_args

__all__ = ["ROLES", "ROLE_NAMES", "Right", "Role"]

Role = Literal["viewer", "analyst", "editor", "admin"]
ROLE_NAMES: tuple[Role, ...] = get_args(Role)


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


ROLES: dict[Role, frozenset[Right]] = {
    "viewer": frozenset({Right.READ}),
    "analyst": frozenset({Right.READ, Right.PEOPLE}),
    "editor": frozenset({Right.READ, Right.PEOPLE, Right.EDIT}),
    "admin": frozenset(Right),
}
"""Each role may do what the one before it may, and more."""
