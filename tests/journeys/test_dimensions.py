"""Dimensions of the settings against values looked up by hand; and what is built bit by bit against what is built at once."""

from collections import Counter
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.model import DimensionRule, Settings, Stage, Touchpoint, When
from desireline.events import EventLog
from desireline.journeys import Journeys, build, fold, open_journeys
from desireline.journeys.store import Shard
from effort import examples
from logs import Batch, Customer, Happening, add_batches, built, read_store, small_pieces
from oracle.dimensions import Values, values_of
from strategies import batches, settings_of_logs

SCOPES = st.sampled_from(["event", "journey", "customer"])
RULES = [
    DimensionRule(name="Plan", property="plan", scope="event"),
    DimensionRule(name="state", property="order.state", scope="customer"),
    DimensionRule(name="is new", property="new", scope="journey"),
    DimensionRule(name="how many", property="count", scope="event"),
    DimensionRule(name="order", property="order", scope="event"),  # an object: never a value
]


def with_dimensions(rules: Settings, scopes: list[str]) -> Settings:
    import msgspec

    own = [msgspec.structs.replace(rule, scope=scope) for rule, scope in zip(RULES, scopes, strict=True)]
    return msgspec.structs.replace(rules, dimensions=own)


@given(
    st.lists(batches(), min_size=1, max_size=3),
    settings_of_logs(),
    st.lists(SCOPES, min_size=len(RULES), max_size=len(RULES)),
)
@settings(max_examples=examples(10))
def test_random_logs(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], plain: Settings, scopes: list[str]
) -> None:
    rules = with_dimensions(plain, scopes)
    with small_pieces():
        log_folder = EventLog(tmp_path_factory.mktemp("shop") / ".desireline")
        for batch in log:  # bit by bit: dictionaries grow, numbers stay
            add_batches(log_folder, batch)
            build(log_folder, rules)
        journeys = open_journeys(log_folder.folder / "journeys", rules)
        stored = read_store(journeys)
        for rule in rules.dimensions:
            expected, units = values_of(
                rule, stored, dict(enumerate(log, start=1)), rules, journeys.touchpoints, journeys.end_us
            )
            groups = journeys.by(rule.name)
            assert groups.overlaps == (rule.scope != "customer")
            counted = Counter(value for own in units for value in own)
            values = sorted({value for value in counted if value is not None}, key=lambda one: (-counted[one], one))
            assert [group.value for group in groups.groups if group.kind == "value"] == values
            assert [group.kind for group in groups.groups if group.kind != "value"] == ["none"] * (None in counted)
            for group in groups.groups:
                assert events_of(journeys.only(group.keep)) == kept(stored, expected, group.value)


def kept(stored: list[Customer], values: Values, wanted: str | None) -> list[tuple[int, int]]:
    return [
        (event.part, event.row)
        for customer, own in zip(stored, values, strict=True)
        for event, value in zip(customer.events, own, strict=True)
        if value == wanted
    ]


def events_of(journeys: Journeys) -> list[tuple[int, int]]:
    def rows(shard: Shard, low: int, high: int) -> list[tuple[int, int]]:
        return [(row >> 32, row & 0xFFFFFFFF) for row in shard.row[shard.ptr[low] : shard.ptr[high]].tolist()]

    return [row for piece in fold(journeys, rows) for row in piece]


def shop(tmp_path: Path, properties: list[dict[str, object] | None], **settings: object) -> Journeys:
    happenings = tuple(
        Happening(ts=place, name="a", ids={"user_id": f"u{place}"}, properties=own)  # type: ignore[arg-type]
        for place, own in enumerate(properties)
    )
    return built(tmp_path, Settings(**settings), Batch("web", happenings))  # type: ignore[arg-type]


def test_what_is_no_value(tmp_path: Path) -> None:
    found: list[dict[str, object] | None] = [
        {"p": "x"}, {"p": ""}, {"p": "  "}, {"p": None}, {"p": []}, {"p": {"a": 1}}, {}, None, {"p": "[x"}, {"p": 0},
        {"p": "none"},
    ]  # fmt: skip
    journeys = shop(tmp_path, found, dimensions=[DimensionRule(name="p", property="p")])
    groups = journeys.by("p").groups
    assert [(group.kind, group.value) for group in groups] == [
        ("value", "0"),
        ("value", "[x"),
        ("value", "none"),
        ("value", "x"),
        ("none", None),
    ]
    assert [journeys.only(group.keep).events for group in groups] == [1, 1, 1, 1, 7]


def test_the_rest_is_one_group(tmp_path: Path) -> None:
    found: list[dict[str, object] | None] = [{"p": f"v{number}"} for number in range(15) for _ in range(number + 1)]
    groups = shop(tmp_path, found, dimensions=[DimensionRule(name="p", property="p", scope="customer")]).by("p")
    assert [group.value for group in groups.groups] == [*(f"v{number}" for number in range(14, 2, -1)), None]
    assert groups.groups[-1].kind == "other"
    assert not groups.overlaps


def test_built_in_dimensions(tmp_path: Path) -> None:
    journeys = built(
        tmp_path,
        Settings(stages=[Stage(name="first"), Stage(name="last")], touchpoints=[Touchpoint(name="b", when=When(name="b"), stage="last")]),
        Batch("web", (Happening(1, "a", "web", {"user_id": "u"}), Happening(2, "b", "app", {"user_id": "u"}))),
    )  # fmt: skip
    found = {
        name: [(group.value, events_of(journeys.only(group.keep))) for group in journeys.by(name).groups]
        for name in ("channel", "touchpoint", "stage")
    }
    assert found == {
        "channel": [("app", [(1, 1)]), ("web", [(1, 0)])],
        "touchpoint": [("a", [(1, 0)]), ("b", [(1, 1)])],
        "stage": [("last", [(1, 1)]), (None, [(1, 0)])],
    }


def test_an_unknown_dimension_names_the_nearest(tmp_path: Path) -> None:
    journeys = shop(tmp_path, [{"p": 1}], dimensions=[DimensionRule(name="country", property="p")])
    with pytest.raises(NotFoundError, match=r"there is no dimension 'contry': did you mean country\?"):
        journeys.dimension("contry")


def test_other_dimensions_are_other_rules(tmp_path: Path) -> None:
    journeys = shop(tmp_path, [{"p": 1, "q": 2}], dimensions=[DimensionRule(name="p", property="p")])
    assert journeys.dimension("p").values == ["1"]
    journeys = built(tmp_path, Settings(dimensions=[DimensionRule(name="p", property="q")]))
    assert journeys.dimension("p").values == ["2"]


def test_too_many_values_are_refused(tmp_path: Path) -> None:
    found: list[dict[str, object] | None] = [{"p": number} for number in range(4)]
    rules = [DimensionRule(name="p", property="p")]
    with (
        patch("desireline.journeys.reading._MOST_VALUES", 3),
        pytest.raises(InputError, match=r"the dimension 'p' has more than 3 different values, .* take it out"),
    ):
        shop(tmp_path, found, dimensions=rules)


def test_wide_dictionaries(tmp_path: Path) -> None:
    found: list[dict[str, object] | None] = [{"p": number} for number in range(300)]
    journeys = shop(tmp_path, found, dimensions=[DimensionRule(name="p", property="p", scope="customer")])
    assert journeys.store.shards[0].column("customer_0").itemsize == 2
    assert sorted(map(int, journeys.dimension("p").values)) == list(range(300))
    assert journeys.only(journeys.by("p").groups[-1].keep).customers == 288
