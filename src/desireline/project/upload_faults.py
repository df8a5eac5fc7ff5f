"""Faults of an upload as whoever put it in sees them: files by the names they came with, places within what was corrected."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desireline.base.errors import InputError, Place, StorageError
from desireline.project.corrections import Corrections

__all__ = ["as_corrected", "named_as_uploaded"]


@contextmanager
def named_as_uploaded(files: Path, corrections: Corrections) -> Iterator[None]:
    """Let errors within the block name files as they were uploaded, not where they lie, and say where they would be corrected.

    Args:
        files: where the upload's files lie.
        corrections: under which they are read.

    Raises:
        InputError: as within, with names put in.
        StorageError: the same.
    """
    try:
        yield
    except (InputError, StorageError) as error:
        text, place = str(error), error.place if isinstance(error, InputError) else ()
        named, found = text.replace(f"{files}/", ""), as_corrected(place, corrections, files)
        if (named, found) == (text, place):
            raise
        told = type(error)(named)
        if isinstance(told, InputError):
            told.place = found
        raise told from error


def as_corrected(place: Place, corrections: Corrections, files: Path) -> Place:
    """Return a place within what was read as a place within corrections: tables by their own names, files as they were uploaded.

    Args:
        place: of a fault.
        corrections: under which it was found.
        files: where the upload's files lie.
    """
    if place[:1] == ("tables",) and len(place) > 1:
        given = {table.source: name for name, table in corrections.tables.items() if table.source}
        return ("tables", given.get(str(place[1]), place[1]), *place[2:])
    if place[:1] == ("files",) and len(place) > 1:
        return ("files", str(place[1]).removeprefix(f"{files}/"), *place[2:])
    return place
