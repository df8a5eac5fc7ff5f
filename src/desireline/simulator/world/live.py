"""Letting a world happen."""

from datetime import timedelta

import numpy as np

from desireline.simulator.clock import DAY, HOUR, Clock
from desireline.simulator.draws import Draws
from desireline.simulator.people import make_people
from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.plant import Plant
from desireline.simulator.world.after import ask, deliver, feel
from desireline.simulator.world.buying import buy
from desireline.simulator.world.state import TRIPS, Ground, World
from desireline.simulator.world.trips import begin_trips, seconds

__all__ = ["lay_ground", "live"]

_MAILED_AT = 10 * HOUR


def lay_ground(scenario: Scenario, seed: int, customers: int) -> Ground:
    """Return what all worlds of one simulation share."""
    clock = Clock(scenario.time_zone, scenario.period.start, scenario.period.end)
    draws = Draws(seed, customers)
    every = seconds(scenario.newsletter.every)
    days = np.arange(clock.midnight(scenario.period.start + timedelta(days=1)), clock.end, max(every, HOUR)).astype(
        np.int64
    )
    local = clock.local(days)
    mailings = clock.utc(local // DAY * DAY + _MAILED_AT) if every >= DAY else days
    if "email" not in scenario.channels:
        mailings = mailings[:0]
    mailings = np.unique(mailings[mailings < clock.end])
    return Ground(
        scenario=scenario, clock=clock, people=make_people(scenario, clock, draws), draws=draws, mailings=mailings
    )


def live(ground: Ground, plants: tuple[Plant, ...] | None = None) -> World:
    """Return what happens where those planted truths hold; where none are given, all of the scenario's."""
    plants = ground.scenario.planted if plants is None else plants
    world = World(len(ground), plants)
    coming = np.ones(len(ground), dtype=np.bool_)
    for turn in range(TRIPS):
        begin_trips(ground, world, turn, coming)
        if not world.happens[turn].any():
            break
        buy(ground, world, turn)
        deliver(ground, world, turn)
        ask(ground, world, turn)
        coming = feel(ground, world, turn)
    return world
