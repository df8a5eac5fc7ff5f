"""The project's SQLite file: durable at each commit, each room's tables brought up to date by numbered steps."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from desireline.base.errors import StorageError
from desireline.base.files import storage_errors

__all__ = ["State"]

_SHRINK_WAIT_MS = 2_000


class State:
    """One SQLite file, opened anew for each use so that nothing is held between.

    Args:
        path: the file; made, with its folder, at the first write.
        room: the name under which the steps are counted.
        steps: SQL scripts in order; those not yet applied are applied at the first use.
    """

    def __init__(self, path: Path, room: str, steps: Sequence[str]) -> None:
        self._path = path
        self._room = room
        self._steps = steps
        self._ready = False

    def present(self) -> bool:
        """Say whether there is anything to read: the file is there, and holds the room's tables or may be given them.

        A project that may not be written, and was made before the room was, has none of its tables.
        """
        if not self._path.exists():
            return False
        if self._writable():
            return True
        with self._database_errors(), closing(self._connected(self._read_only())) as connection:
            found = connection.execute("select 1 from room_version where room = ?", (self._room,)).fetchone()
        return found is not None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are on the disk when the block ends, or undone if it raises.

        Raises:
            StorageError: the file is damaged, or the disk is full or may not be written.
        """
        with self._opened() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the file and changes nothing; the file must be there already.

        It waits for nobody who writes.
        A project that may not be written (a copy on a medium for reading, another person's) is read as it lies.

        Raises:
            StorageError: the file is damaged, or was left by another version or a killed process and must be written first.
        """
        if self._writable():
            with self._opened() as connection:
                connection.execute("begin")
                yield connection
                connection.execute("rollback")
            return
        with self._database_errors(), closing(self._connected(self._read_only())) as connection:
            found = connection.execute("select version from room_version where room = ?", (self._room,)).fetchone()
            if found is None or found[0] != len(self._steps):
                raise StorageError(
                    f"{self._path} was written by another version of Desireline: give this account write access to its folder"
                    " once, or open it with that version"
                )
            yield connection

    def shrink(self) -> bool:
        """Write the file anew without what was deleted from it, and empty the file beside it.

        Returns:
            Whether it could be done; where somebody reads an older state of the file, it must be tried again later.

        Raises:
            StorageError: the file is damaged, or the disk is full or may not be written.
        """
        with self._database_errors(), closing(self._connected(self._path)) as connection:
            connection.execute("pragma secure_delete = on")
            connection.execute(f"pragma busy_timeout = {_SHRINK_WAIT_MS}")
            try:
                connection.execute("vacuum")
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    return False
                raise
            busy: int = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        return not busy

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with storage_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._database_errors(), closing(self._connected(self._path)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma secure_delete = on")  # what is deleted goes: erasing people rests on it
            self._bring_up_to_date(connection)
            yield connection

    def _writable(self) -> bool:
        return os.access(self._path.parent, os.W_OK) and os.access(self._path, os.W_OK)

    def _read_only(self) -> str:
        return f"file:{quote(str(self._path))}?mode=ro" + ("&immutable=1" if self._whole() else "")

    def _whole(self) -> bool:
        """Say whether the file holds all, so that it can be read without the files that SQLite keeps beside it while one writes."""
        beside = self._path.with_name(f"{self._path.name}-wal")
        return not beside.exists() or beside.stat().st_size == 0

    @staticmethod
    def _connected(address: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(address, timeout=30, isolation_level=None, uri=isinstance(address, str))
        connection.row_factory = sqlite3.Row
        return connection

    @contextmanager
    def _database_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error) or "unable to open" in str(error):
                raise StorageError(
                    f"no right to write {self._path}: nothing was changed; give this account write access to its folder"
                ) from error
            raise StorageError(
                f"{self._path} could not be used ({error}): nothing was changed; check the disk and its free space"
            ) from error

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        if self._ready:
            return
        connection.execute("begin immediate")
        connection.execute("create table if not exists room_version (room text primary key, version integer not null)")
        row = connection.execute("select version from room_version where room = ?", (self._room,)).fetchone()
        done = row[0] if row else 0
        if done > len(self._steps):
            connection.execute("rollback")
            raise StorageError(f"{self._path} was written by a newer Desireline: install that version again")
        for step in self._steps[done:]:
            for statement in step.split(";"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute(
            "insert into room_version values (?, ?) on conflict (room) do update set version = excluded.version",
            (self._room, len(self._steps)),
        )
        connection.execute("commit")
        self._ready = True
