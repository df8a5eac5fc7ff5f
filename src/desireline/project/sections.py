"""Sections of `desireline.yaml` as people change them in the app: looked at, checked, written; comments and the rest of the file stay."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError, NotFoundError, SettingsError
from desireline.base.i18n import Language
from desireline.base.settings.model import DimensionRule, IdentityRules, JourneyType, Settings, Stage, Touchpoint
from desireline.base.settings.rules import rule_faults
from desireline.base.settings.shape import nearest, shape_faults, shown
from desireline.base.settings.yaml_tree import path_text
from desireline.journeys import is_current
from desireline.project.project import Project
from desireline.project.settings_version import change_settings, settings_now

__all__ = [
    "SECTIONS",
    "EditableSettings",
    "FaultySectionError",
    "SectionCheck",
    "SettingsFault",
    "change_sections",
    "check_sections",
    "editable_settings",
]


class EditableSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The sections of `desireline.yaml` that can be changed from outside, as the file says them now."""

    version: Annotated[str, Meta(description="Of the file: the same text has the same. It is the answer's ETag too.")]
    name: Annotated[str | None, Meta(description="What the business is called; null: as its folder.")]
    language: Language
    time_zone: str
    currency: str
    country: str | None
    visit_gap: str
    stages: Annotated[list[Stage], Meta(description="In order.")]
    touchpoints: Annotated[list[Touchpoint], Meta(description="Rules; the first that takes an event wins.")]
    journeys: Annotated[dict[str, JourneyType], Meta(description="The first is shown when none is asked for.")]
    dimensions: list[DimensionRule]
    identity: IdentityRules


class SettingsFault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that cannot stand in the settings."""

    field: Annotated[str, Meta(description="Where: `touchpoints[2].when.channel`.")]
    path: Annotated[list[str | int], Meta(description="The same in steps: keys, and places in lists from 0.")]
    message: Annotated[str, Meta(description="What is wrong, which value, and what is allowed.")]


class SectionCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What would come of a change."""

    faults: Annotated[list[SettingsFault], Meta(description="All that stands against it; none where it can be made.")]
    builds: Annotated[
        bool, Meta(description="Whether the journeys would have to be built anew; false where it cannot be made.")
    ]


SECTIONS: tuple[str, ...] = tuple(name for name in EditableSettings.__struct_fields__ if name != "version")
"""What can be changed; segments have their own room, and `engine` and `serve` name machines: whoever may edit the file on the server changes them."""

_ELSEWHERE = {
    "segments": "segments are changed one by one: PUT /api/segments/NAME",
    "engine": "engine is changed in desireline.yaml itself, on the server",
    "serve": "serve is changed in desireline.yaml itself, on the server",
}


class FaultySectionError(SettingsError):
    """A change that cannot stand.

    Attributes:
        field: where its first fault lies.
    """

    def __init__(self, faults: list[SettingsFault]) -> None:
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(faults[0].message + more)
        self.field = faults[0].field


def editable_settings(project: Project) -> EditableSettings:
    """Return what the file says now.

    Raises:
        SettingsError: it says something that is not allowed.
    """
    settings, version = settings_now(project)
    return EditableSettings(version=version, **{name: getattr(settings, name) for name in SECTIONS})


def check_sections(project: Project, sections: Mapping[str, Any]) -> SectionCheck:
    """Say what would come of these sections in place of the file's own; nothing is changed.

    Args:
        project: whose.
        sections: plain values by the section's name, as they stand in YAML; None: what holds where the file says nothing.

    Raises:
        NotFoundError: there is no such section.
        InputError: a section is changed elsewhere.
    """
    changed, faults = _read(settings_now(project)[0], sections)
    builds = changed is not None and not faults and not is_current(project.log, changed)
    return SectionCheck(faults=faults, builds=builds)


def change_sections(project: Project, sections: Mapping[str, Any], *, expected: str | None) -> str:
    """Put these sections in place of the file's own, all or none, and return the version of the settings then.

    Args:
        project: whose.
        sections: as for `check_sections`.
        expected: the version that was looked at; None: any.

    Raises:
        NotFoundError: there is no such section.
        InputError: a section is changed elsewhere, or none is given.
        FaultySectionError: one of them says something that is not allowed; the file is as it was.
        ChangedError: somebody else has changed the settings meanwhile.
        SettingsError: the file is written in a way that the program cannot edit.
        StorageError: the file cannot be written.
    """
    if not sections:
        raise InputError(f"no section is given: give at least one of {', '.join(SECTIONS)}")

    def change(settings: Settings) -> Settings:
        changed, faults = _read(settings, sections)
        if changed is None or faults:
            raise FaultySectionError(faults)
        return changed

    return change_settings(project, change, expected=expected)


def _read(settings: Settings, sections: Mapping[str, Any]) -> tuple[Settings | None, list[SettingsFault]]:
    for name in sections:
        _check_known(name)
    given = {name: value for name, value in sections.items() if value is not None}
    faults = shape_faults(given, Settings)
    if faults:
        return None, [_fault(*fault) for fault in faults]
    own = msgspec.convert(given, Settings)
    changed = msgspec.structs.replace(settings, **{name: getattr(own, name) for name in sections})
    return changed, [_fault(*fault) for fault in rule_faults(changed)]


def _fault(path: tuple[str | int, ...], message: str) -> SettingsFault:
    return SettingsFault(field=path_text(path), path=list(path), message=message)


def _check_known(name: str) -> None:
    if name in _ELSEWHERE:
        raise InputError(_ELSEWHERE[name])
    if name not in SECTIONS:
        raise NotFoundError(
            f"there is no section {shown(name)} in the settings; there are {', '.join(SECTIONS)}{nearest(name, SECTIONS)}"
        )
