"""`desireline accounts`: who may sign in, and as what."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.errors import InputError
from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    print_json,
    project_option,
    say_in,
    translator,
)

if TYPE_CHECKING:
    from desireline.project import Project
    from desireline.project.access import Account, Accounts, Role

__all__ = ["command"]

_ROLES = ("viewer", "analyst", "editor", "admin")
_STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")


@click.group("accounts", epilog="Example: desireline accounts add anna@example.com --role admin")
def command() -> None:
    """Look after who may sign in: viewers see numbers, analysts see people, editors change things, admins do all."""


@command.command("add", epilog="Example: desireline accounts add anna@example.com --role editor")
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), help="What it may do; the first is an admin, others are viewers.")
@click.option(
    "--language", "speaks", type=click.Choice(LANGUAGES), help="The app's language; the browser's if not given."
)
@_STDIN
@project_option
@lang_option
@json_option
def add(
    name: str,
    role: "Role | None",
    speaks: Language | None,
    password_stdin: bool,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """Make an account; asks for its password."""
    project, accounts, say = _opened(folder, lang)
    first = not accounts.exist()
    made = accounts.add(
        name, _password(say, from_stdin=password_stdin), role or ("admin" if first else "viewer"), language=speaks
    )
    _done(project, say, "account.added", "cli.accounts.added", made, as_json=as_json)
    next_step(say, "desireline serve --host 0.0.0.0" if first else "desireline accounts list")


@command.command("list", epilog="Example: desireline accounts list --json")
@project_option
@lang_option
@json_option
def listed(folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """List all accounts."""
    _, accounts, say = _opened(folder, lang)
    found = accounts.all()
    if as_json:
        print_json(found)
    else:
        for account in found:
            seen = say.moment(account.signed_in_us) if account.signed_in_us else say("cli.accounts.never")
            mark = f"  {say('cli.accounts.disabled_mark')}" if account.disabled else ""
            click.echo(f"{account.role:<8}  {account.name:<32}  {seen}{mark}")
    next_step(say, "desireline accounts add NAME")


@command.command("role", epilog="Example: desireline accounts role anna@example.com admin")
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@project_option
@lang_option
@json_option
def role_(name: str, role: "Role", folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Give an account another role; it has to sign in again."""
    project, accounts, say = _opened(folder, lang)
    changed = accounts.set_role(accounts.named(name).id, role)
    _done(project, say, "account.changed", "cli.accounts.changed", changed, as_json=as_json)
    next_step(say, "desireline accounts list")


@command.command("password", epilog="Example: desireline accounts password anna@example.com")
@click.argument("name")
@_STDIN
@project_option
@lang_option
@json_option
def password_(name: str, password_stdin: bool, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Give an account another password; it has to sign in again."""
    project, accounts, say = _opened(folder, lang)
    number = accounts.named(name).id
    changed = accounts.set_password(number, _password(say, from_stdin=password_stdin))
    _done(project, say, "account.changed", "cli.accounts.changed", changed, as_json=as_json)
    next_step(say, "desireline accounts list")


@command.command("disable", epilog="Example: desireline accounts disable anna@example.com")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let it in again.")
@project_option
@lang_option
@json_option
def disable(name: str, undo: bool, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Shut an account out at once, its sessions and keys included."""
    project, accounts, say = _opened(folder, lang)
    changed = accounts.set_disabled(accounts.named(name).id, disabled=not undo)
    _done(project, say, "account.changed", "cli.accounts.changed", changed, as_json=as_json)
    next_step(say, "desireline accounts list")


@command.command("remove", epilog="Example: desireline accounts remove anna@example.com")
@click.argument("name")
@project_option
@lang_option
@json_option
def remove(name: str, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Remove an account with its keys; what it did stays in the audit trail."""
    project, accounts, say = _opened(folder, lang)
    account = accounts.named(name)
    accounts.remove(account.id)
    _done(project, say, "account.removed", "cli.accounts.removed", account, as_json=as_json)
    next_step(say, "desireline accounts list")


def _opened(folder: Path | None, lang: Language | None) -> "tuple[Project, Accounts, Translator]":
    from desireline.project.access import Accounts

    project = open_here(folder)
    return project, Accounts(project.log.folder), translator(project, lang)


def _done(project: "Project", say: Translator, what: str, key: str, account: "Account", *, as_json: bool) -> None:
    from desireline.project.access.audit import AuditTrail

    AuditTrail(project.log.folder).add(
        what, who="local", role="admin", about={"account": account.name, "role": account.role}
    )
    say_in(say, key, name=account.name, role=account.role)
    if as_json:
        print_json(account)


def _password(say: Translator, *, from_stdin: bool) -> str:
    """Return the password; never from the command's words, which others can read."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError("there is no terminal to ask for the password on: pass it with --password-stdin")
    given: str = click.prompt(say("cli.accounts.password"), hide_input=True, confirmation_prompt=True, err=True)
    return given
