"""Errors in the reader's language: every template of the source has its words, and sentences come back with their values."""

import json
import re
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.sentences import templates_of, templates_of_file
from base.untranslated import UNTRANSLATED
from desireline.base.error_words import parts, translated
from desireline.base.i18n import LANGUAGES, Language
from example_maps import HOSTILE

OTHERS: tuple[Language, ...] = tuple(language for language in LANGUAGES if language != "en")
TEMPLATES = templates_of()


def catalogue(language: Language) -> dict[str, str]:
    content = (files("desireline.base") / "locales" / "errors" / f"{language}.json").read_text(encoding="utf-8")
    texts: dict[str, str] = json.loads(content)
    return texts


def filled(template: str, values: list[str]) -> str:
    words, places = parts(template)
    return "".join(word + values[place] for word, place in zip(words, places, strict=False)) + words[-1]


def marks(template: str) -> list[str]:
    """Values that stand nowhere else, and are no words of any language."""
    return [f"⟦{number}⟧" for number in range(len(parts(template)[1]))]


def english_left(template: str, said: str) -> list[str]:
    """Return the runs of three English words of the template that are still in what is said."""
    words = re.sub("`[^`]*`", "", " ".join(parts(template)[0]))
    runs = re.findall(r"(?=(?<![\w.-])([a-z]{2,} [a-z]{2,} [a-z]{2,})(?![\w-]))", words)
    return [run for run in runs if run in said and not run.startswith("desireline ")]  # a command stays


def is_said(template: str, language: Language) -> bool:
    values = marks(template)
    sentence = filled(template, values)
    said = translated(sentence, language)
    return said != sentence and all(value in said for value in values) and not english_left(template, said)


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_source_is_said_in_each_language(language: Language) -> None:
    missing = {
        template
        for template, file in TEMPLATES.items()
        if not any(file.startswith(room) for room in UNTRANSLATED) and not is_said(template, language)
    }
    assert not missing, f"write these into locales/errors/{language}.json"


def test_what_is_not_said_yet_is_not_said() -> None:
    for room in UNTRANSLATED:
        assert any(
            not is_said(template, language)
            for template, file in TEMPLATES.items()
            if file.startswith(room)
            for language in OTHERS
        ), f"all of {room} is said in all languages: take it out of UNTRANSLATED"


def test_the_languages_have_the_same_templates_with_the_same_places() -> None:
    first = catalogue(OTHERS[0])
    for language in OTHERS:
        texts = catalogue(language)
        assert list(texts) == list(first)
        for english, said in texts.items():
            assert sorted(set(parts(english)[1])) == sorted(set(parts(said)[1])), (english, said)
            assert parts(english)[1] == list(range(len(parts(english)[1]))), english


@pytest.mark.parametrize("language", OTHERS)
@given(st.data())
def test_values_come_back_as_they_are(language: Language, data: st.DataObject) -> None:
    texts = catalogue(language)
    template = data.draw(st.sampled_from([text for text in texts if any(map(str.isalpha, text))]))
    value = st.text("abxyz019äő漢字Ж_-/", min_size=1, max_size=12).map(lambda text: f"⟦{text}⟧")
    values = [data.draw(value) for _ in parts(template)[1]]
    assert translated(filled(template, values), language) == filled(texts[template], values)


@pytest.mark.parametrize("language", OTHERS)
def test_hostile_values_are_taken_over(language: Language) -> None:
    assert HOSTILE in translated(f"'{HOSTILE}' is not a format: use csv, jsonl, json, parquet or xlsx", language)


def test_the_sentence_within_a_sentence_is_said_too() -> None:
    said = translated("orders.csv: /data/orders.csv is empty: export it again", "ru")
    assert said == "orders.csv: /data/orders.csv: файл пуст. Выгрузите его заново"


def test_what_stands_in_quotes_is_a_name() -> None:
    assert "«none»" in translated("'none' is not a time zone: use an IANA name such as Europe/Budapest or UTC", "ru")


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_that_no_template_makes_stays(language: Language) -> None:
    assert translated("nobody has ever said this sentence", language) == "nobody has ever said this sentence"
    assert translated("", language) == ""


def test_english_stays() -> None:
    sentence = "stopped as asked: nothing was changed"
    assert translated(sentence, "en") == sentence


def test_a_sentence_is_said_within_a_millisecond() -> None:
    sentences = [filled(template, marks(template)) for template in catalogue("hu")]
    translated(sentences[0], "hu")
    start = time.perf_counter()
    for sentence in sentences:
        translated(sentence, "hu")
    assert (time.perf_counter() - start) / len(sentences) < 0.001
    long = "column 'a': " + "x; " * 100_000
    start = time.perf_counter()
    translated(long, "hu")
    assert time.perf_counter() - start < 1.0  # as long as its values: no more than a few passes


def test_templates_are_read_from_the_source() -> None:
    source = """
MOST = 7
WAYS = "give one"
def of(name: str, more: bool) -> None:
    hint = f"{name!r} is odd"
    said = "short" if more else f"as long as {name}"
    raise InputError(f"the name '{name}' is {said}: " + (f"use {MOST} {{}}" if more else WAYS) + _end(name))
def _end(name: str) -> str:
    return f"; or leave {name} out"
"""
    assert templates_of_file(source) == [
        "the name '{0}' is short: use {1} {{}}{2}",
        "the name '{0}' is short: give one{1}",
        "the name '{0}' is as long as {1}: use {2} {{}}{3}",
        "the name '{0}' is as long as {1}: give one{2}",
        "or leave {0} out",
    ]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "why",
    [
        "day first: that place goes above 12",
        "month first: no number is above 12, but the day varies more so; it could be the other way round",
        "taken as day first: no number is above 12, so it could be the other way round",
        "day first, as dates with points are",
    ],
)
def test_why_the_day_is_first_is_said_whole(language: Language, why: str) -> None:
    said = translated(f"column 'when': times written as %d/%m/%Y %H:%M, {why}, such as 01/02/2026 10:00", language)
    assert all(kept in said for kept in ("when", "%d/%m/%Y %H:%M", "01/02/2026 10:00"))
    assert english_left(f"{why}", said) == []
