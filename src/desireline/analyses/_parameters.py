"""What the parameters of a question mean to choose from: a form needs to know no question by name."""

from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Meta, inspect

from desireline.base.i18n import Translator

__all__ = [
    "KINDS",
    "Choice",
    "DimensionName",
    "DurationText",
    "EndlessDuration",
    "JourneyName",
    "Kind",
    "Parameter",
    "PatternText",
    "PeriodText",
    "SelectionText",
    "TouchpointName",
    "parameters",
    "value_of",
]

Kind = Literal[
    "touchpoint",
    "value",
    "pattern",
    "dimension",
    "selection",
    "period",
    "duration",
    "journey",
    "choice",
    "number",
    "yes_no",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


def _kind(kind: Kind, **more: object) -> Meta:
    return Meta(extra_json_schema={"kind": kind, **more})


def value_of(parameter: str) -> Meta:
    """Describe a text that is a value of the dimension which another parameter names."""
    return _kind("value", of=parameter)


TouchpointName = Annotated[str, _kind("touchpoint")]
PatternText = Annotated[str, _kind("pattern")]
DimensionName = Annotated[str, _kind("dimension")]
SelectionText = Annotated[str, _kind("selection")]
PeriodText = Annotated[str, _kind("period")]
DurationText = Annotated[str, _kind("duration")]
EndlessDuration = Annotated[str, _kind("duration", endless=True)]
"""A duration, or `none` for no limit."""
JourneyName = Annotated[str, _kind("journey")]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values that a parameter allows."""

    value: str
    title: Annotated[str, Meta(description="What people read, in the asker's language.")]


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of a question, as a form needs it."""

    name: str
    title: Annotated[str, Meta(description="A short label, in the asker's language.")]
    about: Annotated[str, Meta(description="One sentence, in the asker's language.")]
    kind: Annotated[Kind, Meta(description="What is chosen from.")]
    shared: Annotated[bool, Meta(description="Whether every question has it: what narrows and compares.")]
    required: bool
    many: Annotated[bool, Meta(description="Whether it is a list, in order.")]
    default: Annotated[
        str | float | bool | list[str] | None, Meta(description="What holds where nothing is given; null: nothing.")
    ]
    choices: Annotated[list[Choice], Meta(description="What a `choice` allows.")]
    of: Annotated[str | None, Meta(description="Of a `value`: the parameter that names the dimension.")]
    least: Annotated[int | None, Meta(description="The smallest number, or the fewest items of a list.")]
    most: Annotated[int | None, Meta(description="The largest number, or the most items of a list.")]
    endless: Annotated[bool, Meta(description="Of a `duration`: whether `none` stands for no limit.")]


def parameters(question: type[msgspec.Struct], name: str, shared: frozenset[str], say: Translator) -> list[Parameter]:
    """Return the parameters of a kind of question, in the order of their declaration, those that all questions have last.

    Args:
        question: its struct.
        name: by which it is asked.
        shared: the names of those parameters that all questions have.
        say: says titles and sentences.
    """
    described = inspect.type_info(question)
    assert isinstance(described, inspect.StructType)
    hints = get_type_hints(question, include_extras=True)
    found = [_parameter(field, hints[field.name], name, field.name in shared, say) for field in described.fields]
    return sorted(found, key=lambda parameter: parameter.shared)


def _parameter(field: inspect.Field, hint: Any, of: str, shared: bool, say: Translator) -> Parameter:
    said, bare = _described(field.type)
    many = isinstance(bare, inspect.ListType)
    choices = _literals(hint) if isinstance(bare, inspect.LiteralType) else ()
    least, most = _bounds(bare)
    name = field.encode_name
    return Parameter(
        name=name,
        title=_word("field", name, of, say),
        about=_word("help", name, of, say),
        kind=said.get("kind") or _kind_of(bare),
        shared=shared,
        required=field.required,
        many=many,
        default=_default(field),
        choices=[Choice(value=value, title=say(f"ask.choice.{name}.{value}")) for value in choices],
        of=said.get("of"),
        least=least,
        most=most,
        endless=bool(said.get("endless")),
    )


def _literals(hint: Any) -> tuple[str, ...]:
    """Return the texts that a type allows, in the order of its declaration, which msgspec does not keep."""
    if get_origin(hint) is Literal:
        return tuple(get_args(hint))
    return next((found for part in get_args(hint) if (found := _literals(part))), ())


def _word(what: str, name: str, of: str, say: Translator) -> str:
    own = f"ask.{what}.{of}.{name}"
    return say(own if say.has(own) else f"ask.{what}.{name}")


def _described(kind: Any) -> tuple[dict[str, Any], Any]:
    """Return all that is said about a type and what it holds, and the type without it: None is no value of its own."""
    said: dict[str, Any] = {}
    while True:
        if isinstance(kind, inspect.Metadata):
            said = (kind.extra_json_schema or {}) | said
            kind = kind.type
        elif isinstance(kind, inspect.UnionType):
            kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
        else:
            break
    if isinstance(kind, inspect.ListType):
        said = _described(kind.item_type)[0] | said
    return said, kind


def _kind_of(bare: Any) -> Kind:
    kinds: dict[type, Kind] = {
        inspect.LiteralType: "choice",
        inspect.BoolType: "yes_no",
        inspect.IntType: "number",
        inspect.FloatType: "number",
    }
    return kinds[type(bare)]


def _bounds(bare: Any) -> tuple[int | None, int | None]:
    if isinstance(bare, inspect.ListType):
        return bare.min_length, bare.max_length
    if isinstance(bare, inspect.IntType):
        return bare.ge, bare.le
    return None, None


def _default(field: inspect.Field) -> Any:
    if field.default is not NODEFAULT:
        return field.default
    return None if field.default_factory is NODEFAULT else field.default_factory()
