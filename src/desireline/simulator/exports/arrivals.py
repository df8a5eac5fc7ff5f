"""How people come to the site: what stands before the first page of a visit."""

from datetime import date
from urllib.parse import urlencode

import msgspec
import numpy as np

from desireline.simulator.draws import Ints, pick
from desireline.simulator.scenario.plant import IdleAds
from desireline.simulator.world.state import SOURCES, Ground, World
from desireline.simulator.world.trips import last_mailing

__all__ = ["Arrival", "arrival_of", "arrivals", "idle_arrival", "reminder_arrival"]


class Arrival(msgspec.Struct, frozen=True):
    """A referrer and the campaign in the address."""

    referrer: str = ""
    source: str = ""
    medium: str = ""
    name: str = ""

    @property
    def search(self) -> str:
        """The address's query."""
        asked = {"utm_source": self.source, "utm_medium": self.medium, "utm_campaign": self.name}
        return f"?{urlencode(asked)}" if self.source else ""


_NONE, _SEARCH, _SOCIAL, _REFERRAL, _REMINDER, _FIRST = range(6)


def arrivals(ground: Ground) -> list[Arrival]:
    """Return all ways in: no trace, then the fixed ones, the campaigns, the idle ads, and a newsletter each."""
    scenario = ground.scenario
    days = ground.clock.write(ground.mailings, "%Y-%m-%d")
    return [
        Arrival(),
        Arrival(referrer="https://www.google.com/"),
        Arrival(referrer="https://l.instagram.com/", source="instagram", medium="social", name="profile"),
        Arrival(referrer="https://teablog.example/reviews"),
        Arrival(source="newsletter", medium="email", name="cart-reminder"),
        *(Arrival(source=ad.platform, medium="cpc", name=ad.campaign) for ad in scenario.ads),
        *(Arrival(source=ad.platform, medium="display", name=ad.campaign) for ad in _idle(ground)),
        *(
            Arrival(source="newsletter", medium="email", name=f"newsletter-{date.fromisoformat(day):%Y-%m-%d}")
            for day in days
        ),
    ]


def _idle(ground: Ground) -> list[IdleAds]:
    return [plant for plant in ground.scenario.planted if isinstance(plant, IdleAds)]


def idle_arrival(ground: Ground, name: str) -> int:
    """Return the number of an idle ad's way in."""
    return _FIRST + len(ground.scenario.ads) + [plant.name for plant in _idle(ground)].index(name)


def reminder_arrival() -> int:
    """Return the number of the way in through the reminder of a cart."""
    return _REMINDER


def arrival_of(ground: Ground, world: World, trips: Ints, rng: np.random.Generator) -> Ints:
    """Return how each of these web trips began."""
    at, source = world.at.ravel()[trips], world.source.ravel()[trips]
    ads = ground.scenario.ads
    fixed = {"search": _SEARCH, "social": _SOCIAL, "referral": _REFERRAL}
    arrival = np.array([fixed.get(name, _NONE) for name in SOURCES])[source]
    if ads:
        which = _FIRST + pick(np.array([ad.share for ad in ads]), rng.random(len(trips)))
        arrival = np.where(source == SOURCES.index("ads"), which, arrival)
    mailing = np.searchsorted(ground.mailings, last_mailing(ground, at))
    first = _FIRST + len(ads) + len(_idle(ground))
    return np.where(source == SOURCES.index("email"), first + mailing, arrival)
