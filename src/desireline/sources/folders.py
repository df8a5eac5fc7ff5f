"""Paths that are given, to the files that may be tables."""

import os
from pathlib import Path

import msgspec

from desireline.base.errors import InputError, NotFoundError

__all__ = ["Found", "find_files"]

_ENDINGS = (
    ".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".gz", ".zst", ".zstd",
    ".xls", ".xml", ".zip",
)  # fmt: skip  # the last ones are set aside with the reason


class Found(msgspec.Struct, frozen=True):
    """A file, and whether it was found inside a folder rather than named."""

    path: Path
    inside: bool


def find_files(paths: list[Path]) -> list[Found]:
    """Return the files that paths stand for: folders give what may be tables within them, in the order of their names.

    Hidden files and folders, and links to folders, are passed over. A file that is named is taken whatever it is called.

    Raises:
        NotFoundError: a path does not exist, or a folder holds no table.
        InputError: a folder may not be read.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        try:
            here = path.resolve(strict=True)
            files = (
                [Found(file, inside=True) for file in _inside(here)] if here.is_dir() else [Found(here, inside=False)]
            )
        except FileNotFoundError as error:
            raise NotFoundError(f"there is no file or folder {path}: check the name") from error
        except PermissionError as error:
            raise InputError(f"no right to read {error.filename}: give this account read access to it") from error
        except (OSError, RuntimeError) as error:
            raise InputError(f"{path} cannot be read ({error}): check the name") from error
        if not files:
            raise NotFoundError(
                f"the folder {path} holds no table: put CSV, JSON Lines, JSON, Parquet or XLSX files there"
            )
        for one in files:
            if one.path not in found or not one.inside:
                found[one.path] = one
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    files = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [
            Path(place, name).resolve()
            for name in names
            if not name.startswith((".", "~$"))
            and Path(name).suffix.lower() in _ENDINGS
            and Path(place, name).is_file()
        ]
    return sorted(files)


def _refuse(error: OSError) -> None:
    raise error
