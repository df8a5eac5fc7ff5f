"""Random patterns: all that the language has, small; and histories to look for them in."""

import numpy as np
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.base.settings.model import Settings, Stage, Touchpoint, When
from desireline.journeys import Journeys
from desireline.journeys.ending import Ending
from desireline.journeys.patterns import Pattern
from desireline.journeys.patterns.tree import (
    AnyEvent,
    AtTouchpoint,
    ByChannel,
    Either,
    Element,
    EventClass,
    Except,
    Exclusion,
    InOrder,
    InStage,
    Part,
    Repeat,
    Within,
    is_event_class,
    most_events,
)
from desireline.journeys.store import Manifest
from oracle.patterns import Event
from strategies import MINUTE, NAMES

__all__ = [
    "CHANNELS",
    "STAGE_OF",
    "Gathered",
    "any_patterns",
    "gathered",
    "histories",
    "journeys_until",
    "patterns",
    "windowed",
]

CHANNELS = ("web", "phone")
STAGE_OF = {"a": "look", "b": "look", "c": "buy", "d": None}
_DURATIONS = ("10m", "25m", "40m", "1h30m")


def _classes(names: st.SearchStrategy[str]) -> st.SearchStrategy[EventClass]:
    touchpoint = st.builds(AtTouchpoint, name=names)
    simple = st.one_of(
        touchpoint,
        touchpoint,
        st.builds(InStage, name=st.sampled_from(["look", "buy"])),
        st.builds(ByChannel, name=st.sampled_from(CHANNELS)),
    )
    return st.one_of(
        simple,
        simple,
        simple,
        st.just(AnyEvent()),
        st.builds(Except, events=st.lists(simple, min_size=1, max_size=2).map(tuple)),
    )


@st.composite
def _elements(draw: st.DrawFn, names: st.SearchStrategy[str], depth: int) -> Element:
    kind = (
        draw(st.sampled_from(["class", "class", "order", "order", "repeat", "either", "within"])) if depth else "class"
    )
    inner = _elements(names, depth - 1)
    if kind == "class":
        return draw(_classes(names))
    if kind == "order":
        return _in_order(draw, names, depth)
    if kind == "either":
        return Either(options=tuple(draw(st.lists(inner, min_size=2, max_size=3))))
    if kind == "repeat":
        least = draw(st.integers(0, 2))
        most = draw(st.none() | st.integers(max(1, least), 3))
        return Repeat(of=draw(inner), least=least, most=most, directly=draw(st.booleans()))
    of = draw(inner)
    single = most_events(of) <= 1
    own = not single and (not isinstance(of, Repeat) or draw(st.booleans()))
    if single and not (is_event_class(of) or isinstance(of, Repeat | Either)):
        return of
    return Within(of=of, duration=draw(st.sampled_from(_DURATIONS)), from_first=own)


def _in_order(draw: st.DrawFn, names: st.SearchStrategy[str], depth: int) -> Element:
    exclusion = st.builds(
        Exclusion,
        events=st.lists(_classes(names), min_size=1, max_size=2).map(tuple),
        within=st.none() | st.sampled_from(_DURATIONS),
    )
    parts: list[Part] = []
    for place in range(draw(st.integers(2, 4))):
        barred = draw(st.integers(0, 4)) == 0
        of = draw(exclusion if barred else _elements(names, depth - 1))
        before = bool(parts) and isinstance(parts[-1].of, Exclusion)
        parts.append(Part(of=of, directly=place > 0 and not barred and not before and draw(st.booleans())))
    try:
        return InOrder(parts=tuple(parts))
    except InputError:  # nothing but exclusions
        return draw(_classes(names))


def any_patterns(names: st.SearchStrategy[str], depth: int = 3) -> st.SearchStrategy[Pattern]:
    """Return patterns over these names; some cannot be compiled."""

    def made(of: Element, from_start: bool, to_end: bool) -> Pattern:
        ends = of.parts if isinstance(of, InOrder) else ()
        return Pattern(
            of=of,
            from_start=from_start and not (ends and isinstance(ends[0].of, Exclusion)),
            to_end=to_end and not (ends and isinstance(ends[-1].of, Exclusion)),
        )

    rarely = st.sampled_from([False, False, False, True])
    return st.builds(made, _elements(names, depth), rarely, rarely)


def patterns(depth: int = 3) -> st.SearchStrategy[Pattern]:
    """Return patterns over the touchpoints, stages and channels of `histories`."""
    return any_patterns(st.sampled_from(NAMES), depth)


def histories(*, most: int = 7) -> st.SearchStrategy[list[Event]]:
    """Return one customer's events; many times are equal."""
    event = st.builds(
        lambda when, name, channel: Event(when * 5 * MINUTE, name, channel, STAGE_OF[name]),
        st.integers(0, 24),
        st.sampled_from(NAMES),
        st.sampled_from(CHANNELS),
    )
    return st.lists(event, max_size=most).map(lambda found: sorted(found, key=lambda one: one.ts))


class Gathered:
    """Histories as a shard's columns."""

    def __init__(self, customers: list[list[Event]]) -> None:
        events = [event for own in customers for event in own]
        self.ptr = np.concatenate([[0], np.cumsum([len(own) for own in customers], dtype=np.int64)]).astype(np.int64)
        self.ts = np.array([event.ts for event in events], dtype=np.int64)
        self.touchpoint = np.array([NAMES.index(event.touchpoint) for event in events], dtype=np.uint16)
        self.channel = np.array([CHANNELS.index(event.channel) for event in events], dtype=np.uint8)


def gathered(customers: list[list[Event]]) -> Gathered:
    """Return histories one after the other."""
    return Gathered(customers)


class _Store:
    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest


def journeys_until(end: int) -> Journeys:
    """Return journeys without events whose touchpoints, stages and channels are those of `histories`."""
    settings = Settings(
        stages=[Stage(name="look"), Stage(name="buy")],
        touchpoints=[Touchpoint(name=name, when=When(name=name), stage=STAGE_OF[name]) for name in NAMES],
    )
    manifest = Manifest(
        format=0, parts=[], rules="", touchpoints=list(NAMES), channels=list(CHANNELS), currencies=[], scales=[], customers=0,
        events=0, anonymous_events=0, first_us=0, last_us=end, ending=Ending(end_us=end, last_us=end), shards=[],
    )  # fmt: skip
    return Journeys(_Store(manifest), settings)  # type: ignore[arg-type]  # names are all that is asked of it


@st.composite
def windowed(draw: st.DrawFn) -> str:
    """Return the text of a pattern full of windows within windows, over three touchpoints."""

    def one_of(*texts: str) -> str:
        return draw(st.sampled_from(texts))

    def item() -> str:
        one, other, third = one_of("a", "b"), one_of("a", "b", "c"), one_of("a", "b", "c")
        limit = one_of(" within 10m", " within 25m")
        return one_of(
            one,
            one + limit,
            f"({one}{one_of(', ', ' > ', ', !c, ')}{other}){limit}",
            f"{one}{one_of('{2}', '{2,}', '+', '?', '{>2,}')}",
            f"{one}{one_of('{2}', '{2,}', '{1,2}')}{limit}",
            f"({one} | {other}, {third})",
            f"({one}, {other}{limit}){one_of('+', '{2,}', '?')}",
        )

    def sequence() -> str:
        return "".join(
            [item(), *(one_of(", ", ", ", " > ", ", !a, ") + item() for _ in range(draw(st.integers(1, 2))))]
        )

    inner = sequence()
    nested = f"({inner}) within 40m, {item()}" if draw(st.booleans()) else inner
    return f"({nested}) within 1h" + one_of("", f", {item()}", " > c within 10m")
