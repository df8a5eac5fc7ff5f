"""One customer out of the project: what would go, that it goes, and that imports leave them out."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from desireline.events import Erasure, Identifier
from desireline.events.rewriting import mentioned, rows_by_part
from desireline.identity import normalise, spelled
from desireline.journeys.country import phone_country
from desireline.journeys.erasing import Traces, erase, traces_of, written
from desireline.project.access.audit import AuditTrail
from desireline.project.backups import sweep_backups
from desireline.project.notes import forget_notes, notes_of
from desireline.project.project import Project
from desireline.project.who import customer_meant

if TYPE_CHECKING:
    import pyarrow as pa

    from desireline.sources.erased import ErasedPeople

__all__ = ["ErasurePlan", "SourceShare", "erase_person", "erased_people", "plan_erasure"]


class SourceShare(msgspec.Struct, frozen=True, kw_only=True):
    """What one source knows of a customer."""

    source: str
    events: int


class ErasurePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure would remove."""

    customer: Annotated[str, Meta(description="The stable id.")]
    identifiers: Annotated[list[Identifier], Meta(description="In the order they were first seen.")]
    events: int
    sources: Annotated[list[SourceShare], Meta(description="Most events first.")]
    notes: Annotated[int, Meta(description="Notes that people wrote about the customer.")]
    mentioned: Annotated[
        list[SourceShare],
        Meta(
            description="Events of others, or of nobody, whose texts or properties name one of the identifiers: they stay."
        ),
    ]
    uploads: Annotated[int, Meta(description="Uploads that wait to be imported; all are removed, whoever is in them.")]
    backups: Annotated[int, Meta(description="Backups in the project's folder; they stay, and keep the customer.")]


def plan_erasure(project: Project, who: str) -> ErasurePlan:
    """Say what the erasure of a customer would remove; nothing is changed.

    Args:
        project: whose log it is, up to date.
        who: the customer's id, or the value of an identifier.

    Raises:
        NotFoundError: nobody is meant.
        InputError: several customers are.
    """
    journeys = project.journeys()
    place = customer_meant(journeys, who)
    traces = traces_of(journeys, place.customer_id)
    source_of = {part.number: part.source for part in project.log.parts()}
    rows = {part: places for part, places in rows_by_part(traces.rows).items() if part in source_of}
    counts: Counter[str] = Counter()
    for part, places in rows.items():
        counts[source_of[part]] += len(places)
    names = [value for _, value in written(project.log, project.settings, traces)]
    return ErasurePlan(
        customer=spelled(traces.customer),
        identifiers=traces.identifiers,
        events=len(traces.rows),
        sources=_shares(counts),
        mentioned=_shares(mentioned(project.log, names, rows)),
        notes=len(notes_of(project, journeys, place)),
        uploads=len(_uploads(project)),
        backups=len(_inside(project, "backups")),
    )


def erase_person(
    project: Project,
    who: str,
    *,
    by: str = "local",
    stays_out: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Erasure:
    """Erase a customer: see `desireline.journeys.erasing.erase`; uploads that wait to be imported go as well.

    Args:
        project: from which.
        who: the customer's id, or the value of an identifier.
        by: who asks for it, for the erasure log.
        stays_out: whether imports leave this person out from now on; else no trace is kept, and another import brings them back.
        progress: told the name of each step.

    Raises:
        NotFoundError: nobody is meant.
        InputError: several customers are.
        BusyError: another process is writing.
        StorageError: the disk is full or damaged; nothing was changed.
    """
    sweep_backups(project)
    project.build(progress=progress)
    journeys = project.journeys()
    customer = customer_meant(journeys, who).customer_id

    def also(connection: sqlite3.Connection, traces: Traces) -> None:
        forget_notes(connection, project.journeys(), traces.customer, traces.identifiers)
        if not stays_out:
            AuditTrail.forget(connection, spelled(traces.customer))

    return erase(
        project.log,
        project.settings,
        customer,
        by=by,
        stays_out=stays_out,
        leftovers=_uploads(project),
        also=also,
        progress=progress,
    )


def erased_people(project: Project) -> "ErasedPeople | None":
    """Return who tells whether an identifier is that of somebody who was erased and stays out; None where nobody does."""
    suppressed = project.log.erasures.suppressed()
    if not suppressed:
        return None
    settings = project.settings

    def known(namespace: str, values: "pa.Array") -> list[bool]:
        spelt = normalise(namespace, values, settings.identity, phone_country(settings))
        pairs = zip(
            suppressed.among(namespace, values.to_pylist()),
            suppressed.among(namespace, spelt.to_pylist()),
            strict=True,
        )
        return [written or normal for written, normal in pairs]

    return known


def _shares(counts: Counter[str]) -> list[SourceShare]:
    return [SourceShare(source=source, events=events) for source, events in counts.most_common()]


def _uploads(project: Project) -> list[str]:
    return _inside(project, "uploads")


def _inside(project: Project, name: str) -> list[str]:
    """Return what lies in a folder of the data folder, as paths within that."""
    folder = project.log.folder / name
    return sorted(f"{name}/{path.name}" for path in folder.iterdir()) if folder.is_dir() else []
