"""Long tails are taken together only where they are long."""

from desireline.base.settings.model import Settings, When
from desireline.journeys.suggest.grouping import group_names
from desireline.journeys.suggest.tails import patterns
from name_stats import made_up


def test_addresses_with_ids_share_a_pattern() -> None:
    names = {f"/product/{number}": 3 for number in range(100, 105)} | {"/product/list": 9, "/cart": 9}
    assert patterns(names) == {f"/product/{number}": "/product/*" for number in range(100, 105)}
    uuid = "0f8fad5b-d9cb-469f-a165-70867728950{}"
    sessions = {f"/s/{uuid.format(digit)}/end?from=mail": 1 for digit in range(5)}
    assert set(patterns(sessions).values()) == {"/s/*/end*"}


def test_short_numbers_and_few_names_stay_apart() -> None:
    assert patterns({"product1": 1, "product2": 1, "step 10": 1, "step 11": 1}) == {}
    assert patterns({f"/product/{number}": 3 for number in range(100, 104)}) == {}
    assert patterns({f"error {code}": 3 for code in (400, 401, 403, 404, 500)}) == {}


def test_too_many_names_that_begin_alike_share_a_pattern() -> None:
    tail = {f"viewed {chr(97 + i)}{chr(97 + j)}": 1 for i in range(14) for j in range(14)}
    found = patterns({"cart": 500} | tail)
    assert "cart" not in found
    assert set(found.values()) == {"viewed *"}
    assert len(tail) - len(found) == 59  # the commonest keep their own


def test_rules_with_stars_stand_behind_exact_ones() -> None:
    rows = [made_up(f"/product/{number}", customers=50) for number in range(100, 110)]
    rows += [
        made_up("/product/list", customers=5),
        *(made_up(f"/product/{n}/photo", customers=9) for n in range(100, 106)),
    ]
    groups, left = group_names(rows, Settings())
    assert left == []
    assert [(group.touchpoint, group.when) for group in groups] == [
        ("product \u203a list", When(name="/product/list")),
        ("product \u203a * \u203a photo", When(name="/product/*/photo")),
        ("product \u203a *", When(name="/product/*")),
    ]


def test_rare_names_beyond_the_limit_get_no_rule_but_goals_do() -> None:
    rows = [made_up(f"{chr(97 + i)}{chr(97 + j)}x", customers=100) for i in range(20) for j in range(8)]
    rows.append(made_up("purchase", customers=1))
    groups, left = group_names(rows, Settings())
    assert len(groups) == 151
    assert len(left) == 10
    assert groups[-1].touchpoint == "purchase"


def test_names_with_a_star_of_their_own_get_no_rule() -> None:
    groups, _ = group_names([made_up("a*"), made_up("ab")], Settings())
    assert {group.touchpoint: group.when for group in groups} == {"a*": None, "ab": When(name="ab")}


def test_numbers_apart_are_different_names() -> None:
    groups, _ = group_names([made_up("level 1 1"), made_up("level 11"), made_up("Level_11")], Settings())
    assert {group.touchpoint: group.names for group in groups} == {
        "Level_11": ["Level_11", "level 11"],
        "level 1 1": ["level 1 1"],
    }
