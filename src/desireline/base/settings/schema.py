"""The JSON Schema of `desireline.yaml`, for editors and other programs."""

from typing import Any

import msgspec
from msgspec import inspect

from desireline.base.settings.model import Settings

__all__ = ["settings_schema"]


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the settings.

    It knows keys, types, and allowed values, as the loader does; what depends on other parts of the file
    (a stage that does not exist, a name given twice) only the loader knows.
    """
    schema = msgspec.json.schema(Settings)
    definitions = schema.pop("$defs")
    for kind in _structs(inspect.type_info(Settings)):
        properties = definitions[kind.cls.__name__]["properties"]
        for field in kind.fields:
            _name_keys(field.type, properties[field.encode_name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:desireline:settings",
        **definitions.pop("Settings"),
        "title": "desireline.yaml",
        "$defs": definitions,
    }


def _structs(kind: Any) -> list[inspect.StructType]:
    found = [kind] if isinstance(kind, inspect.StructType) else []
    for part in _parts(kind):
        found += _structs(part)
    return found


def _parts(kind: Any) -> list[Any]:
    if isinstance(kind, inspect.StructType):
        return [field.type for field in kind.fields]
    if isinstance(kind, inspect.Metadata):
        return [kind.type]
    if isinstance(kind, inspect.UnionType):
        return list(kind.types)
    if isinstance(kind, inspect.ListType):
        return [kind.item_type]
    return [kind.value_type] if isinstance(kind, inspect.DictType) else []


def _name_keys(kind: Any, schema: dict[str, Any]) -> None:
    """Say which keys a mapping with named keys may have: msgspec checks them, its schema does not say them."""
    if isinstance(kind, inspect.Metadata):
        _name_keys(kind.type, schema)
    elif isinstance(kind, inspect.UnionType):
        for part, each in zip(kind.types, schema["anyOf"], strict=True):
            _name_keys(part, each)
    elif isinstance(kind, inspect.DictType) and isinstance(kind.key_type, inspect.LiteralType):
        schema["propertyNames"] = {"enum": list(kind.key_type.values)}
