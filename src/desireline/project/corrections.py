"""What people correct in how an upload is read: kept with it, checked before it is kept."""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desireline.base.errors import ChangedError, InputError, placed
from desireline.base.times import moment_us
from desireline.project.importing import ImportOptions
from desireline.project.uploads import Uploads, safe_name
from desireline.sources.files import ReadAs
from desireline.sources.mapping import Mapping

__all__ = [
    "Corrections",
    "FileCorrection",
    "TableCorrection",
    "check_corrections",
    "check_version",
    "corrections_version",
    "read_corrections",
    "reading_options",
]


class TableCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said about one table instead of guessed."""

    source: Annotated[
        Annotated[str, Meta(min_length=1, max_length=120)] | None, Meta(description="The source's name.")
    ] = None
    aside: Annotated[bool, Meta(description="Whether the table is left aside.")] = False
    at: Annotated[
        str | None,
        Meta(
            description="The day of all rows, where none says its time, or the moment: 2026-01-31 or 2026-01-31T14:30, in the project's"
            " time zone. Then no column is read as the time."
        ),
    ] = None
    mapping: Annotated[
        dict[str, Any],
        Meta(
            description="Keys as in a mapping file (kind, time, moments, name, channel, identifiers, id, value, score, text, measures,"
            " lookups, ignore); each goes before what is recognised."
        ),
    ] = {}


class FileCorrection(ReadAs, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said about one file instead of found out."""

    aside: Annotated[bool, Meta(description="Whether the file is left aside.")] = False


class Corrections(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said about an upload instead of guessed."""

    tables: Annotated[
        dict[str, TableCorrection],
        Meta(description="By the table's name: the source's name as the file's name gives it."),
    ] = {}
    files: Annotated[
        dict[str, FileCorrection], Meta(description="By the file's name, with the folders it came in.")
    ] = {}


def read_corrections(uploads: Uploads, upload: str) -> Corrections:
    """Return what was corrected in an upload; nothing where it was not.

    Raises:
        NotFoundError: there is no such upload.
    """
    path = uploads.corrections(upload)
    with suppress(FileNotFoundError, msgspec.MsgspecError):  # none yet, or written by another version
        return msgspec.json.decode(path.read_bytes(), type=Corrections)
    return Corrections()


def corrections_version(corrections: Corrections) -> str:
    """Return a word that is the same for the same corrections, and no others."""
    return blake2b(msgspec.json.encode(corrections, order="deterministic"), digest_size=12).hexdigest()


def check_version(corrections: Corrections, expected: str | None) -> None:
    """Check that corrections are those that somebody looked at.

    Args:
        corrections: as they are now.
        expected: the version they must have; None: any.

    Raises:
        ChangedError: they have another by now.
    """
    if expected is not None and expected != corrections_version(corrections):
        raise ChangedError(
            "somebody else has corrected this upload since you looked at it: nothing was changed; look at it again,"
            " then make your correction"
        )


def check_corrections(corrections: Corrections) -> None:
    """Check that mappings have the shape of a mapping file and name no files but the upload's own.

    Raises:
        InputError: the first that is wrong: the table, the key, its value, and what is allowed.
    """
    from desireline.base.settings.shape import shape_faults

    for name, table in corrections.tables.items():
        faults = shape_faults(table.mapping, Mapping)
        if faults:
            path, said = faults[0]
            raise InputError(f"the mapping of {name}: {said}", place=("tables", name, "mapping", *path))


def reading_options(
    uploads: Uploads, upload: str, corrections: Corrections, folder: Path, *, time_zone: str, preview: bool = False
) -> ImportOptions:
    """Return how an upload is to be read, with what was corrected.

    Args:
        uploads: of the project.
        upload: which.
        corrections: as checked.
        folder: where a mapping file may be written.
        time_zone: of the days that are given.
        preview: whether files that cannot be read are told beside the others; for an import each is an error.

    Raises:
        NotFoundError: there is no such upload.
        InputError: it does not hold a file that is named, or what is given is no day.
    """
    files = uploads.files_folder(upload)
    tables = corrections.tables
    names = {name: table.source for name, table in tables.items() if table.source}
    said = {_file(files, name): file for name, file in corrections.files.items()}
    mappings = {
        names.get(name, name): _inside(name, table.mapping, files) for name, table in tables.items() if table.mapping
    }
    path = folder / "mapping.yaml"
    if mappings:
        path.write_bytes(msgspec.json.encode({"tables": mappings}))  # JSON is YAML
    return ImportOptions(
        mapping=path if mappings else None,
        files={
            path: ReadAs(format=one.format, encoding=one.encoding, separator=one.separator)
            for path, one in said.items()
        },
        at={names.get(name, name): _day(name, table.at, time_zone) for name, table in tables.items() if table.at},
        names=names,
        aside=frozenset(names.get(name, name) for name, table in tables.items() if table.aside),
        aside_files=frozenset(path for path, one in said.items() if one.aside),
        set_aside_others=True,
        set_aside_damaged=preview,
    )


def _day(name: str, text: str, time_zone: str) -> int:
    with placed("tables", name):
        return moment_us(text, time_zone)


def _file(files: Path, name: str) -> Path:
    path = files / safe_name(name)
    if not path.is_file():
        raise InputError(f"the upload holds no file '{name}': it holds {_held(files)}", place=("files", name))
    return path


def _held(files: Path) -> str:
    return ", ".join(sorted(path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file())[:20])


def _inside(table: str, mapping: dict[str, Any], files: Path) -> dict[str, Any]:
    """Return a mapping whose lookups are files of the upload, and no others of this machine."""
    lookups = mapping.get("lookups")
    if not lookups:
        return mapping
    there = sorted(path.relative_to(files).as_posix() for path in files.rglob("*") if path.is_file())
    for number, lookup in enumerate(lookups):
        if safe_name(lookup["file"]) not in there:
            raise InputError(
                f"lookups: the upload holds no file '{lookup['file']}': upload it too; it holds {', '.join(there[:20])}",
                place=("tables", table, "mapping", "lookups", number, "file"),
            )
    return mapping | {"lookups": [lookup | {"file": str(files / safe_name(lookup["file"]))} for lookup in lookups]}
