"""The API's structs as TypeScript, so that the app and the server cannot disagree."""

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

__all__ = ["published", "types"]

_HEAD = "// Made from the server's structs by `python -m desireline.server.typescript`; a test compares. Do not edit.\n"
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
Schema = Mapping[str, Any]


def types(*structs: type[msgspec.Struct]) -> str:
    """Return the TypeScript types of the structs and of all they hold, each field with its description."""
    _, components = msgspec.json.schema_components(structs, ref_template="{name}")
    twice = sorted(
        name for name in components if "." in name
    )  # msgspec tells structs of one name apart by their modules
    if twice:
        raise ValueError(f"two structs of the API have one name: {', '.join(twice)}")
    return _HEAD + "".join(_declared(name, schema) for name, schema in sorted(components.items()))


def _declared(name: str, schema: Schema) -> str:
    if "properties" not in schema:  # an enum, or a choice between structs
        return f"\n{_comment(schema, '')}export type {name} = {_type(schema)};\n"
    required = set(schema.get("required", []))
    lines = [f"\n{_comment(schema, '')}export interface {name} {{"]
    for field, inner in schema["properties"].items():
        optional = "" if field in required else "?"
        lines.append(f"{_comment(inner, '  ')}  readonly {field}{optional}: {_type(inner)};")
    return "\n".join(lines) + "\n}\n"


def _comment(schema: Schema, indent: str) -> str:
    text = schema.get("description")
    return f"{indent}/** {' '.join(text.split()).replace('*/', '* /')} */\n" if text else ""


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if "enum" in schema:
        return " | ".join(msgspec.json.encode(value).decode() for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_type(choice) for choice in schema["anyOf"])
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object":
        return f"Readonly<Record<string, {_type(schema.get('additionalProperties', {}))}>>"
    return _PLAIN.get(str(schema.get("type")), "unknown")


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"readonly [{', '.join(_type(item) for item in schema['prefixItems'])}]"
    item = _type(schema["items"])
    return f"readonly ({item})[]" if " | " in item or item.startswith("readonly ") else f"readonly {item}[]"


def published() -> str:
    """Return the types of all that the API takes and gives, and what both sides must count alike."""
    from desireline.analyses import AnswerTable, Comparison, registry
    from desireline.events import Erasure
    from desireline.identity.overview import IdentityOverview
    from desireline.journeys.selections import Selection
    from desireline.project.backups import Backup
    from desireline.project.browsing import EventNames, EventPage
    from desireline.project.choices import Choices, DimensionChoice
    from desireline.project.counting import Counted
    from desireline.project.erasing import ErasurePlan
    from desireline.project.exporting import PersonExport
    from desireline.project.health import ProjectHealth
    from desireline.project.home import Home
    from desireline.project.identities import LargeCustomers, ValuesLeftOut
    from desireline.project.jobs import Job
    from desireline.project.log_lists import RejectPage
    from desireline.project.notes import Note
    from desireline.project.person import Person
    from desireline.project.previewing import UploadPreview
    from desireline.project.rules import RuleCount, RuleToCount
    from desireline.project.saved_questions import SavedQuestion
    from desireline.project.search import Found
    from desireline.project.sections import SectionCheck
    from desireline.project.segments import Segments
    from desireline.project.settings_choices import SettingsChoices
    from desireline.project.suggesting import SettingsSuggestion
    from desireline.project.timeline import Timeline
    from desireline.render.journey_map import MapView
    from desireline.server.changes import DataChange
    from desireline.server.errors import Problem
    from desireline.server.rooms.accounts import AccountChange, NewAccount
    from desireline.server.rooms.audit import AuditPage
    from desireline.server.rooms.imports import ImportList, ImportRequest, SourceList
    from desireline.server.rooms.jobs import BuildRequest, JobList
    from desireline.server.rooms.keys import MadeKey, NewKey
    from desireline.server.rooms.map_people import MapPeople
    from desireline.server.rooms.maps import Health
    from desireline.server.rooms.me import Me, MyLanguage, NewPassword, SignIn, WaysIn
    from desireline.server.rooms.notes import NoteText
    from desireline.server.rooms.privacy import ErasureLog
    from desireline.server.rooms.project import ProjectInfo
    from desireline.server.rooms.questions import Form, People
    from desireline.server.rooms.saved_questions import Pins, QuestionToSave
    from desireline.server.rooms.segments import SegmentChange
    from desireline.server.rooms.selections import ReadSelection, SelectionToRead
    from desireline.server.rooms.settings import (
        AcceptedParts,
        SectionsToChange,
        SectionValue,
        SettingsChanged,
    )
    from desireline.server.rooms.uploads import UploadList

    kinds = registry().values()
    rooms = (
        *(MapPeople,),
        *(ProjectInfo,),
        *(AnswerTable,),
        *(Home,),
        *(Found, Person, Timeline),
        *(Note, NoteText),
        *(Erasure, ErasureLog, ErasurePlan, PersonExport),
        *(Segments, SegmentChange, SelectionToRead, ReadSelection, Counted, Choices, DimensionChoice),
        *(SavedQuestion, QuestionToSave, Pins),
        *(UploadList, UploadPreview, ImportRequest, ImportList, RejectPage, SourceList),
        *(Job, JobList, BuildRequest, DataChange),
        *(AuditPage,),
        *(
            SettingsChanged,
            SectionCheck,
            SettingsChoices,
            SectionsToChange,
            SectionValue,
            SettingsSuggestion,
            AcceptedParts,
        ),
        *(
            RuleToCount,
            RuleCount,
            EventPage,
            EventNames,
            IdentityOverview,
            ValuesLeftOut,
            LargeCustomers,
            ProjectHealth,
        ),
        *(Me, WaysIn, SignIn, NewPassword, MyLanguage, NewAccount, AccountChange, NewKey, MadeKey, Backup),
    )
    made = types(MapView, Problem, Health, Form, People, Comparison, *rooms, *kinds, *(kind.result for kind in kinds))
    return made + _union("Selection", Selection) + _decimals()


def _union(name: str, choices: Any) -> str:
    """Return a name for any of several structs."""
    return f"\nexport type {name} = {' | '.join(choice.__name__ for choice in get_args(choices))};\n"


def _decimals() -> str:
    """Return the decimals of currencies as a table: browsers have their own of how amounts are written, not of what is kept."""
    from desireline.base.money import CURRENCIES_NOT_IN_HUNDREDTHS

    return (
        "\n/** Decimals of the minor unit of the currencies that are not kept in hundredths. */\n"
        "export const CURRENCIES_NOT_IN_HUNDREDTHS: Readonly<Record<string, number>> = {\n"
        + "".join(f"  {currency}: {digits},\n" for currency, digits in CURRENCIES_NOT_IN_HUNDREDTHS.items())
        + "};\n"
    )


if __name__ == "__main__":
    print(published(), end="")
