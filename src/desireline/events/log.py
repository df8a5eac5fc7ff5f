"""The event log: parts added whole or not at all, taken back by import, rewritten only to erase a person."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import StorageError
from desireline.base.files import exclusive, storage_errors, sweep_scratch
from desireline.base.times import now_us
from desireline.events.combinations import forget_others
from desireline.events.engine import connect, parquet, sweep_spills
from desireline.events.erasures import Erasures
from desireline.events.manifest import ImportRecord, Kind, Manifest, Part
from desireline.events.staging import Staging, finish_rejects

if TYPE_CHECKING:
    import duckdb

__all__ = ["EventLog", "Undone"]


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """An import that was taken back."""

    record: ImportRecord
    later: list[ImportRecord]
    """Later imports of its source that left out events the log knew: what they shared with it has left the log too."""


class EventLog:
    """The log of one project.

    Args:
        folder: the project's data folder (`.desireline`).

    Attributes:
        erasures: who was erased from it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events = folder / "events"
        self.rejects = folder / "rejects"
        self.trials = folder / "trials"
        self.erasures = Erasures(folder / "state.db")
        self._manifest = Manifest(folder / "state.db")

    def parts(self, kind: Kind = "events") -> list[Part]:
        """Return the live parts, in the order of the log: by source, then as they came."""
        return self._manifest.parts(kind)

    def imports(self) -> list[ImportRecord]:
        """Return all imports, oldest first, those taken back included."""
        return self._manifest.imports()

    def erasures_so_far(self) -> int:
        """Return the id of the last erasure, 0 where there was none."""
        return self.erasures.last()

    def path(self, part: Part) -> Path:
        """Return where a part lies."""
        return self.events / part.file

    @contextmanager
    def connect(self, *, time_zone: str = "UTC") -> Iterator["duckdb.DuckDBPyConnection"]:
        """Open DuckDB with its temporary files in the project's folder."""
        with connect(self.folder / "tmp", time_zone=time_zone) as connection:
            yield connection

    def scan(self, parts: list[Part]) -> str:
        """Return the SQL of a table over parts: all their columns, `part` (its number) and `row` (the place within it)."""
        selects = [
            f"select {part.number}::uinteger as part, file_row_number::uinteger as row, * exclude (file_row_number)"
            f" from {parquet(self.path(part), numbered=True)}"
            for part in parts
        ]
        return " union all by name ".join(selects)

    @contextmanager
    def stage(self) -> Iterator[Staging]:
        """Hold the right to write and a folder to write parts into; what is not committed is removed.

        Raises:
            BusyError: another process is writing.
            StorageError: the disk is full, the folder may not be written, or the list of parts is gone.
        """
        with storage_errors(self.folder):
            self.events.mkdir(parents=True, exist_ok=True)
        with exclusive(self.folder / "lock"):
            self.sweep()
            folder = self.events / "staging"
            with storage_errors(self.folder):
                folder.mkdir()
            try:
                yield Staging(self._manifest, folder, events=self.events, rejects=self.rejects)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def undo(self, import_id: int) -> Undone:
        """Take an import back: its events and measures leave the log.

        Raises:
            NotFoundError: there is no such import, or it was taken back before.
            BusyError: another process is writing.
        """
        with storage_errors(self.folder):
            self.events.mkdir(parents=True, exist_ok=True)
        with exclusive(self.folder / "lock"):
            record, parts, later = self._manifest.undo(import_id, now_us())
            with storage_errors(self.folder):
                for part in parts:
                    self.path(part).unlink(missing_ok=True)
            self.sweep()
        return Undone(record=record, later=later)

    def sweep(self) -> None:
        """Remove what a crash left: staged files, parts the manifest does not name, spilled queries, dry runs.

        Only who has the right to write may do so.

        Raises:
            StorageError: the list of parts is gone.
        """
        if not self._manifest.exists() and any(self.events.glob("*.parquet")):
            raise StorageError(
                f"{self.folder} holds events but the list of them, state.db, is gone: put it back from a backup;"
                " nothing was changed"
            )
        parts = [*self.parts("events"), *self.parts("measures")]
        live = {part.file for part in parts}
        with storage_errors(self.folder):
            for path in self.events.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
                elif path.name not in live:
                    path.unlink()
            forget_others(self.folder, parts)
            finish_rejects(self.rejects, {record.rejects_file for record in self._manifest.imports()})
        sweep_spills(self.folder / "tmp")
        sweep_scratch(self.trials)

    def finish_erasures(self) -> bool:
        """Remove what erasures have left on the disk, and return whether nothing is left. Only who has the right to write may do so."""
        leftovers = self.erasures.unfinished()
        if leftovers is None:
            return True
        with storage_errors(self.folder):
            for name in leftovers:
                path = self.folder / name
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        self.sweep()
        self.erasures.finish(now_us())
        return self.erasures.unfinished() is None
