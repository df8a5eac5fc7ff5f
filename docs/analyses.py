"""The page of all questions, made from their declarations.

`python -m docs.analyses` writes it; a test compares.
"""

from inspect import cleandoc
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT, inspect

from desireline.analyses import Analysis, registry

__all__ = ["PAGE", "page"]

PAGE = Path(__file__).parent / "reference" / "analyses.md"

_OPENING = """\
# Questions

What can be asked of the journeys. This page is made from the code. Each question is asked alike everywhere:

- in the terminal: `desireline ask NAME`, with `-o FILE` for JSON, CSV, Parquet, XLSX, HTML, SVG or PNG
- in Python: `shop.ask(dl.Funnel(steps=["catalog", "cart"]))`
- over HTTP: `POST /api/analyses/NAME` with the parameters as JSON; `/api/openapi.json` describes it

Every count opens: `desireline people --of NAME … --cell /steps/1/customers`, `answer.people("/steps/1/customers")`, or
`POST /api/analyses/NAME/people` give exactly those it counted. The column *counts* says what a count is made of.

## Parameters of every question

| parameter | default | meaning |
|---|---|---|
"""


def page() -> str:
    """Return the page in Markdown."""
    shared = _fields(Analysis)
    names = {field.name for field in shared}
    parts = [_OPENING, *(_parameter(field) for field in shared)]
    for name, kind in sorted(registry().items()):
        own = [field for field in _fields(kind) if field.name not in names]
        parts.append(f"\n## {name}\n\n{cleandoc(kind.__doc__ or '')}\n")
        if own:
            parts.append("\n| parameter | default | meaning |\n|---|---|---|\n")
            parts += [_parameter(field) for field in own]
        parts.append("\n| in the answer | counts | meaning |\n|---|---|---|\n")
        parts += _result(kind.result, "")
    return "".join(parts)


def _fields(struct: type) -> tuple[inspect.Field, ...]:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    return described.fields


def _parameter(field: inspect.Field) -> str:
    default = "needed" if field.required else "–"
    if not field.required and field.default not in (NODEFAULT, None):
        default = f"`{field.default}`"
    return f"| `{field.encode_name}` | {default} | {_cell(_extra(field.type).get('description', ''))} |\n"


def _result(struct: type, before: str) -> list[str]:
    rows = []
    for field in _fields(struct):
        name = f"{before}{field.encode_name}"
        inner = _struct_in(field.type)
        unit = _unit(field.type)
        rows.append(f"| `{name}` | {unit} | {_cell(_extra(field.type).get('description', ''))} |\n")
        if inner is not None and not unit:
            rows += _result(inner, f"{name}[]." if _is_list(field.type) else f"{name}.")
    return rows


def _extra(kind: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata):
        found = (kind.extra_json_schema or {}) | found
        kind = kind.type
    return found


def _unit(kind: Any) -> str:
    unit = _extra(kind).get("unit", "")
    if not unit and isinstance(_bare(kind), inspect.ListType):
        unit = _extra(_bare(kind).item_type).get("unit", "")
    return "" if unit == "none" else unit


def _bare(kind: Any) -> Any:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind


def _is_list(kind: Any) -> bool:
    return isinstance(_bare(kind), inspect.ListType)


def _struct_in(kind: Any) -> type | None:
    kind = _bare(kind)
    if isinstance(kind, inspect.ListType):
        return _struct_in(kind.item_type)
    if isinstance(kind, inspect.UnionType):
        return next((found for part in kind.types if (found := _struct_in(part))), None)
    return kind.cls if isinstance(kind, inspect.StructType) else None


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
