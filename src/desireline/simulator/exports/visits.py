"""What the web tracking sees: every event of every visit, in time, as arrays."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from desireline.simulator.draws import Bools, Floats, Ints
from desireline.simulator.exports.accounts import Accounts
from desireline.simulator.words.events import EVENTS
from desireline.simulator.world.state import Ground, World

__all__ = ["CODES", "IDENTIFY", "Site", "Steps", "Visits"]

Scalar = TypeVar("Scalar", bound=np.generic)
CODES = {event.name: index for index, event in enumerate(EVENTS)}
IDENTIFY = CODES[""]


@dataclass(frozen=True)
class Site:
    """What all visits have in common.

    Attributes:
        ground: the ground.
        world: what happened.
        accounts: who is signed in where.
        rng: chance for what nothing depends on: pauses, products looked at.
    """

    ground: Ground
    world: World
    accounts: Accounts
    rng: np.random.Generator


@dataclass(frozen=True)
class Steps:
    """Events, not yet in order.

    Attributes:
        at: milliseconds since 1970.
        trip: turn times customers plus person.
        kind: index into EVENTS.
        known: whether the site knows the account.
        extra: what it is about: a product, a search, a banner; for an identify, 1 where it gives the e-mail only.
        arrival: how they came to the site, with the first page of a visit; else 0.
        device: which browser: index of the anonymous id.
    """

    at: Ints
    trip: Ints
    kind: Ints
    known: Bools
    extra: Ints
    arrival: Ints
    device: Ints


class Visits:
    """Walks through all visits at once, noting events.

    Args:
        site: what all visits have in common.
        trips: which trips (turn times customers plus person) are walked through.
        at: when each starts, in seconds.
    """

    def __init__(self, site: Site, trips: Ints, at: Ints) -> None:
        self.site, self.rng = site, site.rng
        accounts = site.accounts
        self.trips = trips
        self.now = at * 1000 + self.rng.integers(1000, size=len(trips))
        self.known = accounts.known.ravel()[trips].copy()
        self.device = accounts.device.ravel()[trips]
        self.parts: list[tuple[Ints, Ints, Ints, Bools, Ints, Ints, Ints]] = []

    def note(self, name: str, who: Bools, mean_s: float, extra: Ints | int = 0, *, arrival: Ints | None = None) -> None:
        """Let `who` do something, some seconds after what they did before."""
        rows = np.flatnonzero(who)
        if not len(rows):
            return
        pause = (800 + self.rng.exponential(mean_s * 1000, len(rows))).astype(np.int64)
        self.now[rows] += pause
        about = np.full(len(rows), extra) if isinstance(extra, int) else extra[rows]
        came = np.zeros(len(rows), dtype=np.int64) if arrival is None else arrival[rows]
        kind = np.full(len(rows), CODES[name])
        self.parts.append((self.now[rows], self.trips[rows], kind, self.known[rows], about, came, self.device[rows]))

    def of(self, column: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
        """Return what a column of shape (trips, persons) holds for each visit."""
        return column.ravel()[self.trips]

    def everybody(self) -> Bools:
        """Return all visits."""
        return np.ones(len(self.trips), dtype=np.bool_)

    def any_of(self, count: int) -> Ints:
        """Return a number below `count` for each visit."""
        return (self.rng.random(len(self.trips)) * count).astype(np.int64)

    def some(self, who: Bools, share: Floats | float) -> Bools:
        """Choose some of `who`."""
        return who & (self.rng.random(len(who)) < share)

    def identify(self, who: Bools, name: str, mean_s: float) -> None:
        """Let `who` sign in or up: from then on the site knows them."""
        self.known |= who
        self.note(name, who, mean_s)
        self.note("", who, 0)

    def give_email(self, who: Bools) -> None:
        """Let `who` tell the site their e-mail, but not who they are."""
        self.note("", who, 0, 1)

    def place_order(self, who: Bools) -> Ints:
        """Let `who` place the order; return when, in seconds."""
        self.note("Order Completed", who, 8)
        placed: Ints = self.now[who] // 1000
        self.note("Thank You", who, 0.5)
        return placed

    def events(self) -> Steps:
        """Return what was noted."""
        if not self.parts:
            none = np.zeros(0, dtype=np.int64)
            return Steps(none, none, none, none.astype(np.bool_), none, none, none)
        at, trip, kind, known, extra, arrival, device = zip(*self.parts, strict=True)
        join = np.concatenate
        return Steps(join(at), join(trip), join(kind), join(known), join(extra), join(arrival), join(device))
