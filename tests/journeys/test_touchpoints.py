"""Rules decide touchpoints as they read, whatever names, patterns and properties hold."""

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.settings.model import Settings, Touchpoint, When
from desireline.journeys.touchpoints import EventClass, name_touchpoints
from effort import examples
from logs import Batch, Happening, Json, built, read_store
from oracle.histories import touchpoint_of

hostile = st.text(st.sampled_from("aB*?[]!'\"\\.%_{}$()|^ ж漢"), min_size=1, max_size=6)
plain = st.text(st.sampled_from("aB0*?[]!'\"\\%_/~#{}$()|^ ж漢\n"), max_size=4)
properties: st.SearchStrategy[dict[str, Json]] = st.dictionaries(
    plain, st.one_of(hostile, st.booleans(), st.integers(-3, 3), st.sampled_from([0.5, 1e22, -2.0])), max_size=3
)
wanted = st.one_of(
    hostile,
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([0.5, 1e22, -2.0]),
    st.lists(hostile, min_size=1, max_size=2),
)


def touchpoints(folder: Path, rules: Settings, *happenings: Happening) -> list[str]:
    found = tuple(
        Happening(at, item.name, item.channel, {"user_id": "u"}, properties=item.properties)
        for at, item in enumerate(happenings)
    )
    [customer] = read_store(built(folder, rules, Batch("web", found)))
    return [event.touchpoint for event in customer.events]


@given(
    st.lists(
        st.builds(Happening, ts=st.just(0), name=hostile, properties=st.none() | properties), min_size=1, max_size=6
    ),
    st.data(),
)
@settings(max_examples=examples(20))
def test_hostile_names_patterns_and_properties(
    tmp_path_factory: pytest.TempPathFactory, happenings: list[Happening], data: st.DataObject
) -> None:
    names = st.one_of(
        st.none(), hostile, st.sampled_from([item.name for item in happenings]).map(lambda name: name[:1] + "*")
    )
    keys = sorted({key for item in happenings for key in item.properties or {}}) or ["a"]
    values = [
        value for item in happenings for value in (item.properties or {}).values() if not isinstance(value, dict | None)
    ]
    whens = st.builds(
        When,
        name=names,
        properties=st.dictionaries(st.sampled_from(keys), wanted | st.sampled_from(values or ["a"]), max_size=2),
    )
    rules = Settings(touchpoints=[Touchpoint(name=f"t{number}", when=data.draw(whens)) for number in range(3)])
    found = touchpoints(tmp_path_factory.mktemp("shop"), rules, *happenings)
    assert found == [touchpoint_of(rules, "web", item) for item in happenings]


@pytest.mark.parametrize(
    ("value", "choice", "takes"),
    [
        ("pro", "pro", True), ("Pro", "pro", False), ("Pro plus", "pro*", True), ("a\nb", "A*B", True), ("", "", True), ("x", "*", True),
        ("2", 2, True), (2, "2", True), (2.0, 2, True), ("2.50", 2.5, True), ("two", 2, False), ("", 2, False), (True, 1, False),
        (True, True, True), ("TRUE", True, True), ("false", False, True), (1, True, False), (None, False, False), (None, "*", False),
        ("a", ["b", "a"], True), ("aa", ["b", "a*"], True),
        ("c", ["b", "a*"], False), ("it's", "it's", True), ("a.c", "a*.c", True), ("abc", "a*.c", False),
    ],
)  # fmt: skip
def test_conditions(tmp_path: Path, value: Json, choice: str | float | bool | list[str], *, takes: bool) -> None:
    rules = Settings(touchpoints=[Touchpoint(name="taken", when=When(name="a", properties={"p": choice}))])
    assert touchpoints(tmp_path, rules, Happening(0, "a", properties={"p": value})) == ["taken" if takes else "a"]


def test_dots_reach_into_objects_or_are_part_of_the_name(tmp_path: Path) -> None:
    rules = Settings(touchpoints=[Touchpoint(name="paid", when=When(properties={"order.state": "paid"}))])
    found: list[dict[str, Json]] = [
        {"order": {"state": "paid"}},
        {"order.state": "paid"},
        {"order": "paid"},
        {"state": "paid"},
    ]
    assert touchpoints(tmp_path, rules, *(Happening(0, "a", properties=own) for own in found)) == [
        "paid",
        "paid",
        "a",
        "a",
    ]


def test_rules_on_properties_of_a_table_that_has_none(tmp_path: Path) -> None:
    rules = Settings(touchpoints=[Touchpoint(name="paid", when=When(name="a", properties={"state": "paid"}))])
    assert touchpoints(tmp_path, rules, Happening(0, "a")) == ["a"]


def test_the_first_rule_wins(tmp_path: Path) -> None:
    rules = Settings(
        touchpoints=[
            Touchpoint(name="gold", when=When(name="buy", properties={"tier": "gold"})),
            Touchpoint(name="bought", when=When(name="b*")),
            Touchpoint(name="never", when=When(name="buy")),
        ]
    )
    happenings = [Happening(0, "buy", properties={"tier": tier}) for tier in ("gold", "tin")]
    assert touchpoints(tmp_path, rules, *happenings, Happening(0, "other", properties={})) == [
        "gold",
        "bought",
        "other",
    ]


def test_numbers_stay_and_new_names_follow() -> None:
    rules = Settings(touchpoints=[Touchpoint(name="t", when=When(name="t"))])
    classes = [EventClass(source="web", channel="web", name=name, events=count) for name, count in (("x", 1), ("y", 5))]
    assert name_touchpoints(rules, classes).names == ["t", "y", "x"]
    assert name_touchpoints(rules, classes, ["t", "x", "old"]).names == ["t", "x", "old", "y"]


@pytest.mark.parametrize("choice", [math.inf, -math.inf, math.nan, 10**400])
def test_numbers_that_nothing_equals(tmp_path: Path, choice: float) -> None:
    rules = Settings(touchpoints=[Touchpoint(name="taken", when=When(name="a", properties={"p": choice}))])
    assert touchpoints(tmp_path, rules, Happening(0, "a", properties={"p": 1})) == ["a"]
