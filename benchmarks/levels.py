"""How many times our time each peer is to take at least, by question, for ten and for a hundred million events."""

from benchmarks.measure import Row

__all__ = ["ALLOWANCE", "missed", "wanted"]

ALLOWANCE = 1.3
"""A row may be so many times worse, and none more."""

_LARGE: dict[str, dict[str, float]] = {
    "transitions": {"polars": 10, "duckdb": 24, "clickhouse": 73},
    "transitions_median": {"polars": 9.7, "duckdb": 17, "clickhouse": 17},
    "funnel": {"polars": 4.7, "duckdb": 66, "clickhouse": 13.4},
    "paths": {"polars": 14, "duckdb": 85, "clickhouse": 17.6},
    "paths_before": {"polars": 26, "duckdb": 98, "clickhouse": 38},
    "visits": {"polars": 6.5, "duckdb": 57, "clickhouse": 45},
    "retention": {"polars": 5.4, "duckdb": 20, "clickhouse": 26},
    "attribution": {"polars": 49, "duckdb": 380, "clickhouse": 215},
}
_MEDIUM = _LARGE | {
    "transitions": {"polars": 8.8, "duckdb": 19.6, "clickhouse": 59, "pm4py": 50 * ALLOWANCE},
    "funnel": {"polars": 4.8, "duckdb": 39, "clickhouse": 11.3},
    "visits": {"polars": 5.9, "duckdb": 49, "clickhouse": 35},
    "attribution": {"polars": 32, "duckdb": 247, "clickhouse": 160},
}
_MEDIUM_FROM, _LARGE_FROM = 5_000_000, 50_000_000


def wanted(question: str, events: int) -> dict[str, float]:
    """Return the ratio to each peer that a question is to reach; none for logs too small to tell."""
    if events < _MEDIUM_FROM:
        return {}
    return (_MEDIUM if events < _LARGE_FROM else _LARGE).get(question, {})


def missed(rows: list[Row]) -> list[str]:
    """Return a line for each level that a row misses."""
    found = []
    for row in rows:
        median = row.ours.median
        if row.level is not None and median >= row.level:
            found.append(f"{row.name}: {median:.3g} {row.unit}, the level is {row.level:.3g} {row.unit}")
        for name, ratio in row.wanted.items():
            if name in row.peers and row.peers[name].median / median < ratio / ALLOWANCE:
                found.append(
                    f"{row.name}: {name} takes {row.peers[name].median / median:.2g} times ours,"
                    f" the level is {ratio:.3g} (at worst {ratio / ALLOWANCE:.3g})"
                )
    return found
