"""Accounts, as an admin sees them."""

from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, Meta, UnsetType

from desireline.base.i18n import Language
from desireline.project.access import Account, Right, Role
from desireline.server.access import Access
from desireline.server.rights import needs

__all__ = ["AccountChange", "NewAccount", "handlers"]

_Request = Request[Any, Any, Any]
_Password = Annotated[str, Meta(min_length=10, max_length=1_000)]


class NewAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who shall be able to sign in."""

    name: Annotated[str, Meta(min_length=1, max_length=120, description="A name or an e-mail address.")]
    password: _Password
    role: Role = "viewer"
    language: Language | None = None


class AccountChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall be different; what is left out stays."""

    role: Role | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET
    password: _Password | UnsetType = UNSET
    language: Language | UnsetType | None = UNSET


@get("/accounts", sync_to_thread=True, opt=needs(Right.ADMIN))
def accounts(access: NamedDependency[Access]) -> list[Account]:
    """Return all accounts by name."""
    return access.accounts.all()


@post("/accounts", sync_to_thread=True, opt=needs(Right.ADMIN, audit="account.added"))
def add(request: _Request, access: NamedDependency[Access], data: JSONBody[NewAccount]) -> Account:
    """Make an account; the first one must be an admin."""
    account = access.accounts.add(data.name, data.password, data.role, language=data.language)
    request.state.about = {"account": account.name, "role": account.role}
    return account


@patch("/accounts/{number:int}", sync_to_thread=True, opt=needs(Right.ADMIN, audit="account.changed"))
def change(
    request: _Request, access: NamedDependency[Access], number: FromPath[int], data: JSONBody[AccountChange]
) -> Account:
    """Change an account; another role or password, or disabling it, ends its sessions."""
    account = access.accounts.change(
        number, role=data.role, password=data.password, disabled=data.disabled, language=data.language
    )
    changed = [name for name in data.__struct_fields__ if getattr(data, name) is not UNSET]
    request.state.about = {"account": account.name, "changed": changed, "role": account.role}
    return account


@delete("/accounts/{number:int}", sync_to_thread=True, opt=needs(Right.ADMIN, audit="account.removed"))
def remove(request: _Request, access: NamedDependency[Access], number: FromPath[int]) -> None:
    """Remove an account with its keys; the last admin stays."""
    account = access.accounts.numbered(number)
    access.accounts.remove(number)
    request.state.about = {"account": account.name}


handlers: list[HTTPRouteHandler] = [accounts, add, change, remove]
