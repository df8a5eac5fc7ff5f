"""Backups: all that cannot be rebuilt, in one file; and a project out of such a file."""

import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
from msgspec import Meta

import desireline
from desireline.base.errors import InputError, NotFoundError
from desireline.base.files import exclusive, fsync_dir, fsync_file, scratch, storage_errors, sweep_scratch
from desireline.base.settings.load import FILE_NAME
from desireline.base.state import State
from desireline.base.stopping import check_stop
from desireline.base.times import from_us, now_us, to_us
from desireline.project.project import Project, open_project

__all__ = [
    "Backup",
    "backups",
    "delete_backup",
    "make_backup",
    "restore_backup",
    "stored_backup",
    "sweep_backups",
    "write_backup",
]

_DOCUMENTS = (FILE_NAME, "library.yaml", "maps", "surveys", "questions")
_DATA = ("events", "rejects")
_NAME = re.compile(r"desireline-(\d{8}T\d{6})-(\d{6})\.tar\.zst")
_HEAD = "backup.json"
_FORMAT = 1


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One backup that lies with the project."""

    name: Annotated[str, Meta(description="Of its file.")]
    at_us: Annotated[int, Meta(description="When it was begun: µs since 1970, UTC.")]
    bytes: int


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself; it stands first in it."""

    format: int
    version: str
    at_us: int
    files: dict[str, int]


def make_backup(project: Project, *, progress: Callable[[float], None] = lambda _: None) -> Backup:
    """Write a backup into the project's own folder of backups.

    Args:
        project: of which.
        progress: told which part of one is packed, at most a hundred times.

    Raises:
        BusyError: another process is writing.
        StorageError: the disk is full.
        StoppedError: it was asked to stop; nothing is left of it.
    """
    now = now_us()
    name = f"desireline-{from_us(now):%Y%m%dT%H%M%S-%f}.tar.zst"
    folder = _folder(project)
    sweep_backups(project)
    with scratch(_aside(project)) as packed:  # a process that is killed leaves nothing beside the backups
        write_backup(project, packed / name, progress=progress)
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            (packed / name).replace(folder / name)
            fsync_dir(folder)
    return _backup(folder / name)


def write_backup(project: Project, path: Path, *, progress: Callable[[float], None] = lambda _: None) -> None:
    """Write all that cannot be rebuilt into a file: settings, maps, events, imports, accounts, notes. Sessions are left out.

    It is of one moment: who writes waits while files are linked, not while they are packed.

    Args:
        project: of which.
        path: the file, a tar archive packed with zstd; it appears whole or not at all.
        progress: told which part of one is packed, at most a hundred times.

    Raises:
        BusyError: another process is writing.
        StorageError: the disk is full or may not be written.
        StoppedError: it was asked to stop; nothing is left of it.
    """
    with storage_errors(project.log.folder):
        project.log.folder.mkdir(parents=True, exist_ok=True)
    with scratch(_aside(project)) as folder:
        with exclusive(project.log.folder / "lock"), storage_errors(path):
            _gather(project, folder)
        State(folder / ".desireline" / "state.db", "access", ()).shrink()
        for beside in (folder / ".desireline").glob("state.db-*"):
            beside.unlink()
        with storage_errors(path):
            _pack(folder, path, progress)


def backups(project: Project) -> list[Backup]:
    """Return the backups that lie with the project, the newest first."""
    folder = _folder(project)
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted((_backup(path) for path in found if _NAME.fullmatch(path.name)), key=lambda each: -each.at_us)


def stored_backup(project: Project, name: str) -> Path:
    """Return the file of a backup.

    Raises:
        NotFoundError: there is none of that name.
    """
    known = [each.name for each in backups(project)]
    if name not in known:
        raise NotFoundError(f"there is no backup '{name}': backups are {', '.join(known) or 'none'}")
    return _folder(project) / name


def delete_backup(project: Project, name: str) -> None:
    """Delete a backup.

    Raises:
        NotFoundError: there is none of that name.
    """
    path = stored_backup(project, name)
    with storage_errors(path):
        path.unlink()
        fsync_dir(path.parent)


def sweep_backups(project: Project) -> None:
    """Remove what processes that were killed left of backups not finished: it holds people's data."""
    sweep_scratch(_aside(project))


def restore_backup(path: Path, folder: Path) -> Project:
    """Make a new project folder out of a backup: whole or not at all.

    Args:
        path: the backup.
        folder: must not exist, or be empty.

    Raises:
        NotFoundError: there is no such file.
        InputError: it is no backup, is damaged, or the folder holds something.
        StorageError: the disk is full.
    """
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}: give the path of a backup")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} holds something already: name a new folder, so that nothing is written over")
    target = folder.resolve()
    with storage_errors(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with storage_errors(folder):
            _unpack(path, made)
            if target.exists():
                target.rmdir()
            made.chmod(0o755)
            made.replace(target)
            fsync_dir(target.parent)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return open_project(folder)


def _folder(project: Project) -> Path:
    return project.log.folder / "backups"


def _aside(project: Project) -> Path:
    return project.log.folder / "backing-up"


def _backup(path: Path) -> Backup:
    named = _NAME.fullmatch(path.name)
    assert named
    when = datetime.strptime(f"{named[1]}.{named[2]}+0000", "%Y%m%dT%H%M%S.%f%z")
    return Backup(name=path.name, at_us=to_us(when), bytes=path.stat().st_size)


def _gather(project: Project, folder: Path) -> None:
    """Bring everything of this moment into a folder: documents copied, parts of the log linked, since they never change."""
    data = folder / ".desireline"
    data.mkdir()
    for name in _DOCUMENTS:
        _take(project.folder / name, folder / name, shutil.copyfile)
    for name in _DATA:
        _take(project.log.folder / name, data / name, os.link)
    if (project.log.folder / "state.db").exists():
        _copy_state(project.log.folder / "state.db", data / "state.db")


def _take(source: Path, target: Path, how: Any) -> None:
    check_stop()
    if source.is_symlink():
        return
    if source.is_file():
        how(source, target)
    elif source.is_dir():
        target.mkdir()
        for path in sorted(source.iterdir()):
            _take(path, target / path.name, how)


def _copy_state(source: Path, target: Path) -> None:
    """Copy the project's SQLite file as of one moment, and leave out who is signed in."""
    import sqlite3

    with closing(sqlite3.connect(source, timeout=30)) as ours, closing(sqlite3.connect(target)) as copy:
        ours.backup(copy)
        if copy.execute("select 1 from sqlite_master where name = 'session'").fetchone():
            copy.execute("delete from session")
            copy.commit()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def _pack(folder: Path, path: Path, progress: Callable[[float], None]) -> None:
    import pyarrow as pa

    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in _files(folder)}
    head = _Head(format=_FORMAT, version=desireline.__version__, at_us=now_us(), files=files)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    (folder / _HEAD).write_bytes(msgspec.json.encode(head))
    packed = _Packed(sum(files.values()), progress)
    try:
        with (
            pa.output_stream(str(temporary), compression="zstd") as out,
            tarfile.open(fileobj=out, mode="w|") as tar,
        ):
            for name in (_HEAD, *files):
                with (folder / name).open("rb") as file:
                    tar.addfile(_nobodys(tar.gettarinfo(arcname=name, fileobj=file)), packed.counting(file))
        fsync_file(temporary)
        temporary.replace(path)
        fsync_dir(path.resolve().parent)
    finally:
        temporary.unlink(missing_ok=True)


class _Packed:
    """How much has been packed."""

    def __init__(self, whole: int, progress: Callable[[float], None]) -> None:
        self._whole = max(1, whole)
        self._progress = progress
        self._bytes = 0
        self._told = 0

    def counting(self, file: BinaryIO) -> "_Counted":
        """Return the file, counted as it is read."""
        return _Counted(file, self)

    def add(self, count: int) -> None:
        """Take that so many bytes were packed, and tell it with every hundredth of the whole."""
        self._bytes += count
        hundredths = min(100, 100 * self._bytes // self._whole)
        if hundredths > self._told:
            self._told = hundredths
            self._progress(hundredths / 100)


class _Counted:
    """A file being packed; it can be left between two pieces."""

    def __init__(self, file: BinaryIO, packed: _Packed) -> None:
        self._file = file
        self._packed = packed

    def read(self, count: int = -1, /) -> bytes:
        """Read the next piece.

        Raises:
            StoppedError: the work was asked to stop.
        """
        check_stop()
        piece = self._file.read(count)
        self._packed.add(len(piece))
        return piece


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Take out whose the file was on this machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _unpack(path: Path, folder: Path) -> None:
    """Unpack a backup, and check that it is all there.

    Raises:
        InputError: it is not.
    """
    import pyarrow as pa

    head: _Head | None = None
    try:
        with pa.input_stream(str(path), compression="zstd") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if head is None:
                    head = _head(path, member.name, content.read() if content else b"")
                elif not member.isfile() or content is None or head.files.get(member.name) != member.size:
                    raise InputError(
                        f"{path} is damaged, or was not written by Desireline: '{member.name}' is not in its list"
                    )
                else:
                    _write(folder, member.name, content)
    except (tarfile.TarError, OSError, EOFError) as error:
        if getattr(error, "errno", None):
            raise
        raise InputError(
            f"{path} is no backup, or is damaged ({error}): give a file that desireline backup wrote"
        ) from error
    missing = sorted(name for name in (head.files if head else {FILE_NAME: 0}) if not (folder / name).is_file())
    if missing:
        raise InputError(f"{path} is damaged: {missing[0]} is missing from it; use another backup")


def _head(path: Path, name: str, content: bytes) -> _Head:
    try:
        head = msgspec.json.decode(content, type=_Head) if name == _HEAD else None
    except msgspec.DecodeError:
        head = None
    if head is None or FILE_NAME not in head.files:
        raise InputError(f"{path} is no backup: give a file that desireline backup wrote")
    if head.format > _FORMAT:
        raise InputError(
            f"{path} was written by Desireline {head.version}, which is newer: restore it with that version"
        )
    return head


def _write(folder: Path, name: str, content: Any) -> None:
    target = folder / name
    if not target.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"the backup is not ours: '{name}' would lie outside of its folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())
