"""Answers in the terminal, and in files of each kind."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import InputError
from desireline.base.files import write_atomic
from desireline.base.i18n import Language, Translator
from desireline.base.text import printable
from desireline.cli._common import check_folder, out_console

if TYPE_CHECKING:
    from desireline.analyses import Answer, Result

__all__ = ["KINDS", "check_output", "save", "show"]

KINDS = ("json", "csv", "parquet", "xlsx", "html", "svg", "png")


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
    from desireline.render import tables
    from desireline.render.charts import chart_html, chart_picture

    kind = path.suffix.lstrip(".").lower()
    if kind == "json":
        content = msgspec.json.format(msgspec.json.encode(answer.to_dict()), indent=2)
    elif kind in ("csv", "parquet", "xlsx"):
        content = tables.written(answer.table(), kind)
    elif kind == "html":
        title = answer.question.title
        content = chart_html(title, answer.story(lang), answer.table(), answer.chart(lang), lang).encode()
    else:
        chart = answer.chart(lang)
        if chart is None:
            raise InputError(f"the answer to {answer.question.name()} has no chart: write .json, .csv or .html instead")
        content = chart_picture(chart, kind)
    write_atomic(path, content)


def show(answer: "Answer[Result]", say: Translator) -> None:
    """Show an answer: what it says, its plain fields, then each list of rows as a table."""
    from rich.text import Text

    from desireline.cli._tables import show_fields
    from desireline.render.words import place_title

    console, name = out_console(), answer.question.name()

    def head(text: str) -> None:
        console.print(Text(printable(text), style="bold"))

    for sentence in answer.story(say.lang):
        head(sentence)
    content = answer.to_dict()
    groups = content.pop("groups", [])
    compared, comparison = content.pop("compared", None), content.pop("comparison", None)
    console.print()
    show_fields(content, name, say, console)
    for group, fields in zip(answer.groups, groups, strict=True):
        head(f"\n{group.name(say)}")
        own = {field: value for field, value in fields.items() if field not in ("kind", "value")}
        show_fields(own, name, say, console)
    if compared is not None:
        head(f"\n{answer.question.compare}")
        show_fields(compared, name, say, console)
    if comparison is not None:
        head(f"\n{say('ask.differences')}")
        for row in comparison["rows"]:
            row["id"] = place_title(row["id"], name, say)
        show_fields(comparison, "comparison", say, console)
    sys.stdout.flush()
