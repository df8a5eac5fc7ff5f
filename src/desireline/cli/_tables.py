"""Tables of answers in the terminal: shares with their intervals, lengths of time, moments; cut to the terminal's width."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desireline.base.i18n import Translator
from desireline.base.text import printable

if TYPE_CHECKING:
    from desireline.analyses import AnswerTable, TableColumn, TableValue

__all__ = ["show_tables"]

_TINY = 0.001
_BETWEEN = 2
_LEFT = {"text", "steps", "shares", "customer", "touchpoint", "yes_no", "day"}


def show_tables(tables: Sequence["AnswerTable"], say: Translator, console: Console) -> None:
    """Show what stands in no list line by line where it is one row, then each list as a table under its title."""
    for table in sorted(tables, key=lambda table: table.name != "facts"):
        if table.name == "facts" and len(table.rows) == 1:
            for column, value in zip(table.columns, table.rows[0].values, strict=True):
                console.print(Text(f"{column.title}: {_text(column, value, say)}"))
        else:
            console.print(Text(f"\n{table.title}", style="bold"))
            _show(table, say, console)


def _show(table: "AnswerTable", say: Translator, console: Console) -> None:
    grouped = any(row.group is not None for row in table.rows)
    titles = [*([say("ask.group")] if grouped else []), *(column.title for column in table.columns)]
    left = [*([True] if grouped else []), *(column.kind in _LEFT for column in table.columns)]
    rows = [
        [
            *([printable(row.group or "")] if grouped else []),
            *(_text(column, value, say) for column, value in zip(table.columns, row.values, strict=True)),
        ]
        for row in table.rows
    ]
    widths = [
        max(map(cell_len, [title, *(row[place] for row in rows)])) + _BETWEEN for place, title in enumerate(titles)
    ]
    for part in _parts(widths, console.width, 1 + grouped):
        shown = Table(box=None, pad_edge=False)
        for place in part:
            shown.add_column(titles[place], justify="left" if left[place] else "right")
        for row in rows:
            shown.add_row(*(Text(row[place]) for place in part))
        console.print(shown)


def _parts(widths: Sequence[int], room: int, naming: int) -> list[list[int]]:
    """Cut columns into tables that fit; the first ones, which name the rows, stand in each."""
    named = list(range(min(naming, len(widths))))
    parts: list[list[int]] = [named]
    for place in range(len(named), len(widths)):
        if parts[-1] != named and sum(widths[each] for each in [*parts[-1], place]) > room + _BETWEEN:
            parts.append([*named, place])
        else:
            parts[-1] = [*parts[-1], place]
    return parts


def _text(column: "TableColumn", value: "TableValue", say: Translator) -> str:
    if value.parts is not None:
        return " → ".join(
            _share(part, say) if column.kind == "shares" else printable(part.text or "") for part in value.parts
        )
    if value.text is not None:
        return printable(value.text)
    if value.number is None:
        return "–"
    return _share(value, say) if column.kind == "share" else _number(column.kind, value.number, value, say)


def _number(kind: str, number: float, value: "TableValue", say: Translator) -> str:
    said: dict[str, Callable[[], str]] = {
        "time": lambda: say.moment(int(number)),
        "duration": lambda: say.span(number * 1e6),
        "money": lambda: say.money(round(number), value.currency or "XXX"),
        "p": lambda: f"< {say.number(_TINY)}" if number < _TINY else say.number(number, 3),
        "points": lambda: f"{say.share(number, 1)}{_range(value, say)}",
    }
    if kind in said:
        return said[kind]()
    plain = say.number(number if isinstance(number, int) else float(f"{number:.4g}"))
    if value.low is None or value.high is None:
        return plain
    return f"{plain} ({'–'.join(say.number(float(f'{end:.4g}')) for end in (value.low, value.high))})"


def _share(share: "TableValue", say: Translator) -> str:
    """Return `48.7% (47.2–50.1%) of 4,533`."""
    if share.number is None:
        return "–"
    of = "" if share.of is None else f" {say('ask.of', n=share.of)}"
    return f"{say.share(share.number, 1)}{_range(share, say)}{of}"


def _range(value: "TableValue", say: Translator) -> str:
    if value.low is None or value.high is None:
        return ""
    return f" ({say.number(value.low * 100, 1)}–{say.share(value.high, 1)})"
