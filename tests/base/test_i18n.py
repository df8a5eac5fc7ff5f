"""What is said in four languages; and that everything the program says has its words."""

import ast
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.base.i18n import LANGUAGES, Language, Translator, language

SOURCE = Path(__file__).parents[2] / "src" / "desireline"
APP = Path(__file__).parents[2] / "frontend" / "src"
KEYS: set[str] = set(json.loads((files("desireline.base") / "locales" / "en.json").read_text(encoding="utf-8")))
OWN: set[str] = {
    key for file in (APP / "words" / "en").glob("*.json") for key in json.loads(file.read_text(encoding="utf-8"))
}
"""The app's own words; the app's tests look after them."""

ROOMS = {key.partition(".")[0] for key in KEYS}
KEY = re.compile(rf"(?:{'|'.join(sorted(ROOMS))})(?:\.[A-Za-z_]+)+\.?")
NO_KEYS = {
    "app.css",
    "app.js",
    "map.html",
    "map.svg",
    "map.png",
    "map.pdf",
    "map.json",
    "person.json",
    "person.schema.json",
}


def said() -> tuple[set[str], set[str]]:
    """Return the keys that stand in the source, and the beginnings of those that are put together."""
    whole, begun = set(), set()
    for path in SOURCE.rglob("*.py"):
        if "simulator" in path.parts or path.name == "model.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if KEY.fullmatch(start + "x") and start.partition(".")[0] in ROOMS:
                    begun.add(start)
            elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                whole |= {
                    str(word.value)
                    for word in node.args
                    if isinstance(word, ast.Constant) and KEY.fullmatch(str(word.value))
                }
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in KEYS:
                whole.add(node.value)
    for path in (*APP.rglob("*.ts"), *APP.rglob("*.tsx")):
        text = path.read_text(encoding="utf-8")
        whole |= {word for word in re.findall(r"""["']([a-z]+(?:\.[A-Za-z_]+)+)["']""", text) if word in KEYS}
        begun |= {word for word in re.findall(r"`([a-z]+\.[A-Za-z_.]*)\$\{", text) if word.partition(".")[0] in ROOMS}
    return whole, begun


def test_everything_said_has_its_words() -> None:
    whole, begun = said()
    assert len(whole) > 50
    assert sorted(whole - KEYS - NO_KEYS) == []
    assert [start for start in sorted(begun) if not any(key.startswith(start) for key in KEYS | OWN)] == []


def test_all_words_are_said_somewhere() -> None:
    whole, begun = said()
    assert sorted(key for key in KEYS - whole if not key.startswith(tuple(begun))) == []


@pytest.mark.parametrize(
    ("tag", "meant"),
    [("en", "en"), ("en_US.UTF-8", "en"), ("hu_HU", "hu"), ("RU", "ru"), ("zh", "zh-Hant"), ("zh-TW", "zh-Hant"),
     ("zh_HK.Big5", "zh-Hant"), ("zh-Hant", "zh-Hant")],
)  # fmt: skip
def test_languages_of_tags(tag: str, meant: str) -> None:
    assert language(tag) == meant


@pytest.mark.parametrize("tag", ["", "de", "C.UTF-8", "hungarian", "e"])
def test_languages_that_are_none_of_ours(tag: str) -> None:
    with pytest.raises(InputError, match="is not a language of Desireline: choose one of en, zh-Hant, ru, hu"):
        language(tag)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", {1: "1 customer", 2: "2 customers", 1_000: "1,000 customers"}),
        ("ru", {1: "1 клиент", 2: "2 клиента", 5: "5 клиентов", 21: "21 клиент", 112: "112 клиентов"}),
        ("hu", {1: "1 ügyfél", 2: "2 ügyfél"}),
        ("zh-Hant", {1: "1 位顧客", 2: "2 位顧客"}),
    ],
)
def test_forms_follow_the_number(lang: Language, expected: dict[int, str]) -> None:
    say = Translator(lang)
    assert {number: say("map.customers", n=number) for number in expected} == expected


@pytest.mark.parametrize(
    ("seconds", "said_as"),
    [
        (0, "0 s"), (0.4, "0 s"), (59.4, "59 s"), (59.7, "1 min"), (60, "1 min"), (61, "1 min 1 s"), (599.6, "10 min"), (3_569, "59 min"),
        (3_599.9, "1 h"), (3_600, "1 h"), (4 * 3_600 + 600, "4 h 10 min"), (23.4 * 3_600, "23 h"), (23.8 * 3_600, "1 day"),
        (86_400, "1 day"), (86_400 * 3, "3 days"), (86_400 * 1.5, "1 day 12 h"), (86_400 * 9.99, "10 days"), (86_400 * 10.6, "11 days"),
    ],
)  # fmt: skip
def test_spans_in_the_largest_units_that_matter(seconds: float, said_as: str) -> None:
    assert Translator("en").span(seconds * 1e6) == said_as


@given(st.floats(0, 1e9), st.sampled_from(LANGUAGES))
def test_spans_never_fill_a_larger_unit(seconds: float, lang: Language) -> None:
    words = Translator("en").span(seconds * 1e6).split()
    limits = {"s": 60, "min": 60, "h": 24}
    assert all(
        int(number.replace(",", "")) < limits.get(unit, 10**9)
        for number, unit in zip(words[::2], words[1::2], strict=True)
    )
    assert Translator(lang).span(seconds * 1e6)


def test_numbers_money_and_days() -> None:
    assert Translator("hu").number(1_234_567.891, 1).replace("\xa0", " ") == "1 234 567,9"
    assert Translator("ru").share(0.1234, 1).replace("\xa0", " ") == "12,3%"
    assert Translator("en").money(1_999, "EUR") == "€19.99"
    assert Translator("en").money(1_999, "JPY") == "¥1,999"
    assert Translator("en", "Asia/Taipei").date(1_767_222_000_000_000) == "Jan 1, 2026"  # 23:00 UTC of the day before


def test_values_are_put_in_as_they_are() -> None:
    assert "{n} {x}" in Translator("en")("map.title_of", project="{n} {x}", label="a")
