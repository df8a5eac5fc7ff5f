"""Answers in the terminal, and in files of each kind."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desireline.base.errors import InputError
from desireline.base.files import write_atomic
from desireline.base.i18n import Language, Translator
from desireline.base.text import printable
from desireline.cli._common import check_folder, out_console
from desireline.render.tables import ANSWER_FILES as KINDS

if TYPE_CHECKING:
    from desireline.analyses import Answer, Result

__all__ = ["KINDS", "check_output", "save", "show"]


def check_output(path: Path) -> None:
    """Refuse a file that could not be written, before anything is worked out.

    Raises:
        InputError: its folder is not there, or its ending is none of ours.
    """
    if path.suffix.lstrip(".").lower() not in KINDS:
        raise InputError(f"'{path.name}' has no ending an answer can be written as: use .{', .'.join(KINDS)}")
    check_folder(path)


def save(answer: "Answer[Result]", path: Path, lang: Language) -> None:
    """Write an answer as the kind of file its name says.

    Raises:
        InputError: it has no chart, and a picture was asked for.
        MissingExtraError: the kind needs the extra `render`.
    """
    from desireline.project.answer_files import answer_file

    kind = next(kind for kind in KINDS if kind == path.suffix.lstrip(".").lower())
    write_atomic(path, answer_file(answer, kind, lang))


def show(answer: "Answer[Result]", say: Translator) -> None:
    """Show an answer: what it says, then its numbers as tables, those of all groups and sides beside each other."""
    from rich.text import Text

    from desireline.cli._tables import show_tables

    console = out_console()
    for sentence in answer.story(say.lang):
        console.print(Text(printable(sentence), style="bold"))
    console.print()
    show_tables(answer.tables(say.lang), say, console)
    sys.stdout.flush()
