"""The page about selections says what selections do."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desireline.base.settings.load import load_settings
from desireline.base.settings.model import DimensionRule, JourneyType, Settings, Stage, Touchpoint, When
from desireline.base.times import to_us
from desireline.journeys import Journeys, fold
from desireline.journeys.selections import keep_of, parse_selection
from logs import Batch, Happening, built

TEXT = (Path(__file__).parents[2] / "docs" / "guide" / "selections.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("|")]
PEOPLE = [row for row in ROWS if re.match(r"(\d\d-\d\d \w)", row[-1])]
PICKED = [row for row in ROWS if row[0].startswith("`") and row[-1].isdecimal()]
WRITTEN = [
    text for row in ROWS if row[0].startswith("`") and row not in PICKED for text in re.findall(r"`([^`]+)`", row[0])
]


@pytest.fixture
def shop(tmp_path: Path) -> Journeys:
    happenings = [
        happening(name, country, told.strip()) for name, country, events in PEOPLE for told in events.split(",")
    ]
    rules = Settings(
        stages=[Stage(name="purchase")],
        touchpoints=[Touchpoint(name="purchase", when=When(name="purchase"), stage="purchase")],
        journeys={"purchase": JourneyType(goal="purchase")},
        dimensions=[
            DimensionRule(name="country", property="country", scope="customer"),
            DimensionRule(name="device", property="device"),
            DimensionRule(name="campaign", property="campaign", scope="journey"),
        ],
        segments={"buyers": 'did("purchase")'},
    )
    return built(tmp_path, rules, Batch("shop", tuple(happenings)))


def happening(name: str, country: str, told: str) -> Happening:
    day, what, *amount = told.split()
    when = datetime(2026, int(day[:2]), int(day[3:]), 12, tzinfo=UTC)
    return Happening(
        ts=to_us(when),
        name=what,
        channel="phone" if what == "call" else "web",
        ids={"user_id": name},
        value=(int(amount[0]) * 100, amount[1]) if amount else None,
        score=(9.0, 0.0, 10.0) if amount else None,
        properties={"country": country, "device": "phone", "campaign": "spring"},
    )


def test_the_page_has_what_is_tested() -> None:
    assert (len(PEOPLE), len(PICKED), len(WRITTEN)) == (5, 13, 25)


@pytest.mark.parametrize(("text", "names", "events"), PICKED)
def test_examples(shop: Journeys, text: str, names: str, events: str) -> None:
    rows = [name for name, _, told in PEOPLE for _ in told.split(",")]
    found = shop.only(keep_of(text.strip("`"), shop))
    kept = sorted(row & 0xFFFFFFFF for piece in fold(found, lambda shard, *_: shard.row.tolist()) for row in piece)
    assert " ".join(dict.fromkeys(rows[row] for row in kept)) == names
    assert len(kept) == int(events)


def test_what_can_be_written(shop: Journeys) -> None:
    for text in WRITTEN:
        if text.startswith(("at most", "exactly")):
            keep_of(f'did("checkout") {text}', shop)
        elif text not in ("before", "of"):
            keep_of(text, shop)


def test_the_rest_of_the_page(tmp_path: Path) -> None:
    for block in re.findall(r"```selection\n(.*?)```", TEXT, re.DOTALL):
        parse_selection(block)
    for block in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        exec(compile(block, "selections.md", "exec"), {})  # the page's own
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL):
        (tmp_path / "desireline.yaml").write_text(block, encoding="utf-8")
        for text in load_settings(tmp_path / "desireline.yaml").segments.values():
            parse_selection(text)
