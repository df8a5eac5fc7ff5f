"""What a route asks of whoever calls it."""

from typing import Any

from desireline.project.access import ROLES, Right

__all__ = ["MEANINGS", "ROLES", "Right", "needs", "open_to_all", "signed_in"]

MEANINGS = {
    Right.READ: "see maps, answers and counts",
    Right.PEOPLE: "see people and single events",
    Right.EDIT: "import, change settings, segments and notes",
    Right.ADMIN: "accounts, keys, backups, the audit trail, erasing people",
}


def needs(right: Right, *, audit: str | None = None) -> dict[str, Any]:
    """Return a route's `opt`.

    Args:
        right: what whoever calls must be allowed to do.
        audit: under which name a successful call goes into the audit trail, such as `person.seen`; None: not at all. A
            handler whose answer turns out to show nothing of the kind sets `request.state.about` to None.
    """
    return {"right": right, "audit": audit}


def signed_in(*, audit: str | None = None) -> dict[str, Any]:
    """Return the `opt` of a route for everybody who has signed in."""
    return {"right": None, "audit": audit}


def open_to_all() -> dict[str, Any]:
    """Return the `opt` of a route that needs no sign-in: the way in itself, and what holds nothing of the project."""
    return {"right": None, "audit": None, "open": True}
