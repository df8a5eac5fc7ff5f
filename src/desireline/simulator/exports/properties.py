"""What a web event says about itself: products, orders, coupons, and the traits of an identify."""

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from desireline.base.money import exponent
from desireline.simulator.draws import Ints
from desireline.simulator.exports.shopping import LISTS, SEARCHES
from desireline.simulator.exports.visits import CODES, IDENTIFY, Steps
from desireline.simulator.scenario.plant import HelpfulAction
from desireline.simulator.words.events import EVENTS
from desireline.simulator.words.reading import goods
from desireline.simulator.world.state import Ground, World

__all__ = ["Properties", "amount"]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def amount(minor: int, digits: int) -> str:
    """Return minor units as the major unit, with its decimals."""
    return f"{minor / 10**digits:.{digits}f}"


class Properties:
    """Writes `"properties":{…}` or `"traits":{…}` of events."""

    def __init__(self, ground: Ground, world: World, order_numbers: Ints) -> None:
        scenario = ground.scenario
        self.ground, self.people = ground, ground.people
        self.digits = exponent(scenario.currency)
        self.currency = scenario.currency
        self.goods, self.discount, self.shipping = world.goods.ravel(), world.discount.ravel(), world.shipping.ravel()
        self.coupon, self.denied = world.coupon.ravel(), world.denied.ravel()
        self.order_numbers = order_numbers.ravel()
        products = [
            _json(
                {
                    "product_id": f"P{index:03}",
                    "name": good.name,
                    "category": good.category,
                    "price": good.price,
                    "currency": self.currency,
                }
            )
            for index, good in enumerate(goods())
        ]
        codes = [coupon.code for coupon in scenario.coupons]
        banners = {
            number: _json({"promotion_id": f"banner-{number}", "name": plant.promotion, "creative": "banner"})
            for number, plant in enumerate(scenario.planted)
            if isinstance(plant, HelpfulAction)
        }
        self._product = products
        lists: dict[str, list[str] | dict[int, str]] = {
            "Promotion Viewed": banners,
            "Product List Viewed": [_json({"list_id": name.replace(" ", "-"), "category": name}) for name in LISTS],
            "Products Searched": [_json({"query": query}) for query in SEARCHES],
            "Coupon Entered": [_json({"coupon_id": code}) for code in codes],
            "Coupon Applied": [_json({"coupon_id": code}) for code in codes],
            "Coupon Denied": [_json({"coupon_id": code, "reason": "not valid"}) for code in codes],
            "Checkout Step Completed": ['{"step":1,"shipping_method":"parcel"}'],
            "Signed In": ['{"method":"password"}'],
            "Signed Up": ['{"method":"password"}'],
        }
        for name in (
            "Product Viewed",
            "Product Added to Wishlist",
            "Product Shared",
            "Product Added",
            "Product Removed",
        ):
            lists[name] = products
        self._ready = {CODES[name]: texts for name, texts in lists.items()}
        self._made: dict[int, Callable[[Ints, Ints], list[str]]] = {
            CODES["Order Completed"]: self._order,
            CODES["Checkout Started"]: self._checkout,
            IDENTIFY: self._traits,
        }

    def write(self, steps: Steps, part: slice) -> list[str]:
        """Return the text of each event in that part."""
        kind, extra, trip = steps.kind[part], steps.extra[part], steps.trip[part]
        texts: np.ndarray[Any, np.dtype[np.object_]] = np.empty(len(kind), dtype=object)
        for number in np.unique(kind).tolist():
            rows = np.flatnonzero(kind == number)
            if number in self._made:
                found = self._made[number](trip[rows], extra[rows])
            elif number in self._ready:
                ready = self._ready[number]
                found = [f'"properties":{ready[about]}' for about in extra[rows].tolist()]
            else:
                event = EVENTS[number]
                found = [
                    f'"properties":{_json({"name": event.name, "path": event.path} if event.type == "page" else {})}'
                ] * len(rows)
            texts[rows] = found
        written: list[str] = texts.tolist()
        return written

    def _checkout(self, trip: Ints, _extra: Ints) -> list[str]:
        return [
            f'"properties":{{"value":{amount(value, self.digits)},"currency":"{self.currency}"}}'
            for value in self.goods[trip].tolist()
        ]

    def _order(self, trip: Ints, _extra: Ints) -> list[str]:
        total = self.goods[trip] - self.discount[trip] + self.shipping[trip]
        codes = [_json(coupon.code) for coupon in self.ground.scenario.coupons]
        coupons = [
            codes[which] if cut else "null"
            for which, cut in zip(self.coupon[trip].tolist(), self.discount[trip].tolist(), strict=True)
        ]
        rows = zip(
            self.order_numbers[trip].tolist(),
            total.tolist(),
            self.shipping[trip].tolist(),
            self.discount[trip].tolist(),
            coupons,
            (trip % len(self._product)).tolist(),
            strict=True,
        )
        return [
            f'"properties":{{"order_id":"{number}","total":{amount(paid, self.digits)},'
            f'"shipping":{amount(sent, self.digits)},'
            f'"discount":{amount(cut, self.digits)},"coupon":{coupon},"currency":"{self.currency}",'
            f'"products":[{self._product[good]}]}}'
            for number, paid, sent, cut, coupon, good in rows
        ]

    def _traits(self, trip: Ints, extra: Ints) -> list[str]:
        people = self.people
        languages = [mix.language for mix in self.ground.scenario.languages]
        texts = []
        for who, only in zip((trip % len(people)).tolist(), extra.tolist(), strict=True):
            traits = {"email": people.emails[who], "language": languages[people.language[who]]}
            if not only:
                traits |= {"firstName": people.first[who], "lastName": people.last[who]}
            texts.append(f'"traits":{_json(traits)}')
        return texts
