"""Why identifiers are one customer's: checked against a walk over all events."""

from hypothesis import given
from hypothesis import strategies as st

from desireline.base.settings.model import IdentityRules, NamespaceRule
from desireline.events import Identifier, SeenTogether
from desireline.identity import Evidence, SetAside, explain

RULES = IdentityRules()


def explained(*events: dict[str, str], rules: IdentityRules = RULES, aside: tuple[SetAside, ...] = ()) -> Evidence:
    sightings = [
        SeenTogether(tuple(Identifier(name, value) for name, value in event.items()), 1, row * 10, row, row * 10)
        for row, event in enumerate(events)
    ]
    return explain(sightings, aside, rules, "HU")


def test_each_identifier_tells_the_first_event_that_joined_it() -> None:
    found = explained(
        {"anonymous_id": "a"},
        {"email": "X@x.hu", "user_id": "u"},
        {"anonymous_id": "a", "email": " x@X.hu"},
        {"anonymous_id": "a", "user_id": "u"},
        {"user_id": "u"},
    )
    told = {
        each.namespace: (each.events, each.first_row, each.link and (each.link.to.namespace, each.link.row))
        for each in found.identifiers
    }
    assert told == {"anonymous_id": (3, 0, None), "email": (2, 1, ("anonymous_id", 2)), "user_id": (3, 1, ("email", 1))}
    assert [each.value for each in found.identifiers] == ["a", "x@x.hu", "u"]


def test_what_links_nobody_is_told_with_its_reason() -> None:
    aside = SetAside(namespace="device_id", value="kiosk", seen_with="user_id", values=7, limit=1)
    rules = IdentityRules(namespaces={"handle": NamespaceRule(links=False)})
    events = [
        {"user_id": "u", "device_id": "kiosk", "email": "test@test.com", "handle": "@x"},
        {"user_id": "u", "device_id": "kiosk"},
    ]
    found = explained(*events, rules=rules, aside=(aside,))
    assert [each.namespace for each in found.identifiers] == ["user_id"]
    assert [(each.namespace, each.reason, each.events, each.values) for each in found.left_out] == [
        ("device_id", "shared", 2, 7),
        ("email", "placeholder", 1, None),
        ("handle", "namespace", 1, None),
    ]


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True), min_size=1, max_size=12))
def test_links_lead_from_every_identifier_to_the_first(events: list[list[str]]) -> None:
    together = {events[0][0]}
    while True:  # only what hangs together is one customer's
        more = {name for event in events if together & set(event) for name in event}
        if more == together:
            break
        together = more
    own = [event for event in events if together & set(event)]
    sightings = [
        SeenTogether(tuple(Identifier("user_id", f"u{name}") for name in event), 1, row, row, row)
        for row, event in enumerate(own)
    ]
    found = explain(sightings, [], RULES, None)
    links = {each.value: each.link for each in found.identifiers}
    assert set(links) == {f"u{name}" for name in together}
    assert [value for value, link in links.items() if link is None] == [found.identifiers[0].value]
    for start in links:
        value, steps = start, 0
        while (link := links[value]) is not None:
            assert {value, link.to.value} <= {each.value for each in sightings[link.row].identifiers}
            value, steps = link.to.value, steps + 1
            assert steps <= len(links)
