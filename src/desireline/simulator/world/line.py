"""The phone line: when it is open, how long people wait, and who hangs up."""

from dataclasses import dataclass

import numpy as np

from desireline.simulator.clock import DAY, HOUR
from desireline.simulator.draws import Bools, Ints
from desireline.simulator.scenario.plant import WEEKDAYS, LongWaits
from desireline.simulator.world.state import Ground, World
from desireline.simulator.world.trips import seconds

__all__ = ["Call", "ring"]

_LEAST_TALK = 25


@dataclass(frozen=True)
class Call:
    """A call of each person, whether they make it or not: seconds since 1970 and seconds."""

    at: Ints
    waited: Ints
    talked: Ints
    gave_up: Bools


def ring(ground: Ground, world: World, turn: int, wanted: Ints, *, who: Bools, purpose: str) -> Call:
    """Let `who` call at the first open hour from the `wanted` time on, and note which long waits they met."""
    draws, line = ground.draws, ground.scenario.phone_line
    at = _open(ground, wanted, f"{purpose}.hour", turn)
    mean = np.full(len(ground), seconds(line.wait))
    weekday, hour = ground.clock.weekday(at), ground.clock.hour(at)
    within: dict[str, Bools] = {}
    for plant in world.plants:
        if isinstance(plant, LongWaits):
            days = np.array([name in plant.weekdays for name in WEEKDAYS])
            slow = (
                days[weekday]
                & (hour >= plant.hours[0])
                & (hour < plant.hours[1])
                & ground.clock.within(at, plant.start, plant.end)
            )
            mean = np.where(slow, seconds(plant.wait), mean)
            within[plant.name] = slow & who
    wait = draws.exponential(f"{purpose}.wait", turn) * mean
    longer = (1 + draws.exponential(f"{purpose}.hold", turn)) / 2  # nobody hangs up at the first tone
    hold = longer * ground.trait(lambda persona: seconds(persona.hold))
    gave_up = who & (wait > hold)
    for name, slow in within.items():
        world.met[name][turn] |= slow
    talk = _LEAST_TALK + draws.exponential(f"{purpose}.talk", turn) * max(0, seconds(line.talk) - _LEAST_TALK)
    waited = np.minimum(wait, hold).astype(np.int64)
    return Call(at=at, waited=waited, talked=np.where(gave_up, 0, talk).astype(np.int64), gave_up=gave_up)


def _open(ground: Ground, wanted: Ints, purpose: str, turn: int) -> Ints:
    """Return the wanted times where the line is open, else a moment within the next opening hours."""
    clock, line = ground.clock, ground.scenario.phone_line
    opened, closed = line.hours
    open_on = [name in line.weekdays for name in WEEKDAYS]
    until = np.array([next(days for days in range(8) if open_on[(day + days) % 7]) for day in range(7)])
    until_next = np.array([next(days for days in range(1, 8) if open_on[(day + days) % 7]) for day in range(7)])
    day, rest = np.divmod(clock.local(wanted), DAY)
    weekday, hour = clock.weekday(wanted), rest // HOUR
    days = np.where(hour >= closed, until_next[weekday], until[weekday])
    now = (days == 0) & (hour >= opened)
    some_time = ((opened + ground.draws.uniform(purpose, turn) * (closed - opened)) * HOUR).astype(np.int64)
    return np.where(now, wanted, clock.utc((day + days) * DAY + some_time))
