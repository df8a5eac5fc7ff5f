"""The visits of the made-up customers, event by event."""

from dataclasses import dataclass

import numpy as np

from desireline.simulator.clock import DAY, HOUR, MINUTE
from desireline.simulator.draws import Bools, Floats, Ints
from desireline.simulator.exports.accounts import Accounts
from desireline.simulator.exports.arrivals import arrival_of, idle_arrival, reminder_arrival
from desireline.simulator.exports.visits import Steps, Visits
from desireline.simulator.scenario.plant import HelpfulAction, IdleAds
from desireline.simulator.world.state import CART, CHECKOUT, DELIVERY, PAY, STORE, VIEW, WEB, Ground, World

__all__ = ["Walked", "walk"]

_GUEST_GIVES_EMAIL = 0.75
_USES_KIOSK = 0.3
_INVITES = 0.25
_HAPPY = 9.3


@dataclass(frozen=True)
class Walked:
    """All web events, and what they say about times that other tools also know.

    Attributes:
        steps: the events, in order of time.
        ordered_at: when each trip's order was placed, in seconds, shape (trips, persons).
        clicked_at: when the reminder was clicked, in seconds; 0 where it was not.
        arrival: how each trip began; -1 where it was not on the web.
    """

    steps: Steps
    ordered_at: Ints
    clicked_at: Ints
    arrival: Ints


def walk(ground: Ground, world: World, accounts: Accounts) -> Walked:
    """Return every event that the web tracking sees within the period."""
    rng = ground.draws.stream("web.walk")
    ordered_at, clicked_at = world.ordered_at.copy(), np.zeros_like(world.at)
    arrival = np.full(world.at.shape, -1)
    if not ground.channel("web"):
        return Walked(
            Visits(ground, world, accounts, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), rng).events(),
            ordered_at,
            clicked_at,
            arrival,
        )
    trips = np.flatnonzero(world.happens & (world.place == WEB))
    came = arrival_of(ground, world, trips, rng)
    arrival.ravel()[trips] = came
    parts = [_shopping(ground, world, accounts, trips, came, ordered_at, rng), *_touches(ground, world, accounts, rng)]
    parts.append(_back_to_cart(ground, world, accounts, ordered_at, clicked_at, rng))
    parts.extend(_afterwards(ground, world, accounts, ordered_at, rng))
    if ground.scenario.kiosks and ground.channel("store"):
        parts.append(_kiosk(ground, world, accounts, rng))
    steps = Steps(*(np.concatenate([getattr(part, name) for part in parts]) for name in Steps.__annotations__))
    inside = np.flatnonzero((steps.at >= ground.clock.start * 1000) & (steps.at < ground.clock.end * 1000))
    order = inside[np.argsort(steps.at[inside], kind="stable")]
    return Walked(
        Steps(*(getattr(steps, name)[order] for name in Steps.__annotations__)), ordered_at, clicked_at, arrival
    )


def _shopping(
    ground: Ground,
    world: World,
    accounts: Accounts,
    trips: Ints,
    came: Ints,
    ordered_at: Ints,
    rng: np.random.Generator,
) -> Steps:
    visits = Visits(ground, world, accounts, trips, world.at.ravel()[trips], rng)
    step = world.step.ravel()[trips]
    anybody = np.ones(len(trips), dtype=np.bool_)
    first = rng.random(len(trips))
    visits.note("Home", first < 0.6, 0, arrival=came)  # noqa: PLR2004 - how visits are split over first pages
    visits.note("Blog", (first >= 0.6) & (first < 0.75), 0, arrival=came)  # noqa: PLR2004 - as above
    visits.note("Catalog", first >= 0.75, 0, arrival=came)  # noqa: PLR2004 - as above
    _identify(visits, accounts.signs_in.ravel()[trips], "Signed In", 12)
    _banner(visits, ground, world, "browse", anybody)
    browses = step >= 1
    visits.note("Catalog", visits.some(browses, 0.6), 25)
    visits.note("Product List Viewed", browses, 2, (rng.random(len(trips)) * 7).astype(np.int64))
    visits.note("Products Searched", visits.some(browses, 0.25), 20, (rng.random(len(trips)) * 6).astype(np.int64))
    person = trips % len(ground)
    subscribes = browses & (world.subscribed_at[person] == world.at.ravel()[trips])
    visits.note("Newsletter Subscribed", subscribes, 15)
    visits.note("", subscribes, 0, 1)
    _banner(visits, ground, world, "view", browses)
    looks = step >= VIEW
    product = visits.product()
    visits.note("Product Viewed", looks, 30, product)
    for share in (0.55, 0.35):
        product = np.where(visits.some(looks, share), visits.product(), product)
        visits.note("Product Viewed", visits.some(looks, share), 40, product)
    visits.note("Product Added to Wishlist", visits.some(looks, 0.05), 8, product)
    visits.note("Product Shared", visits.some(looks, 0.012), 8, product)
    _banner(visits, ground, world, "cart", looks)
    _cart(visits, step >= CART, product)
    _banner(visits, ground, world, "checkout", step >= CART)
    _checkout(visits, ground, world, accounts)
    paid = (step >= PAY) & world.ordered.ravel()[trips]
    ordered_at.ravel()[trips[paid]] = _placed(visits, paid)
    return visits.events()


def _identify(visits: Visits, who: Bools, name: str, mean_s: float) -> None:
    """Let `who` sign in or up: from then on the site knows them."""
    visits.known |= who
    visits.note(name, who, mean_s)
    visits.note("", who, 0)


def _banner(visits: Visits, ground: Ground, world: World, step: str, who: Bools) -> None:
    for number, plant in enumerate(ground.scenario.planted):
        if isinstance(plant, HelpfulAction) and plant.step == step:
            visits.note("Promotion Viewed", who & world.met[plant.name].ravel()[visits.trips], 3, number)


def _cart(visits: Visits, has: Bools, product: Ints) -> None:
    visits.note("Product Added", has, 12, product)
    visits.note("Product Added", visits.some(has, 0.3), 40, visits.product())
    visits.note("Product Removed", visits.some(has, 0.07), 20, product)
    visits.note("Cart", visits.some(has, 0.5), 15)
    visits.note("Cart Viewed", has, 2)


def _checkout(visits: Visits, ground: Ground, world: World, accounts: Accounts) -> None:
    trips = visits.trips
    step, reloads = world.step.ravel()[trips], world.reloads.ravel()[trips]
    starts = step >= CHECKOUT
    visits.note("Checkout Started", starts, 25)
    visits.note("Checkout", starts, 0.5)
    for again in range(int(reloads.max(initial=0))):
        visits.note("Checkout", starts & (reloads > again), 4)
    _banner(visits, ground, world, "delivery", starts)
    delivery = step >= DELIVERY
    visits.note("Checkout Step Completed", delivery, 45)
    visits.note("", visits.some(delivery & ~visits.known & ~accounts.signs_up.ravel()[trips], _GUEST_GIVES_EMAIL), 0, 1)
    coupon, denied = world.coupon.ravel()[trips], world.denied.ravel()[trips]
    enters = delivery & (coupon >= 0)
    visits.note("Coupon Entered", enters, 15, coupon.astype(np.int64))
    visits.note("Coupon Applied", enters & ~denied, 1, coupon.astype(np.int64))
    visits.note("Coupon Denied", enters & denied, 1, coupon.astype(np.int64))
    _banner(visits, ground, world, "pay", delivery)
    pays = (step >= PAY) & world.ordered.ravel()[trips]
    visits.note("Payment Info Entered", pays, 50)
    _identify(visits, pays & accounts.signs_up.ravel()[trips], "Signed Up", 20)


def _placed(visits: Visits, who: Bools) -> Ints:
    """Let `who` place the order; return when, in seconds."""
    visits.note("Order Completed", who, 8)
    placed = visits.now[who] // 1000
    visits.note("Thank You", who, 0.5)
    return placed


def _touches(ground: Ground, world: World, accounts: Accounts, rng: np.random.Generator) -> list[Steps]:
    """Return the short visits that idle ads bring, up to two days before people come by themselves."""
    parts = []
    for plant in world.plants:
        if isinstance(plant, IdleAds):
            trips = np.flatnonzero(world.met[plant.name])
            before = ((0.1 + rng.random(len(trips)) * 1.8) * DAY).astype(np.int64)
            visits = Visits(ground, world, accounts, trips, world.at.ravel()[trips] - before, rng)
            everybody = np.ones(len(trips), dtype=np.bool_)
            visits.note("Home", everybody, 0, arrival=np.full(len(trips), idle_arrival(ground, plant.name)))
            visits.note(
                "Product List Viewed", visits.some(everybody, 0.2), 15, (rng.random(len(trips)) * 7).astype(np.int64)
            )
            parts.append(visits.events())
    return parts


def _back_to_cart(
    ground: Ground, world: World, accounts: Accounts, ordered_at: Ints, clicked_at: Ints, rng: np.random.Generator
) -> Steps:
    """Return the visits that the reminder of a cart brings."""
    trips = np.flatnonzero(world.clicked)
    bought = (world.recovered & world.ordered).ravel()[trips]
    at = np.where(bought, world.ordered_at.ravel()[trips] - 8 * MINUTE, world.at.ravel()[trips] + 9 * HOUR)
    clicked_at.ravel()[trips] = at
    visits = Visits(ground, world, accounts, trips, at, rng)
    visits.note("Cart", np.ones(len(trips), dtype=np.bool_), 0, arrival=np.full(len(trips), reminder_arrival()))
    visits.note("Checkout Started", bought, 20)
    visits.note("Checkout", bought, 0.5)
    visits.note("Checkout Step Completed", bought, 40)
    visits.note("", visits.some(bought & ~visits.known, _GUEST_GIVES_EMAIL), 0, 1)
    visits.note("Payment Info Entered", bought, 40)
    ordered_at.ravel()[trips[bought]] = _placed(visits, bought)
    return visits.events()


def _afterwards(
    ground: Ground, world: World, accounts: Accounts, ordered_at: Ints, rng: np.random.Generator
) -> list[Steps]:
    """Return looking after the parcel, asking for help, and inviting others."""
    web_order = world.ordered & (world.place == WEB)
    parts = []
    waiting = world.delivered_at - ordered_at
    for share, late in ((0.45, False), (0.6, True), (0.5, True)):
        who = web_order & (rng.random(world.at.shape) < share)
        who &= (world.delivered_at > world.usual_at) if late else who
        trips = np.flatnonzero(who)
        at = ordered_at.ravel()[trips] + (waiting.ravel()[trips] * (0.3 + 0.7 * rng.random(len(trips)))).astype(
            np.int64
        )
        parts.append(_single(ground, world, accounts, trips, at, "Order Status", rng))
    asks = np.flatnonzero(web_order & (world.topic > 0) & (rng.random(world.at.shape) < 0.6))  # noqa: PLR2004 - some look first
    parts.append(_single(ground, world, accounts, asks, world.asked_at.ravel()[asks] - 4 * MINUTE, "Help", rng))
    happy = np.flatnonzero(web_order & (world.mood > _HAPPY) & (rng.random(world.at.shape) < _INVITES))
    parts.append(_single(ground, world, accounts, happy, world.delivered_at.ravel()[happy] + DAY, "Invite Sent", rng))
    return parts


def _single(
    ground: Ground, world: World, accounts: Accounts, trips: Ints, at: Ints, name: str, rng: np.random.Generator
) -> Steps:
    visits = Visits(ground, world, accounts, trips, at, rng)
    visits.known |= (accounts.signs_in | accounts.signs_up).ravel()[trips]
    everybody = np.ones(len(trips), dtype=np.bool_)
    if name != "Help":
        visits.note("Account", visits.known & everybody, 2)
    visits.note(name, everybody, 15)
    return visits.events()


def _kiosk(ground: Ground, world: World, accounts: Accounts, rng: np.random.Generator) -> Steps:
    """Return people signing in on the store's shared devices."""
    has_account = accounts.opened[np.newaxis, :] < np.arange(len(world.at))[:, np.newaxis]
    uses: Floats = rng.random(world.at.shape)
    trips = np.flatnonzero(world.happens & (world.place == STORE) & has_account & (uses < _USES_KIOSK))
    visits = Visits(ground, world, accounts, trips, world.at.ravel()[trips] - 6 * MINUTE, rng)
    visits.device = accounts.size + (rng.random(len(trips)) * ground.scenario.kiosks).astype(np.int64)
    everybody = np.ones(len(trips), dtype=np.bool_)
    _identify(visits, everybody, "Signed In", 10)
    visits.note("Account", everybody, 10)
    return visits.events()
