"""Journey types, stages and labels of the settings."""

import pytest

from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.model import JourneyType, Settings, Stage, Touchpoint, When
from desireline.journeys.types import journey_kind, label_text, stage_numbers

TOUCHPOINTS = [
    Touchpoint(name=name, when=When(name=name), stage=stage) for name, stage in (("a", "s1"), ("b", "s2"), ("c", None))
]
RULES = Settings(
    stages=[Stage(name="s1"), Stage(name="s2"), Stage(name="s3")],
    touchpoints=TOUCHPOINTS,
    journeys={
        "buy": JourneyType(goal="b", gap="1d"),
        "help": JourneyType(goal=["c", "gone"], start="a", stages=["s3", "s1"], label={"hu": "Segítség"}),
        "wrong": JourneyType(goal="a", stages=["s9"]),
    },
)
NAMES = ["c", "b", "a", "x"]


def test_two_types_over_one_log() -> None:
    buy, help_ = journey_kind(RULES, NAMES), journey_kind(RULES, NAMES, "help")
    assert (buy.name, buy.gap_us, buy.goals, [stage.name for stage in buy.stages]) == (
        "buy",
        86_400_000_000,
        ["b"],
        ["s1", "s2", "s3"],
    )
    assert buy.role.tolist() == [
        16,
        3,
        1,
        16,
    ]  # goal and start; start; what has no stage starts nothing and breaks no silence
    assert (help_.name, help_.gap_us, help_.goals) == ("help", 30 * 86_400_000_000, ["c", "gone"])
    assert (help_.role.tolist(), [stage.name for stage in help_.stages]) == ([2, 0, 1, 0], ["s3", "s1"])
    assert stage_numbers(RULES, NAMES, help_.stages).tolist() == [255, 255, 1, 255]


def test_settings_without_journeys_have_one_of_everything() -> None:
    kind = journey_kind(Settings(), NAMES)
    assert (kind.name, kind.goals, kind.role.tolist(), kind.gap_us) == ("all", [], [1, 1, 1, 1], 30 * 86_400_000_000)


def test_types_and_stages_that_do_not_exist() -> None:
    with pytest.raises(NotFoundError, match="there is no journey type 'x': the settings have buy, help, wrong"):
        journey_kind(RULES, NAMES, "x")
    with pytest.raises(NotFoundError, match="the settings have none yet: run desireline suggest --write"):
        journey_kind(Settings(), NAMES, "x")
    with pytest.raises(InputError, match="names the stage 's9', which is not among the settings' stages: s1, s2, s3"):
        journey_kind(RULES, NAMES, "wrong")


@pytest.mark.parametrize(
    ("label", "said"),
    [(None, "name"), ("Szép", "Szép"), ({"hu": "Szép", "en": "Nice"}, "Szép"), ({"ru": "Мило", "en": "Nice"}, "Nice"),
     ({"ru": "Мило"}, "Мило"), ({}, "name")],
)  # fmt: skip
def test_labels(label: str | dict[str, str] | None, said: str) -> None:
    assert label_text(label, "name", "hu") == said  # type: ignore[arg-type]  # the keys are languages
