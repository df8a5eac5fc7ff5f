"""What is true of a simulated business, as it is written beside the exports."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

__all__ = [
    "ActionTruth",
    "Cost",
    "FileTruth",
    "IdleTruth",
    "LostPurchase",
    "PainTruth",
    "PersonTruth",
    "PersonaTruth",
    "SharedTruth",
    "StepShare",
    "Truth",
]


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all parts of the truth."""


class FileTruth(Struct, frozen=True, kw_only=True):
    """What stands in one file."""

    rows: Annotated[int, Meta(description="Rows, without the header, the flawed ones included.")]
    duplicates: Annotated[int, Meta(description="Rows that repeat an earlier row, to the letter.")] = 0
    bad_times: Annotated[int, Meta(description="Rows whose time is empty or unreadable.")] = 0
    placeholders: Annotated[int, Meta(description="Rows with a stand-in where an identifier was.")] = 0


class PersonTruth(Struct, frozen=True, kw_only=True):
    """One person, and everything by which the exports know them."""

    id: Annotated[str, Meta(description="The simulation's own name for the person; it stands in no export.")]
    persona: str
    language: str
    age: int
    occupation: str
    identifiers: Annotated[
        dict[str, list[str]],
        Meta(
            description="Namespace: values that stand in the files; e-mails in small letters without spaces, phones "
            "as +36201234567. `handle` is the name under public reviews, which no data links."
        ),
    ]
    purchases: Annotated[int, Meta(description="In all channels, refunded ones included.")]
    value_minor: Annotated[int, Meta(description="What they were worth, refunded ones at nothing.")]


class PersonaTruth(Struct, frozen=True, kw_only=True):
    """One persona: how many people, and how they fared."""

    name: str
    customers: int
    purchases: int
    value_minor: int
    interests: list[str]


class SharedTruth(Struct, frozen=True, kw_only=True):
    """An identifier that belongs to nobody in particular."""

    namespace: str
    value: str
    customers: Annotated[int, Meta(description="People who were seen with it.")]


class LostPurchase(Struct, frozen=True, kw_only=True):
    """A purchase that is there in one world and missing in the other."""

    customer: str
    at: Annotated[datetime, Meta(description="When the shopping trip begins, or would have begun.")]
    value_minor: int
    here: Annotated[bool, Meta(description="True: on the very trip that met it; false: later, by what it led to.")]


class Cost(Struct, frozen=True, kw_only=True):
    """What happened, beside what would have happened without it, by the same luck everywhere else."""

    lost: Annotated[list[LostPurchase], Meta(description="Purchases that would have been made without it.")]
    lost_value_minor: Annotated[int, Meta(description="What these would have been worth.")]
    gained: Annotated[list[LostPurchase], Meta(description="Purchases that were made because of it.")]
    gained_value_minor: int
    changed_value_minor: Annotated[
        int, Meta(description="Purchases made in both worlds: their worth here less their worth there.")
    ]
    net_value_minor: Annotated[
        int, Meta(description="Worth of everything here less worth of everything there; below zero: it costs.")
    ]


class PainTruth(Struct, frozen=True, kw_only=True):
    """A planted pain, whom it met, and what it truly cost."""

    name: str
    kind: str
    start: Annotated[date, Meta(description="First day it holds.")]
    end: Annotated[date, Meta(description="Last day it holds.")]
    parameters: dict[str, Any]
    customers: Annotated[int, Meta(description="People who met it at least once.")]
    trips: Annotated[int, Meta(description="Shopping trips that met it.")]
    people: Annotated[list[str], Meta(description="Who they are.")]
    cost: Cost


class StepShare(Struct, frozen=True, kw_only=True):
    """Trips that took a step, among those that took the step before; reminders of carts do not count."""

    trips: Annotated[int, Meta(description="Those that took the step.")]
    of: Annotated[int, Meta(description="Those that took the step before.")]


class ActionTruth(Struct, frozen=True, kw_only=True):
    """A planted action, and its true effect."""

    name: str
    start: date
    end: date
    step: str
    points: Annotated[float, Meta(description="Planted: percentage points by which the step's share rises.")]
    before: Annotated[StepShare, Meta(description="While it did not hold.")]
    after: Annotated[StepShare, Meta(description="While it held.")]
    after_without: Annotated[StepShare, Meta(description="The same trips as in `after`, in the world without it.")]
    customers: Annotated[int, Meta(description="People who saw it.")]
    effect: Annotated[Cost, Meta(description="`gained`: purchases made because of it.")]


class IdleTruth(Struct, frozen=True, kw_only=True):
    """An ad campaign without any effect."""

    name: str
    platform: str
    campaign: str
    start: date
    end: date
    customers: Annotated[int, Meta(description="People it reached.")]
    trips: Annotated[int, Meta(description="Shopping trips that it came before.")]
    purchases_after: Annotated[
        int, Meta(description="Purchases on these trips: all of them would have been made anyway.")
    ]
    spend_minor: int
    effect: Cost


class Truth(Struct, frozen=True, kw_only=True):
    """Everything that is true."""

    scenario: str
    seed: int
    customers: int
    start: date
    end: date
    time_zone: str
    currency: str
    purchases: int
    value_minor: int
    files: Annotated[dict[str, FileTruth], Meta(description="By path.")]
    stages: Annotated[dict[str, list[str]], Meta(description="Stage: names of web events that lie in it.")]
    personas: list[PersonaTruth]
    pains: list[PainTruth]
    all_pains: Annotated[
        Cost,
        Meta(
            description="The cost of all pains together. It is not their sum: two pains may cost the same purchase, "
            "and who is spared one may meet another."
        ),
    ]
    actions: list[ActionTruth]
    idle: list[IdleTruth]
    shared: list[SharedTruth]
    placeholders: Annotated[list[str], Meta(description="All values that stand in for identifiers somewhere.")]
    people: list[PersonTruth]
