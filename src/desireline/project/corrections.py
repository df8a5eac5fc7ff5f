"""What people correct in how an upload is read: kept with it, checked before it is kept."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError
from desireline.project.importing import ImportOptions
from desireline.project.uploads import Uploads, safe_name
from desireline.sources.mapping import Mapping

__all__ = ["Corrections", "TableCorrection", "check_corrections", "read_corrections", "reading_options"]


class TableCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said about one table instead of guessed."""

    source: Annotated[
        Annotated[str, Meta(min_length=1, max_length=120)] | None, Meta(description="The source's name.")
    ] = None
    aside: Annotated[bool, Meta(description="Whether the table is left aside.")] = False
    mapping: Annotated[
        dict[str, Any],
        Meta(
            description="Keys as in a mapping file (kind, time, moments, name, channel, identifiers, id, value, score, text, measures,"
            " lookups, ignore); each goes before what is recognised."
        ),
    ] = {}


class Corrections(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said about an upload instead of guessed."""

    tables: Annotated[
        dict[str, TableCorrection],
        Meta(description="By the table's name: the source's name as the file's name gives it."),
    ] = {}
    encoding: Annotated[str | None, Meta(description="The encoding of all its texts.")] = None
    at_us: Annotated[int | None, Meta(description="The time of all rows of tables without any: µs since 1970.")] = None


def read_corrections(uploads: Uploads, upload: str) -> Corrections:
    """Return what was corrected in an upload; nothing where it was not.

    Raises:
        NotFoundError: there is no such upload.
    """
    path = uploads.corrections(upload)
    with suppress(FileNotFoundError, msgspec.MsgspecError):  # none yet, or written by another version
        return msgspec.json.decode(path.read_bytes(), type=Corrections)
    return Corrections()


def check_corrections(corrections: Corrections) -> None:
    """Check that mappings have the shape of a mapping file and name no files but the upload's own.

    Raises:
        InputError: the first that is wrong: the table, the key, its value, and what is allowed.
    """
    from desireline.base.settings.shape import shape_faults

    for name, table in corrections.tables.items():
        faults = shape_faults(table.mapping, Mapping)
        if faults:
            raise InputError(f"the mapping of {name}: {faults[0][1]}")


def reading_options(uploads: Uploads, upload: str, corrections: Corrections, folder: Path) -> ImportOptions:
    """Return how an upload is to be read, with what was corrected.

    Args:
        uploads: of the project.
        upload: which.
        corrections: as checked.
        folder: where a mapping file may be written.

    Raises:
        NotFoundError: there is no such upload, or a lookup names a file that it does not hold.
    """
    files = uploads.files_folder(upload)
    tables = corrections.tables
    names = {name: table.source for name, table in tables.items() if table.source}
    mappings = {names.get(name, name): _inside(table.mapping, files) for name, table in tables.items() if table.mapping}
    path = folder / "mapping.yaml"
    if mappings:
        path.write_bytes(msgspec.json.encode({"tables": mappings}))  # JSON is YAML
    return ImportOptions(
        mapping=path if mappings else None,
        encoding=corrections.encoding,
        at_us=corrections.at_us,
        names=names,
        aside=frozenset(names.get(name, name) for name, table in tables.items() if table.aside),
        set_aside_others=True,
    )


def _inside(mapping: dict[str, Any], files: Path) -> dict[str, Any]:
    """Return a mapping whose lookups are files of the upload, and no others of this machine."""
    lookups = mapping.get("lookups")
    if not lookups:
        return mapping
    there = sorted(path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file())
    for lookup in lookups:
        if safe_name(lookup["file"]) not in there:
            raise InputError(
                f"lookups: the upload holds no file '{lookup['file']}': upload it too; it holds {', '.join(there[:20])}"
            )
    return mapping | {"lookups": [lookup | {"file": str(files / safe_name(lookup["file"]))} for lookup in lookups]}
