"""Planted truths: worked out twice, and found again in the files."""

import math
from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from desireline.simulator import default_scenario
from desireline.simulator.cost import actions, all_pains, idle, pains
from desireline.simulator.world.live import lay_ground, live
from simulated_shop import Shop

ZONE = ZoneInfo("Europe/Budapest")


def difference(a: tuple[int, int], b: tuple[int, int]) -> tuple[float, float]:
    """Return the difference of two shares and its standard error."""
    shares = [hits / of for hits, of in (a, b)]
    return shares[0] - shares[1], math.sqrt(sum(s * (1 - s) / of for s, (_, of) in zip(shares, (a, b), strict=True)))


def visits(events: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Cut each browser's dated events at pauses of half an hour."""
    found: list[list[dict[str, Any]]] = []
    last: dict[str, tuple[datetime, list[dict[str, Any]]]] = {}
    for event in events:
        if not event["timestamp"].startswith("202"):
            continue
        at = datetime.fromisoformat(event["timestamp"])
        before = last.get(event["anonymousId"])
        if before and (at - before[0]).total_seconds() < 1800:
            visit = before[1]
        else:
            visit = []
            found.append(visit)
        visit.append(event | {"at": at, "what": event.get("event") or event.get("name")})
        last[event["anonymousId"]] = (at, visit)
    return found


@pytest.fixture(scope="module")
def cut(shop: Shop) -> list[list[dict[str, Any]]]:
    return visits(shop.events)


def test_a_purchase_is_lost_only_by_those_who_met_the_pain(shop: Shop) -> None:
    for pain in shop.truth.pains:
        met = set(pain.people)
        assert len(met) == pain.customers > 0
        assert {purchase.customer for purchase in pain.cost.lost} <= met
        assert pain.cost.lost_value_minor == sum(purchase.value_minor for purchase in pain.cost.lost)
        net = pain.cost.gained_value_minor - pain.cost.lost_value_minor + pain.cost.changed_value_minor
        assert pain.cost.net_value_minor == net < 0


def test_all_pains_together_cost_more_than_the_worst(shop: Shop) -> None:
    single = [pain.cost.net_value_minor for pain in shop.truth.pains]
    assert shop.truth.all_pains.net_value_minor < min(single)


def test_idle_ads_reach_buyers_and_change_nothing(shop: Shop) -> None:
    (ads,) = shop.truth.idle
    assert ads.purchases_after > 100
    assert (ads.effect.lost, ads.effect.gained, ads.effect.changed_value_minor, ads.effect.net_value_minor) == (
        [],
        [],
        0,
        0,
    )
    spent = [row for row in shop.table("ads/spend_daily.csv") if row["Campaign"] == ads.campaign]
    assert round(100 * sum(float(row["Cost"]) for row in spent)) == ads.spend_minor
    assert min(row["Date"] for row in spent) == "2025-10-01"


def test_the_action_raises_the_step_by_the_planted_points(shop: Shop) -> None:
    (action,) = shop.truth.actions
    gain, error = difference(
        (action.after.trips, action.after.of), (action.after_without.trips, action.after_without.of)
    )
    assert gain == pytest.approx(action.points / 100, abs=3 * error)
    assert action.effect.net_value_minor > 0
    assert len(action.effect.gained) > 5 * len(action.effect.lost)  # some are lost: who comes further meets more pains


def test_the_action_is_found_in_the_files(shop: Shop, cut: list[list[dict[str, Any]]]) -> None:
    (action,) = shop.truth.actions
    counts = {False: [0, 0], True: [0, 0]}
    for visit in cut:
        names = {event["what"] for event in visit}
        if "Cart Viewed" in names:
            after = visit[0]["at"].astimezone(ZONE).date() >= action.start
            counts[after][0] += "Checkout Started" in names
            counts[after][1] += 1
    gain, error = difference((counts[True][0], counts[True][1]), (counts[False][0], counts[False][1]))
    assert gain == pytest.approx(action.points / 100, abs=3 * error)
    assert gain / error > 2.5


def test_the_reloading_checkout_is_found_in_the_files(shop: Shop, cut: list[list[dict[str, Any]]]) -> None:
    pain = next(pain for pain in shop.truth.pains if pain.kind == "reloading_checkout")
    bought: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    reloading = 0
    for visit in cut:
        loads = [event["at"] for event in visit if event["what"] == "Checkout"]
        started = any(event["what"] == "Checkout Started" for event in visit)
        if not started or not loads:
            continue
        again = len(loads) > 2
        reloading += again
        if again:
            assert (loads[-1] - loads[0]).total_seconds() < 120
        mobile = visit[0]["context"]["device"]["type"] == "mobile"
        after = visit[0]["at"].astimezone(ZONE).date() >= pain.start
        assert not again or (mobile and after)
        group = "met" if again else "mobile before" if mobile and not after else "other"
        bought[group][0] += any(event["what"] == "Order Completed" for event in visit)
        bought[group][1] += 1
    lost, error = difference(
        (bought["mobile before"][0], bought["mobile before"][1]), (bought["met"][0], bought["met"][1])
    )
    before = bought["mobile before"][0] / bought["mobile before"][1]
    assert lost == pytest.approx(pain.parameters["abandon"] * before, abs=3 * error)
    assert lost / error > 6
    assert reloading == pytest.approx(pain.trips, rel=0.03)


def test_the_refused_coupon_is_found_in_the_files(shop: Shop, cut: list[list[dict[str, Any]]]) -> None:
    pain = next(pain for pain in shop.truth.pains if pain.kind == "failing_coupon")
    counts = {"Coupon Denied": [0, 0], "Coupon Applied": [0, 0]}
    for visit in cut:
        names = [event["what"] for event in visit]
        for name, count in counts.items():
            if name in names:
                count[0] += "Order Completed" in names
                count[1] += 1
    denied, applied = counts["Coupon Denied"], counts["Coupon Applied"]
    lost, error = difference((applied[0], applied[1]), (denied[0], denied[1]))
    assert lost == pytest.approx(pain.parameters["abandon"] * applied[0] / applied[1], abs=3 * error)
    assert lost / error > 4
    assert denied[1] == pytest.approx(pain.trips, abs=3)


def test_the_long_waits_are_found_in_the_files(shop: Shop) -> None:
    pain = next(pain for pain in shop.truth.pains if pain.kind == "long_waits")
    counts = {True: [0, 0], False: [0, 0]}
    for row in shop.table("phone/calls.csv"):
        if row["Start"][:2] in ("", "00"):
            continue
        at = datetime.strptime(row["Start"], "%d.%m.%Y %H:%M:%S").replace(tzinfo=ZONE)
        assert at.weekday() < 5
        assert 9 <= at.hour < 17
        slow = at.weekday() == 0 and at.hour < 12
        counts[slow][0] += row["Outcome"] == "abandoned"
        counts[slow][1] += 1
    more, error = difference((counts[True][0], counts[True][1]), (counts[False][0], counts[False][1]))
    assert more / error > 8
    assert counts[True][1] == pytest.approx(pain.trips, rel=0.05)


def test_the_slow_carrier_is_found_in_the_files(shop: Shop) -> None:
    pain = next(pain for pain in shop.truth.pains if pain.kind == "slow_carrier")
    late: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    score: dict[bool, list[int]] = defaultdict(list)
    slow_orders = set()
    for row in shop.table("shop/orders.csv"):
        if row["Delivered at"] and row["Fulfilled at"][:10] >= pain.start.isoformat():
            days = (
                datetime.fromisoformat(row["Delivered at"]) - datetime.fromisoformat(row["Fulfilled at"])
            ).total_seconds() / 86_400
            late[row["Shipping Method"]][0] += days > 5
            late[row["Shipping Method"]][1] += 1
            if days > 5:
                slow_orders.add(row["Email"].strip().lower())
    for row in shop.table("survey/answers.csv"):
        score[row["Email"].strip().lower() in slow_orders].append(
            int(row["How likely are you to recommend us? (0-10)"])
        )
    more, error = difference(
        (late["Teknos Parcel"][0], late["Teknos Parcel"][1]), (late["Duna Express"][0], late["Duna Express"][1])
    )
    assert more / error > 10
    assert np.mean(score[False]) - np.mean(score[True]) > 1.5


def test_the_truth_is_that_of_the_world_and_not_of_the_files() -> None:
    """Worked out again without a file: the same numbers, and a world without plants that costs nothing."""
    ground = lay_ground(default_scenario(), 3, 500)
    world = live(ground)
    first, second = pains(ground, world), pains(ground, live(ground))
    assert first == second
    assert actions(ground, world) == actions(ground, world)
    bare = live(ground, ())
    assert (pains(ground, bare), actions(ground, bare), idle(ground, bare, {})) == ([], [], [])
    assert all_pains(ground, bare).net_value_minor == 0
