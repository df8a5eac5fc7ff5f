"""Edits by the program keep what people wrote."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import NotFoundError, SettingsError
from desireline.base.settings.edit import edit_settings, edited_text, settings_text
from desireline.base.settings.load import parse_settings
from desireline.base.settings.model import (
    DimensionRule,
    JourneyType,
    Settings,
    Touchpoint,
    When,
)
from settings_strategies import all_settings

replace = msgspec.structs.replace

TEXT = """\
# What we sell: tea.   # (head)
name: "Tea & Co"   # with an ampersand

stages:
  - name: awareness     # the beginning
  - name: purchase
    label: {en: Buying, hu: Vásárlás}

# The rules.
touchpoints:
  - name: cart          # the basket
    when: {name: [cart, "basket #1"]}   # two spellings
    stage: purchase
  # - name: off
  #   when: {channel: web}

  - name: done
    # goal!
    when:
      name: paid
      channel: [web,  app]
    stage: purchase

# The end.
journeys: {}   # none yet
"""


def named(text: str) -> list[str]:
    return re.findall(r"#.*", text)


def test_nothing_changed_changes_nothing() -> None:
    assert edited_text(TEXT, lambda s: s) == TEXT


def test_additions_land_where_they_belong_and_leave_the_rest_alone() -> None:
    def change(old: Settings) -> Settings:
        added = Touchpoint(name="home", when=When(name="home"), stage="awareness")
        return replace(
            old,
            currency="HUF",
            touchpoints=[*old.touchpoints, added],
            journeys={"purchase": JourneyType(goal="done", recovery=["reminder: mail"])},
        )

    assert edited_text(TEXT, change) == TEXT.replace(
        "with an ampersand\n", "with an ampersand\n\ncurrency: HUF\n"
    ).replace(
        "    stage: purchase\n\n# The end",
        "    stage: purchase\n  - name: home\n    when: {name: home}\n    stage: awareness\n\n# The end",
    ).replace(
        "journeys: {}   # none yet\n",
        'journeys:  # none yet\n  purchase:\n    goal: done\n    recovery: ["reminder: mail"]\n',
    )


def test_a_changed_scalar_is_the_only_change() -> None:
    def change(old: Settings) -> Settings:
        return replace(old, touchpoints=[replace(old.touchpoints[0], name="basket"), old.touchpoints[1]])

    assert edited_text(TEXT, change) == TEXT.replace("- name: cart  ", "- name: basket  ")


def test_comments_of_a_part_that_goes_stay() -> None:
    after = edited_text(TEXT, lambda s: replace(s, touchpoints=s.touchpoints[:1], name=None))
    assert named(after) == named(TEXT)
    assert parse_settings(after).touchpoints == parse_settings(TEXT).touchpoints[:1]


def test_a_default_that_people_wrote_down_stays() -> None:
    text = "currency: EUR  # yes, euros\nvisit_gap: 30m\n"
    assert edited_text(text, lambda s: replace(s, language="hu")) == text + "\nlanguage: hu\n"
    assert edited_text(text, lambda s: replace(s, currency="HUF")) == text.replace("EUR", "HUF")


@pytest.mark.parametrize("text", ["", "# only a comment", "{}\n", "{}  # nothing yet", "{name: Tea}  # flow\n"])
def test_files_without_lines_of_their_own(text: str) -> None:
    after = edited_text(
        text, lambda s: replace(s, currency="HUF", dimensions=[DimensionRule(name="plan", property="plan")])
    )
    assert parse_settings(after) == replace(
        parse_settings(text), currency="HUF", dimensions=[DimensionRule(name="plan", property="plan")]
    )
    assert named(text) == named(after)


def test_a_section_goes_below_its_commented_example() -> None:
    text = "name: Tea\n\n# Where from.\n# dimensions:\n#   - name: plan\n\ncurrency: HUF\n"
    added = [DimensionRule(name="plan", property="plan")]
    after = edited_text(text, lambda s: replace(s, dimensions=added))
    assert after == text.replace(
        "#   - name: plan\n", "#   - name: plan\ndimensions:\n  - name: plan\n    property: plan\n"
    )


def test_a_commented_example_within_another_section_is_no_place() -> None:
    text = "stages:\n  - name: a\n# dimensions:\n  - name: b\n"
    added = [DimensionRule(name="plan", property="plan")]
    after = edited_text(text, lambda s: replace(s, dimensions=added))
    assert after == text + "\ndimensions:\n  - name: plan\n    property: plan\n"


def test_line_ends_of_the_file_are_kept() -> None:
    text = TEXT.replace("\n", "\r\n")
    after = edited_text(text, lambda s: replace(s, dimensions=[DimensionRule(name="plan", property="plan")]))
    assert after.startswith(text)
    assert "\n" not in after.replace("\r\n", "")


def test_aliases_are_not_edited() -> None:
    text = "touchpoints:\n  - {name: a, when: &w {name: x, channel: web}}\n  - {name: b, when: {name: y}}\n"
    assert edited_text(text, lambda s: replace(s, currency="HUF")).startswith(text)  # an anchor alone ties nothing
    tied = "stages:\n  - name: &n one\n    label: *n\n"
    with pytest.raises(SettingsError, match=r"^x\.yaml uses YAML aliases"):
        edited_text(tied, lambda s: replace(s, currency="HUF"), "x.yaml")


def test_a_bad_change_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desireline.yaml"
    path.write_text(TEXT)
    with pytest.raises(SettingsError, match=r"touchpoints\[0\]\.stage is 'nowhere'"):
        edit_settings(path, lambda s: replace(s, touchpoints=[replace(s.touchpoints[0], stage="nowhere")]))
    assert path.read_text() == TEXT
    assert [each.name for each in tmp_path.iterdir()] == ["desireline.yaml"]


def test_the_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "desireline.yaml"
    path.write_text(TEXT)
    said = edit_settings(path, lambda s: replace(s, time_zone="Europe/Budapest"))
    assert said.time_zone == "Europe/Budapest"
    assert parse_settings(path.read_text()) == said
    with pytest.raises(NotFoundError, match="desireline init"):
        edit_settings(tmp_path / "none.yaml", lambda s: s)


@settings(max_examples=60, deadline=None)
@given(all_settings())
def test_settings_to_yaml_and_back(made: Settings) -> None:
    assert parse_settings(settings_text(made)) == made


@settings(max_examples=60, deadline=None)
@given(all_settings(), all_settings(), st.randoms(use_true_random=False))
def test_random_edits_never_lose_comments(first: Settings, second: Settings, random: object) -> None:
    text = commented(settings_text(first), random)
    after = edited_text(text, lambda _: second)
    assert parse_settings(after) == second
    assert sorted(re.findall(r"# note \d+ end", after)) == sorted(re.findall(r"# note \d+ end", text))


def commented(text: str, random: object) -> str:
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        if random.random() < 0.3:  # type: ignore[attr-defined]
            lines.append(" " * random.randint(0, 6) + f"# note {number}1 end")  # type: ignore[attr-defined]
        lines.append(line + (f"   # note {number}2 end" if line and random.random() < 0.3 else ""))  # type: ignore[attr-defined]
    return "\n".join(lines) + "\n# note 99 end\n"
