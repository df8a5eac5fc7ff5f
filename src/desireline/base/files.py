"""Writing so that a crash at any point leaves the old state, and reading what was written."""

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desireline.base.errors import BusyError, StorageError

__all__ = ["exclusive", "fsync_dir", "fsync_file", "scratch", "storage_errors", "sweep_scratch", "write_atomic"]


def fsync_file(path: Path) -> None:
    """Force a file's content to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fsync_dir(path: Path) -> None:
    """Force a folder's entries (names given or taken) to the disk."""
    fsync_file(path)


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a temporary name, to the disk, then renamed.

    Raises:
        StorageError: the disk is full or the folder may not be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with storage_errors(path):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
            fsync_dir(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn the system's word for a full disk or missing rights into one sentence about `path`.

    Raises:
        StorageError: what the system said, as a sentence.
    """
    try:
        yield
    except StorageError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StorageError(
                f"the disk is full: {path} could not be written; nothing was changed, free some space and try again"
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StorageError(
                f"no right to write {path}: nothing was changed; give this account write access to the folder"
            ) from error
        raise


@contextlib.contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Hold the one right to write, given by a lock file that the system frees when the process ends.

    Raises:
        BusyError: another process holds it.
    """
    with storage_errors(lock):
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(
                f"another process is writing to {lock.resolve().parent.parent}: wait until it has finished and try again"
            ) from error
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """Give a folder of one's own within `parent` (made if it must be) and remove it afterwards, with `parent` where that was made.

    A process that is killed leaves its folder; `sweep_scratch` knows it by the lock that nobody holds any more.

    Raises:
        StorageError: the disk is full or `parent` may not be written.
    """
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    with storage_errors(parent):
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=parent))
        handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
        for made in missing:
            with contextlib.suppress(OSError):
                made.rmdir()


def sweep_scratch(parent: Path) -> None:
    """Remove what processes that were killed left in a folder of `scratch` folders."""
    for folder in parent.iterdir() if parent.is_dir() else ():
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(handle)
