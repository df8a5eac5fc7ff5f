"""All web events: the shopping trips, and what people do on the site before and after them."""

from dataclasses import dataclass

import numpy as np

from desireline.simulator.clock import DAY, HOUR, MINUTE
from desireline.simulator.draws import Ints
from desireline.simulator.exports.accounts import Accounts
from desireline.simulator.exports.arrivals import arrival_of, idle_arrival, reminder_arrival
from desireline.simulator.exports.shopping import GUEST_GIVES_EMAIL, LISTS, shop
from desireline.simulator.exports.visits import Site, Steps, Visits
from desireline.simulator.scenario.plant import IdleAds
from desireline.simulator.world.state import STORE, WEB, Ground, World

__all__ = ["Walked", "walk"]

_USES_KIOSK = 0.3
_INVITES = 0.25
_HAPPY = 9.3
_LOOKS_FOR_HELP = 0.6
_LOOKS_AFTER_PARCEL = 0.45
_LOOKS_AGAIN = 0.55
"""Each of two times more, when the parcel is late."""


@dataclass(frozen=True)
class Walked:
    """All web events, and what they say about times that other tools also know.

    Attributes:
        steps: the events, in order of time.
        ordered_at: when each trip's order was placed, in seconds, shape (trips, persons).
        clicked_at: when the reminder was clicked, in seconds; 0 where it was not.
    """

    steps: Steps
    ordered_at: Ints
    clicked_at: Ints


def walk(ground: Ground, world: World, accounts: Accounts) -> Walked:
    """Return every event that the web tracking sees within the period."""
    site = Site(ground, world, accounts, ground.draws.stream("web.walk"))
    ordered_at, clicked_at = world.ordered_at.copy(), np.zeros_like(world.at)
    trips = np.flatnonzero(world.happens & (world.place == WEB))
    parts = [shop(site, trips, arrival_of(ground, world, trips, site.rng), ordered_at)]
    parts += _touches(site)
    parts.append(_back_to_cart(site, ordered_at, clicked_at))
    parts += _afterwards(site, ordered_at)
    if ground.scenario.kiosks and ground.channel("store"):
        parts.append(_kiosk(site))
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Steps.__dataclass_fields__}
    at = columns["at"]
    inside = np.flatnonzero((at >= ground.clock.start * 1000) & (at < ground.clock.end * 1000))
    order = inside[np.argsort(at[inside], kind="stable")]
    return Walked(Steps(**{name: column[order] for name, column in columns.items()}), ordered_at, clicked_at)


def _touches(site: Site) -> list[Steps]:
    """Return the short visits that idle ads bring, up to two days before people come by themselves."""
    parts = []
    for plant in site.world.plants:
        if isinstance(plant, IdleAds):
            trips = np.flatnonzero(site.world.met[plant.name])
            before = ((0.1 + site.rng.random(len(trips)) * 1.8) * DAY).astype(np.int64)
            first = site.ground.clock.start if plant.start is None else site.ground.clock.midnight(plant.start)
            visits = Visits(site, trips, np.maximum(site.world.at.ravel()[trips] - before, first))
            came = np.full(len(trips), idle_arrival(site.ground, plant.name))
            visits.note("Home", visits.everybody(), 0, arrival=came)
            visits.note("Product List Viewed", visits.some(visits.everybody(), 0.2), 15, visits.any_of(len(LISTS)))
            parts.append(visits.events())
    return parts


def _back_to_cart(site: Site, ordered_at: Ints, clicked_at: Ints) -> Steps:
    """Return the visits that the reminder of a cart brings."""
    world = site.world
    trips = np.flatnonzero(world.clicked)
    bought = (world.recovered & world.ordered).ravel()[trips]
    at = np.where(bought, world.ordered_at.ravel()[trips] - 8 * MINUTE, world.at.ravel()[trips] + 9 * HOUR)
    clicked_at.ravel()[trips] = at
    visits = Visits(site, trips, at)
    visits.note("Cart", visits.everybody(), 0, arrival=np.full(len(trips), reminder_arrival()))
    visits.note("Checkout Started", bought, 20)
    visits.note("Checkout", bought, 0.5)
    visits.note("Checkout Step Completed", bought, 40)
    visits.give_email(visits.some(bought & ~visits.known, GUEST_GIVES_EMAIL))
    visits.note("Payment Info Entered", bought, 40)
    ordered_at.ravel()[trips[bought]] = visits.place_order(bought)
    return visits.events()


def _afterwards(site: Site, ordered_at: Ints) -> list[Steps]:
    """Return looking after the parcel, asking for help, and inviting others."""
    world, rng = site.world, site.rng
    web_order = world.ordered & (world.place == WEB)
    late = web_order & (world.delivered_at > world.usual_at)
    parts = []
    for who, share in ((web_order, _LOOKS_AFTER_PARCEL), (late, _LOOKS_AGAIN), (late, _LOOKS_AGAIN)):
        trips = np.flatnonzero(who & (rng.random(world.at.shape) < share))
        placed = ordered_at.ravel()[trips]
        waiting = world.delivered_at.ravel()[trips] - placed
        at = placed + (waiting * (0.3 + 0.7 * rng.random(len(trips)))).astype(np.int64)
        parts.append(_single(site, trips, _by_day(site, at), "Order Status"))
    asks = np.flatnonzero(web_order & (world.topic > 0) & (rng.random(world.at.shape) < _LOOKS_FOR_HELP))
    parts.append(_single(site, asks, world.asked_at.ravel()[asks] - 4 * MINUTE, "Help"))
    happy = np.flatnonzero(web_order & (world.mood > _HAPPY) & (rng.random(world.at.shape) < _INVITES))
    parts.append(_single(site, happy, _by_day(site, world.delivered_at.ravel()[happy] + DAY), "Invite Sent"))
    return parts


def _by_day(site: Site, at: Ints) -> Ints:
    """Move what would happen at night to the morning after."""
    local = site.ground.clock.local(at)
    wait = np.maximum(0, 7 * HOUR - local % DAY)
    return at + np.where(wait > 0, wait + (site.rng.random(len(at)) * 2 * HOUR).astype(np.int64), 0)


def _single(site: Site, trips: Ints, at: Ints, name: str) -> Steps:
    visits = Visits(site, trips, at)
    visits.known |= visits.of(site.accounts.signs_in | site.accounts.signs_up)
    if name != "Help":
        visits.note("Account", visits.known, 2)
    visits.note(name, visits.everybody(), 15)
    return visits.events()


def _kiosk(site: Site) -> Steps:
    """Return people signing in on the store's shared devices."""
    world = site.world
    has_account = site.accounts.opened[np.newaxis, :] < np.arange(len(world.at))[:, np.newaxis]
    uses = site.rng.random(world.at.shape) < _USES_KIOSK
    trips = np.flatnonzero(world.happens & (world.place == STORE) & has_account & uses)
    visits = Visits(site, trips, world.at.ravel()[trips] - 6 * MINUTE)
    visits.known[:] = False
    visits.device = site.accounts.size + visits.any_of(site.ground.scenario.kiosks)
    visits.identify(visits.everybody(), "Signed In", 10)
    visits.note("Account", visits.everybody(), 10)
    return visits.events()
