"""Table samples for tests: from rows written in the test, and from real files read with DuckDB."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from desireline.sources.recognise import ColumnSample, TableSample
from desireline.sources.recognise.content import Column

ROWS = 5_000
_TYPES = {
    **dict.fromkeys(("BIGINT", "INTEGER", "HUGEINT", "SMALLINT", "TINYINT", "UBIGINT"), "integer"),
    **dict.fromkeys(("DOUBLE", "FLOAT"), "float"),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_NS"), "timestamp"),
    "BOOLEAN": "boolean",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "DATE": "date",
    "JSON": "json",
}


def table(
    source: str, columns: Mapping[str, Sequence[str | None]], types: Mapping[str, str] | None = None
) -> TableSample:
    """Return a sample of texts by column; `types` names the columns that are not text."""
    known = types or {}
    return TableSample(
        source=source,
        columns=[
            ColumnSample(name=name, type=known.get(name, "text"), values=list(values))
            for name, values in columns.items()
        ],
    )


def sample_file(
    path: Path, *, rows: int = ROWS, source: str | None = None, all_text: bool = False, **options: Any
) -> TableSample:
    """Return the first rows of a CSV, JSON Lines or Parquet file as an importer would see them."""
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        if path.suffix == ".parquet":
            relation = con.read_parquet(str(path))
        elif "json" in path.name:
            relation = con.read_json(str(path), **options)
        else:
            relation = con.read_csv(str(path), all_varchar=all_text, **({"sample_size": -1} | options))
        leaves = [
            leaf
            for name, kind in zip(relation.columns, relation.types, strict=True)
            for leaf in _leaves(name, f'"{name}"', kind)
        ]
        picked = ", ".join(f"cast({expression} as varchar)" for _, expression, _ in leaves)
        fetched = relation.limit(rows).project(picked).fetchall()
    columns = zip(*fetched, strict=True) if fetched else ([] for _ in leaves)
    stem = re.sub(r"[\W\d]+$", "", re.sub(r"\.(csv|tsv|ndjson|jsonl?|parquet|txt)(\.gz)?$", "", path.name))
    return TableSample(
        source=source or stem,
        columns=[
            ColumnSample(name=name, type=kind, values=[value or None for value in values])
            for (name, _, kind), values in zip(leaves, columns, strict=True)
        ],
    )


def _leaves(name: str, expression: str, kind: Any) -> list[tuple[str, str, str]]:
    """Return the leaves of a column: the fields of a struct, all the way down; else the column itself."""
    if kind.id == "struct":
        return [
            leaf
            for field, inner in kind.children
            for leaf in _leaves(f"{name}.{field}", f"struct_extract({expression}, '{field}')", inner)
        ]
    return [(name, expression, "json" if kind.id in ("list", "map") else _TYPES.get(str(kind), "text"))]


def columns(values: Mapping[str, Sequence[str | None]], types: Mapping[str, str] | None = None) -> list[Column]:
    """Return columns as the parts of recognition see them."""
    return [Column(column) for column in table("", values, types).columns]
