"""The way in and out: who I am, signing in with a name and a password, signing out, my password and language."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Meta

from desireline.base.errors import ForbiddenError, SignInNeededError
from desireline.base.i18n import Language
from desireline.project.access import ABSOLUTE_S, Account, Right, Role
from desireline.server.access import Access, Asker, asker_of
from desireline.server.access.asker import Via, by_account
from desireline.server.access.cookies import session_cookie, session_of
from desireline.server.access.recording import network_address
from desireline.server.rights import open_to_all, signed_in

__all__ = ["Me", "MyLanguage", "NewPassword", "SignIn", "WaysIn", "handlers"]

_Request = Request[Any, Any, Any]


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, and what they may do."""

    name: Annotated[str, Meta(description="`local` for whoever opened the printed address.")]
    role: Role
    rights: list[Right]
    via: Annotated[Via, Meta(description="The printed address, an account, or a key.")]
    account: Annotated[Account | None, Meta(description="Null where there is none.")]
    language: Annotated[Language | None, Meta(description="That of the account; null: the browser's.")]
    csrf: Annotated[
        str | None,
        Meta(
            description="To send as the header x-desireline-csrf with every POST, PUT, PATCH and DELETE; null for keys."
        ),
    ]
    accounts: Annotated[bool, Meta(description="Whether there are accounts.")]


class WaysIn(msgspec.Struct, frozen=True, kw_only=True):
    """How one can sign in."""

    signed_in: Annotated[bool, Meta(description="Whether this browser has.")]
    accounts: Annotated[bool, Meta(description="Whether a name and a password can.")]
    organisation: Annotated[
        str | None,
        Meta(
            description="The label of the organisation's own sign-in, which begins at /sign-in/oidc; null where there is none."
        ),
    ]


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name and a password."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    password: Annotated[str, Meta(min_length=1, max_length=1_000)]


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another password, and the one it replaces."""

    current: Annotated[str, Meta(min_length=1, max_length=1_000)]
    password: Annotated[str, Meta(min_length=10, max_length=1_000)]


class MyLanguage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which language the app speaks to me."""

    language: Annotated[Language | None, Meta(description="Null: the browser's.")]


@get("/me", sync_to_thread=True, opt=signed_in())
def me(request: _Request, access: NamedDependency[Access]) -> Me:
    """Say who is signed in, what they may do, and the token that changes need."""
    return _me(asker_of(request), access)


@patch("/me", sync_to_thread=True, opt=signed_in())
def my_language(request: _Request, access: NamedDependency[Access], data: JSONBody[MyLanguage]) -> Me:
    """Change the language of my account."""
    asker = asker_of(request)
    changed = access.accounts.set_language(_account(asker).id, data.language)
    return _me(msgspec.structs.replace(asker, account=changed), access)


@put("/me/password", sync_to_thread=True, opt=signed_in(audit="password.changed"))
def my_password(request: _Request, access: NamedDependency[Access], data: JSONBody[NewPassword]) -> Response[Me]:
    """Change my password; all my other sessions end."""
    account = _account(asker_of(request))
    _checked(access, account.name, data.current, network_address(request.scope))
    request.state.about = {"account": account.name}
    return _signed_in(request, access, access.accounts.set_password(account.id, data.password))


@get("/session", sync_to_thread=True, opt=open_to_all())
def ways_in(request: _Request, access: NamedDependency[Access]) -> WaysIn:
    """Say how one can sign in, and whether this browser has; needs no sign-in."""
    return WaysIn(
        signed_in=request.scope.get("user") is not None,
        accounts=access.accounts.exist(),
        organisation=access.organisation.rules.label if access.organisation else None,
    )


@post("/session", sync_to_thread=True, status_code=200, opt=open_to_all())
def begin(request: _Request, access: NamedDependency[Access], data: JSONBody[SignIn]) -> Response[Me]:
    """Sign in with a name and a password; sets the session's cookie."""
    address = network_address(request.scope)
    account = _checked(access, data.name, data.password, address)
    access.trail.add("signed.in", who=account.name, role=account.role, via="account", address=address)
    return _signed_in(request, access, account)


@delete("/session", sync_to_thread=True, opt=signed_in())
def end(request: _Request, access: NamedDependency[Access]) -> Response[None]:
    """Sign out."""
    asker = asker_of(request)
    session = session_of(request)
    access.local.end(session)
    access.sessions.end(session)
    if access.kept:
        access.trail.add(
            "signed.out", who=asker.name, role=asker.role, via=asker.via, address=network_address(request.scope)
        )
    return Response(None, status_code=204, cookies=[session_cookie(request, access.hosts, "")])


def _checked(access: Access, name: str, password: str, address: str) -> Account:
    """Return the account of a name and a password.

    Raises:
        SignInNeededError: they are not right; it does not say which.
        TooManyError: there were too many tries.
    """
    access.attempts.begin(name, address)
    account = access.accounts.sign_in(name, password)
    if account is None:
        if access.kept:  # the name is not taken down: people type passwords there
            access.trail.add("signing.failed", who="nobody", via="nobody", address=address)
        raise SignInNeededError(
            "the name or the password is wrong, or the account is disabled: try again, or ask an admin"
        )
    access.attempts.succeeded(name)
    return account


def _signed_in(request: _Request, access: Access, account: Account) -> Response[Me]:
    session = access.sessions.begin(account)
    cookie = session_cookie(request, access.hosts, session, max_age_s=ABSOLUTE_S)
    return Response(_me(by_account(account, session), access), cookies=[cookie])


def _account(asker: Asker) -> Account:
    if asker.account is None or asker.via != "account":
        raise ForbiddenError(f"'{asker.name}' signed in without an account: sign in with one to change what is its own")
    return asker.account


def _me(asker: Asker, access: Access) -> Me:
    return Me(
        name=asker.name,
        role=asker.role,
        rights=sorted(asker.rights),
        via=asker.via,
        account=asker.account,
        language=asker.language,
        csrf=asker.csrf,
        accounts=access.accounts.exist(),
    )


handlers: list[HTTPRouteHandler] = [me, my_language, my_password, ways_in, begin, end]
