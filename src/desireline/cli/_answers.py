"""Answers in the terminal, and in files of each kind."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desireline.base.errors import InputError
from desireline.base.files import write_atomic
from desireline.base.i18n import Language, Translator
from desireline.base.text import printable
from desireline.cli._common import out_console

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
    if not path.resolve().parent.is_dir():
        raise InputError(f"there is no folder {path.parent} to write {path.name} into: make it, or name another")


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


def show(answer: "Answer[Result]", lang: Language) -> None:
    """Show an answer: what it says, its plain fields, then each list of rows as a table."""
    from rich.text import Text

    console = out_console()
    for sentence in answer.story(lang):
        console.print(Text(printable(sentence), style="bold"))
    console.print()
    content = answer.to_dict()
    groups = content.pop("groups", [])
    other, comparison = content.pop("other", None), content.pop("comparison", None)
    _fields(content)
    say = Translator(lang)
    for group, fields in zip(answer.groups, groups, strict=True):
        console.print(Text(f"\n{printable(group.name(say))}", style="bold"))
        _fields({name: value for name, value in fields.items() if name not in ("kind", "value")})
    if other is not None:
        console.print(Text(f"\n{printable(answer.question.compare or '')}", style="bold"))
        _fields(other)
    if comparison is not None:
        console.print()
        _fields(comparison)
    sys.stdout.flush()


def _fields(plain: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

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


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " → ".join(_text(part) for part in value)
    if isinstance(value, dict):
        return " ".join(f"{key} {_text(part)}" for key, part in value.items())
    if value is None or isinstance(value, bool):
        return "–" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"
    return printable(str(value))
