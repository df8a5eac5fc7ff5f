"""What a planted truth is worth: the world as it is, beside the world without it."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import numpy as np

from desireline.base.money import exponent
from desireline.simulator.draws import Bools, Ints
from desireline.simulator.scenario.plant import HelpfulAction, IdleAds, Pain, Plant
from desireline.simulator.truth import ActionTruth, Cost, IdleTruth, LostPurchase, PainTruth, StepShare
from desireline.simulator.world.live import live
from desireline.simulator.world.state import STEPS, WEB, Ground, World

__all__ = ["actions", "all_pains", "idle", "pains", "person_id"]


def person_id(person: int) -> str:
    """Return the simulation's own name for a person."""
    return f"p{person + 1:07}"


def pains(ground: Ground, world: World) -> list[PainTruth]:
    """Return the truth about each planted pain."""
    found = []
    for plant in world.plants:
        if isinstance(plant, Pain):
            met = world.met[plant.name]
            people = np.flatnonzero(met.any(axis=0)).tolist()
            start, end = _days(ground, plant)
            without = _without(ground, world, plant)
            found.append(
                PainTruth(
                    name=plant.name,
                    kind=str(plant.__struct_config__.tag),
                    start=start,
                    end=end,
                    parameters=_parameters(plant),
                    customers=len(people),
                    trips=int(met.sum()),
                    people=[person_id(person) for person in people],
                    cost=_cost(world, without, met),
                )
            )
    return found


def all_pains(ground: Ground, world: World) -> Cost:
    """Return what all pains cost together."""
    together = [plant for plant in world.plants if isinstance(plant, Pain)]
    met = np.zeros_like(world.happens)
    for plant in together:
        met |= world.met[plant.name]
    return _cost(world, _without(ground, world, *together), met)


def actions(ground: Ground, world: World) -> list[ActionTruth]:
    """Return the truth about each planted action."""
    found = []
    for plant in world.plants:
        if isinstance(plant, HelpfulAction):
            without = _without(ground, world, plant)
            number = STEPS.index(plant.step) + 1
            met = world.met[plant.name]
            reached = world.happens & (world.place == WEB) & (world.step >= number - 1)
            start, end = _days(ground, plant)
            same = met & without.happens & (without.place == WEB) & (without.step >= number - 1)
            found.append(
                ActionTruth(
                    name=plant.name,
                    start=start,
                    end=end,
                    step=plant.step,
                    points=plant.points,
                    before=_share(world, reached & ~met, number),
                    after=_share(world, met, number),
                    after_without=_share(without, same, number),
                    customers=int(met.any(axis=0).sum()),
                    effect=_cost(world, without, met),
                )
            )
    return found


def idle(ground: Ground, world: World, spend: dict[str, float]) -> list[IdleTruth]:
    """Return the truth about each ad campaign without effect; `spend` by campaign, in major units."""
    found = []
    for plant in world.plants:
        if isinstance(plant, IdleAds):
            met = world.met[plant.name]
            start, end = _days(ground, plant)
            found.append(
                IdleTruth(
                    name=plant.name,
                    platform=plant.platform,
                    campaign=plant.campaign,
                    start=start,
                    end=end,
                    customers=int(met.any(axis=0).sum()),
                    trips=int(met.sum()),
                    purchases_after=int((met & world.ordered).sum()),
                    spend_minor=round(spend.get(plant.campaign, 0) * 10 ** exponent(ground.scenario.currency)),
                    effect=_cost(world, _without(ground, world, plant), met),
                )
            )
    return found


def _without(ground: Ground, world: World, *plants: Plant) -> World:
    """Return the same world without some of its planted truths."""
    names = {plant.name for plant in plants}
    return live(ground, tuple(plant for plant in world.plants if plant.name not in names))


def _share(world: World, of: Bools, number: int) -> StepShare:
    return StepShare(trips=int((of & (world.step >= number)).sum()), of=int(of.sum()))


def _days(ground: Ground, plant: Plant) -> tuple[date, date]:
    period = ground.scenario.period
    return max(plant.start or period.start, period.start), min(plant.end or period.end, period.end)


def _parameters(plant: Plant) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(msgspec.structs.asdict(plant))
    return {name: value for name, value in whole.items() if name not in ("name", "start", "end")}


def _cost(here: World, there: World, met: Bools) -> Cost:
    """Compare what happened with what would have happened."""
    lost, gained = there.ordered & ~here.ordered, here.ordered & ~there.ordered
    both = here.ordered & there.ordered
    value, other = here.value, there.value
    return Cost(
        lost=_purchases(lost, there.at, other, met),
        lost_value_minor=int(other[lost].sum()),
        gained=_purchases(gained, here.at, value, met),
        gained_value_minor=int(value[gained].sum()),
        changed_value_minor=int(value[both].sum() - other[both].sum()),
        net_value_minor=int(value.sum() - other.sum()),
    )


def _purchases(which: Bools, at: Ints, value: Ints, met: Bools) -> list[LostPurchase]:
    trips = np.flatnonzero(which)
    trips = trips[np.argsort(at.ravel()[trips], kind="stable")]
    size = which.shape[1]
    rows = zip(
        (trips % size).tolist(),
        at.ravel()[trips].tolist(),
        value.ravel()[trips].tolist(),
        met.ravel()[trips].tolist(),
        strict=True,
    )
    return [
        LostPurchase(customer=person_id(person), at=datetime.fromtimestamp(moment, UTC), value_minor=worth, here=here)
        for person, moment, worth, here in rows
    ]
