"""Writing whole or not at all, and one writer at a time."""

import errno
import os
from pathlib import Path

import pytest

from desireline.base.errors import BusyError, StorageError
from desireline.base.files import exclusive, storage_errors, write_atomic


def test_the_old_content_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomic(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"the disk is full: .*file could not be written; nothing was changed"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "no right to write"),
        (errno.EROFS, "no right"),
    ],
)
def test_errors_of_the_system_become_sentences(number: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=words), storage_errors(tmp_path):
        raise OSError(number, "as the system says it")


def test_other_errors_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), storage_errors(tmp_path):
        (tmp_path / "none").read_bytes()
    with pytest.raises(BusyError), storage_errors(tmp_path):
        raise BusyError("taken")


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "shop" / ".desireline" / "lock"
    lock.parent.mkdir(parents=True)
    with (
        exclusive(lock),
        pytest.raises(BusyError, match=f"another process is writing to {tmp_path / 'shop'}: wait"),
        exclusive(lock),
    ):
        pass
    with exclusive(lock):
        pass


def test_a_writer_that_fails_gives_the_right_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path / "lock"):
        raise ZeroDivisionError
    with exclusive(tmp_path / "lock"):
        pass
