"""What of a request goes into the audit trail: ids and counts, no personal values."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from litestar.types import Scope

from desireline.project.access.audit import AuditTrail
from desireline.server.access.asker import Asker

__all__ = ["network_address", "record"]

_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def record(trail: AuditTrail, what: str, scope: Scope) -> None:
    """Take a request down: who, from where, the parameters of its path, and what its handler said in `request.state.about`.

    A parameter that is no plain id (somebody may ask for a person by an e-mail address) is taken down as a hash of it.

    Raises:
        StorageError: it could not be written.
    """
    asker: Any = scope.get("user")
    state: Mapping[str, Any] = scope.get("state", {})
    given = {name: _plain(value) for name, value in scope.get("path_params", {}).items()}
    about = {**given, **state.get("about", {})}
    if isinstance(asker, Asker):
        key = {"key": asker.key} if asker.key else {}
        trail.add(
            what,
            who=asker.name,
            role=asker.role,
            via=asker.via,
            about={**about, **key},
            address=network_address(scope),
        )
    else:
        trail.add(what, who="nobody", via="nobody", about=about, address=network_address(scope))


def network_address(scope: Scope) -> str:
    """Return where a request came from; nothing where the server cannot tell."""
    client = scope.get("client")
    return client[0] if client else ""


def _plain(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    return (
        text
        if _PLAIN.fullmatch(text)
        else f"#{hashlib.blake2b(text.encode(errors='replace'), digest_size=6).hexdigest()}"
    )
