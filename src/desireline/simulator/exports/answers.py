"""What customers say in words and scores: survey answers and public reviews."""

import msgspec
import numpy as np

from desireline.simulator.clock import DAY, HOUR
from desireline.simulator.draws import Bools, Floats, Ints
from desireline.simulator.exports.table import Table, quoted
from desireline.simulator.scenario.plant import FailingCoupon, LongWaits, Pain, ReloadingCheckout, SlowCarrier
from desireline.simulator.words.reading import texts
from desireline.simulator.world.state import STORE, Ground, World

__all__ = ["comments", "reviews", "survey"]

_HAPPY = 7.5
_COMMENTED = 0.7
_USES_SECOND = 0.3
_TOPICS: dict[type[Pain], str] = {
    ReloadingCheckout: "checkout",
    FailingCoupon: "coupon",
    SlowCarrier: "late",
    LongWaits: "wait",
}


def comments(
    ground: Ground, world: World, trips: Ints, rng: np.random.Generator, *, helped: Bools | None = None
) -> list[str]:
    """Return what each person writes about a trip, in their language: about the pain they met, else by their mood."""
    topic = np.where(world.mood.ravel()[trips] >= _HAPPY, "praise", "neutral").astype(object)
    if helped is not None:
        topic[helped] = "question"
    code: list[str] = ["" for _ in trips]
    for plant in world.plants:
        if isinstance(plant, Pain):
            met = world.met[plant.name].ravel()[trips]
            if isinstance(plant, LongWaits):
                met = met & (world.gave_up | world.asked_gave_up).ravel()[trips]
            topic[met] = _TOPICS[type(plant)]
            if isinstance(plant, FailingCoupon):
                for row in np.flatnonzero(met).tolist():
                    code[row] = plant.code
    languages = [mix.language for mix in ground.scenario.languages]
    words = texts().comments
    written = []
    rows = zip(
        topic.tolist(),
        ground.people.language[trips % len(ground)].tolist(),
        rng.random(len(trips)).tolist(),
        code,
        strict=True,
    )
    for about, language, chance, coupon in rows:
        choice = words[languages[language]][about]
        written.append(choice[int(chance * len(choice))].replace("{code}", coupon))
    return written


def survey(ground: Ground, world: World) -> Table:
    """Return the answers to the survey that follows a delivery."""
    rng, people, clock = ground.draws.stream("survey"), ground.people, ground.clock
    answers = ground.trait(lambda persona: persona.answers)
    asked = world.ordered & (world.place != STORE)
    trips = np.flatnonzero(asked & (rng.random(world.at.shape) < answers))
    at = world.delivered_at.ravel()[trips] + DAY + (rng.exponential(20 * HOUR, len(trips))).astype(np.int64)
    order = np.argsort(at, kind="stable")
    order = order[at[order] < clock.end]
    trips, at = trips[order], at[order]
    who = trips % len(ground)
    mood = world.mood.ravel()[trips]
    said = rng.random(len(trips)) < _COMMENTED
    written = [
        text if says else "" for text, says in zip(comments(ground, world, trips, rng), said.tolist(), strict=True)
    ]
    second = (rng.random(len(trips)) < _USES_SECOND).tolist()
    emails = [
        people.second[p] if other and people.second[p] else people.emails[p]
        for p, other in zip(who.tolist(), second, strict=True)
    ]
    columns = {
        "Response ID": [str(880_001 + row) for row in range(len(trips))],
        "Email": list(emails),
        "Submitted at": clock.write(at, "%m/%d/%Y", "half"),
        "How likely are you to recommend us? (0-10)": _scores(mood, 0, 10),
        "How satisfied are you with your order? (1-5)": _scores(1 + mood * 0.4, 1, 5),
        "Comment": quoted(written),
        "Language": [ground.scenario.languages[index].language for index in people.language[who].tolist()],
    }
    return Table(
        path="survey/answers.csv",
        columns=columns,
        person=who.tolist(),
        identifiers={"Email": ("email", emails)},
        time="Submitted at",
        bad_times=("", "n/a"),
        stand_ins={"Email": ("n/a", "test@test.com")},
    )


def _scores(mood: Floats, least: int, most: int) -> list[str]:
    return [str(score) for score in np.clip(np.round(mood), least, most).astype(np.int64).tolist()]


def reviews(ground: Ground, world: World) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the lines of the public reviews (JSON), and who hides behind each handle."""
    rng, clock = ground.draws.stream("reviews"), ground.clock
    writes = ground.trait(lambda persona: persona.reviews)
    extreme = 1 + np.abs(world.mood - 7) / 3  # those who are very happy or very angry write more
    trips = np.flatnonzero(world.ordered & (rng.random(world.at.shape) < writes * extreme))
    known_at = np.where(world.place == STORE, world.at, world.delivered_at).ravel()[trips]
    at = known_at + DAY + (rng.exponential(4 * DAY, len(trips))).astype(np.int64)
    order = np.argsort(at, kind="stable")
    order = order[at[order] < clock.end]
    trips, at = trips[order], at[order]
    who = (trips % len(ground)).tolist()
    handles = [
        f"{_HANDLES[int(a * len(_HANDLES))]}{b}"
        for a, b in zip(rng.random(len(trips)), rng.integers(10, 99_999, len(trips)).tolist(), strict=True)
    ]
    languages = [
        ground.scenario.languages[index].language
        for index in ground.people.language[np.array(who, dtype=np.int64)].tolist()
    ]
    rows = zip(
        clock.write(at, "%Y-%m-%d"),
        _scores(1 + world.mood.ravel()[trips] * 0.4, 1, 5),
        comments(ground, world, trips, rng),
        handles,
        languages,
        strict=True,
    )
    lines = [
        msgspec.json.encode(
            {"date": day, "stars": int(stars), "text": text, "handle": handle, "language": language}
        ).decode()
        for day, stars, text, handle, language in rows
    ]
    return lines, list(zip(who, handles, strict=True))


_HANDLES = (
    "tealeaf",
    "slowmorning",
    "kettle",
    "steep",
    "oolongfan",
    "greencup",
    "porcelain",
    "samovar",
    "rainyday",
    "biscuit",
)
