"""A persona of the made-up business: who they are and how they behave."""

from typing import Annotated

from msgspec import Meta

from desireline.simulator.scenario.struct import DurationText, Name, Share, Struct

__all__ = ["ContactBy", "Devices", "Persona", "Places", "Sources", "Steps"]

Weight = Annotated[float, Meta(ge=0, description="A weight; only its ratio to the others counts.")]


class Devices(Struct, frozen=True, kw_only=True):
    """What they browse with, as weights."""

    mobile: Weight = 0
    desktop: Weight = 0
    tablet: Weight = 0


class Places(Struct, frozen=True, kw_only=True):
    """Where a shopping trip happens, as weights. People abroad never go to the store."""

    web: Weight = 1
    store: Weight = 0
    phone: Weight = 0


class Sources(Struct, frozen=True, kw_only=True):
    """What brings them to the site, as weights; `email` only while a newsletter is fresh, else they come directly."""

    search: Weight = 0
    ads: Weight = 0
    social: Weight = 0
    email: Weight = 0
    referral: Weight = 0
    direct: Weight = 1


class Steps(Struct, frozen=True, kw_only=True):
    """How likely is each step, among those who took the step before (the first: among all trips of that place)."""

    browse: Annotated[Share, Meta(description="Do more on the site than look at the first page.")] = 0.7
    view: Annotated[Share, Meta(description="Look at a product.")] = 0.8
    cart: Annotated[Share, Meta(description="Put a product into the cart.")] = 0.4
    checkout: Annotated[Share, Meta(description="Start the checkout.")] = 0.6
    delivery: Annotated[Share, Meta(description="Choose the delivery.")] = 0.9
    pay: Annotated[Share, Meta(description="Pay.")] = 0.88
    store: Annotated[Share, Meta(description="Buy, when in the store.")] = 0.7
    phone: Annotated[Share, Meta(description="Order, when their call is answered.")] = 0.6


class ContactBy(Struct, frozen=True, kw_only=True):
    """How they ask for help, as weights."""

    email: Weight = 1
    chat: Weight = 0
    phone: Weight = 0


class Persona(Struct, frozen=True, kw_only=True):
    """A kind of customer."""

    name: Annotated[Name, Meta(description="The persona's name, once in the scenario.")]
    share: Annotated[float, Meta(gt=0, description="Weight of the persona among all customers.")]
    age: Annotated[tuple[int, int], Meta(description="Youngest and oldest, at the start of the period.")]
    occupations: Annotated[tuple[str, ...], Meta(min_length=1, description="What they do, in equal parts.")]
    interests: Annotated[tuple[str, ...], Meta(description="What they like; stands in the truth only.")] = ()
    basket: Annotated[float, Meta(gt=0, description="Median value of a purchase, in major units of the currency.")]
    basket_spread: Annotated[
        float, Meta(ge=0, le=2, description="Standard deviation of the purchase's natural logarithm.")
    ] = 0.5
    trips_every: Annotated[DurationText, Meta(description="Mean pause between two shopping trips.")] = "40d"
    returns: Annotated[Share, Meta(description="Come back after a trip without a purchase.")] = 0.5
    returns_after_purchase: Annotated[Share, Meta(description="Come back after a trip with a purchase.")] = 0.75
    patience: Annotated[Share, Meta(description="0: every pain is held against you; 1: everything is forgiven.")] = 0.5
    hold: Annotated[DurationText, Meta(description="Mean time they stay on a waiting phone line.")] = "4m"
    devices: Annotated[Devices, Meta(description="What they browse with.")] = Devices(desktop=1)
    places: Annotated[Places, Meta(description="Where they shop.")] = Places()
    sources: Annotated[Sources, Meta(description="What brings them to the site.")] = Sources()
    steps: Annotated[Steps, Meta(description="How likely each step is.")] = Steps()
    contact_by: Annotated[ContactBy, Meta(description="How they ask for help.")] = ContactBy()
    coupon: Annotated[Share, Meta(description="Enter a coupon in the checkout.")] = 0.15
    registers: Annotated[Share, Meta(description="Open an account with the first purchase on the site.")] = 0.5
    subscribes: Annotated[
        Share, Meta(description="Take the newsletter, on each trip beyond the first page until they do.")
    ] = 0.15
    loyalty: Annotated[Share, Meta(description="Own a loyalty card, among those who may come to the store.")] = 0.3
    contacts: Annotated[Share, Meta(description="Ask something after a purchase that went well.")] = 0.05
    answers: Annotated[Share, Meta(description="Answer the survey after a purchase.")] = 0.12
    reviews: Annotated[Share, Meta(description="Write a public review after a purchase.")] = 0.03
