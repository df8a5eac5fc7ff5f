"""The four translation files hold the same texts, each with the plural forms its language has."""

import json
import re
from importlib.resources import files

import pytest
from babel import Locale

from desireline.base.i18n import LANGUAGES
from desireline.base.settings.model import CHANNELS, Settings

FILES: dict[str, dict[str, str | dict[str, str]]] = {
    lang: json.loads((files("desireline.base") / "locales" / f"{lang}.json").read_text(encoding="utf-8"))
    for lang in LANGUAGES
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_the_same_in_every_language(lang: str) -> None:
    assert FILES[lang].keys() == FILES["en"].keys()
    for key, text in FILES[lang].items():
        assert isinstance(text, dict) == isinstance(FILES["en"][key], dict), key
        if isinstance(text, dict):
            assert text.keys() == Locale.parse(lang.replace("-", "_")).plural_form.tags | {"other"}, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_have_the_same_places_in_every_language(lang: str) -> None:
    for key, text in FILES[lang].items():
        assert _places(text) == _places(FILES["en"][key]), key


def _places(text: str | dict[str, str]) -> set[str]:
    forms = text.values() if isinstance(text, dict) else [text]
    return {place for form in forms for place in re.findall(r"{(\w+)}", form)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_usual_stages_and_channels_have_one_word_each(lang: str) -> None:
    usual = {f"stage.{stage.name}" for stage in Settings().stages} | {f"channel.{name}" for name in CHANNELS}
    assert {key for key in FILES[lang] if key.startswith(("stage.", "channel."))} >= usual
    assert not [key for key in FILES[lang] if ".stage." in key or ".channel." in key or ".journey." in key]
