"""`desireline keys`: what programs send instead of signing in."""

from pathlib import Path

import click

from desireline.base.i18n import Language
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

__all__ = ["command"]

_SCOPES = ("read", "people", "edit", "admin")


@click.group("keys", epilog="Example: desireline keys add dashboard --scope read")
def command() -> None:
    """Look after API keys, which programs send as `Authorization: Bearer dl_…`."""


@command.command("add", epilog="Example: desireline keys add dashboard --scope read --scope people --days 90")
@click.argument("name")
@click.option("--scope", "scopes", type=click.Choice(_SCOPES), multiple=True, required=True, help="What it may do.")
@click.option("--account", help="Whose it is: it may no more than this account; of this machine's owner if not given.")
@click.option("--days", type=int, default=365, show_default=True, help="After how many days it ends; 0: never.")
@project_option
@lang_option
@json_option
def add(
    name: str,
    scopes: tuple[str, ...],
    account: str | None,
    days: int,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """Make a key and print its secret, this once."""
    from desireline.project.access import Accounts, ApiKeys, Right
    from desireline.project.access.audit import AuditTrail

    project = open_here(folder)
    say = translator(project, lang)
    owner = Accounts(project.log.folder).named(account) if account else None
    key, secret = ApiKeys(project.log.folder).add(
        name, [Right(scope) for scope in scopes], account=owner, days=days or None
    )
    AuditTrail(project.log.folder).add(
        "key.added", who="local", role="admin", about={"key_id": key.id, "scopes": key.scopes}
    )
    if as_json:
        print_json({"key": key, "secret": secret})
    else:
        click.echo(secret)
    say_in(say, "cli.keys.added")
    next_step(say, f"desireline keys revoke {key.id}")


@command.command("list", epilog="Example: desireline keys list")
@project_option
@lang_option
@json_option
def listed(folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """List all keys, without their secrets."""
    from desireline.project.access import ApiKeys

    project = open_here(folder)
    say = translator(project, lang)
    found = ApiKeys(project.log.folder).all()
    if as_json:
        print_json(found)
    else:
        for key in found:
            used = say.moment(key.used_us) if key.used_us else say("cli.accounts.never")
            ends = say.date(key.expires_us) if key.expires_us else "–"
            click.echo(
                f"{key.id:>4}  {key.name:<24}  {key.account or 'local':<24}  {' '.join(key.scopes):<24}  {used}  {ends}"
            )
    next_step(say, "desireline keys add NAME --scope read")


@command.command("revoke", epilog="Example: desireline keys revoke 3")
@click.argument("number", type=int)
@project_option
@lang_option
@json_option
def revoke(number: int, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Remove a key; it stops working at once."""
    from desireline.project.access import ApiKeys
    from desireline.project.access.audit import AuditTrail

    project = open_here(folder)
    say = translator(project, lang)
    key = ApiKeys(project.log.folder).revoke(number)
    AuditTrail(project.log.folder).add("key.revoked", who="local", role="admin", about={"key_id": key.id})
    say_in(say, "cli.keys.revoked", name=key.name)
    if as_json:
        print_json(key)
    next_step(say, "desireline keys list")
