"""`desireline ask`: one question to the journeys; options come from the question's declaration."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from msgspec import inspect

from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Language
from desireline.base.settings.shape import shape_faults
from desireline.base.text import plain
from desireline.cli._answers import KINDS, check_output, save, show
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
    translator,
)

if TYPE_CHECKING:
    from desireline.analyses import Analysis

__all__ = ["command", "parse_question", "question_words"]


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
@click.option("--saved", metavar="ID", help="Ask a saved question: questions/ID.yaml of the project.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=f"Of a saved question: write FILE.{', .'.join(KINDS)}."
)
@project_option
@lang_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    listed: bool,
    saved: str | None,
    output: Path | None,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """Ask one question; --list tells which there are, and which are saved."""
    from desireline.analyses import registry

    if saved is not None:
        if ctx.invoked_subcommand is not None:
            raise InputError(
                f"ask either the saved question '{saved}' or {ctx.invoked_subcommand}: leave one of them out"
            )
        _ask(_saved(folder, saved), folder, lang, as_json=as_json, output=output)
    elif listed or ctx.invoked_subcommand is None:
        say = translator(None, lang)
        for name in sorted(registry()):
            click.echo(f"{name:<14} {say(f'ask.{name}.about')}")
        _list_saved(folder)
        next_step(say, "desireline ask transitions")


def _question(name: str) -> click.Command:
    from desireline.analyses import registry

    question = registry()[name]

    @project_option
    @lang_option
    @json_option
    @click.option("--schema", is_flag=True, help="Print the JSON Schema of the answer.")
    @click.option("-o", "--output", type=click.Path(path_type=Path), help=f"Write FILE.{', .'.join(KINDS)}.")
    def run(
        folder: Path | None, lang: Language | None, as_json: bool, schema: bool, output: Path | None, **given: Any
    ) -> None:
        if schema:
            print_json(msgspec.json.schema(question.result))
            return
        _ask(_asked(question, given), folder, lang, as_json=as_json, output=output)

    made = click.command(name, help=question.__doc__, epilog=f"Example: desireline ask {name} --json")(run)
    made.params = [*_options(question), *made.params]
    return made


def _ask(
    asked: "Analysis[Any]", folder: Path | None, lang: Language | None, *, as_json: bool, output: Path | None
) -> None:
    """Ask a question and show, print or write the answer."""
    from desireline.analyses import counts

    if output is not None:
        check_output(output)
    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        refresh(project, say, step)
    answer = project.ask(asked)
    if output is not None:
        save(answer, output, say.lang)
        say_in(say, "ask.written", file=output)
    elif as_json:
        print_json(answer.to_dict())
    else:
        show(answer, say)
    first = next((count.path for count in counts(answer.result) if count.value), None)
    words = shlex.join(question_words(asked))
    people = f"desireline people --of {asked.name()} {words} --cell {first}".replace("  ", " ")
    next_step(say, people if first else "desireline map")


def _saved(folder: Path | None, name: str) -> "Analysis[Any]":
    from desireline.project.saved_questions import asked_of, saved_question

    return asked_of(saved_question(open_here(folder), name))


def _list_saved(folder: Path | None) -> None:
    """List the saved questions of the project one stands in, where one stands in any."""
    from desireline.project.saved_questions import list_questions

    try:
        project = open_here(folder)
    except NotFoundError:
        if folder is not None:
            raise
        return
    for saved in list_questions(project):
        click.echo(f"--saved {saved.id}  {plain(saved.title)} ({plain(saved.fault or saved.question)})")


def parse_question(name: str, words: list[str]) -> "Analysis[Any]":
    """Return the question that options of `desireline ask NAME` say.

    Raises:
        NotFoundError: there is no such question.
        InputError: the options do not fit it.
    """
    from desireline.analyses import registry

    if name not in registry():
        raise NotFoundError(f"there is no question '{name}': ask one of {', '.join(sorted(registry()))}")
    question = registry()[name]
    parser = click.Command(name, params=_options(question), add_help_option=False)
    return _asked(question, parser.make_context(name, words).params)


def _asked(question: "type[Analysis[Any]]", given: dict[str, Any]) -> "Analysis[Any]":
    fields = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in given.items()
        if value is not None and value != ()
    }
    faults = shape_faults(fields, question)
    if faults:
        name = question.name()
        raise InputError(f"desireline ask {name}: {faults[0][1]}; see desireline ask {name} --help")
    asked: Analysis[Any] = msgspec.convert(fields, question)
    return asked


def question_words(question: "Analysis[Any]") -> list[str]:
    """Return the options that say a question."""
    words = []
    for field in msgspec.structs.fields(question):
        value, flag = getattr(question, field.name), f"--{field.encode_name.replace('_', '-')}"
        if value == field.default:
            continue
        if isinstance(value, bool):
            words.append(flag if value else f"--no-{flag[2:]}")
            continue
        for each in value if isinstance(value, list) else [value]:
            words += [flag, str(each)]
    return words


def _options(question: "type[Analysis[Any]]") -> list[click.Parameter]:
    described = inspect.type_info(question)
    assert isinstance(described, inspect.StructType)
    return [_option(field) for field in described.fields]


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
