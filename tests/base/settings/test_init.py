"""A fresh settings file is valid in every language, and what it comments out would be too."""

import re

import pytest

from desireline.base.i18n import LANGUAGES, Language
from desireline.base.settings.init import fresh_settings
from desireline.base.settings.load import parse_settings
from desireline.base.settings.model import DimensionRule, Engine, JourneyType, Settings, SparkCluster


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fresh_settings_say_what_was_asked(lang: Language) -> None:
    text = fresh_settings(language=lang, name="Tea: & Co", time_zone="Asia/Taipei", currency="TWD")
    assert parse_settings(text) == Settings(name="Tea: & Co", language=lang, time_zone="Asia/Taipei", currency="TWD")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_are_valid_when_uncommented(lang: Language) -> None:
    text = fresh_settings(language=lang)
    examples = text[text.index("# stages:") :]
    read = parse_settings(
        "\n".join(re.sub("^# ?", "", line) if _is_yaml(line) else line for line in examples.splitlines())
    )
    assert read.journeys == {"purchase": JourneyType(goal="order", recovery=["cart reminder"])}
    assert read.dimensions == [DimensionRule(name="country", property="country", scope="customer")]
    assert read.segments == {"undecided": 'did("cart") and not did("order") within 7d'}
    assert [each.name for each in read.touchpoints] == ["cart"]
    assert read.identity.namespaces["device_id"].limit == 3
    assert read.engine == Engine(spark=SparkCluster(master="spark://host:7077"))


def _is_yaml(line: str) -> bool:
    return re.match(r"#\s+(- )?\{?[a-z_]+:( |$)", line) is not None


def test_every_setting_is_there() -> None:
    text = fresh_settings()
    assert [key for key in Settings.__struct_fields__ if not re.search(rf"^(# )?{key}:", text, re.MULTILINE)] == []


def test_the_schema_line_is_there_only_when_asked_for() -> None:
    assert "$schema" not in fresh_settings()
    assert fresh_settings(schema="schema.json").startswith("# yaml-language-server: $schema=schema.json\n")
