"""`desireline people`: the customers behind a selection or a count."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.errors import InputError
from desireline.base.i18n import Language, Translator
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    out_console,
    print_json,
    progress,
    project_option,
    refresh,
    say_in,
    translator,
)
from desireline.cli.ask_ import parse_question

if TYPE_CHECKING:
    from collections.abc import Callable

    from desireline.analyses import Members
    from desireline.project import Project

__all__ = ["command"]


@click.command(
    "people",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog='Example: desireline people --where \'did("cart") and not did("order")\'',
)
@click.option("--where", help='A selection, such as country = "HU" and did("checkout").')
@click.option("--of", "name", help="A question, or map; its own options may follow.")
@click.option("--cell", help="Where the count stands in its answer, such as /steps/1/customers.")
@click.option("--skip", type=click.IntRange(min=0), default=0, show_default=True, help="How many to skip.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show.")
@project_option
@lang_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    where: str | None,
    name: str | None,
    cell: str | None,
    skip: int,
    most: int,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """List exactly those whom a count counted, or whom a selection picks.

    With --of, the options of that question say which answer is meant: --of funnel --steps cart --steps order --cell /steps/1/customers.
    Of the map, --journey and --period say which: --of map --cell /stages/0/cells/1/customers.
    """
    if (name is None) != (cell is None):
        raise InputError("--of and --cell belong together: name a question and a cell of its answer")
    if name is None and ctx.args:
        raise InputError(f"'{ctx.args[0]}' is not an option of desireline people: see desireline people --help")
    words = [*ctx.args, *(["--where", where] if where is not None else [])]
    open_ = _opener(name, cell, words)
    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        refresh(project, say, step)
        members = open_(project, say)
    if as_json:
        print_json({"unit": members.unit, "count": len(members), "rows": members.page(skip, most)})
    else:
        _show(members, skip, most, say)
    first = members.page(0, 1)
    next_step(say, f"desireline person {first[0].customer}" if first else "desireline ask --list")


def _opener(name: str | None, cell: str | None, words: list[str]) -> "Callable[[Project, Translator], Members]":
    """Return what opens the count that the options name; options that do not fit are told before any data are read."""
    at = cell or "/customers"
    if name != "map":
        question = parse_question(name or "visits", words)
        return lambda project, _: project.ask(question).people(at)
    options: list[click.Parameter] = [click.Option([f"--{option}"]) for option in ("journey", "where", "period")]
    asked = click.Command("map", params=options, add_help_option=False).make_context("map", words).params
    journey, where, period = asked["journey"], asked["where"], asked["period"]

    def of_map(project: "Project", say: Translator) -> "Members":
        view = project.map(journey, language=say.lang, where=where, period=period)
        return project.map_people(view, at)

    return of_map


def _show(members: "Members", skip: int, most: int, say: Translator) -> None:
    from rich.table import Table

    page = members.page(skip, most)
    say_in(say, f"map.{members.unit}", n=len(members))
    table = Table(box=None, pad_edge=False)
    table.add_column(say("ask.column.customer"))
    if members.first_us is not None:
        table.add_column(say("ask.column.began"))
        table.add_column(say("ask.column.ended"))
    for member in page:
        spans = [say.moment(us) for us in (member.first_us, member.last_us) if us is not None]
        table.add_row(member.customer, *spans)
    out_console().print(table)
