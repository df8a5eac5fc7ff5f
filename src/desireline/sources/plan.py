"""Before anything is written: which tables the files hold, how each would be read, and why."""

import contextlib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from desireline.base.errors import InputError, Place, placed
from desireline.base.times import zone
from desireline.events import connect
from desireline.sources.files import Format, NotATableError, ReadAs, SourceFile, probe
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
    separator: str | None = None
    files: dict[Path, ReadAs] = {}
    """What is said of single files; it goes before what is said of all."""
    mapping: Path | None = None
    at_us: int | None = None
    at: dict[str, int] = {}
    """The same for single sources, by the names they have in the end; it goes before what is said of all."""
    names: dict[str, str] = {}
    """What sources are called instead of what their files' names say."""
    aside: frozenset[str] = frozenset()
    """Sources left aside, by the names they have in the end."""
    aside_files: frozenset[Path] = frozenset()
    """Files left aside."""
    set_aside_others: bool = False
    """Whether a file that is no table is set aside with the reason, as within a folder, also where it was named."""
    set_aside_damaged: bool = False
    """Whether a file that cannot be read is set aside too, to be told; nothing can be imported while there is one."""


class TablePlan(msgspec.Struct, frozen=True, kw_only=True):
    """How one table would be read."""

    source: str
    files: list[SourceFile]
    description: str
    mapping: Mapping | None
    guesses: list[Guess]
    refused: str | None
    cure: Literal["at", "mapping"] | None
    """What would make a table readable that is refused."""
    time_zone: str
    at_us: int | None
    """The time of all rows, where they have none."""
    table: Table


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a folder that is no table."""

    path: Path
    reason: str
    damaged: bool = False
    """Whether it seems to be a table, and cannot be read."""
    place: Place = ()
    """Where in what was given the fault lies."""


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
    refused += [Refused(path=one.path, reason=_LEFT) for one in found if one.path in options.aside_files]
    found = [one for one in found if one.path not in options.aside_files]
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
            for part in _shaped(connection, files, options, refused):
                place = folder / f"table{len(plans) + len(refused)}"
                place.mkdir(parents=True, exist_ok=True)
                try:
                    table = open_table(connection, part, place)
                except InputError as error:
                    no_table = isinstance(error, NotATableError)
                    if not (options.set_aside_damaged or no_table) or not {file.path for file in part} <= inside:
                        raise
                    refused.extend(_refused(file.path, error) for file in part)
                    continue
                with placed("tables", source):
                    plans.append(_plan(connection, source, part, table, place, options, overrides))
        yield connection, plans, refused


def _probed(one: Found, options: Options, refused: list[Refused]) -> list[SourceFile]:
    """Return a file, once for each of its sheets; a file that is no table is noted where it lay in a folder."""
    said = options.files.get(one.path, ReadAs())
    try:
        with placed("files", str(one.path)):
            file = probe(
                one.path,
                encoding=said.encoding or options.encoding,
                file_format=said.format or options.format,
                separator=said.separator or options.separator,
            )
            return sheets_of(file) if file.format == "xlsx" else [file]
    except InputError as error:
        if not one.inside or not (options.set_aside_damaged or isinstance(error, NotATableError)):
            raise
        refused.append(_refused(one.path, error))
        return []


def _shaped(
    connection: "duckdb.DuckDBPyConnection", files: list[SourceFile], options: Options, refused: list[Refused]
) -> list[list[SourceFile]]:
    """Return the files of one source in the parts that are read together; what is damaged may be set aside."""
    if not options.set_aside_damaged:
        return by_shape(connection, files)
    whole = []
    for file in files:
        try:
            by_shape(connection, [file])
        except InputError as error:
            refused.append(_refused(file.path, error))
        else:
            whole.append(file)
    return by_shape(connection, whole)


def _refused(path: Path, error: InputError) -> Refused:
    place = error.place or ("files", str(path))
    return Refused(path=path, reason=str(error), damaged=not isinstance(error, NotATableError), place=place)


def _source(file: SourceFile, options: Options) -> str:
    """Return the name of a file's source; a workbook with several filled sheets has one for each."""
    name = options.source or source_name(file.path)
    name = f"{name}_{source_name(Path(file.sheet))}" if file.sheet and file.sheets > 1 else name
    return options.names.get(name, name)


def _plan(
    connection: "duckdb.DuckDBPyConnection",
    source: str,
    files: list[SourceFile],
    table: Table,
    folder: Path,
    options: Options,
    overrides: dict[str, dict[str, Any]],
) -> TablePlan:
    override = overrides.get(source) or overrides.get("") or {}
    at_us = options.at.get(source, options.at_us)
    description = table.description
    if "lookups" in override:
        assert options.mapping is not None
        lookups = msgspec.convert(override["lookups"], list[Lookup])
        table = _joined(connection, table, lookups, options.mapping.parent, folder)
    recognition = recognise(sample(connection, table, source), currency=options.currency, at=at_us is not None)
    mapping = overlaid(recognition.mapping, override) if override else recognition.mapping
    return TablePlan(
        source=source,
        files=files,
        description=description,
        mapping=mapping,
        guesses=[guess for guess in recognition.guesses if guess.role.partition(":")[0] not in _roles(override)],
        refused=recognition.refused if mapping is None else None,
        cure=recognition.cure if mapping is None else None,
        at_us=at_us,
        time_zone=_zone(source, mapping, options),
        table=table,
    )


def _zone(source: str, mapping: Mapping | None, options: Options) -> str:
    rules = [moment.time for moment in mapping.moments] if mapping else []
    rules += [mapping.time] if mapping and mapping.time else []
    zones = {rule.zone for rule in rules if rule.zone}
    if len(zones) > 1:
        raise InputError(
            f"the mapping of {source} names several time zones ({', '.join(sorted(zones))}): one table has one",
            place=("mapping", "time", "zone"),
        )
    with placed("mapping", "time", "zone"):
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
        with placed("mapping", "lookups", number):
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
