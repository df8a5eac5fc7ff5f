"""`desireline ask`: one question to the journeys; options come from the question's declaration."""

import sys
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import inspect

from desireline.base.errors import InputError
from desireline.base.i18n import Language
from desireline.base.settings.shape import shape_faults
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
    translator,
)

__all__ = ["command"]


class _Questions(click.Group):
    """One command a question, made from its struct."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        from desireline.analyses import registry

        return sorted(registry())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        from desireline.analyses import registry

        return _question(cmd_name) if cmd_name in registry() else None


@click.command(
    "ask",
    cls=_Questions,
    invoke_without_command=True,
    epilog="Example: desireline ask funnel --steps catalog --steps cart",
)
@click.option("--list", "listed", is_flag=True, help="List the questions.")
@click.pass_context
def command(ctx: click.Context, listed: bool) -> None:
    """Ask one question: transitions, funnel, paths, retention, visits, journeys."""
    from desireline.analyses import registry

    if listed or ctx.invoked_subcommand is None:
        for name, question in sorted(registry().items()):
            click.echo(f"{name:<14} {(question.__doc__ or '').splitlines()[0]}")
        next_step(translator(None, None), "desireline ask transitions")


def _question(name: str) -> click.Command:
    from desireline.analyses import registry

    question = registry()[name]
    described = inspect.type_info(question)
    assert isinstance(described, inspect.StructType)

    @project_option
    @lang_option
    @json_option
    @click.option("--schema", is_flag=True, help="Print the JSON Schema of the answer.")
    def run(folder: Path | None, lang: Language | None, as_json: bool, schema: bool, **given: Any) -> None:
        if schema:
            print_json(msgspec.json.schema(question.result))
            return
        fields = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in given.items()
            if value is not None and value != ()
        }
        faults = shape_faults(fields, question)
        if faults:
            raise InputError(f"desireline ask {name}: {faults[0][1]}; see desireline ask {name} --help")
        asked = msgspec.convert(fields, question)
        project = open_here(folder)
        say = translator(project, lang)
        with progress(say) as step:
            refresh(project, say, step)
        answer = project.ask(asked)
        if as_json:
            print_json(answer)
        else:
            _show(answer)
        next_step(say, "desireline map")

    options: list[click.Parameter] = [_option(field) for field in described.fields]
    made = click.command(name, help=question.__doc__, epilog=f"Example: desireline ask {name} --json")(run)
    made.params = [*options, *made.params]
    return made


def _option(field: inspect.Field) -> click.Option:
    kind: Any = field.type
    description = ""
    if isinstance(kind, inspect.Metadata):
        description = (kind.extra_json_schema or {}).get("description", "")
        kind = kind.type
    flag = f"--{field.encode_name.replace('_', '-')}"
    if isinstance(kind, inspect.ListType):
        return click.Option(
            [flag, field.name], multiple=True, required=field.required, help=f"{description} Give it once for each."
        )
    if isinstance(kind, inspect.BoolType):
        return click.Option([f"{flag}/--no-{flag[2:]}", field.name], default=None, help=description)
    number = {inspect.IntType: int, inspect.FloatType: float}.get(type(kind))
    return click.Option([flag, field.name], type=number, required=field.required, help=description)


def _show(answer: msgspec.Struct) -> None:
    """Show an answer as tables: plain fields first, then each list of rows."""
    from rich.table import Table
    from rich.text import Text

    plain = msgspec.to_builtins(answer)
    console = out_console()
    for name, value in plain.items():
        if not _is_table(value):
            console.print(Text(f"{name}: {_text(value)}"))
    for value in plain.values():
        if _is_table(value):
            table = Table(box=None, pad_edge=False)
            shown = [column for column in value[0] if not _is_table(value[0][column])]
            for column in shown:
                table.add_column(column, justify="left" if isinstance(value[0][column], str | list) else "right")
            for row in value:
                table.add_row(*(Text(_text(row[column])) for column in shown))
            console.print(table)
    sys.stdout.flush()


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4g}"
    if isinstance(value, list | dict):
        pairs = value.items() if isinstance(value, dict) else None
        return " ".join(f"{key} {_text(part)}" for key, part in pairs) if pairs else " → ".join(map(_text, value))
    return "".join(letter if letter.isprintable() else "�" for letter in str(value))
