"""The help desk's tickets and the phone system's call list."""

import numpy as np

from desireline.simulator.clock import HOUR, MINUTE
from desireline.simulator.draws import Ints
from desireline.simulator.exports.answers import comments
from desireline.simulator.exports.table import Table, quoted
from desireline.simulator.words.reading import texts
from desireline.simulator.world.state import PHONE, TOPICS, Ground, World

__all__ = ["calls", "tickets"]

_RATED = 0.4
_BY = ("email", "chat", "phone")
_SOLVED_AFTER = (14 * HOUR, 25 * MINUTE, 5 * MINUTE)
_CATEGORIES = {
    "question": "Order question",
    "return": "Return",
    "coupon": "Discount code",
    "checkout": "Checkout problem",
    "late": "Late delivery",
}


def tickets(ground: Ground, world: World) -> Table:
    """Return what people asked, by whatever way they reached somebody; those who hung up have no ticket."""
    rng, people, clock = ground.draws.stream("support.tickets"), ground.people, ground.clock
    trips = np.flatnonzero((world.topic > 0) & ~world.asked_gave_up & (world.asked_at < clock.end))
    trips = trips[np.argsort(world.asked_at.ravel()[trips], kind="stable")]
    who = (trips % len(ground)).tolist()
    at, by, topic = world.asked_at.ravel()[trips], world.asked_by.ravel()[trips], world.topic.ravel()[trips]
    solved = at + 2 * MINUTE + (rng.exponential(1, len(trips)) * np.array(_SOLVED_AFTER)[by]).astype(np.int64)
    shown = (solved < clock.end).tolist()
    rated = (rng.random(len(trips)) < _RATED).tolist()
    scores = (
        np.clip(np.round(1 + world.mood.ravel()[trips] * 0.4 + rng.normal(0.2, 0.5, len(trips))), 1, 5)
        .astype(np.int64)
        .tolist()
    )
    helped = np.isin(topic, [TOPICS.index("question"), TOPICS.index("return")])
    words = comments(ground, world, trips, rng, helped=helped)
    subjects = texts().subjects
    languages = [ground.scenario.languages[index].language for index in people.language[trips % len(ground)].tolist()]
    phoned = [way == PHONE for way in by.tolist()]
    phones = [people.phone(p) if way else "" for p, way in zip(who, phoned, strict=True)]
    emails = ["" if way else people.emails[p] for p, way in zip(who, phoned, strict=True)]
    columns = {
        "Ticket ID": [str(50_001 + row) for row in range(len(trips))],
        "Requester email": list(emails),
        "Requester phone": [people.phone(p, "zeros") if way else "" for p, way in zip(who, phoned, strict=True)],
        "Created at": clock.write(at, "%Y-%m-%d", "iso", between="T"),
        "Solved at": [
            text if show else ""
            for text, show in zip(clock.write(solved, "%Y-%m-%d", "iso", between="T"), shown, strict=True)
        ],
        "Channel": [_BY[way] for way in by.tolist()],
        "Category": [_CATEGORIES[TOPICS[index]] for index in topic.tolist()],
        "Subject": quoted(
            [subjects[language][TOPICS[index]] for language, index in zip(languages, topic.tolist(), strict=True)], ";"
        ),
        "Satisfaction": [
            str(score) if has and show else "" for score, has, show in zip(scores, rated, shown, strict=True)
        ],
        "Comment": quoted(
            [text if has and show else "" for text, has, show in zip(words, rated, shown, strict=True)], ";"
        ),
    }
    return Table(
        path="helpdesk/tickets.csv",
        columns=columns,
        person=who,
        identifiers={"Requester email": ("email", emails), "Requester phone": ("phone", phones)},
        time="Created at",
        bad_times=("", "Invalid date"),
        stand_ins={"Requester email": ("test@test.com", "unknown", "null")},
        delimiter=";",
    )


def calls(ground: Ground, world: World) -> Table:
    """Return all calls: those to order, and those to ask."""
    clock, people = ground.clock, ground.people
    rng = ground.draws.stream("phone.calls")
    orders = np.flatnonzero(world.happens & (world.place == PHONE))
    asks = np.flatnonzero((world.topic > 0) & (world.asked_by == _BY.index("phone")))

    def both(to_order: Ints, to_ask: Ints) -> Ints:
        return np.concatenate([to_order.ravel()[orders], to_ask.ravel()[asks]])

    at = both(world.called_at, world.asked_at)
    gave_up = both(world.gave_up.astype(np.int64), world.asked_gave_up.astype(np.int64))
    waited, talked = both(world.waited, world.asked_waited), both(world.talked, world.asked_talked)
    who = np.concatenate([orders, asks]) % len(ground)
    order = np.argsort(at, kind="stable")
    order = order[at[order] < clock.end]
    callers = who[order].tolist()
    hidden = (rng.random(len(order)) < 0.02).tolist()  # noqa: PLR2004 - callers who hide their number
    phones = ["" if hides else people.phone(p) for p, hides in zip(callers, hidden, strict=True)]
    dashes = (rng.random(len(order)) < 0.3).tolist()  # noqa: PLR2004 - two telephone systems, each with its own way
    numbers = [
        people.phone(p, "dashed" if dash else "national") if people.country[p] == "HU" else people.phone(p, "zeros")
        for p, dash in zip(callers, dashes, strict=True)
    ]
    columns = {
        "Caller": ["anonymous" if hides else number for number, hides in zip(numbers, hidden, strict=True)],
        "Start": clock.write(at[order], "%d.%m.%Y", "seconds"),
        "Wait (s)": [str(length) for length in waited[order].tolist()],
        "Talk (s)": [str(length) for length in talked[order].tolist()],
        "Outcome": ["abandoned" if lost else "answered" for lost in gave_up[order].tolist()],
    }
    return Table(
        path="phone/calls.csv",
        columns=columns,
        person=callers,
        identifiers={"Caller": ("phone", phones)},
        time="Start",
        bad_times=("", "00.00.0000 00:00:00"),
        stand_ins={"Caller": ("anonymous", "0")},
    )
