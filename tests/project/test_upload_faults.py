"""Faults of uploads name files and tables as whoever put them in knows them."""

from pathlib import Path

import pytest

from desireline.base.errors import InputError, StorageError
from desireline.project.corrections import Corrections, TableCorrection
from desireline.project.upload_faults import as_corrected, named_as_uploaded

FILES = Path("/project/.desireline/uploads/0123/files")
RENAMED = Corrections(tables={"log": TableCorrection(source="till")})


def test_tables_are_called_by_their_own_names() -> None:
    assert as_corrected(("tables", "till", "mapping", "time"), RENAMED, FILES) == ("tables", "log", "mapping", "time")
    assert as_corrected(("tables", "orders", "at"), RENAMED, FILES) == ("tables", "orders", "at")
    assert as_corrected(("files", f"{FILES}/a/b.csv", "encoding"), RENAMED, FILES) == ("files", "a/b.csv", "encoding")
    assert as_corrected((), RENAMED, FILES) == ()


def test_errors_keep_their_kind_and_are_told_by_the_files_names() -> None:
    with pytest.raises(InputError, match=r"^a\.csv is empty$") as told, named_as_uploaded(FILES, RENAMED):
        raise InputError(f"{FILES}/a.csv is empty", place=("files", f"{FILES}/a.csv"))
    assert told.value.place == ("files", "a.csv")
    with pytest.raises(StorageError, match=r"^a\.csv cannot be written$"), named_as_uploaded(FILES, RENAMED):
        raise StorageError(f"{FILES}/a.csv cannot be written")


def test_what_names_nothing_of_it_stays_as_it_is() -> None:
    error = InputError("the disk is full")
    with pytest.raises(InputError) as told, named_as_uploaded(FILES, RENAMED):
        raise error
    assert told.value is error
