"""A scenario: the made-up business, its customers, and the truths planted into it."""

from datetime import date
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from desireline.base.i18n import Language
from desireline.simulator.scenario.persona import Persona
from desireline.simulator.scenario.plant import Plant, Weekday
from desireline.simulator.scenario.struct import DurationText, Name, Share, Struct

__all__ = [
    "CHANNELS",
    "Ad",
    "Carrier",
    "Channel",
    "Coupon",
    "Flaws",
    "LanguageMix",
    "Newsletter",
    "Period",
    "PhoneLine",
    "Reminder",
    "Scenario",
]

Channel = Literal["web", "email", "support", "phone", "store", "sales", "ads", "survey", "review"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)


class Period(Struct, frozen=True, kw_only=True):
    """The days the exports cover, both ends included."""

    start: Annotated[date, Meta(description="First day.")]
    end: Annotated[date, Meta(description="Last day.")]


class LanguageMix(Struct, frozen=True, kw_only=True):
    """Customers of one language."""

    language: Annotated[Language, Meta(description="What they speak and write.")]
    share: Annotated[float, Meta(gt=0, description="Weight among all customers.")]
    country: Annotated[Literal["HU", "GB", "TW", "KZ"], Meta(description="Where those live who do not live at home.")]
    home: Annotated[Share, Meta(description="How many of them live in the business's own country, near its store.")] = (
        1.0
    )


class Ad(Struct, frozen=True, kw_only=True):
    """An ad campaign that brings people."""

    platform: Annotated[str, Meta(description="Where it runs; `utm_source` in the site's address.")]
    campaign: Annotated[str, Meta(description="Its name; `utm_campaign` in the site's address.")]
    share: Annotated[float, Meta(gt=0, description="Weight among the trips that ads bring.")]
    cost_per_click: Annotated[float, Meta(gt=0, description="In major units of the currency.")]
    click_rate: Annotated[float, Meta(gt=0, le=1, description="Clicks per impression.")] = 0.02


class Coupon(Struct, frozen=True, kw_only=True):
    """A discount code."""

    code: Annotated[str, Meta(description="What people type in.")]
    discount: Annotated[Share, Meta(description="Off the goods' value.")]
    share: Annotated[float, Meta(gt=0, description="Weight among the codes entered.")] = 1.0


class Carrier(Struct, frozen=True, kw_only=True):
    """Who brings the parcels."""

    name: Annotated[str, Meta(description="Who they are, once in the scenario.")]
    share: Annotated[float, Meta(gt=0, description="Weight among deliveries.")]
    days: Annotated[
        tuple[float, float],
        Meta(description="Shortest and longest usual way, in days after the parcel was handed over."),
    ]


class PhoneLine(Struct, frozen=True, kw_only=True):
    """When the line is open and how long people usually wait."""

    weekdays: Annotated[tuple[Weekday, ...], Meta(description="When the line is open.")] = (
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
    )
    hours: Annotated[tuple[int, int], Meta(description="From which hour, to before which hour (local time).")] = (9, 17)
    wait: Annotated[DurationText, Meta(description="Mean wait.")] = "40s"
    talk: Annotated[DurationText, Meta(description="Mean talk.")] = "4m"


class Newsletter(Struct, frozen=True, kw_only=True):
    """The regular mailing."""

    every: Annotated[DurationText, Meta(description="Pause between two mailings.")] = "14d"
    opened: Annotated[Share, Meta(description="Of those sent, how many are opened.")] = 0.3
    unsubscribed: Annotated[Share, Meta(description="Of those sent, how many unsubscribe.")] = 0.003


class Reminder(Struct, frozen=True, kw_only=True):
    """The mail that reminds subscribers of what they left in the cart."""

    after: Annotated[DurationText, Meta(description="How long after the visit it is sent.")] = "4h"
    opened: Annotated[Share, Meta(description="Of those sent, how many are opened.")] = 0.45
    clicked: Annotated[Share, Meta(description="Among those who opened it.")] = 0.35
    bought: Annotated[Share, Meta(description="Among those who clicked.")] = 0.5


class Flaws(Struct, frozen=True, kw_only=True):
    """What is wrong with the exports, as shares of the rows of a file."""

    duplicates: Annotated[Share, Meta(description="Rows that stand there twice, to the letter.")] = 0.003
    bad_times: Annotated[Share, Meta(description="Rows with an empty or unreadable time.")] = 0.001
    placeholders: Annotated[
        Share,
        Meta(description="Rows that get a stand-in such as `test@test.com` or `n/a`, if they hold an identifier."),
    ] = 0.004
    untidy: Annotated[Share, Meta(description="E-mails with capitals or spaces around them.")] = 0.06


class Scenario(Struct, frozen=True, kw_only=True):
    """Everything in a scenario file."""

    name: Annotated[Name, Meta(description="What the business is called; also its site's address, with `.example`.")]
    period: Annotated[Period, Meta(description="The days the exports cover.")]
    customers: Annotated[
        int, Meta(ge=1, le=10_000_000, description="How many people there are, if not said elsewhere.")
    ] = 5_000
    time_zone: Annotated[str, Meta(description="IANA name; the exports' times are local times there.")] = (
        "Europe/Budapest"
    )
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$", description="ISO 4217 code of all amounts.")] = "EUR"
    channels: Annotated[
        tuple[Channel, ...],
        Meta(description="Which channels there are besides the shop itself; the others write no file."),
    ] = CHANNELS
    gzip: Annotated[bool, Meta(description="Whether the web tracking is compressed.")] = False
    languages: Annotated[tuple[LanguageMix, ...], Meta(min_length=1, description="Who speaks what, and lives where.")]
    stages: Annotated[
        dict[Name, tuple[str, ...]],
        Meta(description="Which event names belong to which stage; stands in the truth, to compare with."),
    ] = msgspec.field(default_factory=dict)
    personas: Annotated[tuple[Persona, ...], Meta(min_length=1, max_length=50, description="The kinds of customers.")]
    ads: Annotated[tuple[Ad, ...], Meta(description="Campaigns that bring people.")] = ()
    coupons: Annotated[tuple[Coupon, ...], Meta(description="Codes people enter.")] = ()
    carriers: Annotated[tuple[Carrier, ...], Meta(min_length=1, description="Who brings the parcels.")]
    phone_line: Annotated[PhoneLine, Meta(description="The phone line.")] = PhoneLine()
    newsletter: Annotated[Newsletter, Meta(description="The regular mailing.")] = Newsletter()
    reminder: Annotated[Reminder, Meta(description="The mail about a cart left behind.")] = Reminder()
    kiosks: Annotated[
        int, Meta(ge=0, le=100, description="Shared devices in the store, on which many people sign in.")
    ] = 2
    planted: Annotated[tuple[Plant, ...], Meta(description="Pains, actions and idle ads with known effects.")] = ()
    flaws: Annotated[Flaws, Meta(description="What is wrong with the exports.")] = Flaws()
