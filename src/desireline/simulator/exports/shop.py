"""The shop's orders, one row each, as a web shop exports them: those from the site and those taken by phone."""

import numpy as np

from desireline.base.money import exponent
from desireline.simulator.draws import Bools, Ints
from desireline.simulator.exports.properties import amount
from desireline.simulator.exports.table import Table, quoted
from desireline.simulator.exports.walks import Walked
from desireline.simulator.world.state import PHONE, STORE, Ground, World

__all__ = ["number_orders", "orders"]

_FIRST = 1001
_HAS_PHONE = 0.55
_USES_SECOND = 0.35
_GIVES_NO_EMAIL = 0.4
"""Of those who order by phone."""
_DAY = "%Y-%m-%d"


def _parcels(world: World) -> Bools:
    parcels: Bools = world.ordered & (world.place != STORE)
    return parcels


def number_orders(world: World, walked: Walked) -> Ints:
    """Return the number of each trip's order, in order of time; 0 where there is none."""
    numbers = np.zeros_like(world.at)
    trips = np.flatnonzero(_parcels(world))
    order = np.argsort(walked.ordered_at.ravel()[trips], kind="stable")
    numbers.ravel()[trips[order]] = np.arange(_FIRST, _FIRST + len(trips))
    return numbers


def orders(ground: Ground, world: World, walked: Walked, numbers: Ints) -> Table:
    """Return the orders."""
    rng, people, clock, scenario = ground.draws.stream("shop.orders"), ground.people, ground.clock, ground.scenario
    digits = exponent(scenario.currency)
    trips = np.flatnonzero(numbers)
    trips = trips[np.argsort(numbers.ravel()[trips])]
    size = len(trips)
    who = (trips % len(ground)).tolist()
    by_phone = (world.place.ravel()[trips] == PHONE).tolist()
    second = (rng.random(size) < _USES_SECOND).tolist()
    silent = (rng.random(size) < _GIVES_NO_EMAIL).tolist()
    emails = [
        "" if phoned and keeps else people.second[p] if other and people.second[p] and not phoned else people.emails[p]
        for p, other, phoned, keeps in zip(who, second, by_phone, silent, strict=True)
    ]
    has_phone = (rng.random(size) < _HAS_PHONE).tolist()
    called = [has or phoned for has, phoned in zip(has_phone, by_phone, strict=True)]

    def money(minor: Ints) -> list[str]:
        return [amount(value, digits) for value in minor.ravel()[trips].tolist()]

    def moment(at: Ints) -> list[str]:
        times = at.ravel()[trips]
        return [
            text if before else ""
            for text, before in zip(clock.write(times, _DAY, "zone"), (times < clock.end).tolist(), strict=True)
        ]

    total = world.goods - world.discount + world.shipping
    refunded = world.refunded
    cut = (world.discount.ravel()[trips] > 0).tolist()
    codes = quoted([coupon.code for coupon in scenario.coupons])
    shipped = (world.shipped_at.ravel()[trips] < clock.end).tolist()
    columns = {
        "Name": [f"#{number}" for number in numbers.ravel()[trips].tolist()],
        "Email": list(emails),
        "Phone": [people.phone(p, "spaced") if has else "" for p, has in zip(who, called, strict=True)],
        "Financial Status": ["refunded" if back else "paid" for back in refunded.ravel()[trips].tolist()],
        "Fulfillment Status": ["fulfilled" if sent else "unfulfilled" for sent in shipped],
        "Created at": clock.write(walked.ordered_at.ravel()[trips], _DAY, "zone"),
        "Fulfilled at": moment(world.shipped_at),
        "Delivered at": moment(world.delivered_at),
        "Currency": [scenario.currency] * size,
        "Subtotal": money(world.goods),
        "Discount Code": [
            codes[which] if has else "" for which, has in zip(world.coupon.ravel()[trips].tolist(), cut, strict=True)
        ],
        "Discount Amount": money(world.discount),
        "Shipping": money(world.shipping),
        "Total": money(total),
        "Refunded Amount": money(np.where(refunded, total, 0)),
        "Shipping Method": quoted([scenario.carriers[which].name for which in world.carrier.ravel()[trips].tolist()]),
        "Billing Name": quoted([f"{people.first[p]} {people.last[p]}" for p in who]),
        "Billing City": [people.city[p] for p in who],
        "Billing Country": [people.country[p] for p in who],
        "Source": ["phone" if phoned else "web" for phoned in by_phone],
    }
    return Table(
        path="shop/orders.csv",
        columns=columns,
        person=who,
        identifiers={
            "Email": ("email", list(emails)),
            "Phone": ("phone", [people.phone(p) if has else "" for p, has in zip(who, called, strict=True)]),
        },
        stand_ins={"Email": ("test@test.com", "n/a", "noemail@shop.example")},
    )
