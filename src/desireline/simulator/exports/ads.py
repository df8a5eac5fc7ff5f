"""Ad spend per day and campaign: numbers without people."""

import numpy as np

from desireline.simulator.clock import DAY
from desireline.simulator.draws import Floats, Ints
from desireline.simulator.exports.arrivals import arrivals
from desireline.simulator.exports.table import Table, quoted
from desireline.simulator.exports.walks import Walked
from desireline.simulator.scenario.model import Ad
from desireline.simulator.scenario.plant import IdleAds
from desireline.simulator.world.state import Ground

__all__ = ["spend"]

_LOST_CLICKS = 1.12
"""Clicks that the platform counts for each visit that the site sees."""


def spend(ground: Ground, walked: Walked) -> tuple[Table, dict[str, float]]:
    """Return the spend, and the sum of each campaign in major units."""
    rng, clock, scenario = ground.draws.stream("ads.spend"), ground.clock, ground.scenario
    ways = {(arrival.source, arrival.name): number for number, arrival in enumerate(arrivals(ground))}
    campaigns: list[Ad | IdleAds] = [
        *scenario.ads,
        *(plant for plant in scenario.planted if isinstance(plant, IdleAds)),
    ]
    first = int(clock.local(np.array([clock.start]))[0] // DAY)
    days = int(clock.local(np.array([clock.end - 1]))[0] // DAY) - first + 1
    on_day = clock.local(walked.steps.at // 1000) // DAY - first
    texts = clock.write(clock.utc((np.arange(days) + first) * DAY + DAY // 2), "%Y-%m-%d")
    rows: list[tuple[str, str, str, str, str, str]] = []
    total: dict[str, float] = {}
    for ad in campaigns:
        visits = np.bincount(on_day[walked.steps.arrival == ways[ad.platform, ad.campaign]], minlength=days)
        runs = clock.within(
            clock.utc((np.arange(days) + first) * DAY + DAY // 2), getattr(ad, "start", None), getattr(ad, "end", None)
        )
        clicks = np.round(visits * _LOST_CLICKS + rng.poisson(0.5, days) * runs).astype(np.int64)
        shown: Ints = np.round(
            clicks / ad.click_rate * rng.uniform(0.85, 1.15, days) + rng.poisson(40, days) * runs
        ).astype(np.int64)
        costs: Floats = np.round(clicks * ad.cost_per_click * rng.uniform(0.9, 1.1, days), 2)
        total[ad.campaign] = round(total.get(ad.campaign, 0) + float(costs[runs].sum()), 2)
        for day, text in enumerate(texts):
            if runs[day]:
                rows.append((text, ad.platform, ad.campaign, str(shown[day]), str(clicks[day]), f"{costs[day]:.2f}"))
    rows.sort()
    headers = ("Date", "Platform", "Campaign", "Impressions", "Clicks", "Cost")
    columns = (
        {header: list(cells) for header, cells in zip(headers, zip(*rows, strict=True), strict=True)}
        if rows
        else {header: [] for header in headers}
    )
    for header in ("Platform", "Campaign"):
        columns[header] = quoted(columns[header])
    columns["Currency"] = [scenario.currency] * len(rows)
    return Table(path="ads/spend_daily.csv", columns=columns, person=[-1] * len(rows)), total
