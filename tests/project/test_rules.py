"""What a rule would take, against a slow count over the log: one event after the other, one rule after the other."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desireline.base.settings.model import Settings, Touchpoint, When
from desireline.base.settings.rules import texts
from desireline.project import Project
from desireline.project.rules import RuleToCount, count_rule, trial_rules
from people_shop import people_shop

ROWS = dict[str, Any]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return people_shop(tmp_path_factory.mktemp("rules"))


def takes(when: When, row: ROWS) -> bool:
    said = msgspec.json.decode(row["properties"] or "{}")
    fits = [
        not texts(wanted) or any(fnmatchcase(row[key].lower(), each.lower()) for each in texts(wanted))
        for key, wanted in (("source", when.source), ("channel", when.channel), ("name", when.name))
    ]
    return all(fits) and all(said.get(key) == value for key, value in when.properties.items())


def touchpoint(rules: list[Touchpoint], row: ROWS) -> str:
    return next((each.name for each in rules if takes(each.when, row)), str(row["name"]))


def rows_of(project: Project) -> list[ROWS]:
    sources = {part.number: part.source for part in project.log.parts()}
    with project.log.connect() as connection:
        rows = connection.sql(project.log.scan(project.log.parts())).to_arrow_table().to_pylist()
    return [row | {"source": sources[row["part"]]} for row in rows]


def slowly(project: Project, settings: Settings, rule: RuleToCount) -> tuple[int, int, dict[str, int], dict[str, int]]:
    trial, mine = trial_rules(settings, rule)
    events, people, taken, earlier = 0, set(), dict[str, int](), dict[str, int]()
    for row in rows_of(project):
        then, now = touchpoint(trial.touchpoints, row), touchpoint(settings.touchpoints, row)
        if then == mine:
            events += 1
            people.add(owner(row))
            if now != rule.name:
                taken[now] = taken.get(now, 0) + 1
        elif takes(rule.when, row):
            earlier[then] = earlier.get(then, 0) + 1
    return events, len(people - {None}), taken, earlier


def owner(row: ROWS) -> str | None:
    """Return whose an event of the shop is, told by its story."""
    ids = {key.removeprefix("id:"): value for key, value in row.items() if key.startswith("id:") and value}
    if ids.get("user_id") == "u1" or ids.get("anonymous_id") == "a-1" or ids.get("email") == "anna@example.hu":
        return "anna"
    if ids.get("anonymous_id") == "b-1" or "bela" in ids.get("email", "").lower():
        return "bela"
    return ids.get("email") or ids.get("user_id")


@pytest.mark.parametrize(
    "rule",
    [
        RuleToCount(when=When(name="order")),
        RuleToCount(when=When(name="order"), at=0),
        RuleToCount(when=When(name="*"), at=1),
        RuleToCount(when=When(channel="store"), at=0),
        RuleToCount(when=When(channel="store"), name="order"),
        RuleToCount(when=When(name=["view", "cart"]), name="cart", at=0),
        RuleToCount(when=When(name="view", properties={"country": "HU"}), at=0),
        RuleToCount(when=When(properties={"note": "<b>gift</b>"}), name="view"),
        RuleToCount(when=When(source="till", name="ORD*"), at=0),
        RuleToCount(when=When(name="nothing"), at=0),
    ],
)
def test_counts_are_those_of_a_slow_count(shop: Project, rule: RuleToCount) -> None:
    found = count_rule(shop, shop.journeys(), rule)
    events, customers, taken, earlier = slowly(shop, shop.settings, rule)
    assert (found.events, found.customers) == (events, customers)
    assert {each.touchpoint: each.events for each in found.taken} == taken
    assert {each.touchpoint: each.events for each in found.earlier} == earlier
    assert found.kept + sum(taken.values()) == events == sum(each.events for each in found.classes)
    assert found.of == len(rows_of(shop))


def test_a_rule_saved_has_as_many_events_as_were_counted(shop: Project, tmp_path: Path) -> None:
    rule = RuleToCount(when=When(name="view", properties={"country": "HU"}), at=0)
    counted = count_rule(shop, shop.journeys(), rule)
    other = people_shop(tmp_path)
    trial, _ = trial_rules(other.settings, rule)
    mine = [msgspec.structs.replace(trial.touchpoints[0], name="hungarians"), *trial.touchpoints[1:]]
    other.settings = msgspec.structs.replace(other.settings, touchpoints=mine)
    other.build()
    journeys = other.journeys()
    number = journeys.touchpoints.index("hungarians")
    assert sum(int((shard.touchpoint == number).sum()) for shard in journeys.store.shards) == counted.events
