"""Random logs, rules and histories: small, full of ties, repeats, shared identifiers and odd cases.

Hypothesis prints the blob that repeats a failure (see conftest.py).
"""

from hypothesis import strategies as st

from desireline.base.settings.model import (
    DimensionRule,
    DurationText,
    IdentityRules,
    JourneyType,
    NamespaceRule,
    Settings,
    Stage,
    Touchpoint,
    When,
)
from logs import Batch, Happening
from oracle.walks import Step

__all__ = [
    "MINUTE",
    "NAMES",
    "batches",
    "customers",
    "dimension_rules",
    "journey_rules",
    "plain_log",
    "settings_of_logs",
    "staged_settings",
    "steps",
]

MINUTE = 60_000_000
NAMES = ("a", "b", "c", "d")

_SOURCES = ("crm", "shop", "web")
_CHANNELS = ("web", "app", "store")
_USERS = st.sampled_from([*(f"u{number}" for number in range(9)), "null", "N/A"])
_EMAILS = st.sampled_from([*(f"{name}@x.hu" for name in "abcdefg"), "test@test.com"])
_DEVICES = st.sampled_from([*(f"d{number}" for number in range(9)), "unknown"])
_HANDLES = st.sampled_from(["h1", "h2"])

_COLUMNS = {"user_id": _USERS, "email": _EMAILS, "email#2": _EMAILS, "device_id": _DEVICES, "handle": _HANDLES}


def _ids(*names: str) -> st.SearchStrategy[dict[str, str | None]]:
    return st.fixed_dictionaries({name: _COLUMNS[name] for name in names})


_identifiers = st.one_of(  # mostly one or two, so that not everybody is joined, or shared, at once
    _ids("user_id"),
    _ids("device_id"),
    _ids("user_id", "device_id"),
    _ids("user_id", "email"),
    st.fixed_dictionaries({}, optional={name: st.none() | values for name, values in _COLUMNS.items()}),
)

_properties = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "plan": st.sampled_from(["pro", "Pro plus", "free", "1", "true"]),
        "count": st.sampled_from([1, 2, 2.5, "2", "two"]),
        "new": st.booleans(),
        "order.state": st.sampled_from(["paid", "open"]),
        "order": st.fixed_dictionaries({"state": st.sampled_from(["paid", "open"])}),
    },
)


def happenings() -> st.SearchStrategy[Happening]:
    """Return one event; times are few, so that many are equal."""
    return st.builds(
        Happening,
        ts=st.integers(0, 40).map(lambda minutes: minutes * 10 * MINUTE),
        name=st.sampled_from(NAMES),
        channel=st.sampled_from(_CHANNELS),
        ids=_identifiers,
        value=st.none() | st.tuples(st.integers(-5, 500), st.sampled_from(["EUR", "HUF", "TWD"])),
        score=st.none() | st.sampled_from([(4.0, 1.0, 5.0), (2.5, 1.0, 5.0), (9.0, 0.0, 10.0), (0.0, 0.0, 10.0)]),
        properties=_properties,
    )


def batches(*, most_events: int = 12) -> st.SearchStrategy[Batch]:
    """Return one import's events."""
    return st.builds(
        Batch,
        source=st.sampled_from(_SOURCES),
        happenings=st.lists(happenings(), min_size=1, max_size=most_events).map(tuple),
    )


_whens = st.builds(
    When,
    channel=st.none() | st.sampled_from(_CHANNELS) | st.just(["app", "store"]),
    name=st.none() | st.sampled_from(NAMES) | st.sampled_from(["A*", "*", ["a", "b"]]),
    source=st.none() | st.sampled_from(_SOURCES) | st.just("s*"),
    properties=st.just({})
    | st.dictionaries(
        st.sampled_from(["plan", "count", "new", "order.state"]),
        st.sampled_from(["pro", "PRO*", "paid", 2, 2.5, True, False, "2", ["pro", "open"], "*r*"]),
        max_size=2,
    ),
)


def dimension_rules() -> st.SearchStrategy[list[DimensionRule]]:
    """Return no dimensions, or one of each scope over the properties of such events."""

    def three(names: list[str]) -> list[DimensionRule]:
        event, journey, customer = names
        return [
            DimensionRule(name=event, property=event, scope="event"),
            DimensionRule(name=journey, property=journey, scope="journey"),
            DimensionRule(name=customer, property=customer, scope="customer"),
        ]

    return st.just([]) | st.permutations(["plan", "count", "order.state"]).map(three)


def journey_rules() -> st.SearchStrategy[JourneyType]:
    """Return a journey type over `NAMES`, some of which may be everything at once."""
    some = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
    gaps: st.SearchStrategy[DurationText] = st.sampled_from(["10m", "25m", "1h", "3h", "7d"])
    return st.builds(JourneyType, goal=some, start=st.none() | some, recovery=some, gap=gaps)


@st.composite
def settings_of_logs(draw: st.DrawFn) -> Settings:
    """Return rules for such logs: identity, touchpoints with stages, and journeys."""
    stages = [Stage(name=name) for name in ("first", "middle", "last")[: draw(st.integers(1, 3))]]
    stage = st.none() | st.sampled_from([each.name for each in stages])
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), max_size=4, unique=True))
    limit = st.none() | st.integers(1, 3)
    rules = st.builds(NamespaceRule, links=st.booleans(), limit=limit)
    return Settings(
        stages=stages,
        touchpoints=[Touchpoint(name=name, when=draw(_whens), stage=draw(stage)) for name in names],
        journeys={"main": draw(journey_rules())},
        identity=IdentityRules(
            limit=draw(st.sampled_from([1, 3, 9])),
            namespaces=draw(
                st.dictionaries(st.sampled_from(["user_id", "email", "device_id", "handle"]), rules, max_size=2)
            ),
        ),
    )


def steps(*, most: int = 10) -> st.SearchStrategy[list[Step]]:
    """Return one customer's events in order of time."""
    step = st.tuples(st.integers(0, 30).map(lambda place: place * 10 * MINUTE), st.sampled_from(NAMES))
    return st.lists(step, max_size=most).map(lambda found: sorted(found, key=lambda pair: pair[0]))


def customers(*, most: int = 8) -> st.SearchStrategy[list[list[Step]]]:
    """Return customers' histories; some are empty, as slices of a shard may be."""
    return st.lists(steps(), max_size=most)


def plain_log(customers: list[list[Step]]) -> Batch:
    """Return customers' histories as one import, in the order of time; nobody shares anything."""
    found = [
        Happening(ts=when, name=name, ids={"user_id": f"customer {number}"})
        for number, steps in enumerate(customers)
        for when, name in steps
    ]
    return Batch("web", tuple(sorted(found, key=lambda item: item.ts)))


@st.composite
def staged_settings(draw: st.DrawFn) -> Settings:
    """Return rules under which each of `NAMES` is a touchpoint, of a stage or of none."""
    stages = [Stage(name=name) for name in ("first", "middle", "last")]
    stage = st.none() | st.sampled_from([each.name for each in stages])
    touchpoints = [Touchpoint(name=name, when=When(name=name), stage=draw(stage)) for name in NAMES]
    return Settings(
        stages=stages,
        touchpoints=draw(st.sampled_from([touchpoints, []])),
        journeys={"main": draw(journey_rules())},
        visit_gap=draw(st.sampled_from(["10m", "30m"])),
    )
