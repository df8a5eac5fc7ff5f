"""Web tracking, as JSON Lines of the calls that a browser library sends: page, track, identify."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from desireline.simulator.draws import Ints
from desireline.simulator.exports.arrivals import Arrival, arrivals
from desireline.simulator.exports.context import contexts, pages
from desireline.simulator.exports.flaws import choose_rows
from desireline.simulator.exports.properties import Properties
from desireline.simulator.exports.table import FileFacts, Seen
from desireline.simulator.exports.visits import IDENTIFY
from desireline.simulator.exports.walks import Walked
from desireline.simulator.words.events import EVENTS
from desireline.simulator.world.state import Ground, Small, World

__all__ = ["WEB_STAND_INS", "Month", "Web", "web"]

WEB_STAND_INS = ("null", "undefined", "0")
_BAD_TIMES = ("", "undefined", "Invalid Date")
_BATCH = 50_000
_REGULAR, _TWICE, _TIMELESS, _NAMELESS = range(4)


@dataclass(frozen=True)
class Month:
    """One file: its lines, batch by batch (each batch ends with a line end)."""

    path: str
    batches: Callable[[], Iterator[bytes]]
    facts: FileFacts


@dataclass(frozen=True)
class Web:
    """All files of the web tracking, which identifiers stand in them, and the shared devices."""

    months: list[Month]
    seen: Seen
    kiosks: dict[str, int]
    """Anonymous id of each shared device, and how many people signed in on it."""


def web(ground: Ground, world: World, walked: Walked, order_numbers: Ints, size: int) -> Web:
    """Return the web tracking's files.

    Args:
        ground: the ground.
        world: what happened.
        walked: every event, in order of time.
        order_numbers: of each trip's order, shape (trips, persons).
        size: from which number on browsers are the store's shared devices.
    """
    steps, rng = walked.steps, ground.draws.stream("web.lines")
    flaws = ground.scenario.flaws
    flaw = np.zeros(len(steps.at), dtype=np.int8)
    shares = (flaws.duplicates, flaws.bad_times, flaws.placeholders)
    for kind, rows in zip((_TWICE, _TIMELESS, _NAMELESS), choose_rows(len(steps.at), shares, rng), strict=True):
        flaw[rows] = kind
    named = steps.known | ((steps.kind == IDENTIFY) & (steps.extra == 0))
    flaw[(flaw == _NAMELESS) & ~(steps.known & (steps.kind != IDENTIFY))] = _REGULAR
    browsers, browser = np.unique(steps.device, return_inverse=True)
    raw = ground.draws.stream("web.browsers").bytes(16 * len(browsers)).hex()
    anonymous = [_uuid(raw[at : at + 32]) for at in range(0, len(raw), 32)]
    about = Properties(ground, world, order_numbers)
    writer = _Writer(ground, walked, about, anonymous, browser, world.device.ravel(), flaw)
    months = _months(ground, steps.at, flaw, writer)
    person = steps.trip % len(ground)
    kiosk = steps.device >= size
    seen: Seen = {"anonymous_id": set(), "user_id": set(), "email": set()}
    own = np.unique(np.stack([person[~kiosk], browser[~kiosk]]), axis=1)
    seen["anonymous_id"] = {(who, anonymous[which]) for who, which in own.T.tolist()}
    for who in np.unique(person[named & (flaw != _NAMELESS)]).tolist():
        seen["user_id"].add((who, ground.people.user_ids[who]))
    for who in np.unique(person[steps.kind == IDENTIFY]).tolist():
        seen["email"].add((who, ground.people.emails[who]))
    shared = np.unique(np.stack([browser[kiosk], person[kiosk]]), axis=1)[0]
    return Web(months, seen, {anonymous[which]: int((shared == which).sum()) for which in np.unique(shared).tolist()})


def _uuid(text: str) -> str:
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def _months(ground: Ground, at: Ints, flaw: Small, writer: "_Writer") -> list[Month]:
    """Cut the events into files, one a month as the business counts them."""
    first = ground.clock.local(at // 1000).astype("datetime64[s]").astype("datetime64[M]")
    months, starts = np.unique(first, return_index=True)
    ends = [*starts[1:].tolist(), len(at)]
    suffix = "jsonl.gz" if ground.scenario.gzip else "jsonl"
    files = []
    for month, start, end in zip(months.astype(str).tolist(), starts.tolist(), ends, strict=True):
        counts = np.bincount(flaw[start:end], minlength=4).tolist()
        facts = FileFacts(end - start + counts[_TWICE], counts[_TWICE], counts[_TIMELESS], counts[_NAMELESS])
        files.append(Month(f"web/events-{month}.{suffix}", writer.between(start, end), facts))
    return files


@dataclass
class _Writer:
    """Turns events into lines.

    Attributes:
        ground: the ground.
        walked: the events.
        properties: what they say about themselves.
        anonymous: the browsers' ids.
        browser: of each event, index into `anonymous`.
        device: of each trip, what kind of device.
        flaw: of each event, what is wrong with it.
    """

    ground: Ground
    walked: Walked
    properties: Properties
    anonymous: list[str]
    browser: Ints
    device: Small
    flaw: Small

    def __post_init__(self) -> None:
        ways: list[Arrival] = arrivals(self.ground)
        self.pages = pages(self.ground.scenario.name, ways)
        self.contexts = contexts(self.ground)
        self.heads = [_head(event.type, event.name) for event in EVENTS]
        self.users = [f'"{user}"' for user in self.ground.people.user_ids]

    def between(self, start: int, end: int) -> Callable[[], Iterator[bytes]]:
        """Return what writes the lines of the events from `start` to before `end`."""

        def batches() -> Iterator[bytes]:
            for first in range(start, end, _BATCH):
                yield self._lines(first, min(first + _BATCH, end))

        return batches

    def _lines(self, start: int, end: int) -> bytes:
        steps, part = self.walked.steps, slice(start, end)
        at, kind, trip, flaw = steps.at[part], steps.kind[part], steps.trip[part], self.flaw[part]
        person = trip % len(self.ground)
        times = np.datetime_as_string(at.astype("datetime64[ms]")).tolist()
        for row in np.flatnonzero(flaw == _TIMELESS).tolist():
            times[row] = _BAD_TIMES[row % len(_BAD_TIMES)]
        stamps = [f"{time}Z" if len(time) > 20 else time for time in times]  # noqa: PLR2004 - a full time, not a bad one
        users = [
            self.users[who] if known else "null"
            for who, known in zip(person.tolist(), steps.known[part].tolist(), strict=True)
        ]
        for row in np.flatnonzero(flaw == _NAMELESS).tolist():
            users[row] = f'"{WEB_STAND_INS[row % len(WEB_STAND_INS)]}"'
        raw = self.ground.draws.stream("web.messages", start).bytes(8 * (end - start)).hex()
        context = self.contexts.of(person, self.device[trip].astype(np.int64))
        lines = [
            f'{self.heads[what]},"messageId":"ajs-next-{stamp}-{raw[row * 16 : row * 16 + 16]}",'
            f'"anonymousId":"{self.anonymous[browser]}","userId":{user},"timestamp":"{time}",{about},'
            f'"context":{{{self.pages[what, came]},{around}}}}}\n'
            for row, (what, stamp, browser, user, time, about, came, around) in enumerate(
                zip(
                    kind.tolist(),
                    at.tolist(),
                    self.browser[part].tolist(),
                    users,
                    stamps,
                    self.properties.write(steps, part),
                    steps.arrival[part].tolist(),
                    context,
                    strict=True,
                )
            )
        ]
        for row in np.flatnonzero(flaw == _TWICE).tolist():
            lines[row] *= 2
        return "".join(lines).encode()


def _head(kind: str, name: str) -> str:
    shown = msgspec.json.encode(name).decode()
    return f'{{"type":"{kind}"' + {"page": f',"name":{shown}', "track": f',"event":{shown}'}.get(kind, "")
