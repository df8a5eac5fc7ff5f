"""Segments: selections saved in the settings, counted, changed, and kept from breaking each other."""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import ConflictError, InputError, NotFoundError
from desireline.base.settings.model import Settings
from desireline.base.settings.shape import nearest, shown
from desireline.base.units import CustomerCount
from desireline.journeys import Journeys
from desireline.journeys.selections import Selection, keep_of, parse_selection, segment_faults, segments_in
from desireline.project.counting import count_selection
from desireline.project.project import Project
from desireline.project.saved_questions import questions_with_segment
from desireline.project.settings_version import change_settings, settings_now
from desireline.stats.shares import Share

__all__ = ["SavedSegment", "Segments", "add_segment", "change_segment", "list_segments", "remove_segment"]

_NAME = re.compile(r"[^\s/](?:[^/\x00-\x1f\x7f\u2028\u2029]*[^\s/])?")
_LONGEST = 120
_ALLOWED = f"a name has 1 to {_LONGEST} characters, no slash, no line break and no space at its ends"


class SavedSegment(msgspec.Struct, frozen=True, kw_only=True):
    """A selection saved under a name."""

    name: str
    text: Annotated[str, Meta(description="As it stands in desireline.yaml.")]
    selection: Annotated[Selection | None, Meta(description="The same as data; null where the text cannot be read.")]
    fault: Annotated[str | None, Meta(description="Why it cannot be counted; null where it can.")]
    customers: Annotated[
        CustomerCount | None,
        Meta(description="Customers it picks: those that GET /people?segment= lists; null where it cannot be counted."),
    ]
    share: Annotated[Share | None, Meta(description="Of all customers.")]
    used_by: Annotated[list[str], Meta(description="What names it: `segments.NAME`, `questions/ID`.")]


class Segments(msgspec.Struct, frozen=True, kw_only=True):
    """All segments of a project."""

    version: Annotated[str, Meta(description="Of the settings; the ETag, and what If-Match of a change must say.")]
    of: Annotated[int, Meta(description="All customers; 0 before anything was built.")]
    rows: Annotated[list[SavedSegment], Meta(description="In the order of the settings.")]


def list_segments(project: Project, journeys: Journeys | None) -> Segments:
    """Return all segments, counted.

    Args:
        project: whose.
        journeys: as they were opened; None where nothing has been built.
    """
    settings, version = settings_now(project)
    rows = [_told(project, settings, journeys, name) for name in settings.segments]
    return Segments(version=version, of=journeys.store.manifest.customers if journeys else 0, rows=rows)


def add_segment(project: Project, journeys: Journeys | None, name: str, text: str, *, expected: str | None) -> str:
    """Save a selection under a new name and return the settings' version.

    Raises:
        InputError: the name is none, or the selection needs itself.
        UnreadableError: the selection cannot be read.
        NotFoundError: it names something that does not exist.
        ConflictError: the name is taken.
        ChangedError: the settings are not those expected.
    """
    _check_name(name)

    def change(settings: Settings) -> Settings:
        if name in settings.segments:
            raise ConflictError(f"there is a segment {shown(name)} already: choose another name, or change that one")
        return _checked(settings, settings.segments | {name: text}, name, journeys)

    return change_settings(project, change, expected=expected)


def change_segment(
    project: Project, journeys: Journeys | None, old: str, name: str, text: str, *, expected: str | None
) -> str:
    """Give a segment another selection, another name, or both; it keeps its place. Returns the settings' version.

    Raises:
        InputError: the name is none, or the selection needs itself.
        UnreadableError: the selection cannot be read.
        NotFoundError: there is no such segment, or the selection names something that does not exist.
        ConflictError: the new name is taken, or the old one is in use.
        ChangedError: the settings are not those expected.
    """

    def change(settings: Settings) -> Settings:
        _check_known(settings, old)
        if name != old:
            _check_name(name)
            if name in settings.segments:
                raise ConflictError(f"there is a segment {shown(name)} already: choose another name")
            _check_unused(project, settings, old, "renamed")
        renamed = {name if key == old else key: text if key == old else own for key, own in settings.segments.items()}
        return _checked(settings, renamed, name, journeys)

    return change_settings(project, change, expected=expected)


def remove_segment(project: Project, name: str, *, expected: str | None) -> str:
    """Take a segment out of the settings and return their version.

    Raises:
        NotFoundError: there is no such segment.
        ConflictError: another segment or a saved question names it.
        ChangedError: the settings are not those expected.
    """

    def change(settings: Settings) -> Settings:
        _check_known(settings, name)
        _check_unused(project, settings, name, "removed")
        left = {key: text for key, text in settings.segments.items() if key != name}
        return msgspec.structs.replace(settings, segments=left)

    return change_settings(project, change, expected=expected)


def _told(project: Project, settings: Settings, journeys: Journeys | None, name: str) -> SavedSegment:
    text, selection, counted, fault = settings.segments[name], None, None, None
    try:
        selection = parse_selection(text)
        if journeys is not None:
            counted = count_selection(journeys, selection)
    except InputError as error:
        fault = str(error)
    return SavedSegment(
        name=name,
        text=text,
        selection=selection,
        fault=fault,
        customers=counted.customers if counted else None,
        share=counted.share if counted else None,
        used_by=_users(project, settings, name),
    )


def _users(project: Project, settings: Settings, name: str) -> list[str]:
    segments = [f"segments.{other}" for other, text in settings.segments.items() if name in _named_in(text)]
    return segments + [f"questions/{question}" for question in questions_with_segment(project, name)]


def _named_in(text: str) -> set[str]:
    try:
        return set(segments_in(parse_selection(text)))
    except InputError:
        return set()


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or not name.isprintable():
        raise InputError(f"{shown(name)} cannot be a segment's name: {_ALLOWED}")


def _check_known(settings: Settings, name: str) -> None:
    if name not in settings.segments:
        listed = ", ".join(settings.segments) or "none yet"
        raise NotFoundError(
            f"there is no segment {shown(name)}: the settings have {listed}{nearest(name, settings.segments)}"
        )


def _check_unused(project: Project, settings: Settings, name: str, done: str) -> None:
    users = [user for user in _users(project, settings, name) if user != f"segments.{name}"]
    if users:
        raise ConflictError(
            f"the segment {shown(name)} cannot be {done}: it is named by {', '.join(users)}; change these first"
        )


def _checked(settings: Settings, segments: dict[str, str], name: str, journeys: Journeys | None) -> Settings:
    """Return the settings with these segments, the named one looked through.

    Raises:
        InputError: it needs itself, or names a segment that is not there.
        UnreadableError: it cannot be read.
        NotFoundError: it names something that the data do not have.
    """
    selection = parse_selection(segments[name])
    changed = msgspec.structs.replace(settings, segments=segments)
    before = set(segment_faults(settings))
    faults = [fault for fault in segment_faults(changed) if fault not in before]
    if faults:
        raise InputError(faults[0])
    if journeys is not None:
        keep_of(selection, Journeys(journeys.store, changed))
    return changed
