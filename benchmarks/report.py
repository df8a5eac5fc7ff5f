"""The table for people and the JSON for machines."""

import msgspec

from benchmarks.levels import missed
from benchmarks.machine import Machine
from benchmarks.measure import Row, Timing

__all__ = ["Report", "table"]

_TITLES = {"duckdb": "DuckDB", "polars": "Polars", "clickhouse": "ClickHouse", "pm4py": "PM4Py", "anew": "made anew"}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the benchmark."""

    machine: Machine
    events: int
    customers: int
    runs: int
    absent: list[str]
    left_out: list[str]
    missed: list[str]
    rows: list[Row]


def table(rows: list[Row]) -> str:
    """Return rows as text: our median with its range, the first time, each peer with how many times our median it takes."""
    cells = [["", "ours", "(min – max)", "first", "peers: median ×ratio, (as taught ×ratio)", "level"]]
    cells += [
        [
            row.name,
            _show(row.ours.median, row.unit),
            f"({_show(row.ours.low, row.unit)} – {_show(row.ours.high, row.unit)})",
            "" if row.first is None else _show(row.first, row.unit),
            ", ".join(
                [_beside(row, name, timing) for name, timing in row.peers.items()]
                + [f"{_TITLES.get(name, name)} too big" for name in row.too_big]
            ),
            _level(row),
        ]
        for row in rows
    ]
    widths = [max(len(line[place]) for line in cells) for place in range(len(cells[0]))]
    lines = ["  ".join(text.ljust(width) if place in {0, 4} else text.rjust(width)
                       for place, (text, width) in enumerate(zip(line, widths, strict=True))).rstrip() for line in cells]  # fmt: skip
    return "\n".join(lines)


def _level(row: Row) -> str:
    told = [] if row.level is None else [f"< {_show(row.level, row.unit)}"]
    told += [f"{_TITLES.get(name, name)} ×{ratio:.3g}" for name, ratio in row.wanted.items() if name in row.peers]
    if not told:
        return ""
    return f"{', '.join(told)}: {'FAIL' if missed([row]) else 'pass'}"


def _beside(row: Row, name: str, timing: Timing) -> str:
    text = f"{_TITLES.get(name, name)} {_show(timing.median, row.unit)} ×{_ratio(timing.median, row)}"
    if name in row.usual:
        text += f" (×{_ratio(row.usual[name], row)})"
    return text


def _ratio(value: float, row: Row) -> str:
    ratio = value / row.ours.median
    return f"{ratio:.2g}" if ratio < 10 else f"{ratio:,.0f}"


def _show(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value:,.0f} MB"
    if unit == "ns":
        return f"{value:.3g} ns"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.3g} ms"
