"""Every field of every answer, and every value it can have by declaration, is said in each language."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from msgspec import inspect

from desireline.analyses import Comparison, registry
from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.render.words import field_title, field_value, place_title

ANSWERS: dict[str, Any] = {name: question.result for name, question in registry().items()} | {"comparison": Comparison}


def fields(kind: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Return each field with the values it may have, where they are declared."""
    match kind:
        case inspect.StructType():
            for field in kind.fields:
                yield field.encode_name, tuple(literals(field.type))
                yield from fields(field.type)
        case inspect.Metadata():
            yield from fields(kind.type)
        case inspect.ListType():
            yield from fields(kind.item_type)
        case inspect.UnionType():
            for each in kind.types:
                yield from fields(each)


def literals(kind: Any) -> Iterator[Any]:
    match kind:
        case inspect.LiteralType():
            yield from kind.values
        case inspect.Metadata():
            yield from literals(kind.type)


def texts(lang: Language) -> dict[str, str]:
    found: dict[str, str] = json.loads((files("desireline.base") / "locales" / f"{lang}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_fields_and_their_values(name: str, lang: Language) -> None:
    say = Translator(lang)
    found = dict(fields(inspect.type_info(ANSWERS[name])))
    assert [field for field in found if not field_title(field, name, say)] == []
    values = {(field, value) for field, known in found.items() for value in known}
    assert [value for _, value in values if not say.has(f"ask.value.{value}")] == []
    assert {field_value(field, name, value, say) for field, value in values} == {
        say(f"ask.value.{value}") for _, value in values
    }


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_nothing_is_left_in_english(lang: Language) -> None:
    english, own = texts("en"), texts(lang)
    assert [key for key in english if key.startswith(("ask.column.", "ask.value.")) and own[key] == english[key]] == []


def test_what_is_no_word_of_ours_stays_as_it_is() -> None:
    say = Translator("hu")
    assert field_value("step", "funnel", "week", say) == "week"  # a touchpoint of that name
    assert field_title("to", "attribution", say) != field_title("to", "transitions", say)


def test_where_shares_stand() -> None:
    say = Translator("en")
    assert place_title("bounce", "visits", say) == "Single-event visits"
    assert place_title("1. cart", "funnel", say) == "1. cart"
    assert place_title("rows/cart/share", "retention", say) == "cart"
    assert place_title("other/share", "paths", say) == "All other paths"
    assert place_title("journey_types/main/reached", "overview", say) == "Journey types · main · Reached the goal"
