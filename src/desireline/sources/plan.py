"""Before anything is written: which tables the files hold, how each would be read, and why."""

import contextlib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desireline.base.errors import InputError
from desireline.base.times import zone
from desireline.events import connect
from desireline.sources.files import Format, NotATableError, SourceFile, probe
from desireline.sources.folders import Found, find_files
from desireline.sources.mapping import Lookup, Mapping
from desireline.sources.mapping_file import overlaid, read_mapping
from desireline.sources.names import source_name
from desireline.sources.opening import by_shape, open_table
from desireline.sources.recognise import recognise
from desireline.sources.recognise.model import Guess
from desireline.sources.sheets import sheets_of
from desireline.sources.tables import Table, sample

if TYPE_CHECKING:
    import duckdb

__all__ = ["Options", "Refused", "TablePlan", "plan_tables"]


_LEFT = "left aside as asked"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How an import is to be done."""

    currency: str = "EUR"
    time_zone: str = "UTC"
    source: str | None = None
    format: Format | None = None
    encoding: str | None = None
    mapping: Path | None = None
    at_us: int | None = None
    names: dict[str, str] = {}
    """What sources are called instead of what their files' names say."""
    aside: frozenset[str] = frozenset()
    """Sources left aside, by the names they have in the end."""
    set_aside_others: bool = False
    """Whether a file that is no table is set aside with the reason, as within a folder, also where it was named."""


class TablePlan(msgspec.Struct, frozen=True, kw_only=True):
    """How one table would be read."""

    source: str
    files: list[SourceFile]
    description: str
    mapping: Mapping | None
    guesses: list[Guess]
    refused: str | None
    time_zone: str
    table: Table


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a folder that is no table."""

    path: Path
    reason: str


@contextlib.contextmanager
def plan_tables(
    paths: list[Path], options: Options, folder: Path
) -> Iterator[tuple["duckdb.DuckDBPyConnection", list[TablePlan], list[Refused]]]:
    """Look at files and give, with the connection to read them by, how each table would be read, and which files are none.

    Args:
        paths: files and folders.
        options: what is given instead of guessed.
        folder: where texts of other encodings are rewritten; it may be removed afterwards.

    Raises:
        InputError: a file cannot be read, or the mapping file is wrong.
    """
    overrides = read_mapping(options.mapping) if options.mapping else {}
    refused: list[Refused] = []
    sources: dict[str, list[SourceFile]] = {}
    found = find_files(paths)
    if options.set_aside_others:
        found = [Found(one.path, inside=True) for one in found]
    for one in found:
        for file in _probed(one, options, refused):
            sources.setdefault(_source(file, options), []).append(file)
    _reject_unused(overrides, list(sources))
    with connect(folder / "duckdb", time_zone=options.time_zone) as connection:
        plans: list[TablePlan] = []
        inside = {one.path for one in found if one.inside}
        for source, files in sources.items():
            if source in options.aside:
                refused.extend(Refused(path=file.path, reason=_LEFT) for file in files)
                continue
            for part in by_shape(connection, files):
                place = folder / f"table{len(plans) + len(refused)}"
                place.mkdir(parents=True, exist_ok=True)
                try:
                    plans.append(_plan(connection, source, part, place, options, overrides))
                except NotATableError as error:
                    if not {file.path for file in part} <= inside:
                        raise
                    refused.extend(Refused(path=file.path, reason=str(error)) for file in part)
        yield connection, plans, refused


def _probed(one: Found, options: Options, refused: list[Refused]) -> list[SourceFile]:
    """Return a file, once for each of its sheets; a file that is no table is noted where it lay in a folder."""
    try:
        file = probe(one.path, encoding=options.encoding, file_format=options.format)
        return sheets_of(file) if file.format == "xlsx" else [file]
    except NotATableError as error:
        if not one.inside:
            raise
        refused.append(Refused(path=one.path, reason=str(error)))
        return []


def _source(file: SourceFile, options: Options) -> str:
    """Return the name of a file's source; a workbook with several filled sheets has one for each."""
    name = options.source or source_name(file.path)
    name = f"{name}_{source_name(Path(file.sheet))}" if file.sheet and file.sheets > 1 else name
    return options.names.get(name, name)


def _plan(
    connection: "duckdb.DuckDBPyConnection",
    source: str,
    files: list[SourceFile],
    folder: Path,
    options: Options,
    overrides: dict[str, dict[str, Any]],
) -> TablePlan:
    override = overrides.get(source) or overrides.get("") or {}
    table = open_table(connection, files, folder)
    description = table.description
    if "lookups" in override:
        assert options.mapping is not None
        lookups = msgspec.convert(override["lookups"], list[Lookup])
        table = _joined(connection, table, lookups, options.mapping.parent, folder)
    recognition = recognise(sample(connection, table, source), currency=options.currency, at=options.at_us is not None)
    mapping = overlaid(recognition.mapping, override) if override else recognition.mapping
    return TablePlan(
        source=source,
        files=files,
        description=description,
        mapping=mapping,
        guesses=[guess for guess in recognition.guesses if guess.role.partition(":")[0] not in _roles(override)],
        refused=recognition.refused if mapping is None else None,
        time_zone=_zone(source, mapping, options),
        table=table,
    )


def _zone(source: str, mapping: Mapping | None, options: Options) -> str:
    rules = [moment.time for moment in mapping.moments] if mapping else []
    rules += [mapping.time] if mapping and mapping.time else []
    zones = {rule.zone for rule in rules if rule.zone}
    if len(zones) > 1:
        raise InputError(
            f"the mapping of {source} names several time zones ({', '.join(sorted(zones))}): one table has one"
        )
    return zone(next(iter(zones), options.time_zone)).key


def _roles(override: dict[str, Any]) -> set[str]:
    roles = {"identifiers": "identifier", "measures": "measure", "moments": "time"}
    return {roles.get(key, key) for key in override}


def _joined(
    connection: "duckdb.DuckDBPyConnection", table: Table, lookups: list[Lookup], base: Path, folder: Path
) -> Table:
    """Add to a table the columns of other files, at most one row of theirs to a row."""
    from desireline.sources.lookups import join_lookup

    for number, lookup in enumerate(lookups):
        place = folder / f"lookup{number}"
        place.mkdir()
        other = open_table(connection, [probe(base / lookup.file)], place)
        table = join_lookup(table, other, lookup, number=number)
    return table


def _reject_unused(overrides: dict[str, dict[str, Any]], sources: list[str]) -> None:
    for name in overrides:
        if name and name not in sources:
            near = get_close_matches(name, sources, n=1)
            hint = f"did you mean '{near[0]}'? " if near else ""
            raise InputError(
                f"the mapping file names the table '{name}', which is not among those given: {hint}there are"
                f" {', '.join(sources) or 'none'}"
            )
