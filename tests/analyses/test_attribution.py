"""Credit for goals, against giving it out by hand and taking names out of the chain one by one."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desireline.analyses import Attribution
from desireline.analyses.attribution import AttributionResult
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Translator
from desireline.base.settings.model import JourneyType, Settings
from desireline.journeys import Journeys
from desireline.journeys.store import Shard
from desireline.journeys.view import Kept
from logs import Batch, Happening, StoredEvent, built, small_pieces
from oracle import credits as by_hand
from oracle import walks
from oracle.credits import Path
from oracle.histories import histories
from strategies import MINUTE, batches, settings_of_logs

RULES = ("first", "last", "last_non_direct", "linear", "position", "decay")
logs = st.lists(batches(most_events=40), min_size=1, max_size=3)

Walked = tuple[Path, dict[str, int]]
"""A path and what its goal was worth, by currency."""


def paths_of(journeys: Journeys, customers: list[tuple[StoredEvent, ...]], rules: Settings, of: str) -> list[Walked]:
    """Cut histories into the paths of finished journeys."""
    in_words = walks.rules_of(rules, journeys.touchpoints)
    end = journeys.end_us
    found: list[Walked] = []
    for events in customers:
        for one in walks.journeys_of([(event.ts, event.touchpoint) for event in events], in_words, end):
            if one.outcome == "open" or events[one.first].ts > end - in_words.gap:
                continue
            won = one.outcome != "missed"
            touches = events[one.first : one.past - won]
            worth: dict[str, int] = {}
            if won:
                goal = events[one.past - 1]
                for event in (goal, *events[one.past : one.after]):
                    if event.ts == goal.ts and event.touchpoint in in_words.goals and event.value:
                        worth[event.value[1]] = worth.get(event.value[1], 0) + event.value[0]
            found.append((Path(tuple((event.ts, getattr(event, of)) for event in touches), won), worth))
    return found


def check(result: AttributionResult, found: list[Walked], asked: Attribution) -> None:
    paths = [path for path, _ in found]
    touched = [path for path in paths if path.touches]
    goals = [path for path in touched if path.won]
    assert (result.journeys, result.goals) == (len(touched), len(goals))
    assert result.untouched == len(paths) - len(touched)
    names = {name for path in touched for _, name in path.touches}
    assert {row.name for row in result.rows} == names
    expected = by_hand.by_rules(
        [(path, 1.0) for path in paths], set(asked.direct), parse_duration(asked.half_life), collapse=asked.collapse
    )
    equal = by_hand.shapley([(path, 1.0) for path in paths])
    lost = by_hand.markov_effects(paths)
    for row in result.rows:
        assert row.journeys == sum(any(name == row.name for _, name in path.touches) for path in touched)
        assert row.goals == sum(any(name == row.name for _, name in path.touches) for path in goals)
        for rule in RULES:
            if rule == "last_non_direct" and not asked.direct:
                assert row.last_non_direct is None
            else:
                assert getattr(row, rule) == pytest.approx(expected[rule].get(row.name, 0.0), abs=1e-8)
        assert row.shapley == pytest.approx(equal.get(row.name, 0.0), abs=1e-8)
        if goals:
            assert row.removal == pytest.approx(lost[row.name], abs=1e-8)
            assert row.markov == pytest.approx(lost[row.name] / sum(lost.values()) * len(goals), abs=1e-8)
        else:
            assert (row.markov, row.removal) == (None, None)
    for rule in ("first", "last", "linear", "position", "decay", "shapley", *(["markov"] if goals else [])):
        assert sum(getattr(row, rule) for row in result.rows) == pytest.approx(len(goals), abs=1e-8)


def check_values(result: AttributionResult, found: list[Walked], asked: Attribution) -> None:
    for currency in {currency for _, worth in found for currency in worth}:
        weighted = [(path, float(worth.get(currency, 0))) for path, worth in found]
        total = sum(worth for path, worth in weighted if path.touches)
        expected = by_hand.by_rules(
            weighted, set(asked.direct), parse_duration(asked.half_life), collapse=asked.collapse
        )
        equal = by_hand.shapley(weighted)
        lost = by_hand.markov_effects([path for path, _ in found])
        if not any(abs(value) > 0 for own in expected.values() for value in own.values()):
            assert all(currency != each.currency for each in result.values)
            continue
        in_it = [each for each in result.values if each.currency == currency]
        assert [each.name for each in in_it] == [row.name for row in result.rows]
        for row, own in zip(result.rows, in_it, strict=True):
            for rule in RULES:
                if rule != "last_non_direct" or asked.direct:
                    assert getattr(own, rule) == pytest.approx(expected[rule].get(row.name, 0.0), abs=0.2)
            assert own.shapley == pytest.approx(equal.get(row.name, 0.0), abs=0.2)
            assert own.markov == pytest.approx(lost[row.name] / sum(lost.values()) * total, abs=0.2)


@given(logs, settings_of_logs(), st.data())
@settings(max_examples=40)
def test_credits_of_random_logs(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    assume(rules.journeys["main"].goal)
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
        of: Literal["channel", "touchpoint"] = data.draw(st.sampled_from(["channel", "touchpoint"]), "of")
        names = getattr(journeys, f"{of}s")
        asked = Attribution(
            to=of,
            direct=data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True), "direct"),
            half_life=data.draw(st.sampled_from(["10m", "1h", "7d"]), "half-life"),
            collapse=data.draw(st.booleans(), "collapse"),
        )
        customers = histories(list(enumerate(found, start=1)), rules).customers
        walked = paths_of(journeys, customers, rules, of)
        result = asked.run(journeys)
        check(result, walked, asked)
        check_values(result, walked, asked)
    assert asked.run(journeys) == result  # however the log is cut into slices


SHOP = Settings(journeys={"main": JourneyType(goal="buy", start=["see"], gap="1d")})
LATE = 100 * 24 * 60


def shop(folder: pytest.TempPathFactory, *paths: str) -> Journeys:
    """Build journeys written as channels in order, each an hour after the one before; `!` at the end stands for the goal."""
    letters = {"w": "web", "a": "ads", "e": "email", "s": "search"}
    found = []
    for number, path in enumerate((*paths, "w")):
        for place, letter in enumerate(path):
            when = (place * 60 + (LATE if number == len(paths) else 0)) * MINUTE
            name, channel = ("buy", "sales") if letter == "!" else ("see", letters[letter])
            found.append(Happening(ts=when, name=name, channel=channel, ids={"user_id": f"customer {number}"}))
    return built(folder.mktemp("shop"), SHOP, Batch("shop", tuple(sorted(found, key=lambda item: item.ts))))


def credit(result: AttributionResult, rule: str) -> dict[str, float]:
    return {row.name: round(getattr(row, rule), 6) for row in result.rows}


def test_rules_by_hand(tmp_path_factory: pytest.TempPathFactory) -> None:
    journeys = shop(tmp_path_factory, "eawww!", "es", "!", "w")
    result = Attribution(direct=["web"], half_life="1h").run(journeys)
    assert (result.journeys, result.goals, result.untouched) == (3, 1, 0)  # a goal needs a start before it here
    assert credit(result, "first") == {"email": 1, "ads": 0, "web": 0, "search": 0}
    assert credit(result, "last") == {"email": 0, "ads": 0, "web": 1, "search": 0}
    assert credit(result, "last_non_direct") == {"email": 0, "ads": 1, "web": 0, "search": 0}
    assert credit(result, "linear") == {"email": 0.333333, "ads": 0.333333, "web": 0.333333, "search": 0}
    assert credit(result, "position") == {"email": 0.4, "ads": 0.2, "web": 0.4, "search": 0}
    weights = {"email": 2.0**-4, "ads": 2.0**-3, "web": 1.0}
    assert credit(result, "decay") == {
        name: round(weights.get(name, 0) / sum(weights.values()), 6) for name in ("email", "ads", "web", "search")
    }
    each = Attribution(collapse=False).run(journeys)
    assert credit(each, "linear") == {"email": 0.2, "ads": 0.2, "web": 0.6, "search": 0}
    assert credit(each, "markov") == credit(result, "markov")


def test_a_channel_in_all_paths_loses_everything(tmp_path_factory: pytest.TempPathFactory) -> None:
    result = Attribution().run(shop(tmp_path_factory, "wa!", "wea!", "wwaa", "ww!"))
    assert {row.name: row.removal for row in result.rows}["web"] == 1.0


def test_one_channel_gets_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    (row,) = Attribution().run(shop(tmp_path_factory, "www!", "w!", "ww")).rows
    assert (row.removal, row.markov, row.shapley, row.linear) == (1.0, 2.0, 2.0, 2.0)
    assert (row.markov_low, row.shapley_high) == (None, None)


def test_what_no_goal_followed(tmp_path_factory: pytest.TempPathFactory) -> None:
    result = Attribution().run(shop(tmp_path_factory, "we", "a"))
    assert (result.journeys, result.goals) == (2, 0)
    assert {(row.markov, row.removal, row.linear, row.markov_low) for row in result.rows} == {(None, None, 0.0, None)}


def test_lines_of_one_bill_are_one_goal(tmp_path_factory: pytest.TempPathFactory) -> None:
    who: dict[str, str | None] = {"user_id": "one"}
    events = (
        Happening(ts=0, name="see", channel="ads", ids=who),
        Happening(ts=MINUTE, name="see", channel="web", ids=who),
        *(Happening(ts=2 * MINUTE, name="buy", channel="sales", ids=who, value=(cents, "EUR")) for cents in (300, 200)),
        Happening(ts=2 * MINUTE, name="buy", channel="sales", ids=who, value=(7, "HUF")),
        Happening(ts=3 * MINUTE, name="buy", channel="sales", ids=who, value=(9_999, "EUR")),
        Happening(ts=LATE * MINUTE, name="see", channel="web", ids={"user_id": "two"}),
    )
    result = Attribution().run(built(tmp_path_factory.mktemp("shop"), SHOP, Batch("shop", events)))
    assert {(each.name, each.currency, each.linear, each.first) for each in result.values} == {
        ("ads", "EUR", 250, 500),
        ("ads", "HUF", 3.5, 7),
        ("web", "EUR", 250, 0),
        ("web", "HUF", 3.5, 0),
    }


def test_wide_logs_are_counted_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    from desireline.kernels import attribution

    journeys = shop(tmp_path_factory, "wea!", "sse", "awe!", "w!", "e")
    flat = Attribution().run(journeys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "_FLAT", 0)
        assert Attribution().run(journeys) == flat


def test_what_cannot_be_asked(tmp_path_factory: pytest.TempPathFactory) -> None:
    journeys = shop(tmp_path_factory, "w!")
    with pytest.raises(NotFoundError, match="there is no channel 'tv' in the data: it has"):
        Attribution(direct=["tv"]).run(journeys)
    with pytest.raises(InputError, match="'soon' is not a duration"):
        Attribution(half_life="soon").run(journeys)
    with pytest.raises(InputError, match="attribution gives credit for goals, and the settings have none yet"):
        Attribution().run(Journeys(journeys.store, Settings()))


def test_too_many_touchpoints_for_a_chain(tmp_path_factory: pytest.TempPathFactory) -> None:
    from desireline.analyses import attribution

    journeys = shop(tmp_path_factory, "we!")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "_MOST_STATES", 1)
        with pytest.raises(
            InputError, match="2 touchpoints took part in journeys, and credit can be worked out for at"
        ):
            Attribution().run(journeys)


def test_a_selection_of_customers_is_a_smaller_shop(tmp_path_factory: pytest.TempPathFactory) -> None:
    paths = ("wea!", "sse", "aaw!", "e", "we!", "s")
    journeys = shop(tmp_path_factory, *paths)

    def every_other(shard: Shard, low: int, high: int) -> Kept:
        return Kept(customers=np.arange(low, high) % 2 == 0)

    narrowed = journeys.only(every_other)
    with small_pieces(slice_events=3):
        assert Attribution().run(narrowed) == Attribution().run(shop(tmp_path_factory, *paths[::2]))


def test_credit_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    question = Attribution()
    none = question.run(shop(tmp_path_factory, "we", "a"))
    assert question.story(none, Translator()) == [
        "No goals to give credit for yet (2 journeys with any event before the end)."
    ]
    some = question.run(shop(tmp_path_factory, *["ew!"] * 60, *["aw!"] * 20, *["w"] * 30))
    assert question.story(some, Translator()) == [
        "Credit is given for 80 goals reached, of 110 journeys.",
        "Most credit by the Markov chain goes to “web”: 58% (55–61%), 46 of the goals.",
        "Most credit by the last touch goes to “web”: 100%.",
        "Counting only last touches sells “email” short: 0% instead of 32%.",
    ]
