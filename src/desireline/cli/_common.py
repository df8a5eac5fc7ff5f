"""What commands share: the project, the language, words and progress on stderr, data on stdout."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from desireline.base.errors import BusyError, InputError, StorageError
from desireline.base.i18n import LANGUAGES, Language, Translator, language
from desireline.cli._showing import show_warnings

if TYPE_CHECKING:
    from rich.console import Console

    from desireline.project import Project

__all__ = [
    "check_folder",
    "error_language",
    "errors_console",
    "forget_language",
    "json_option",
    "lang_option",
    "next_step",
    "open_here",
    "out_console",
    "print_json",
    "progress",
    "project_option",
    "refresh",
    "say_in",
    "system_language",
    "took_down",
    "translator",
]

F = TypeVar("F", bound=Callable[..., Any])
_ASKED: ContextVar[Language | None] = ContextVar("asked", default=None)
_PROJECTS: ContextVar[Language | None] = ContextVar("projects", default=None)


def project_option(function: F) -> F:
    """Add `--project`."""
    return click.option(
        "--project",
        "folder",
        type=click.Path(path_type=Path),
        help="The project's folder; the nearest with desireline.yaml if not given.",
    )(function)


def lang_option(function: F) -> F:
    """Add `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=_asked,
        is_eager=True,
        help="The language of what is said; the project's if not given.",
    )(function)


def _asked(_ctx: click.Context, _parameter: click.Parameter, lang: Language | None) -> Language | None:
    if lang is not None:
        _ASKED.set(lang)
    return lang


def forget_language() -> None:
    """Forget what the command before was asked: one process may run several."""
    _ASKED.set(None)
    _PROJECTS.set(None)


def error_language() -> Language:
    """Return the language errors are told in: the one asked for, else the project's, else the system's."""
    return _ASKED.get() or _PROJECTS.get() or system_language()


def json_option(function: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def open_here(folder: Path | None) -> "Project":
    """Open the project that is meant."""
    from desireline.project import find_project, open_project

    project = open_project(folder if folder is not None else find_project(Path()))
    _PROJECTS.set(project.settings.language)
    return project


def system_language() -> Language:
    """Return the language the system is set to, English where it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            try:
                return language(os.environ[name])
            except InputError:
                return "en"
    return "en"


def translator(project: "Project | None", lang: Language | None) -> Translator:
    """Return who says things: in the language asked for, else the project's, else the system's."""
    if project is None:
        return Translator(lang or system_language())
    return Translator(lang or project.settings.language, project.settings.time_zone)


def say_in(say: Translator, key: str, **values: object) -> None:
    """Say a sentence on stderr."""
    click.echo(say(key, **values), err=True)


def next_step(say: Translator, command: str) -> None:
    """End a command that succeeded with the one thing to try now."""
    click.echo(f"{say('cli.next')}: {command}", err=True)


def out_console() -> "Console":
    """Return the console for data: colour only on a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def errors_console() -> "Console":
    """Return the console for words and progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def check_folder(path: Path) -> None:
    """Refuse a file whose folder is not there, before anything is worked out for it.

    Raises:
        InputError: it is not there.
    """
    if not path.resolve().parent.is_dir():
        raise InputError(f"there is no folder {path.parent} to write {path.name} into: make it, or name another")


def refresh(project: "Project", say: Translator, step: Callable[[str], None]) -> None:
    """Build what is new, and say what is odd; while another process is writing, the last build answers.

    Raises:
        BusyError: another process is writing, and nothing has been built before.
    """
    try:
        report = project.build(progress=step)
    except BusyError:
        project.journeys()
        click.echo(say("cli.build.busy"), err=True)
        return
    show_warnings(report, say)


def took_down(project: "Project", what: str, about: dict[str, str | int | None]) -> None:
    """Put into the audit trail what somebody did by a command; where a project may not be written, that stays untold."""
    from desireline.project.access.audit import AuditTrail

    with suppress(StorageError):
        AuditTrail(project.log.folder).add(what, who="local", about=about)


@contextmanager
def progress(say: Translator) -> Iterator[Callable[[str], None]]:
    """Show what is being done: a line that moves on a terminal, a plain line for each step elsewhere."""
    console = errors_console()

    def words(step: str) -> str:
        key = f"cli.step.{step}"
        return say(key) if say.has(key) else say("cli.step.reading", source=step)

    if console.is_terminal:
        with console.status("") as status:
            yield lambda step: status.update(words(step))
    else:
        yield lambda step: click.echo(f"{words(step)} …", err=True)


def print_json(content: object) -> None:
    """Print a struct, or plain values, as JSON on stdout."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n")
