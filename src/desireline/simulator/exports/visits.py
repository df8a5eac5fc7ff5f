"""What the web tracking sees: every event of every visit, in time, as arrays."""

from dataclasses import dataclass

import numpy as np

from desireline.simulator.draws import Bools, Floats, Ints
from desireline.simulator.exports.accounts import Accounts
from desireline.simulator.world.state import Ground, World
from desireline.simulator.words.events import EVENTS
from desireline.simulator.words.reading import goods

__all__ = ["CODES", "IDENTIFY", "Steps", "Visits", "empty_steps"]

CODES = {event.name: index for index, event in enumerate(EVENTS)}
IDENTIFY = CODES[""]


@dataclass
class Steps:
    """Events, not yet in order.

    Attributes:
        at: milliseconds since 1970.
        trip: turn times customers plus person.
        kind: index into EVENTS.
        known: whether the site knows the account.
        extra: what the event is about: a product, a search, a banner; for an identify, 1 where it gives the e-mail only.
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
        ground: the ground.
        world: what happened.
        accounts: who is signed in where.
        trips: which trips (turn times customers plus person) are walked through.
        at: when each starts, in seconds.
        rng: chance for what nothing depends on: pauses, products looked at.
    """

    def __init__(
        self, ground: Ground, world: World, accounts: Accounts, trips: Ints, at: Ints, rng: np.random.Generator
    ) -> None:
        self.ground, self.world, self.rng = ground, world, rng
        self.trips = trips
        self.now = at * 1000 + rng.integers(1000, size=len(trips))
        self.known = accounts.known.ravel()[trips].copy()
        self.device = accounts.device.ravel()[trips]
        self.parts: list[tuple[Ints, Ints, Ints, Bools, Ints, Ints, Ints]] = []

    def note(self, name: str, who: Bools, mean_s: float, extra: Ints | int = 0, arrival: Ints | None = None) -> None:
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

    def some(self, who: Bools, share: Floats | float) -> Bools:
        """Choose some of `who`."""
        return who & (self.rng.random(len(who)) < share)

    def product(self) -> Ints:
        """Return a product for each visit."""
        return (self.rng.random(len(self.trips)) ** 1.4 * len(goods())).astype(np.int64)

    def events(self) -> Steps:
        """Return what was noted."""
        columns = [
            np.concatenate(column) if self.parts else np.zeros(0, dtype=np.int64)
            for column in zip(*self.parts, strict=True)
        ]
        return Steps(*columns) if columns else empty_steps()


def empty_steps() -> Steps:
    """Return no events."""
    none = np.zeros(0, dtype=np.int64)
    return Steps(none, none, none, none.astype(np.bool_), none, none, none)
