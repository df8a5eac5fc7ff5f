"""A mapping file: what people say of their tables, read and laid over what was recognised."""

from pathlib import Path
from typing import Any

import msgspec

from desireline.base.errors import InputError
from desireline.sources.mapping import Mapping

__all__ = ["overlaid", "read_mapping"]


def read_mapping(path: Path) -> dict[str, dict[str, Any]]:
    """Return the mappings of a file by source; under "" where it holds one for all.

    Raises:
        InputError: it is not a mapping.
    """
    from desireline.base.yaml import read_yaml

    content = read_yaml(path)
    if not isinstance(content, dict) or not content:
        raise InputError(
            f"{path} is not a mapping: write keys such as time, name and identifiers, or `tables:` with a mapping by source"
        )
    tables = content["tables"] if set(content) == {"tables"} else {"": content}
    if not isinstance(tables, dict):
        raise InputError(f"{path}: `tables` must hold mappings by source name")
    for name, mapping in tables.items():
        of = f" of {name}" if name else ""
        try:
            msgspec.convert(mapping, Mapping)
        except msgspec.ValidationError as error:
            raise InputError(f"{path}: the mapping{of} is wrong: {_said(mapping, error)}") from error
    return {str(name): mapping for name, mapping in tables.items()}


def _said(mapping: object, error: msgspec.ValidationError) -> str:
    """Say what is wrong, and for a key that is not known which one was meant."""
    from difflib import get_close_matches

    text = str(error)
    known = list(Mapping.__struct_fields__)
    if "unknown field" in text and isinstance(mapping, dict):
        for key in mapping:
            if key not in known:
                near = get_close_matches(str(key), known, n=1)
                hint = f"did you mean '{near[0]}'? " if near else ""
                return f"'{key}' is not a key of a mapping: {hint}keys are {', '.join(known)}"
    return text


def overlaid(recognised: Mapping | None, override: dict[str, Any]) -> Mapping:
    """Lay a mapping file's keys over what was recognised."""
    base: dict[str, Any] = msgspec.to_builtins(recognised) if recognised else {}
    if "time" in override:
        base.pop("moments", None)
    if "moments" in override:
        base.pop("time", None)
    return msgspec.convert(base | override, Mapping)
