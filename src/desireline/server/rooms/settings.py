"""Settings over HTTP: sections of `desireline.yaml`, checked on their way and written only as they were looked at; what the data suggest."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.project import ServedProject
from desireline.project.jobs import Job, JobRequest, Jobs
from desireline.project.sections import (
    EditableSettings,
    FaultySectionError,
    SectionCheck,
    change_sections,
    check_sections,
    editable_settings,
)
from desireline.project.settings_choices import SettingsChoices, settings_choices
from desireline.project.suggesting import SettingsSuggestion, accept_suggested, suggestion_of
from desireline.server.access import asker_of
from desireline.server.errors import ParameterError, reader_language
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language
from desireline.server.versions import asked_version, tagged

__all__ = [
    "AcceptedParts",
    "SectionValue",
    "SectionsToChange",
    "SettingsChanged",
    "handlers",
]


class SectionsToChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What sections shall say; those not named stay."""

    sections: Annotated[
        dict[str, Any],
        Meta(description="By name, as they stand in EditableSettings; null: what holds where the file says nothing."),
    ]


class SectionValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one section shall say."""

    value: Annotated[
        Any, Meta(description="As it stands in EditableSettings; null: what holds where the file says nothing.")
    ]


class SettingsChanged(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings say after a change, and what follows from it."""

    settings: EditableSettings
    job: Annotated[
        Job | None,
        Meta(description="The build that brings the journeys up to date with them; null where none is needed."),
    ]


class AcceptedParts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What of a suggestion is wanted."""

    ids: Annotated[list[str] | None, Meta(description="Ids of what is wanted; null: all of it.")] = None


@get("/settings", sync_to_thread=True, opt=needs(Right.READ))
def settings_all(served: NamedDependency[ServedProject]) -> Response[EditableSettings]:
    """Return the settings that can be changed; the ETag is their version."""
    found = editable_settings(served.project)
    return tagged(found, found.version)


@put("/settings", sync_to_thread=True, opt=needs(Right.EDIT, audit="settings.changed"))
def settings_change(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    jobs: NamedDependency[Jobs],
    data: JSONBody[SectionsToChange],
) -> Response[SettingsChanged]:
    """Change several sections together, all or none; `If-Match` says which version of the settings was looked at."""
    return _change(request, served, jobs, data.sections)


@put("/settings/{section:str}", sync_to_thread=True, opt=needs(Right.EDIT, audit="settings.changed"))
def settings_section(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    jobs: NamedDependency[Jobs],
    section: FromPath[str],
    data: JSONBody[SectionValue],
) -> Response[SettingsChanged]:
    """Change one section."""
    return _change(request, served, jobs, {section: data.value})


@post("/settings/check", sync_to_thread=True, status_code=200, opt=needs(Right.READ))
def settings_check(
    request: Request[Any, Any, Any], served: NamedDependency[ServedProject], data: JSONBody[SectionsToChange]
) -> SectionCheck:
    """Say what stands against sections, all of it and where, and whether a build would follow; nothing is changed."""
    language = reader_language(request)
    found = check_sections(served.project, data.sections)
    faults = [msgspec.structs.replace(one, message=translated(one.message, language)) for one in found.faults]
    return msgspec.structs.replace(found, faults=faults)


@get("/settings/choices", sync_to_thread=True, opt=needs(Right.READ))
def settings_choices_(served: NamedDependency[ServedProject], lang: Lang = None) -> SettingsChoices:
    """Return what can be chosen where settings are edited: time zones, currencies, countries, kinds of identifier."""
    return settings_choices(asked_language(lang) or served.project.settings.language)


@get("/suggestion", sync_to_thread=True, opt=needs(Right.READ))
def suggestion(served: NamedDependency[ServedProject], lang: Lang = None) -> Response[SettingsSuggestion]:
    """Return what the data suggest for the settings, each piece with its reasons."""
    found = suggestion_of(served.project, served.journeys(), asked_language(lang))
    return tagged(found, found.version)


@post("/suggestion/accept", sync_to_thread=True, status_code=200, opt=needs(Right.EDIT, audit="suggestion.accepted"))
def suggestion_accept(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    jobs: NamedDependency[Jobs],
    data: JSONBody[AcceptedParts],
) -> Response[SettingsChanged]:
    """Take what is suggested, or part of it, into the settings."""
    accept_suggested(served.project, served.journeys(), data.ids, expected=asked_version(request))
    request.state.about = {"ids": "all" if data.ids is None else data.ids}
    return _changed(request, served, jobs)


def _change(
    request: Request[Any, Any, Any], served: ServedProject, jobs: Jobs, sections: dict[str, Any]
) -> Response[SettingsChanged]:
    try:
        change_sections(served.project, sections, expected=asked_version(request))
    except FaultySectionError as error:
        raise ParameterError(error, error.field) from error
    request.state.about = {"sections": sorted(sections)}
    return _changed(request, served, jobs)


def _changed(request: Request[Any, Any, Any], served: ServedProject, jobs: Jobs) -> Response[SettingsChanged]:
    settings = editable_settings(served.project)
    job = None if served.project.is_current() else _build(jobs, asker_of(request).name)
    return tagged(SettingsChanged(settings=settings, job=job), settings.version)


def _build(jobs: Jobs, by: str) -> Job:
    """Return the build that will see the change: one that waits already, for whatever reason, or a new one."""
    waits = next((job for job in jobs.live() if job.state == "waiting" and job.request.kind == "build"), None)
    return waits or jobs.submit(JobRequest(kind="build"), by)


handlers = [
    settings_all,
    settings_choices_,
    settings_check,
    settings_change,
    settings_section,
    suggestion,
    suggestion_accept,
]
