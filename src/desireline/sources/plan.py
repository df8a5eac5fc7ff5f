"""Before anything is written: which tables the files hold, how each would be read, and why."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desireline.base.errors import InputError, NotFoundError
from desireline.events import connect
from desireline.sources.files import Format, SourceFile, probe
from desireline.sources.mapping import Lookup, Mapping
from desireline.sources.names import source_name
from desireline.sources.recognise import recognise
from desireline.sources.recognise.model import Guess, Recognition
from desireline.sources.tables import Table, open_table, sample

if TYPE_CHECKING:
    import duckdb

__all__ = ["Options", "TablePlan", "expand", "plan_tables"]

_READ = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".gz", ".zst", ".zstd")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How an import is to be done."""

    currency: str = "EUR"
    time_zone: str = "UTC"
    source: str | None = None
    format: Format | None = None
    encoding: str | None = None
    mapping: Path | None = None
    at_us: int | None = None


class TablePlan(msgspec.Struct, frozen=True, kw_only=True):
    """How one table would be read."""

    source: str
    files: list[SourceFile]
    description: str
    columns: list[str]
    mapping: Mapping | None
    guesses: list[Guess]
    refused: str | None
    time_zone: str
    table: Table


def expand(paths: list[Path]) -> list[Path]:
    """Return the files that paths stand for: folders give the tables within them, in the order of their names.

    Raises:
        NotFoundError: a path does not exist, or a folder holds no table.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and file.suffix.lower() in _READ and not file.name.startswith(".")
            )
            if not inside:
                raise NotFoundError(
                    f"the folder {path} holds no table: put CSV, JSON Lines, JSON, Parquet or XLSX files there"
                )
            files.extend(inside)
        elif path.exists():
            files.append(path)
        else:
            raise NotFoundError(f"there is no file or folder {path}: check the name")
    return list(dict.fromkeys(file.resolve() for file in files))


@contextlib.contextmanager
def plan_tables(
    paths: list[Path], options: Options, folder: Path
) -> Iterator[tuple["duckdb.DuckDBPyConnection", list[TablePlan]]]:
    """Look at files and give, with the connection to read them by, how each table would be read.

    Args:
        paths: files and folders.
        options: what is given instead of guessed.
        folder: where texts of other encodings are rewritten; it may be removed afterwards.

    Raises:
        InputError: a file cannot be read, or the mapping file is wrong.
    """
    probed = [probe(file, encoding=options.encoding) for file in expand(paths)]
    if options.format is not None:
        probed = [msgspec.structs.replace(file, format=options.format) for file in probed]
    overrides = _read_mapping(options.mapping) if options.mapping else {}
    groups: dict[tuple[str, str, str, str], list[SourceFile]] = {}
    for file in probed:
        source = options.source or source_name(file.path)
        groups.setdefault((source, file.format, file.compression, file.encoding), []).append(file)
    with connect(folder / "duckdb", time_zone=options.time_zone) as connection:
        plans: list[TablePlan] = []
        for index, ((source, *_), files) in enumerate(groups.items()):
            place = folder / f"table{index}"
            place.mkdir(parents=True, exist_ok=True)
            plans.extend(
                _plan(connection, source, part, place / f"{number}", options, overrides)
                for number, part in enumerate(_same_shape(files))
            )
        _reject_unused(overrides, [plan.source for plan in plans])
        yield connection, plans


def _plan(
    connection: "duckdb.DuckDBPyConnection",
    source: str,
    files: list[SourceFile],
    folder: Path,
    options: Options,
    overrides: dict[str, dict[str, Any]],
) -> TablePlan:
    folder.mkdir(parents=True, exist_ok=True)
    override = overrides.get(source) or overrides.get("")
    table = open_table(connection, files, folder)
    description = table.description
    if override and "lookups" in override:
        assert options.mapping is not None
        table = _joined(
            connection, table, msgspec.convert(override["lookups"], list[Lookup]), options.mapping.parent, folder
        )
    recognition = recognise(sample(connection, table, source), currency=options.currency, at=options.at_us is not None)
    mapping = recognition.mapping
    guesses = recognition.guesses
    if override:
        mapping = _overridden(recognition, override)
        guesses = [guess for guess in guesses if guess.role.partition(":")[0] not in _roles(override)]
    zones = {rule.zone for rule in _time_rules(mapping) if rule.zone} if mapping else set()
    if len(zones) > 1:
        raise InputError(
            f"the mapping of {source} names several time zones ({', '.join(sorted(zones))}): one table has one"
        )
    return TablePlan(
        source=source,
        files=files,
        description=description,
        columns=[column.name for column in table.columns],
        mapping=mapping,
        guesses=guesses,
        refused=recognition.refused if mapping is None else None,
        time_zone=next(iter(zones), options.time_zone),
        table=table,
    )


def _same_shape(files: list[SourceFile]) -> list[list[SourceFile]]:
    """Part delimited files by their header; other formats name their columns row by row or are joined by name."""
    if files[0].format != "csv" or len(files) == 1:
        return [files] if files[0].format != "xlsx" else [[file] for file in files]
    from desireline.sources.files import open_text

    shapes: dict[bytes, list[SourceFile]] = {}
    for file in files:
        with open_text(file) as stream:
            shapes.setdefault(stream.readline().strip(), []).append(file)
    return list(shapes.values())


def _read_mapping(path: Path) -> dict[str, dict[str, Any]]:
    """Return the mappings of a file by source; under "" where it holds one for all.

    Raises:
        InputError: it is not a mapping.
    """
    from desireline.base.yaml import read_yaml

    content = read_yaml(path)
    if not isinstance(content, dict) or not content:
        raise InputError(
            f"{path} is not a mapping: write keys such as time, name and identifiers, or `tables:` with a mapping by source"
        )
    tables = content["tables"] if set(content) == {"tables"} else {"": content}
    if not isinstance(tables, dict):
        raise InputError(f"{path}: `tables` must hold mappings by source name")
    for name, mapping in tables.items():
        try:
            msgspec.convert(mapping, Mapping)
        except msgspec.ValidationError as error:
            raise InputError(f"{path}: the mapping{f' of {name}' if name else ''} is wrong: {error}") from error
    return tables


def _overridden(recognition: Recognition, override: dict[str, Any]) -> Mapping:
    """Lay a mapping file's keys over what was recognised."""
    base: dict[str, Any] = msgspec.to_builtins(recognition.mapping) if recognition.mapping else {}
    if "time" in override:
        base.pop("moments", None)
    if "moments" in override:
        base.pop("time", None)
    return msgspec.convert(base | override, Mapping)


def _roles(override: dict[str, Any]) -> set[str]:
    roles = {"identifiers": "identifier", "measures": "measure", "moments": "time"}
    return {roles.get(key, key) for key in override}


def _time_rules(mapping: Mapping) -> list[Any]:
    return [moment.time for moment in mapping.moments] or ([mapping.time] if mapping.time else [])


def _joined(
    connection: "duckdb.DuckDBPyConnection", table: Table, lookups: list[Lookup], base: Path, folder: Path
) -> Table:
    """Add to a table the columns of other files, at most one row of theirs to a row."""
    from desireline.sources.lookups import join_lookup

    for number, lookup in enumerate(lookups):
        other_folder = folder / f"lookup{number}"
        other_folder.mkdir()
        other = open_table(connection, [probe(base / lookup.file)], other_folder)
        table = join_lookup(table, other, lookup)
    return table


def _reject_unused(overrides: dict[str, dict[str, Any]], sources: list[str]) -> None:
    for name in overrides:
        if name and name not in sources:
            raise InputError(
                f"the mapping file names the table '{name}', which is not among those given: {', '.join(dict.fromkeys(sources))}"
            )
