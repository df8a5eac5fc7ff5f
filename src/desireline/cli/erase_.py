"""`desireline erase`: one customer out of everything, for good."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.errors import InputError
from desireline.base.i18n import Language, Translator
from desireline.base.text import printable
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    print_json,
    progress,
    project_option,
    refresh,
    say_in,
    took_down,
    translator,
)

if TYPE_CHECKING:
    from desireline.events import Erasure
    from desireline.project import Project
    from desireline.project.erasing import ErasurePlan

__all__ = ["command"]


@click.command("erase", epilog="Example: desireline erase anna@example.hu")
@click.argument("customer", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--forget", is_flag=True, help="Keep no trace of who it was; another import would bring them back.")
@click.option("--list", "listed", is_flag=True, help="List the erasures so far.")
@click.option("--lift", type=int, metavar="ID", help="Let imports bring back whom this erasure keeps out.")
@project_option
@lang_option
@json_option
def command(
    customer: str | None,
    yes: bool,
    forget: bool,
    listed: bool,
    lift: int | None,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """Erase one customer: events, identifiers, rejected rows, and everything made from them. It cannot be undone.

    CUSTOMER is an id as desireline people prints it, or the value of an identifier. Imports leave the person out from then on.
    """
    project = open_here(folder)
    say = translator(project, lang)
    if listed:
        _list(project.log.erasures.all(), say, as_json=as_json)
    elif lift is not None:
        _lift(project, lift, say, as_json=as_json)
    elif customer is None:
        raise click.UsageError("name the customer to erase, by id or by an identifier")
    else:
        _erase(project, customer, say, sure=yes, forget=forget, as_json=as_json)


def _erase(project: "Project", who: str, say: Translator, *, sure: bool, forget: bool, as_json: bool) -> None:
    from desireline.project.erasing import erase_person, plan_erasure

    with progress(say) as step:
        refresh(project, say, step)
        plan = plan_erasure(project, who)
    _show(plan, say, forget=forget)
    if not sure:
        if not sys.stdin.isatty():
            raise InputError("nobody is there to be asked, and nothing was erased: add --yes to erase without asking")
        if not click.confirm(say("cli.erase.ask"), err=True):
            say_in(say, "cli.erase.not")
            sys.exit(1)
    with progress(say) as step:
        erasure = erase_person(project, plan.customer, stays_out=not forget, progress=step)
    took_down(project, "person.erased", {"who": erasure.customer, "erasure": erasure.id})
    say_in(say, "cli.erase.done", n=erasure.events, id=erasure.id)
    if erasure.rejected:
        say_in(say, "cli.erase.rejected", n=erasure.rejected)
    if erasure.finished_us is None:
        say_in(say, "cli.erase.unfinished")
    if as_json:
        print_json(erasure)
    next_step(say, "desireline erase --list")


def _show(plan: "ErasurePlan", say: Translator, *, forget: bool) -> None:
    """Say what will go."""
    say_in(say, "cli.erase.customer", customer=plan.customer)
    sources, others = (
        ", ".join(f"{one.source} {say.number(one.events)}" for one in shares)
        for shares in (plan.sources, plan.mentioned)
    )
    identifiers = ", ".join(f"{one.namespace} {one.value}" for one in plan.identifiers)
    click.echo("  " + printable(say("cli.erase.events", n=plan.events, sources=sources)), err=True)
    click.echo(
        "  " + printable(say("cli.erase.identifiers", n=len(plan.identifiers), identifiers=identifiers)), err=True
    )
    if plan.notes:
        click.echo("  " + say("cli.erase.notes", n=plan.notes), err=True)
    if plan.uploads:
        click.echo("  " + say("cli.erase.uploads", n=plan.uploads), err=True)
    if plan.mentioned:
        count = sum(one.events for one in plan.mentioned)
        click.echo("  ! " + printable(say("cli.erase.mentioned", n=count, sources=others)), err=True)
    if plan.backups:
        click.echo("  ! " + say("cli.erase.backups", n=plan.backups), err=True)
    say_in(say, "cli.erase.forget" if forget else "cli.erase.stays_out")


def _list(erasures: "list[Erasure]", say: Translator, *, as_json: bool) -> None:
    if as_json:
        print_json(erasures)
    elif not erasures:
        say_in(say, "cli.erase.none")
    else:
        for one in erasures:
            kept_out = say("cli.erase.kept_out") if one.stays_out else ""
            row = f"{one.id:>4}  {say.moment(one.at_us)}  {one.customer or '–':<16}  {say.number(one.events):>9}  {one.by}  {kept_out}"
            click.echo(printable(row.rstrip()))
    next_step(say, "desireline people")


def _lift(project: "Project", number: int, say: Translator, *, as_json: bool) -> None:
    lifted = project.log.erasures.lift(number)
    took_down(project, "erasure.lifted", {"erasure": number})
    say_in(say, "cli.erase.lifted", id=number)
    if as_json:
        print_json(lifted)
    next_step(say, "desireline import --help")
