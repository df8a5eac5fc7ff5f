"""A shopping trip on the web, page by page."""

import numpy as np

from desireline.simulator.draws import Bools, Ints
from desireline.simulator.exports.visits import Site, Steps, Visits
from desireline.simulator.scenario.plant import HelpfulAction
from desireline.simulator.words.reading import goods
from desireline.simulator.world.state import CART, CHECKOUT, DELIVERY, PAY, VIEW

__all__ = ["GUEST_GIVES_EMAIL", "LISTS", "SEARCHES", "shop"]

GUEST_GIVES_EMAIL = 0.75
LISTS = list(dict.fromkeys(good.category for good in goods()))
SEARCHES = ("oolong", "matcha", "teapot", "gift", "decaf", "earl grey")
_FIRST_PAGES = {"Home": 0.6, "Blog": 0.15, "Catalog": 0.25}


def shop(site: Site, trips: Ints, arrival: Ints, ordered_at: Ints) -> Steps:
    """Return the events of these trips, and note in `ordered_at` when the orders were placed."""
    visits = Visits(site, trips, site.world.at.ravel()[trips])
    step = visits.of(site.world.step).astype(np.int64)
    first = visits.rng.random(len(trips))
    upto = 0.0
    for name, share in _FIRST_PAGES.items():
        visits.note(name, (first >= upto) & (first < upto + share), 0, arrival=arrival)
        upto += share
    visits.identify(visits.of(site.accounts.signs_in), "Signed In", 12)
    _banner(visits, "browse", visits.everybody())
    _browse(visits, step >= 1)
    _banner(visits, "view", step >= 1)
    product = _look(visits, step >= VIEW)
    _banner(visits, "cart", step >= VIEW)
    _fill_cart(visits, step >= CART, product)
    _banner(visits, "checkout", step >= CART)
    _check_out(visits, step)
    pays = (step >= PAY) & visits.of(site.world.ordered)
    visits.note("Payment Info Entered", pays, 50)
    visits.identify(pays & visits.of(site.accounts.signs_up), "Signed Up", 20)
    ordered_at.ravel()[trips[pays]] = visits.place_order(pays)
    return visits.events()


def _banner(visits: Visits, step: str, who: Bools) -> None:
    for number, plant in enumerate(visits.site.ground.scenario.planted):
        if isinstance(plant, HelpfulAction) and plant.step == step:
            visits.note("Promotion Viewed", who & visits.of(visits.site.world.met[plant.name]), 3, number)


def _browse(visits: Visits, browses: Bools) -> None:
    world, size = visits.site.world, len(visits.site.ground)
    visits.note("Catalog", visits.some(browses, 0.6), 25)
    visits.note("Product List Viewed", browses, 2, visits.any_of(len(LISTS)))
    visits.note("Products Searched", visits.some(browses, 0.25), 20, visits.any_of(len(SEARCHES)))
    subscribes = browses & (world.subscribed_at[visits.trips % size] == visits.of(world.at))
    visits.note("Newsletter Subscribed", subscribes, 15)
    visits.give_email(subscribes)


def _look(visits: Visits, looks: Bools) -> Ints:
    """Let them look at up to three products; return the last one."""
    product = visits.any_of(len(goods()))
    visits.note("Product Viewed", looks, 30, product)
    for share in (0.55, 0.35):
        more = visits.some(looks, share)
        product = np.where(more, visits.any_of(len(goods())), product)
        visits.note("Product Viewed", more, 40, product)
    visits.note("Product Added to Wishlist", visits.some(looks, 0.05), 8, product)
    visits.note("Product Shared", visits.some(looks, 0.012), 8, product)
    return product


def _fill_cart(visits: Visits, has: Bools, product: Ints) -> None:
    visits.note("Product Added", has, 12, product)
    visits.note("Product Added", visits.some(has, 0.3), 40, visits.any_of(len(goods())))
    visits.note("Product Removed", visits.some(has, 0.07), 20, product)
    visits.note("Cart", visits.some(has, 0.5), 15)
    visits.note("Cart Viewed", has, 2)


def _check_out(visits: Visits, step: Ints) -> None:
    world, accounts = visits.site.world, visits.site.accounts
    reloads = visits.of(world.reloads)
    starts, delivery = step >= CHECKOUT, step >= DELIVERY
    visits.note("Checkout Started", starts, 25)
    visits.note("Checkout", starts, 0.5)
    for again in range(int(reloads.max(initial=0))):
        visits.note("Checkout", starts & (reloads > again), 4)
    _banner(visits, "delivery", starts)
    visits.note("Checkout Step Completed", delivery, 45)
    visits.give_email(visits.some(delivery & ~visits.known & ~visits.of(accounts.signs_up), GUEST_GIVES_EMAIL))
    coupon, denied = visits.of(world.coupon).astype(np.int64), visits.of(world.denied)
    enters = delivery & (coupon >= 0)
    visits.note("Coupon Entered", enters, 15, coupon)
    visits.note("Coupon Applied", enters & ~denied, 1, coupon)
    visits.note("Coupon Denied", enters & denied, 1, coupon)
    _banner(visits, "pay", delivery)
