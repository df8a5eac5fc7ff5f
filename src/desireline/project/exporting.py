"""Everything that is known of one customer, for the customer: one document, readable by programs."""

import io
import zipfile
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from desireline.base.i18n import Language, Translator
from desireline.base.times import from_us, now_us, zone
from desireline.events import Event, Identifier, events_at
from desireline.events.rejected import RejectedRow, mentions, rejected_rows
from desireline.identity import spelled
from desireline.journeys import Journeys
from desireline.journeys.customers import CustomerPlace
from desireline.journeys.erasing import traces_of, written
from desireline.project.notes import Note, notes_of
from desireline.project.person import Person, person_of
from desireline.project.project import Project
from desireline.project.standing import standing

__all__ = ["ExportFile", "ExportedEvent", "PersonExport", "export_file", "export_person", "export_schema"]

ExportFile = Literal["json", "zip"]


class ExportedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event with all that its source said; what the source did not say is null."""

    at: Annotated[str, Meta(description="When it happened, in the project's time zone: 2026-03-05T14:20:00+01:00.")]
    ts: Annotated[int, Meta(description="The same: µs since 1970, UTC.")]
    received_ts: Annotated[int, Meta(description="When it came into the log: µs since 1970, UTC.")]
    id: str
    source: str
    seq: Annotated[int, Meta(description="Its place in the source.")]
    channel: str
    name: Annotated[str, Meta(description="What the source calls it.")]
    touchpoint: Annotated[str, Meta(description="What the project counts it as.")]
    identifiers: Annotated[list[Identifier], Meta(description="As the source gave them.")]
    value_minor: Annotated[int | None, Meta(description="Amount in minor units of `currency`.")]
    currency: str | None
    score: float | None
    score_min: Annotated[float | None, Meta(description="The lowest answer that could be given.")]
    score_max: Annotated[float | None, Meta(description="The highest answer that could be given.")]
    text: Annotated[str | None, Meta(description="What the customer wrote.")]
    language: Annotated[str | None, Meta(description="Of the text.")]
    properties: Annotated[Any, Meta(description="All other columns, an object; null where there are none.")]


class PersonExport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a project knows of one customer."""

    format: Literal["desireline.person.1"] = "desireline.person.1"
    project: str
    exported_at: Annotated[str, Meta(description="In the project's time zone.")]
    time_zone: Annotated[str, Meta(description="The project's: IANA name.")]
    customer: Annotated[str, Meta(description="The stable id.")]
    person: Annotated[
        Person, Meta(description="Identifiers with their evidence, channels, traits, and all journeys of each type.")
    ]
    events: Annotated[list[ExportedEvent], Meta(description="The oldest first.")]
    notes: Annotated[list[Note], Meta(description="What people of the business noted, the newest first.")]
    rejected: Annotated[list[RejectedRow], Meta(description="Rows that could not be read and name the customer.")]


def export_person(
    project: Project, journeys: Journeys, place: CustomerPlace, *, language: Language | None = None
) -> PersonExport:
    """Return everything about a customer.

    Args:
        project: whose log it is.
        journeys: as they were opened.
        place: the customer.
        language: of labels; the project's where None.

    Raises:
        BusyError: somebody was erased meanwhile.
    """
    settings = journeys.settings
    traces = traces_of(journeys, place.customer_id)
    person = person_of(project, journeys, place, language=language)
    say = Translator(language or settings.language)
    every = [standing(journeys, journeys.kind(name), place, say, most=len(traces.rows)) for name in settings.journeys]
    names = written(project.log, settings, traces)
    return PersonExport(
        project=project.name,
        exported_at=from_us(now_us(), zone(settings.time_zone)).isoformat(timespec="seconds"),
        time_zone=settings.time_zone,
        customer=spelled(place.customer_id),
        person=msgspec.structs.replace(person, journey_types=every),
        events=_events(project, journeys, place),
        notes=notes_of(project, journeys, place),
        rejected=rejected_rows(project.log, mentions(value for _, value in names)),
    )


def export_file(export: PersonExport, kind: ExportFile) -> bytes:
    """Return an export as the content of a file: JSON, or a ZIP of that, its schema, and the events as a table for spreadsheets."""
    document = msgspec.json.format(msgspec.json.encode(export), indent=2)
    if kind == "json":
        return document
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", document)
        archive.writestr("person.schema.json", export_schema())
        archive.writestr("events.csv", _table(export.events))
    return content.getvalue()


def export_schema() -> bytes:
    """Return the JSON Schema of an export."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(PersonExport)), indent=2)


def _events(project: Project, journeys: Journeys, place: CustomerPlace) -> list[ExportedEvent]:
    shard, here = place.shard, zone(journeys.settings.time_zone)
    rows = np.asarray(shard.row[place.events])
    touchpoints = [journeys.touchpoints[number] for number in shard.touchpoint[place.events].tolist()]
    found = events_at(project.log, rows, journeys.store.manifest.erasures)
    return [
        ExportedEvent(
            at=from_us(event.ts, here).isoformat(),
            touchpoint=touchpoint,
            properties=_properties(event),
            **{name: getattr(event, name) for name in Event.__struct_fields__ if name != "properties"},
        )
        for event, touchpoint in zip(found, touchpoints, strict=True)
        if event is not None  # its import was taken back since the last build
    ]


def _properties(event: Event) -> Any:
    if event.properties is None:
        return None
    try:
        return msgspec.json.decode(event.properties)
    except msgspec.DecodeError:
        return event.properties


def _table(events: list[ExportedEvent]) -> bytes:
    import pyarrow as pa

    from desireline.render import tables

    flat = [
        msgspec.to_builtins(event)
        | {
            "identifiers": [f"{known.namespace}:{known.value}" for known in event.identifiers],
            "properties": None if event.properties is None else msgspec.json.encode(event.properties).decode(),
        }
        for event in events
    ]
    columns = {name: [row[name] for row in flat] for name in ExportedEvent.__struct_fields__}
    return tables.written(pa.table(columns), "csv")
