"""Putting the truth together from the world and from what was written."""

from dataclasses import dataclass, field

import numpy as np

from desireline.simulator.cost import actions, all_pains, idle, pains, person_id
from desireline.simulator.exports.table import FileFacts, Seen
from desireline.simulator.truth import FileTruth, PersonaTruth, PersonTruth, SharedTruth, Truth
from desireline.simulator.world.state import Ground, World

__all__ = ["Written", "tell"]


@dataclass
class Written:
    """What the exports hold, gathered while they are written.

    Attributes:
        files: by path.
        seen: the identifiers that stand in them, and whose they are.
        stand_ins: values that stand for nobody.
        shared: anonymous ids of shared devices, and how many people were seen on each.
        spend: of each campaign, in major units.
    """

    files: dict[str, FileFacts] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)
    stand_ins: set[str] = field(default_factory=set)
    shared: dict[str, int] = field(default_factory=dict)
    spend: dict[str, float] = field(default_factory=dict)

    def add(self, path: str, facts: FileFacts, seen: Seen) -> None:
        """Note a file."""
        self.files[path] = facts
        self.add_seen(seen)

    def add_seen(self, seen: Seen) -> None:
        """Note identifiers."""
        for namespace, pairs in seen.items():
            self.seen.setdefault(namespace, set()).update(pairs)


def tell(ground: Ground, world: World, written: Written) -> Truth:
    """Return everything that is true of the simulation."""
    scenario = ground.scenario
    return Truth(
        scenario=scenario.name,
        seed=ground.draws.seed,
        customers=len(ground),
        start=scenario.period.start,
        end=scenario.period.end,
        time_zone=scenario.time_zone,
        currency=scenario.currency,
        purchases=int(world.ordered.sum()),
        value_minor=int(world.value.sum()),
        files={
            path: FileTruth(
                rows=facts.rows, duplicates=facts.duplicates, bad_times=facts.bad_times, placeholders=facts.placeholders
            )
            for path, facts in written.files.items()
        },
        stages={stage: list(names) for stage, names in scenario.stages.items()},
        personas=_personas(ground, world),
        pains=pains(ground, world),
        all_pains=all_pains(ground, world),
        actions=actions(ground, world),
        idle=idle(ground, world, written.spend),
        shared=[
            SharedTruth(namespace="anonymous_id", value=value, customers=count)
            for value, count in sorted(written.shared.items())
        ],
        placeholders=sorted(written.stand_ins),
        people=_people(ground, world, written.seen),
    )


def _personas(ground: Ground, world: World) -> list[PersonaTruth]:
    purchases, value = world.ordered.sum(axis=0), world.value.sum(axis=0)
    found = []
    for index, persona in enumerate(ground.scenario.personas):
        own = ground.people.persona == index
        found.append(
            PersonaTruth(
                name=persona.name,
                customers=int(own.sum()),
                purchases=int(purchases[own].sum()),
                value_minor=int(value[own].sum()),
                interests=list(persona.interests),
            )
        )
    return found


def _people(ground: Ground, world: World, seen: Seen) -> list[PersonTruth]:
    people, scenario = ground.people, ground.scenario
    identifiers: list[dict[str, list[str]]] = [{} for _ in range(len(ground))]
    for namespace in sorted(seen):
        for person, value in sorted(seen[namespace]):
            identifiers[person].setdefault(namespace, []).append(value)
    purchases, value = world.ordered.sum(axis=0).tolist(), np.asarray(world.value.sum(axis=0)).tolist()
    rows = zip(
        people.persona.tolist(), people.language.tolist(), people.age.tolist(), people.occupation.tolist(), strict=True
    )
    return [
        PersonTruth(
            id=person_id(person),
            persona=scenario.personas[persona].name,
            language=scenario.languages[language].language,
            age=age,
            occupation=scenario.personas[persona].occupations[job],
            identifiers=identifiers[person],
            purchases=purchases[person],
            value_minor=value[person],
        )
        for person, (persona, language, age, job) in enumerate(rows)
    ]
