"""When people come, where to, what brought them, and with which device."""

import numpy as np

from desireline.base.durations import SECOND_US, parse_duration
from desireline.simulator.clock import DAY, HOUR, MINUTE
from desireline.simulator.draws import Bools, Ints, pick
from desireline.simulator.scenario.plant import IdleAds
from desireline.simulator.world.state import DEVICES, SOURCES, STORE, WEB, Ground, World

__all__ = ["MAILING_S", "begin_trips", "last_mailing", "seconds"]

_HOURS = np.array(
    [1, 1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 4, 5, 6, 6, 6, 5, 5, 5, 6, 7, 8, 10, 11, 9, 6, 3], dtype=np.float64
)
_STORE_HOURS = (9, 19)
_LEAST_PAUSE = DAY // 2
MAILING_S = 20 * MINUTE
"""How long it takes to send a newsletter to everybody."""
_FRESH = 6 * DAY
"""How long after a newsletter a visit may come from it."""


def seconds(duration: str) -> float:
    """Return the seconds that a duration such as `30m` says."""
    return parse_duration(duration) / SECOND_US


def begin_trips(ground: Ground, world: World, turn: int, coming: Bools) -> None:
    """Fill in the start of everybody's next trip; `coming` says who would make one."""
    draws, clock = ground.draws, ground.clock
    store_or_web = ("web", "store", "phone")
    weights = ground.weights(lambda persona: persona.places, store_or_web)
    weights *= [ground.channel(name) for name in store_or_web]
    place = pick(weights, draws.uniform("trip.place", turn), ground.people.persona)
    if ground.channel("web"):
        place = np.where((place == STORE) & ground.people.abroad, WEB, place)
    at = _when(ground, world, turn, place)
    world.at[turn] = at
    world.place[turn] = place
    world.happens[turn] = coming & (at >= clock.start) & (at < clock.end - 2 * HOUR) & (at < world.gone_at)
    world.source[turn] = _source(ground, world, turn, at)
    devices = ground.weights(lambda persona: persona.devices, DEVICES)
    world.device[turn] = pick(devices, draws.uniform("trip.device", turn), ground.people.persona)
    on_web = world.happens[turn] & (place == WEB)
    for plant in world.plants:
        if isinstance(plant, IdleAds):
            touched = (
                on_web
                & clock.within(at, plant.start, plant.end)
                & (draws.uniform(f"idle.{plant.name}", turn) < plant.share)
            )
            world.met[plant.name][turn] = touched
            world.touched[turn] |= touched


def _when(ground: Ground, world: World, turn: int, place: Ints) -> Ints:
    draws, clock = ground.draws, ground.clock
    if turn == 0:
        day = clock.local(ground.people.start) // DAY
    else:
        pause = draws.exponential("trip.pause", turn) * ground.trait(lambda persona: seconds(persona.trips_every))
        day = clock.local(world.at[turn - 1] + np.maximum(pause, _LEAST_PAUSE).astype(np.int64)) // DAY
    hour = pick(_HOURS, draws.uniform("trip.hour", turn)) + draws.uniform("trip.second", turn)
    opened, closed = _STORE_HOURS
    hour = np.where(place == STORE, opened + draws.uniform("trip.hour", turn) * (closed - opened), hour)
    at = clock.utc(day * DAY + (hour * HOUR).astype(np.int64))
    if turn:
        at = np.where(at < world.at[turn - 1] + _LEAST_PAUSE, at + DAY, at)
    return at


def _source(ground: Ground, world: World, turn: int, at: Ints) -> Ints:
    weights = ground.weights(lambda persona: persona.sources, SOURCES)
    weights *= [name not in ("ads", "email") or ground.channel(name) for name in SOURCES]
    weights[:, -1] += weights.sum(axis=1) == 0
    source = pick(weights, ground.draws.uniform("trip.source", turn), ground.people.persona)
    direct, email = SOURCES.index("direct"), SOURCES.index("email")
    sent = last_mailing(ground, at)
    fresh = (sent > at - _FRESH) & (sent > world.subscribed_at)
    return np.where((source == email) & ~fresh, direct, source)


def last_mailing(ground: Ground, at: Ints) -> Ints:
    """Return when the last newsletter that may have arrived before each time was sent; 0 where there was none."""
    sent = np.concatenate([[0], ground.mailings])
    last: Ints = sent[np.searchsorted(sent, at - MAILING_S, side="left") - 1]
    return last
