"""What must hold in every world, whatever the scenario."""

import msgspec
import numpy as np
import pytest

from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.reading import default_scenario
from desireline.simulator.world.live import lay_ground, live
from desireline.simulator.world.state import CART, DELIVERY, PAY, STORE, WEB, Ground, World

SCENARIO = default_scenario()


@pytest.fixture(scope="module")
def ground() -> Ground:
    return lay_ground(SCENARIO, 4, 3_000)


@pytest.fixture(scope="module")
def world(ground: Ground) -> World:
    return live(ground)


def test_trips_follow_one_another_within_the_period(ground: Ground, world: World) -> None:
    both = world.happens[1:] & world.happens[:-1]
    assert (np.diff(world.at, axis=0)[both] >= 12 * 3600).all()
    assert (~world.happens[1:] | world.happens[:-1]).all(), "nobody skips a trip"
    at = world.at[world.happens]
    assert at.min() >= ground.clock.start
    assert at.max() < ground.clock.end


def test_nobody_comes_back_who_left_for_good(world: World) -> None:
    assert (world.at <= world.gone_at)[world.happens].all()
    assert (world.gone_at < world.at.max()).sum() > 20


def test_purchases_come_from_trips_that_went_all_the_way(world: World) -> None:
    on_web = world.ordered & (world.place == WEB)
    assert (world.step[on_web & ~world.recovered] == PAY).all()
    assert ((world.step >= CART) & (world.step < PAY))[world.recovered].all()
    assert not (world.ordered & ~world.happens).any()
    assert (world.value >= 0).all()


def test_parcels_are_shipped_after_the_order_and_delivered_after_that(world: World) -> None:
    parcel = world.carrier >= 0
    assert (parcel == (world.ordered & (world.place != STORE))).all()
    assert (world.shipped_at > world.ordered_at)[parcel].all()
    assert (world.usual_at > world.shipped_at)[parcel].all()
    late = world.delivered_at - world.usual_at
    assert set((late[parcel & (late != 0)] >= 2 * 86_400).tolist()) == {True}
    assert (world.met["Teknos Parcel is late"] == (parcel & (late > 0))).all()


def test_pains_meet_only_whom_they_can_meet(ground: Ground, world: World) -> None:
    reload = world.met["checkout reloads on mobile"]
    assert (world.device[reload] == 0).all()
    assert set(np.unique(world.reloads[reload]).tolist()) == {2, 3, 4, 5}
    assert (world.reloads[~reload] == 0).all()
    assert (world.step[world.met["SPRING15 is refused"]] >= DELIVERY).all()
    assert (world.met["SPRING15 is refused"] == world.denied).all()


def test_nobody_abroad_goes_to_the_store(ground: Ground, world: World) -> None:
    assert not (world.happens & (world.place == STORE))[:, ground.people.abroad].any()


@pytest.mark.parametrize("absent", ["store", "phone", "email", "support"])
def test_without_a_channel_nothing_happens_in_it(absent: str) -> None:
    channels = tuple(name for name in SCENARIO.channels if name != absent)
    planted = tuple(plant for plant in SCENARIO.planted if plant.name != "long waits on Monday mornings")
    ground = lay_ground(msgspec.structs.replace(SCENARIO, channels=channels, planted=planted), 1, 800)
    world = live(ground)
    happens = {
        "store": world.happens & (world.place == STORE),
        "phone": (world.happens & (world.place == 2)) | ((world.topic > 0) & (world.asked_by == 2)),
        "email": world.reminded | (world.happens & (world.source == 3)),
        "support": (world.topic > 0) & (world.asked_by < 2),
    }
    assert not happens[absent].any()
    assert all(found.any() for name, found in happens.items() if name != absent)


def plain(scenario: Scenario, **changes: object) -> Scenario:
    return msgspec.structs.replace(scenario, **changes)


def test_shares_of_the_steps_are_those_of_the_personas() -> None:
    (persona, *_) = SCENARIO.personas
    ground = lay_ground(plain(SCENARIO, personas=(persona,), planted=()), 2, 20_000)
    world = live(ground)
    reached = [int((world.happens & (world.place == WEB) & (world.step >= step)).sum()) for step in range(7)]
    for number, name in enumerate(("browse", "view", "cart", "checkout", "delivery", "pay"), 1):
        share, expected = reached[number] / reached[number - 1], getattr(persona.steps, name)
        assert share == pytest.approx(expected, abs=4 * (expected * (1 - expected) / reached[number - 1]) ** 0.5)
