"""What a world is made of: the ground it stands on, and what happened in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from desireline.simulator.clock import Clock
from desireline.simulator.draws import Bools, Draws, Floats, Ints
from desireline.simulator.people import People
from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.persona import Persona
from desireline.simulator.scenario.plant import Plant

__all__ = [
    "CART",
    "CHECKOUT",
    "DELIVERY",
    "DEVICES",
    "NEVER",
    "PAY",
    "PHONE",
    "SOURCES",
    "STEPS",
    "STORE",
    "TOPICS",
    "TRIPS",
    "VIEW",
    "WEB",
    "Ground",
    "Small",
    "World",
]

TRIPS = 16
"""How many shopping trips one person may make."""
NEVER = np.iinfo(np.int64).max // 4

WEB, STORE, PHONE = 0, 1, 2
STEPS = ("browse", "view", "cart", "checkout", "delivery", "pay")
VIEW, CART, CHECKOUT, DELIVERY, PAY = 2, 3, 4, 5, 6
_CHANCES = (*STEPS, "store", "phone")
SOURCES = ("search", "ads", "social", "email", "referral", "direct")
DEVICES = ("mobile", "desktop", "tablet")
TOPICS = ("", "question", "return", "coupon", "checkout", "late")
"""What people ask about, from the mildest on; the first: nothing."""

Small = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Ground:
    """What all worlds of one simulation share."""

    scenario: Scenario
    clock: Clock
    people: People
    draws: Draws
    mailings: Ints
    """When newsletters are sent, in order."""

    def __len__(self) -> int:
        return len(self.people)

    def trait(self, read: Callable[[Persona], float]) -> Floats:
        """Return what `read` gives for each person's persona."""
        return np.array([read(persona) for persona in self.scenario.personas], dtype=np.float64)[self.people.persona]

    def weights(self, read: Callable[[Persona], object], names: tuple[str, ...]) -> Floats:
        """Return the named weights of what `read` gives, shape (personas, names)."""
        return np.array(
            [[getattr(read(persona), name) for name in names] for persona in self.scenario.personas], dtype=np.float64
        )

    @cached_property
    def steps(self) -> dict[str, Floats]:
        """How likely each step is for each person."""
        return {step: self.trait(attrgetter(f"steps.{step}")) for step in _CHANCES}

    def channel(self, name: str) -> bool:
        """Say whether the business has that channel."""
        return name in self.scenario.channels


_FLAGS = (
    *("happens", "denied", "promoted", "touched", "reminded", "opened", "clicked"),
    *("ordered", "recovered", "refunded", "gave_up", "asked_gave_up"),
)
_SMALL = ("place", "source", "device", "step", "reloads", "coupon", "carrier", "topic", "asked_by")
_WHOLE = (
    *("at", "ordered_at", "goods", "discount", "shipping", "shipped_at", "usual_at", "delivered_at"),
    *("called_at", "waited", "talked", "asked_at", "asked_waited", "asked_talked"),
)


@dataclass
class World:
    """What happened: arrays of shape (trips, persons), row k being everybody's k-th shopping trip.

    Attributes:
        plants: the planted truths that hold here.
        happens: whether the trip takes place at all.
        at: when it starts, in seconds since 1970, as all times here.
        place: on the web, in the store or by phone.
        source: what brought them, index into SOURCES.
        device: what they browse with, index into DEVICES.
        step: how far they came on the web, 0 to 6.
        reloads: how often the checkout loaded again.
        coupon: index of the code entered; -1: none.
        denied: whether it was refused.
        promoted: whether they saw the banner of an action.
        touched: whether an idle ad reached them before the trip.
        reminded, opened, clicked: the mail about the cart left behind.
        ordered: whether they bought; `recovered`: only after that mail.
        ordered_at, goods, discount, shipping, refunded: the purchase; amounts in minor units.
        carrier: who brings it; -1: nobody (bought in the store).
        shipped_at, usual_at, delivered_at: when it was handed over, would usually come, and came.
        called_at, waited, talked, gave_up: the call of a trip by phone, in seconds.
        topic: what they asked afterwards, index into TOPICS; `asked_by`: 0 e-mail, 1 chat, 2 phone; `asked_at`: when.
        asked_waited, asked_talked, asked_gave_up: the call they asked by.
        mood: what they would score the trip with, 0 to 10.
        met: by name of a pain, whether the trip met it.
        subscribed_at, gone_at: per person, when they took the newsletter and when they left for good.
    """

    size: int
    plants: tuple[Plant, ...]
    happens: Bools = field(init=False)
    at: Ints = field(init=False)
    place: Small = field(init=False)
    source: Small = field(init=False)
    device: Small = field(init=False)
    step: Small = field(init=False)
    reloads: Small = field(init=False)
    coupon: Small = field(init=False)
    denied: Bools = field(init=False)
    promoted: Bools = field(init=False)
    touched: Bools = field(init=False)
    reminded: Bools = field(init=False)
    opened: Bools = field(init=False)
    clicked: Bools = field(init=False)
    ordered: Bools = field(init=False)
    recovered: Bools = field(init=False)
    ordered_at: Ints = field(init=False)
    goods: Ints = field(init=False)
    discount: Ints = field(init=False)
    shipping: Ints = field(init=False)
    refunded: Bools = field(init=False)
    carrier: Small = field(init=False)
    shipped_at: Ints = field(init=False)
    usual_at: Ints = field(init=False)
    delivered_at: Ints = field(init=False)
    called_at: Ints = field(init=False)
    waited: Ints = field(init=False)
    talked: Ints = field(init=False)
    gave_up: Bools = field(init=False)
    topic: Small = field(init=False)
    asked_by: Small = field(init=False)
    asked_at: Ints = field(init=False)
    asked_waited: Ints = field(init=False)
    asked_talked: Ints = field(init=False)
    asked_gave_up: Bools = field(init=False)
    mood: Floats = field(init=False)
    met: dict[str, Bools] = field(init=False)
    subscribed_at: Ints = field(init=False)
    gone_at: Ints = field(init=False)

    def __post_init__(self) -> None:
        shape = (TRIPS, self.size)
        for name in _FLAGS:
            setattr(self, name, np.zeros(shape, dtype=np.bool_))
        for name in _SMALL:
            setattr(self, name, np.zeros(shape, dtype=np.int8))
        for name in _WHOLE:
            setattr(self, name, np.zeros(shape, dtype=np.int64))
        self.mood = np.zeros(shape)
        self.coupon[:] = -1
        self.carrier[:] = -1
        self.met = {plant.name: np.zeros(shape, dtype=np.bool_) for plant in self.plants}
        self.subscribed_at = np.full(self.size, NEVER)
        self.gone_at = np.full(self.size, NEVER)

    @property
    def value(self) -> Ints:
        """What each purchase was worth in the end, in minor units: goods less discount plus shipping, 0 if refunded."""
        return np.where(self.ordered & ~self.refunded, self.goods - self.discount + self.shipping, 0)
