"""The shape of a document against a struct: unknown and missing keys, wrong types, values that are not allowed."""

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import inspect

from desireline.base.settings.yaml_tree import Path, path_text

__all__ = ["nearest", "shape_faults", "shown"]

Found = tuple[Path, str]
"""Where a fault lies, and the sentence that says it."""


def shown(value: object) -> str:
    """Return a value as messages show it: short, texts in quotes, containers by their kind."""
    if isinstance(value, dict):
        return "a mapping (key: value)"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        one_line = value.replace("\n", "\\n")
        return f"'{one_line}'" if len(one_line) <= 60 else f"'{one_line[:57]}…'"  # noqa: PLR2004 - what fits a line
    return str(value)


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` where one of `allowed` is close to `word`, else nothing."""
    lower = {each.lower(): each for each in allowed}
    close = difflib.get_close_matches(word.lower(), list(lower), n=1, cutoff=0.6)
    return f"; did you mean '{lower[close[0]]}'?" if close else ""


def shape_faults(data: object, kind: type) -> list[Found]:
    """Return everything in `data` that the struct `kind` does not allow, in the document's order.

    An empty list means that `msgspec.convert(data, kind)` succeeds.
    """
    return list(_check(data, inspect.type_info(kind), (), ""))


def _check(data: Any, kind: Any, path: Path, about: str) -> Iterator[Found]:
    if isinstance(kind, inspect.Metadata):
        about = (kind.extra or {}).get("allowed") or _about(kind) or about
        yield from _check(data, kind.type, path, about)
    elif isinstance(kind, inspect.UnionType):
        fitting = [each for each in kind.types if _accepts(data, each)]
        if fitting:
            yield from _check(data, fitting[0], path, about)
        else:
            yield path, _not_allowed(data, kind, path, about)
    elif not _accepts(data, kind):
        yield path, _not_allowed(data, kind, path, about)
    elif isinstance(kind, inspect.StructType):
        yield from _struct(data, kind, path)
    elif isinstance(kind, inspect.DictType):
        yield from _dict(data, kind, path, about)
    elif isinstance(kind, inspect.ListType):
        yield from _list(data, kind, path, about)
    else:
        yield from _scalar(data, kind, path, about)


def _struct(data: dict[str, Any], kind: inspect.StructType, path: Path) -> Iterator[Found]:
    fields = {field.encode_name: field for field in kind.fields}
    unknown = data.keys() - fields.keys()
    for key, value in data.items():
        if key in fields:
            yield from _check(value, fields[key].type, (*path, key), "")
        else:
            yield (*path, key), _unknown(key, path, fields)
    for name, field in fields.items():
        if field.required and name not in data and not any(nearest(key, [name]) for key in unknown):
            yield path, f"{path_text(path) or 'the document'} lacks '{name}' ({_about(field.type)}); add it"


def _unknown(key: str, path: Path, allowed: Iterable[str]) -> str:
    where = f" in {path_text(path)}" if path else ""
    return f"'{key}'{where} is not a known key; allowed: {', '.join(allowed)}{nearest(key, allowed)}"


def _dict(data: dict[str, Any], kind: inspect.DictType, path: Path, about: str) -> Iterator[Found]:
    keys = _allowed(kind.key_type) if isinstance(kind.key_type, inspect.LiteralType) else []
    for key, value in data.items():
        if keys and key not in keys:
            yield (*path, key), _unknown(key, path, keys)
        yield from _check(value, kind.value_type, (*path, key), about)


def _list(data: list[Any], kind: inspect.ListType, path: Path, about: str) -> Iterator[Found]:
    if kind.min_length is not None and len(data) < kind.min_length:
        yield path, f"{path_text(path)} has {len(data)} entries; at least {kind.min_length} needed"
    if kind.max_length is not None and len(data) > kind.max_length:
        yield path, f"{path_text(path)} has {len(data)} entries; at most {kind.max_length} allowed"
    for index, item in enumerate(data):
        yield from _check(item, kind.item_type, (*path, index), about)


def _scalar(data: Any, kind: Any, path: Path, about: str) -> Iterator[Found]:
    if isinstance(kind, inspect.LiteralType):
        if data not in kind.values:
            yield path, _not_allowed(data, kind, path, about)
    elif isinstance(kind, inspect.StrType):
        if kind.pattern and not re.search(kind.pattern, data):
            yield path, _not_allowed(data, kind, path, about)
        if kind.max_length is not None and len(data) > kind.max_length:
            yield (
                path,
                f"{path_text(path)} has {len(data)} characters ({shown(data)}); at most {kind.max_length} allowed",
            )
    elif isinstance(kind, inspect.IntType | inspect.FloatType):
        if kind.ge is not None and data < kind.ge:
            yield path, f"{path_text(path)} is {data}; {kind.ge} is the least allowed"
        if kind.le is not None and data > kind.le:
            yield path, f"{path_text(path)} is {data}; {kind.le} is the most allowed"


_ACCEPTED: dict[type, tuple[type, ...]] = {
    inspect.AnyType: (object,),
    inspect.StructType: (dict,),
    inspect.DictType: (dict,),
    inspect.ListType: (list,),
    inspect.StrType: (str,),
    inspect.LiteralType: (str,),
    inspect.IntType: (int,),
    inspect.FloatType: (int, float),
    inspect.BoolType: (bool,),
    inspect.NoneType: (type(None),),
}


def _accepts(data: object, kind: Any) -> bool:
    if isinstance(kind, inspect.Metadata):
        return _accepts(data, kind.type)
    if isinstance(data, bool):
        return isinstance(kind, inspect.BoolType | inspect.AnyType)
    return isinstance(data, _ACCEPTED[type(kind)])


_SAID: dict[type, str] = {
    inspect.StructType: "a mapping (key: value)",
    inspect.DictType: "a mapping (key: value)",
    inspect.ListType: "a list",
    inspect.StrType: "text",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.BoolType: "true or false",
}


def _allowed(kind: Any) -> list[str]:
    if isinstance(kind, inspect.Metadata):
        return _allowed(kind.type)
    if isinstance(kind, inspect.UnionType):
        return list(dict.fromkeys(each for part in kind.types for each in _allowed(part)))
    if isinstance(kind, inspect.LiteralType):
        return [str(value) for value in kind.values]
    return [_SAID[type(kind)]] if type(kind) in _SAID else []


def _not_allowed(data: object, kind: Any, path: Path, about: str) -> str:
    allowed = _allowed(kind)
    value = shown(data)
    text = data if isinstance(data, str) else value
    if isinstance(kind, inspect.StrType) and kind.pattern and not re.search(kind.pattern, text):
        return f"{path_text(path)} is {value}; allowed: {about or f'text of the form {kind.pattern}'}"
    if isinstance(data, bool | int | float) and "text" in allowed:
        return f'{path_text(path)} is {value}, which YAML does not take for text; write it in quotes: "{value}"'
    if isinstance(kind, inspect.LiteralType):
        close = nearest(data, allowed) if isinstance(data, str) else ""
        return f"{path_text(path)} is {value}; allowed: {', '.join(allowed)}{close}"
    meaning = f" ({about.rstrip('.')})" if about else ""
    return f"{path_text(path) or 'the document'} is {value}; allowed: {', or '.join(allowed)}{meaning}"


def _about(kind: Any) -> str:
    described = kind.extra_json_schema if isinstance(kind, inspect.Metadata) else None
    return str((described or {}).get("description", "")).rstrip(".")
