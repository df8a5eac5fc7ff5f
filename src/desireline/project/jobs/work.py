"""What each kind of job does."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from desireline.base.errors import BusyError
from desireline.base.files import scratch
from desireline.base.stopping import check_stop
from desireline.project.backups import Backup, make_backup
from desireline.project.corrections import check_corrections, read_corrections, reading_options
from desireline.project.erasing import erase_person
from desireline.project.importing import ImportOutcome, Preview, import_files
from desireline.project.jobs.model import JobOutcome, JobRequest, JobStep, RefusedTable, TableResult
from desireline.project.project import Project
from desireline.project.upload_faults import named_as_uploaded
from desireline.project.uploads import Uploads
from desireline.sources.importer import TableOutcome

__all__ = ["Watch", "do", "erasing"]

T = TypeVar("T")
_BUILD = {"identity": "identity", "read": "log", "group": "group", "write": "write"}


class Changes(Protocol):
    """Takes what changes of a job."""

    def __call__(self, **changes: object) -> None:
        """Take fields of the job with their new values."""
        ...


class Watch:
    """What a job tells while it runs.

    Args:
        change: takes what changes of the job.
        wait: waits a moment for another process that writes; raises when the job was asked to stop.
    """

    def __init__(self, change: Changes, wait: Callable[[], None]) -> None:
        self._change = change
        self._wait = wait
        self._number = 0
        self._of: int | None = None
        self._rows = 0

    def step(self, name: str, *, source: str | None = None) -> None:
        """Tell that the next step begins."""
        self._number += name != "wait"
        self._tell(name, source=source)

    def packed(self, part: float) -> None:
        """Tell which part of a backup is packed."""
        self._tell("pack", part=part)

    def _tell(self, name: str, **more: object) -> None:
        values = {"name": name, "number": max(1, self._number), "of": self._of, "rows": self._rows, **more}
        self._change(step=msgspec.convert(values, JobStep))

    def builds(self, step: str) -> None:
        """Tell that a step of a build or an erasure begins.

        Raises:
            StoppedError: the job was asked to stop.
        """
        check_stop()
        self.step("erase" if step == "erase" else _BUILD[step])

    def planned(self, steps: int) -> None:
        """Tell how many steps are still to come."""
        self._of = self._number + steps

    def read(self, table: TableOutcome) -> None:
        """Tell that a table was read."""
        self._rows += table.record.rows

    def came_to(self, outcome: JobOutcome, *, stoppable: bool = True) -> None:
        """Tell what was reached so far, and whether it can still be left undone."""
        self._change(outcome=outcome, stoppable=stoppable)

    def as_soon_as_free(self, work: Callable[[], T]) -> T:
        """Do something that writes, when no other process does."""
        told, number = False, self._number
        while True:
            self._number = number
            try:
                return work()
            except BusyError:
                if not told:
                    self.step("wait")
                    told = True
                self._wait()


def do(project: Project, uploads: Uploads, request: JobRequest, watch: Watch) -> None:
    """Do what a job was asked.

    Raises:
        StoppedError: it was asked to stop, and did.
        DesirelineError: it could not be done; what it had not finished left no trace.
    """
    if request.kind == "backup":
        _back_up(project, watch)
        return
    if request.kind == "import":
        outcome = _import(project, uploads, request, watch)
    elif request.kind == "undo":
        outcome = _undo(project, request, watch)
    else:
        outcome = JobOutcome()
        watch.planned(len(_BUILD))
    if not request.dry_run:
        _build(project, request, outcome, watch)


def erasing(project: Project, customer: str, *, by: str, stays_out: bool) -> Callable[[Watch], None]:
    """Return the work of erasing a customer: who it is stands in no job.

    Args:
        project: from which.
        customer: the id.
        by: who asks for it.
        stays_out: whether imports leave the person out from then on.
    """

    def work(watch: Watch) -> None:
        project.reload()
        watch.planned(1 + len(_BUILD))
        told = watch.as_soon_as_free(
            lambda: erase_person(project, customer, by=by, stays_out=stays_out, progress=watch.builds)
        )
        watch.came_to(JobOutcome(erasure=told.id), stoppable=False)

    return work


def _import(project: Project, uploads: Uploads, request: JobRequest, watch: Watch) -> JobOutcome:
    assert request.upload is not None
    upload = request.upload
    corrections = read_corrections(uploads, upload)
    check_corrections(corrections)
    files = uploads.files_folder(upload)
    after = 0 if request.dry_run else len(_BUILD)

    def bring() -> ImportOutcome:
        watch.step("look")
        return import_files(
            project,
            uploads.paths(upload),
            reading_options(uploads, upload, corrections, folder, time_zone=project.settings.time_zone),
            dry_run=request.dry_run,
            planned=lambda tables: watch.planned(tables + after),
            progress=lambda source: watch.step("read", source=source),
            read=watch.read,
        )

    project.reload()
    with named_as_uploaded(files, corrections), scratch(project.log.trials) as folder:
        imported = watch.as_soon_as_free(bring)
    outcome = _summary(imported, files, dry_run=request.dry_run)
    watch.came_to(outcome, stoppable=request.dry_run)
    return outcome


def _summary(imported: ImportOutcome, files: Path, *, dry_run: bool) -> JobOutcome:
    return JobOutcome(
        tables=[_table(outcome, files, dry_run=dry_run) for outcome in imported.outcomes],
        refused=[_refused(preview, files) for preview in imported.tables if preview.refused is not None],
    )


def _table(outcome: TableOutcome, files: Path, *, dry_run: bool) -> TableResult:
    record = outcome.record
    return TableResult(
        import_id=None if dry_run else record.id,
        source=record.source,
        files=[name.removeprefix(f"{files}/") for name in record.files],
        rows=record.rows,
        events=record.events,
        measures=record.measures,
        repeats=record.repeats,
        known=record.known,
        erased=record.erased,
        rejected=record.rejected,
        unreadable_values=outcome.unreadable_values,
    )


def _refused(preview: Preview, files: Path) -> RefusedTable:
    assert preview.refused is not None
    return RefusedTable(
        source=preview.source,
        files=[name.removeprefix(f"{files}/") for name in preview.files],
        reason=preview.refused.replace(f"{files}/", ""),
    )


def _undo(project: Project, request: JobRequest, watch: Watch) -> JobOutcome:
    assert request.import_id is not None
    number = request.import_id
    watch.planned(1 + len(_BUILD))
    watch.step("undo")
    undone = watch.as_soon_as_free(lambda: project.log.undo(number))
    outcome = JobOutcome(
        undone_events=undone.record.events + undone.record.measures - undone.record.erased_since,
        import_again=[later.id for later in undone.later],
    )
    watch.came_to(outcome, stoppable=False)
    return outcome


def _back_up(project: Project, watch: Watch) -> None:
    def make() -> Backup:
        watch.step("pack")
        return make_backup(project, progress=watch.packed)

    watch.planned(1)
    watch.came_to(JobOutcome(backup=watch.as_soon_as_free(make).name))


def _build(project: Project, request: JobRequest, before: JobOutcome, watch: Watch) -> None:
    project.reload()
    report = watch.as_soon_as_free(lambda: project.build(full=request.full, progress=watch.builds))
    watch.came_to(msgspec.structs.replace(before, events=report.events, customers=report.customers), stoppable=False)
    if report.overlay:
        project.compactor.start()
