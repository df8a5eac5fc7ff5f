"""Why identifiers are one customer's: the event that joined each to the others, and what was left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.settings.model import IdentityRules
from desireline.events import Identifier, SeenTogether
from desireline.identity.namespaces import Level, level, rule_for
from desireline.identity.normalise import normalise_value
from desireline.identity.resolve import SetAside

__all__ = ["Evidence", "Known", "LeftOut", "Link", "explain"]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """The first event, by time, that joined an identifier to the customer."""

    to: Annotated[Identifier, Meta(description="The identifier of the customer that it carries as well.")]
    at_us: Annotated[int, Meta(description="When it was: µs since 1970, UTC.")]
    row: Annotated[int, Meta(description="Where it lies in the log: part << 32 | row.")]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One identifier of a customer."""

    namespace: str
    value: Annotated[str, Meta(description="In the one spelling that all its writings have.")]
    level: Annotated[
        Level, Meta(description="account: given to one customer; contact: reaches a person; device: a browser, an app.")
    ]
    events: Annotated[int, Meta(description="Events of the customer that carry it.")]
    first_us: int
    last_us: int
    first_row: Annotated[int, Meta(description="Where the first of these events lies in the log.")]
    link: Annotated[Link | None, Meta(description="What joined it; null for the one that all others were joined to.")]


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A value that events of a customer carry and that links nobody."""

    namespace: str
    value: Annotated[str, Meta(description="As the source gave it.")]
    events: Annotated[int, Meta(description="Events of the customer that carry it.")]
    reason: Annotated[
        Literal["shared", "placeholder", "namespace"],
        Meta(
            description="shared: seen with more values of `seen_with` than `limit`; placeholder: nobody's;"
            " namespace: by the settings its values link nobody."
        ),
    ]
    seen_with: str | None = None
    values: Annotated[int | None, Meta(description="With how many of them, in all of the log.")] = None
    limit: int | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All identifiers of a customer, and how they hang together."""

    identifiers: Annotated[list[Known], Meta(description="The first seen first.")]
    left_out: Annotated[list[LeftOut], Meta(description="Most events first.")]


@dataclass
class _Tally:
    events: int = 0
    first: tuple[int, int] = (0, 0)
    last_us: int = 0

    def add(self, seen: SeenTogether) -> None:
        """Count events; those that were first seen first come first."""
        if not self.events:
            self.first = (seen.first_us, seen.first_row)
        self.events += seen.events
        self.last_us = max(self.last_us, seen.last_us) if self.events > seen.events else seen.last_us


@dataclass
class _Joined:
    """Identifiers, and the events that joined them one to the other: a tree, made of the earliest events that will do."""

    root: dict[Identifier, Identifier] = field(default_factory=dict)
    edges: dict[Identifier, list[Link]] = field(default_factory=dict)

    def together(self, found: list[Identifier], us: int, row: int) -> None:
        for each in found:
            self.root.setdefault(each, each)
        for other in found[1:]:
            one, two = self._top(found[0]), self._top(other)
            if one != two:
                self.root[two] = one
                for here, there in ((found[0], other), (other, found[0])):
                    self.edges.setdefault(here, []).append(Link(to=there, at_us=us, row=row))

    def _top(self, of: Identifier) -> Identifier:
        while self.root[of] != of:
            self.root[of] = self.root[self.root[of]]
            of = self.root[of]
        return of

    def from_first(self, first: Identifier) -> dict[Identifier, Link]:
        """Return for each identifier what joined it, going out from one of them."""
        joined: dict[Identifier, Link] = {}
        waiting = [first]
        while waiting:
            here = waiting.pop()
            for edge in self.edges.get(here, []):
                if edge.to != first and edge.to not in joined:
                    joined[edge.to] = Link(to=here, at_us=edge.at_us, row=edge.row)
                    waiting.append(edge.to)
        return joined


def explain(
    seen_together: Iterable[SeenTogether], set_aside: Iterable[SetAside], rules: IdentityRules, country: str | None
) -> Evidence:
    """Say how a customer's identifiers hang together.

    Args:
        seen_together: what the customer's events carry together, the first seen first.
        set_aside: what links nobody because too many share it.
        rules: the project's identity settings.
        country: by which phone numbers without one are read.
    """
    spelling = _speller(rules, country)
    shared = {Identifier(each.namespace, each.value): each for each in set_aside}
    counted: dict[Identifier, _Tally] = {}
    left: dict[tuple[str, str], tuple[_Tally, LeftOut]] = {}
    joined = _Joined()
    for seen in seen_together:
        linking: list[Identifier] = []
        for given in dict.fromkeys(seen.identifiers):
            own = spelling(given)
            why = _left_out(given, own, shared, rules)
            if why is None and own is not None:
                if own not in linking:
                    linking.append(own)
            elif why is not None:
                left.setdefault((given.namespace, given.value), (_Tally(), why))[0].add(seen)
        for own in linking:
            counted.setdefault(own, _Tally()).add(seen)
        joined.together(linking, seen.first_us, seen.first_row)
    links = joined.from_first(next(iter(counted))) if counted else {}
    return Evidence(
        identifiers=[_known(own, tally, links.get(own)) for own, tally in counted.items()],
        left_out=sorted(
            (msgspec.structs.replace(why, events=tally.events) for tally, why in left.values()),
            key=lambda each: (-each.events, each.namespace, each.value),
        ),
    )


def _known(own: Identifier, tally: _Tally, link: Link | None) -> Known:
    return Known(
        namespace=own.namespace,
        value=own.value,
        level=level(own.namespace),
        events=tally.events,
        first_us=tally.first[0],
        last_us=tally.last_us,
        first_row=tally.first[1],
        link=link,
    )


def _speller(rules: IdentityRules, country: str | None) -> Callable[[Identifier], Identifier | None]:
    """Return what spells identifiers the one way; each is worked out once."""
    known: dict[Identifier, Identifier | None] = {}

    def spell(given: Identifier) -> Identifier | None:
        if given not in known:
            value = normalise_value(given.namespace, given.value, rules, country)
            known[given] = None if value is None else Identifier(given.namespace, value)
        return known[given]

    return spell


def _left_out(
    given: Identifier, own: Identifier | None, shared: dict[Identifier, SetAside], rules: IdentityRules
) -> LeftOut | None:
    if own is None:
        return LeftOut(namespace=given.namespace, value=given.value, events=0, reason="placeholder")
    if own in shared:
        why = shared[own]
        return LeftOut(
            namespace=given.namespace,
            value=given.value,
            events=0,
            reason="shared",
            seen_with=why.seen_with,
            values=why.values,
            limit=why.limit,
        )
    if not rule_for(given.namespace, rules).links:
        return LeftOut(namespace=given.namespace, value=given.value, events=0, reason="namespace")
    return None
