"""Plain values as people read them: shares with their intervals, lengths of time, moments; tables cut to the terminal's width."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desireline.base.i18n import Translator
from desireline.base.text import printable
from desireline.render.words import field_title, field_value

__all__ = ["show_fields"]

_SHARES = {"share", "low", "high", "difference"}
_TINY = 0.001
_BETWEEN = 2

Plain = dict[str, Any]


def show_fields(content: Plain, of: str, say: Translator, console: Console) -> None:
    """Show plain fields of an answer to the question `of` line by line, then each list of rows as a table."""
    for name, value in content.items():
        if not _is_table(value) and value != []:  # no rows have nothing to show
            console.print(Text(f"{field_title(name, of, say)}: {_line(name, value, content, of, say)}"))
    for value in content.values():
        if _is_table(value):
            _show_table(value, of, say, console)


def _line(name: str, value: Any, beside: Plain, of: str, say: Translator) -> str:
    """Return a value's text; that of several together with their titles."""
    if not isinstance(value, dict) or _is_share(value):
        return _text(name, value, beside, of, say)
    return "; ".join(
        f"{field_title(part, of, say)}: {_text(part, inner, value, of, say)}" for part, inner in value.items()
    )


def _show_table(rows: list[Plain], of: str, say: Translator, console: Console) -> None:
    names = [name for name in rows[0] if not _is_table(rows[0][name]) and any(row[name] is not None for row in rows)]
    cells = {name: [_text(name, row[name], row, of, say) for row in rows] for name in names}
    widths = {name: max(map(cell_len, [field_title(name, of, say), *cells[name]])) + _BETWEEN for name in names}
    for part in _parts(names, widths, console.width):
        table = Table(box=None, pad_edge=False)
        for name in part:
            left = isinstance(next(row[name] for row in rows if row[name] is not None), str | list)
            table.add_column(field_title(name, of, say), justify="left" if left else "right")
        for place in range(len(rows)):
            table.add_row(*(Text(cells[name][place]) for name in part))
        console.print(table)


def _parts(names: Sequence[str], widths: dict[str, int], room: int) -> list[list[str]]:
    """Cut columns into tables that fit; the first column, which names the rows, stands in each."""
    parts: list[list[str]] = []
    for name in names:
        if not parts or sum(widths[each] for each in [*parts[-1], name]) > room + _BETWEEN:
            parts.append([names[0], name] if parts else [name])
        else:
            parts[-1].append(name)
    return parts


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and not _is_share(value[0])


def _is_share(value: Plain) -> bool:
    return value.keys() == {"share", "low", "high", "count", "of"}


def _text(name: str, value: Any, beside: Plain, of: str, say: Translator) -> str:
    if isinstance(value, list):
        return " → ".join(_text(name, part, beside, of, say) for part in value)
    if isinstance(value, dict):
        return (
            _share(value, say)
            if _is_share(value)
            else "  ".join(_text(key, part, value, of, say) for key, part in value.items())
        )
    if value is None or isinstance(value, bool):
        return "–" if value is None else say(f"ask.{'yes' if value else 'no'}")
    if isinstance(value, int | float):
        return _number(name, value, beside, say)
    return printable(field_value(name, of, str(value), say))


def _number(name: str, value: float, beside: Plain, say: Translator) -> str:
    if name.endswith("_us"):
        return say.moment(int(value))
    if name.endswith("_s"):
        return say.span(value * 1e6)
    if isinstance(value, int):
        return say.number(value)
    if name in _SHARES and ("share" in beside or "difference" in beside):
        return say.share(value, 1)
    if name == "p":
        return f"< {say.number(_TINY)}" if value < _TINY else say.number(value, 3)
    return say.number(float(f"{value:.4g}"))


def _share(share: Plain, say: Translator) -> str:
    """Return `48.7% (47.2–50.1%) of 4,533`."""
    if share["share"] is None:
        return "–"
    interval = f"{say.number(share['low'] * 100, 1)}–{say.share(share['high'], 1)}"
    return f"{say.share(share['share'], 1)} ({interval}) {say('ask.of', n=share['of'])}"
