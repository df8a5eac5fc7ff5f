"""The till's receipts; those without a loyalty card are nobody's."""

import numpy as np

from desireline.base.money import exponent
from desireline.simulator.exports.properties import amount
from desireline.simulator.exports.table import Table
from desireline.simulator.world.state import STORE, Ground, World

__all__ = ["receipts"]

_SHOWS_CARD = 0.85
_STORES = ("Budapest 1", "Budapest 2")


def receipts(ground: Ground, world: World) -> Table:
    """Return the receipts of all purchases in the store."""
    rng, people, clock, scenario = ground.draws.stream("store.receipts"), ground.people, ground.clock, ground.scenario
    digits = exponent(scenario.currency)
    trips = np.flatnonzero(world.ordered & (world.place == STORE))
    trips = trips[np.argsort(world.at.ravel()[trips], kind="stable")]
    who = trips % len(ground)
    shows = people.has_card[who] & (rng.random(len(trips)) < _SHOWS_CARD)
    cards = [people.cards[p] if card else "" for p, card in zip(who.tolist(), shows.tolist(), strict=True)]
    value = world.goods.ravel()[trips].tolist()
    columns = {
        "Receipt": [f"{2025_000001 + row}" for row in range(len(trips))],
        "Store": [_STORES[0 if p % 3 else 1] for p in who.tolist()],
        "Date": clock.write(world.at.ravel()[trips], "%d.%m.%Y", "minutes"),
        "Card": list(cards),
        "Items": [str(count) for count in (1 + rng.poisson(1.4, len(trips))).tolist()],
        "Total": [amount(minor, digits) for minor in value],
        "Currency": [scenario.currency] * len(trips),
        "Payment": ["cash" if chance < 0.3 else "card" for chance in rng.random(len(trips)).tolist()],  # noqa: PLR2004 - share of cash
    }
    return Table(
        path="store/receipts.csv",
        columns=columns,
        person=[p if card else -1 for p, card in zip(who.tolist(), shows.tolist(), strict=True)],
        identifiers={"Card": ("loyalty_card", cards)},
        time="Date",
        bad_times=("", "########"),
        stand_ins={"Card": ("6.30E+15", "0000000000000000")},
    )
