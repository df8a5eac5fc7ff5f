"""Parts on their way into the log: written aside, then put in together."""

import contextlib
from pathlib import Path

import msgspec

from desireline.base.files import fsync_dir, fsync_file, storage_errors
from desireline.base.times import now_us
from desireline.events.manifest import ImportRecord, Kind, Manifest, Part

__all__ = ["NEW", "StagedPart", "Staging", "finish_rejects", "rejects_name"]

NEW = ".new"
"""What follows the name of a file of rejects until its import, or the erasure that wrote it anew, has happened."""


class StagedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A Parquet file in the staging folder, before it has a number."""

    path: Path
    kind: Kind
    rows: int
    first_us: int | None
    last_us: int | None
    columns: list[str]


class _Import(msgspec.Struct, frozen=True, kw_only=True):
    record: ImportRecord
    parts: list[tuple[Path, Part]]
    rejects: Path | None


class Staging:
    """Parts being written, of one or several imports; they enter the log together at `commit`.

    Args:
        manifest: the log's.
        folder: where parts are written.
        events: where they go.
        rejects: where files of rejected rows go.
    """

    def __init__(self, manifest: Manifest, folder: Path, *, events: Path, rejects: Path) -> None:
        self.folder = folder
        self._events = events
        self._rejects = rejects
        self._manifest = manifest
        self._imports: list[_Import] = []
        self._part = manifest.next_number("part")
        self._import = manifest.next_number("import")
        self._seq: dict[str, int] = {}

    def add(self, record: ImportRecord, parts: list[StagedPart], *, rejects: Path | None = None) -> ImportRecord:
        """Take an import's finished files in the staging folder: its parts, and its rejected rows where it has any.

        Returns:
            The import with its id and the name its file of rejects will have.
        """
        number = self._import + len(self._imports)
        record = msgspec.structs.replace(record, id=number)
        record = msgspec.structs.replace(record, rejects_file=rejects_name(record) if rejects else None)
        numbered = []
        for staged in parts:
            seq = self._seq.get(record.source)
            if seq is None:
                seq = self._manifest.next_seq(record.source)
            part = Part(
                number=self._part,
                import_id=number,
                kind=staged.kind,
                source=record.source,
                file=f"{self._part:06d}-{staged.kind}.parquet",
                rows=staged.rows,
                first_us=staged.first_us,
                last_us=staged.last_us,
                columns=staged.columns,
                seq=seq,
            )
            numbered.append((staged.path, part))
            self._part += 1
            self._seq[record.source] = seq + staged.rows
        self._imports.append(_Import(record=record, parts=numbered, rejects=rejects))
        return record

    def staged(self, kind: Kind, source: str) -> list[Path]:
        """Return the parts of a source that were taken so far."""
        return [
            path for one in self._imports for path, part in one.parts if part.kind == kind and part.source == source
        ]

    def commit(self) -> list[ImportRecord]:
        """Put the parts on the disk under their names, then into the manifest: from then on they are in the log."""
        with storage_errors(self._events):
            for one in self._imports:
                for path, part in one.parts:
                    fsync_file(path)
                    path.replace(self._events / part.file)
                if one.rejects and one.record.rejects_file:
                    self._rejects.mkdir(exist_ok=True)
                    fsync_file(one.rejects)
                    one.rejects.replace(self._rejects / (one.record.rejects_file + NEW))
                    fsync_dir(self._rejects)
            fsync_dir(self._events)
        now = now_us()
        records = [msgspec.structs.replace(one.record, at_us=now) for one in self._imports]
        pairs = zip(records, self._imports, strict=True)
        self._manifest.add([(record, [part for _, part in one.parts]) for record, one in pairs])
        with storage_errors(self._rejects):
            finish_rejects(self._rejects, {record.rejects_file for record in records})
        return records


def rejects_name(record: ImportRecord, erasure: int = 0) -> str:
    """Return the name of an import's file of rejects, as it was written first or by the erasure of that id."""
    source = "".join(letter if letter.isalnum() else "-" for letter in record.source)[:60]
    return f"{record.id:06d}-{source}{f'-{erasure}' if erasure else ''}.csv"


def finish_rejects(folder: Path, known: set[str | None]) -> None:
    """Give files of rejects their names where their import is in the manifest, and remove them where it is not."""
    for path in folder.glob("*" + NEW):
        final = path.with_suffix("")
        if final.name in known:
            path.replace(final)
        else:
            path.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()  # only where it is empty
