"""The planted truths: pains, an action and a channel without effect, each with its parameters."""

from datetime import date
from typing import Annotated, Literal, get_args

from msgspec import Meta

from desireline.simulator.scenario.struct import DurationText, Name, Share, Struct

__all__ = [
    "WEEKDAYS",
    "FailingCoupon",
    "HelpfulAction",
    "IdleAds",
    "LongWaits",
    "Pain",
    "Plant",
    "ReloadingCheckout",
    "SlowCarrier",
    "Weekday",
]

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)


class _Planted(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every planted truth has: a name and the days it holds."""

    name: Annotated[Name, Meta(description="Its name, once in the scenario.")]
    start: Annotated[date | None, Meta(description="First day it holds; from the beginning where none is given.")] = (
        None
    )
    end: Annotated[date | None, Meta(description="Last day it holds; to the end where none is given.")] = None


class Pain(_Planted, frozen=True, kw_only=True):
    """What every pain does to those who meet it."""

    leaves: Annotated[Share, Meta(description="Never come back because of it, for somebody without any patience.")] = (
        0.0
    )
    score_drop: Annotated[
        float, Meta(ge=0, le=10, description="How much lower they score, on a scale from 0 to 10.")
    ] = 0.0
    contact: Annotated[Share, Meta(description="Ask for help because of it.")] = 0.0


class ReloadingCheckout(Pain, frozen=True, kw_only=True, tag="reloading_checkout"):
    """The checkout page loads again and again."""

    devices: Annotated[
        tuple[Literal["mobile", "desktop", "tablet"], ...], Meta(min_length=1, description="On which devices.")
    ] = ("mobile",)
    share: Annotated[Share, Meta(description="Of the checkouts on these devices, how many reload.")]
    abandon: Annotated[Share, Meta(description="Of those that reload, how many are given up because of it.")]
    reloads: Annotated[tuple[int, int], Meta(description="Fewest and most repeated loads, some seconds apart.")] = (
        2,
        5,
    )


class SlowCarrier(Pain, frozen=True, kw_only=True, tag="slow_carrier"):
    """A carrier delivers late."""

    carrier: Annotated[str, Meta(description="Which one of `carriers`.")]
    share: Annotated[Share, Meta(description="Of its deliveries, how many are late.")]
    delay: Annotated[
        DurationText, Meta(description="Mean delay beyond the usual time; a late delivery is at least two days late.")
    ]


class FailingCoupon(Pain, frozen=True, kw_only=True, tag="failing_coupon"):
    """A coupon is refused in the checkout."""

    code: Annotated[str, Meta(description="Which one of `coupons`.")]
    share: Annotated[Share, Meta(description="Of the tries, how many are refused.")]
    abandon: Annotated[Share, Meta(description="Of those refused, how many give up the purchase because of it.")]


class LongWaits(Pain, frozen=True, kw_only=True, tag="long_waits"):
    """The phone line makes people wait at certain hours."""

    weekdays: Annotated[tuple[Weekday, ...], Meta(min_length=1, description="On which days.")]
    hours: Annotated[tuple[int, int], Meta(description="From which hour, to before which hour (local time).")]
    wait: Annotated[DurationText, Meta(description="Mean wait there and then.")]


class IdleAds(_Planted, frozen=True, kw_only=True, tag="idle_ads"):
    """An ad campaign that reaches people who would come anyway, and changes nothing."""

    platform: Annotated[str, Meta(description="Where it runs; `utm_source` in the site's address.")]
    campaign: Annotated[str, Meta(description="Its name; `utm_campaign` in the site's address.")]
    share: Annotated[
        Share, Meta(description="Of the shopping trips on the site, how many have it in the two days before.")
    ]
    cost_per_click: Annotated[float, Meta(gt=0, description="In major units of the currency.")] = 0.3
    click_rate: Annotated[float, Meta(gt=0, le=1, description="Clicks per impression.")] = 0.004


class HelpfulAction(_Planted, frozen=True, kw_only=True, tag="helpful_action"):
    """Something the business did that made a step likelier."""

    step: Annotated[Literal["browse", "view", "cart", "checkout", "delivery", "pay"], Meta(description="Which step.")]
    points: Annotated[float, Meta(ge=-100, le=100, description="By how many percentage points the step's share rises.")]
    promotion: Annotated[
        str, Meta(description="The name of the banner that people see from then on, where the step is taken.")
    ]


Plant = ReloadingCheckout | SlowCarrier | FailingCoupon | LongWaits | IdleAds | HelpfulAction
