"""The event log: parts added whole or not at all, taken back by import, never rewritten."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.files import exclusive, fsync_dir, fsync_file, storage_errors
from desireline.events.combinations import forget
from desireline.events.engine import connect, quote_text
from desireline.events.manifest import ImportRecord, Kind, Manifest, Part

if TYPE_CHECKING:
    import duckdb

STAGING = "staging"

__all__ = ["EventLog", "StagedPart", "Staging"]


class EventLog:
    """The log of one project.

    Args:
        folder: the project's data folder (`.desireline`).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events = folder / "events"
        self._manifest = Manifest(folder / "state.db")

    def parts(self, kind: Kind = "events") -> list[Part]:
        """Return the live parts, in the order of the log: by source, then as they came."""
        return self._manifest.parts(kind)

    def imports(self) -> list[ImportRecord]:
        """Return all imports, oldest first, those taken back included."""
        return self._manifest.imports()

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
            f" from read_parquet({quote_text(str(self.path(part)))}, file_row_number = true)"
            for part in parts
        ]
        return " union all by name ".join(selects)

    @contextmanager
    def stage(self) -> Iterator["Staging"]:
        """Hold the right to write and a folder to write parts into; what is not committed is removed.

        Raises:
            BusyError: another process is writing.
            StorageError: the disk is full or the folder may not be written.
        """
        with storage_errors(self.folder):
            self.events.mkdir(parents=True, exist_ok=True)
        with exclusive(self.folder / "lock"):
            self._sweep()
            folder = self.events / STAGING
            with storage_errors(self.folder):
                folder.mkdir()
            try:
                yield Staging(self, self._manifest, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def undo(self, import_id: int) -> ImportRecord:
        """Take an import back: its events and measures leave the log.

        Raises:
            NotFoundError: there is no such import, or it was taken back before.
            BusyError: another process is writing.
        """
        with storage_errors(self.folder):
            self.events.mkdir(parents=True, exist_ok=True)
        with exclusive(self.folder / "lock"):
            record, parts = self._manifest.undo(import_id, _now_us())
            for part in parts:
                self.path(part).unlink(missing_ok=True)
                forget(self, part)
            self._sweep()
        return record

    def _sweep(self) -> None:
        """Remove what a crash left: staged files, and parts the manifest does not name."""
        live = {part.file for kind in ("events", "measures") for part in self._manifest.parts(kind)}
        for path in self.events.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in live:
                path.unlink()


class Staging:
    """Parts being written, of one or several imports; they enter the log together at `commit`."""

    def __init__(self, log: EventLog, manifest: Manifest, folder: Path) -> None:
        self.log = log
        self.folder = folder
        self._manifest = manifest
        self._imports: list[tuple[ImportRecord, list[tuple[Path, Part]]]] = []
        self._number = manifest.next_number()
        self._seq: dict[str, int] = {}

    def add(self, record: ImportRecord, parts: list["StagedPart"]) -> None:
        """Take an import's finished Parquet files in the staging folder as the next parts."""
        numbered = []
        for staged in parts:
            seq = self._seq.get(record.source)
            if seq is None:
                seq = self._manifest.next_seq(record.source)
            part = Part(
                number=self._number,
                import_id=0,
                kind=staged.kind,
                source=record.source,
                file=f"{self._number:06d}-{staged.kind}.parquet",
                rows=staged.rows,
                first_us=staged.first_us,
                last_us=staged.last_us,
                columns=staged.columns,
                seq=seq,
            )
            numbered.append((staged.path, part))
            self._number += 1
            self._seq[record.source] = seq + staged.rows
        self._imports.append((record, numbered))

    def commit(self) -> list[ImportRecord]:
        """Put the parts on the disk under their names, then into the manifest: from then on they are in the log."""
        with storage_errors(self.log.folder):
            for _, parts in self._imports:
                for path, part in parts:
                    fsync_file(path)
                    path.replace(self.log.path(part))
            fsync_dir(self.log.events)
        now = _now_us()
        records = [
            (msgspec.structs.replace(record, at_us=now), [part for _, part in parts]) for record, parts in self._imports
        ]
        return self._manifest.add(records)


class StagedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A Parquet file in the staging folder, before it has a number."""

    path: Path
    kind: Kind
    rows: int
    first_us: int | None
    last_us: int | None
    columns: list[str]


def _now_us() -> int:
    return time.time_ns() // 1_000
