"""API keys: one's own, and for admins everybody's."""

from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from desireline.base.errors import ForbiddenError, NotFoundError
from desireline.project.access import ApiKey, Right
from desireline.server.access import Access, Asker, asker_of
from desireline.server.rights import signed_in

__all__ = ["MadeKey", "NewKey", "handlers"]

_Request = Request[Any, Any, Any]


class NewKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key that shall be made."""

    name: Annotated[str, Meta(min_length=1, max_length=120, description="What it is for.")]
    scopes: Annotated[list[Right], Meta(min_length=1, max_length=4, description="What it may do: no more than I may.")]
    days: Annotated[
        Annotated[int, Meta(ge=1, le=3_650)] | None, Meta(description="After how many days it ends; null: never.")
    ] = 365


class MadeKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key, with the secret that is shown this once."""

    key: ApiKey
    secret: Annotated[str, Meta(description="To send as `Authorization: Bearer …`; it cannot be had again.")]


@get("/keys", sync_to_thread=True, opt=signed_in())
def keys(request: _Request, access: NamedDependency[Access]) -> list[ApiKey]:
    """Return my keys; for admins, everybody's."""
    return _seen_by(asker_of(request), access)


@post("/keys", sync_to_thread=True, opt=signed_in(audit="key.added"))
def add(request: _Request, access: NamedDependency[Access], data: JSONBody[NewKey]) -> MadeKey:
    """Make a key of mine; its secret is in this answer and nowhere else."""
    asker = _person(request)
    key, secret = access.keys.add(data.name, data.scopes, account=asker.account, days=data.days)
    request.state.about = {"key_id": key.id, "scopes": key.scopes}
    return MadeKey(key=key, secret=secret)


@delete("/keys/{number:int}", sync_to_thread=True, opt=signed_in(audit="key.revoked"))
def revoke(request: _Request, access: NamedDependency[Access], number: FromPath[int]) -> None:
    """Revoke one of my keys; for admins, anybody's. It stops working at once."""
    mine = _seen_by(_person(request), access)
    if number not in {key.id for key in mine}:
        raise NotFoundError(f"there is no key {number}: keys are {', '.join(str(key.id) for key in mine) or 'none'}")
    access.keys.revoke(number)


def _person(request: _Request) -> Asker:
    """Return who asks: a key that leaked shall not be able to make more of its kind.

    Raises:
        ForbiddenError: it is a key.
    """
    asker = asker_of(request)
    if asker.via == "key":
        raise ForbiddenError("a key cannot make or revoke keys: sign in to do that, or use `desireline keys`")
    return asker


def _seen_by(asker: Asker, access: Access) -> list[ApiKey]:
    own = asker.account.id if asker.account else None
    return [key for key in access.keys.all() if Right.ADMIN in asker.rights or key.account_id == own]


handlers: list[HTTPRouteHandler] = [keys, add, revoke]
