"""The reference page and the published schema, made from the structs.

`python -m desireline.base.settings.reference docs/reference` writes both; a test compares them.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from desireline.base.settings.model import Settings
from desireline.base.settings.schema import settings_schema

__all__ = ["published", "settings_reference"]

_OPENING = """\
# Settings

Everything in `desireline.yaml`, the one file that says how a project reads its data. This page is made from the code;
editors can check the file by `desireline.schema.json`, which lies beside this page. A key that is not listed here is an
error, and so is a value of another kind. Comments that people write are kept when the program edits the file.
"""


def published() -> dict[str, str]:
    """Return the files of the reference: name and content."""
    return {
        "desireline.schema.json": json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n",
        "settings.md": settings_reference(),
    }


def settings_reference() -> str:
    """Return the reference page in Markdown: one heading a section, one table row a key."""
    pages: dict[str, str] = {}
    _pages(inspect.type_info(Settings), "desireline.yaml", pages)
    return _OPENING + "".join(pages.values())


def _pages(kind: Any, title: str, pages: dict[str, str]) -> None:
    if isinstance(kind, inspect.StructType):
        if title not in pages:
            pages[title] = _page(kind, title)
            for field in kind.fields:
                _pages(field.type, _below(title, field.encode_name), pages)
    elif isinstance(kind, inspect.Metadata):
        _pages(kind.type, title, pages)
    elif isinstance(kind, inspect.UnionType):
        for part in kind.types:
            _pages(part, title, pages)
    elif isinstance(kind, inspect.ListType):
        _pages(kind.item_type, f"{title}[]", pages)
    elif isinstance(kind, inspect.DictType):
        _pages(kind.value_type, f"{title}.NAME", pages)


def _below(title: str, key: str) -> str:
    return key if title == "desireline.yaml" else f"{title}.{key}"


def _page(kind: inspect.StructType, title: str) -> str:
    rows = "".join(_row(field) for field in kind.fields)
    about = (kind.cls.__doc__ or "").strip()
    return f"\n## `{title}`\n\n{about}\n\n| key | value | default | meaning |\n|---|---|---|---|\n{rows}"


def _row(field: inspect.Field) -> str:
    meta = field.type if isinstance(field.type, inspect.Metadata) else None
    meaning = str((meta.extra_json_schema or {}).get("description", "")) if meta else ""
    allowed = (meta.extra or {}).get("allowed") if meta else None
    value = allowed or _said(field.type)
    cells = (f"`{field.encode_name}`", value, _default(field), meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


_SAID: dict[type, str] = {
    inspect.StrType: "text",
    inspect.IntType: "whole number",
    inspect.FloatType: "number",
    inspect.BoolType: "`true` or `false`",
    inspect.StructType: "a section",
}


def _said(kind: Any) -> str:
    if isinstance(kind, inspect.Metadata):
        return _said(kind.type)
    if isinstance(kind, inspect.UnionType):
        single = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        lists = [each for each in single if isinstance(each, inspect.ListType) and each.item_type in single]
        said = ", or ".join(_said(each) for each in single if each not in lists)
        return said + (", or a list of these" if lists else "")
    if isinstance(kind, inspect.LiteralType):
        return "one of " + ", ".join(f"`{value}`" for value in kind.values)
    if isinstance(kind, inspect.ListType):
        return f"list: each {_said(kind.item_type)}"
    if isinstance(kind, inspect.DictType):
        return f"mapping: each {_said(kind.value_type)}"
    return _SAID[type(kind)]


def _default(field: inspect.Field) -> str:
    if field.required:
        return "needed"
    value = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    plain = msgspec.to_builtins(value)
    if isinstance(plain, list) and plain and isinstance(plain[0], dict):
        return ", ".join(f"`{each['name']}`" for each in plain)
    return "none" if plain in (None, [], {}) else f"`{json.dumps(plain, ensure_ascii=False)}`"


if __name__ == "__main__":
    for _name, _content in published().items():
        (Path(sys.argv[1]) / _name).write_text(_content, encoding="utf-8")
