"""The e-mail tool's campaign export: one row a recipient."""

import numpy as np

from desireline.simulator.clock import HOUR, MINUTE
from desireline.simulator.draws import Ints
from desireline.simulator.exports.table import Table
from desireline.simulator.exports.walks import Walked
from desireline.simulator.world.state import SOURCES, WEB, Ground, World
from desireline.simulator.world.trips import MAILING_S, last_mailing, seconds

__all__ = ["recipients"]


def recipients(ground: Ground, world: World, walked: Walked) -> Table:
    """Return who was sent what, and what they did with it. Clicks are the visits that the mail brought."""
    mailing, person, clicked = _newsletters(ground, world)
    rng = ground.draws.stream("mail.recipients")
    sent = ground.mailings[mailing] + rng.integers(0, MAILING_S - 100, len(person))
    clicked = np.where(clicked > 0, np.maximum(clicked, sent + 90), 0)
    newsletter = ground.scenario.newsletter
    opens = (clicked > 0) | (rng.random(len(person)) < newsletter.opened)
    opened = np.where(opens, sent + MINUTE + (rng.exponential(9 * HOUR, len(person))).astype(np.int64), 0)
    opened = np.where(clicked > 0, np.maximum(sent + 60, clicked - rng.integers(5, 60, len(person))), opened)
    left = opens & (rng.random(len(person)) < newsletter.unsubscribed)
    gone = np.full(len(ground), ground.clock.end * 2)
    np.minimum.at(gone, person[left], (opened + MINUTE)[left])
    stays = (sent < gone[person]) | (clicked > 0)
    days = ground.clock.write(ground.mailings, "%Y-%m-%d")
    names = np.array([f"Newsletter {day}" for day in days] + ["Cart reminder"], dtype=object)
    trips = np.flatnonzero(world.reminded)
    reminded_at = world.at.ravel()[trips] + round(seconds(ground.scenario.reminder.after))
    click = np.where(world.clicked.ravel()[trips], np.maximum(walked.clicked_at.ravel()[trips], reminded_at + 90), 0)
    opening = np.where(world.opened.ravel()[trips], reminded_at + 50 + rng.integers(0, 3 * HOUR, len(trips)), 0)
    opening = np.where(click > 0, np.maximum(reminded_at + 45, click - rng.integers(5, 40, len(trips))), opening)
    unsubscribed = np.where(left, opened + MINUTE, 0)[stays]
    return _table(
        ground,
        names[np.concatenate([mailing[stays], np.full(len(trips), len(days))])].tolist(),
        np.concatenate([person[stays], trips % len(ground)]),
        [
            np.concatenate([first, then])
            for first, then in (
                (sent[stays], reminded_at),
                (opened[stays], opening),
                (clicked[stays], click),
                (unsubscribed, np.zeros(len(trips), dtype=np.int64)),
            )
        ],
    )


def _newsletters(ground: Ground, world: World) -> tuple[Ints, Ints, Ints]:
    """Return mailing, person and time of the click (0: none) for every newsletter sent."""
    mailings = ground.mailings
    after = np.searchsorted(mailings, world.subscribed_at, side="right")
    counts = len(mailings) - after
    person = np.repeat(np.arange(len(ground)), counts)
    starts = np.cumsum(counts) - counts
    mailing = np.arange(len(person)) - np.repeat(starts, counts) + np.repeat(after, counts)
    clicked = np.zeros(len(person), dtype=np.int64)
    came = np.flatnonzero(world.happens & (world.place == WEB) & (world.source == SOURCES.index("email")))
    at = world.at.ravel()[came]
    which = np.searchsorted(mailings, last_mailing(ground, at))
    row = starts[came % len(ground)] + which - after[came % len(ground)]
    latest_first = np.argsort(-at, kind="stable")
    clicked[row[latest_first]] = at[latest_first] - 2
    return mailing, person, clicked


def _table(ground: Ground, campaigns: list[str], person: Ints, times: list[Ints]) -> Table:
    order = np.argsort(times[0], kind="stable")
    order = order[times[0][order] < ground.clock.end]
    who = person[order].tolist()
    emails = [ground.people.emails[p] for p in who]
    columns = {"Campaign": [campaigns[row] for row in order.tolist()], "Email": list(emails)}
    for header, at in zip(("Sent at", "Opened at", "Clicked at", "Unsubscribed at"), times, strict=True):
        moment = at[order]
        shown = ((moment > 0) & (moment < ground.clock.end)).tolist()
        columns[header] = [
            text if show else ""
            for text, show in zip(ground.clock.write(moment, "%Y-%m-%d", "seconds"), shown, strict=True)
        ]
    return Table(
        path="email/campaign_recipients.csv",
        columns=columns,
        person=who,
        identifiers={"Email": ("email", emails)},
        time="Sent at",
        bad_times=("", "0000-00-00 00:00:00"),
        stand_ins={"Email": ("test@test.com", "null")},
    )
