"""Who is who, one event after the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from desireline.base.settings.model import IdentityRules
from logs import Batch
from oracle.components import connected

__all__ = ["People", "who_is_who"]

Named = tuple[str, str]

_ACCOUNTS = {"user_id", "customer_id", "crm_id", "account_id", "loyalty_card", "case_id"}
_CONTACTS = {"email", "phone", "handle"}
_DEVICES = {"anonymous_id", "device_id"}
_NOBODY = {"null", "n/a", "unknown", "test@test.com"}


@dataclass(frozen=True)
class People:
    """Customers in the order they were first seen."""

    founders: list[Named]
    """Of each customer the identifier seen first."""
    customer: dict[Named, int]
    events: dict[tuple[int, int], int]
    """The customer of each event, by part and row; events of nobody are left out."""
    set_aside: set[Named]
    """Identifiers that too many customers share."""


def who_is_who(parts: Sequence[tuple[int, Batch]], rules: IdentityRules) -> People:
    """Join identifiers of events into customers; parts come with their numbers, in the order they were imported."""
    seen: dict[Named, tuple[int, int, str, int]] = {}
    named: dict[tuple[int, int], list[tuple[str, Named]]] = {}
    beside: dict[Named, set[Named]] = defaultdict(set)
    for number, batch in parts:
        for row, happening in enumerate(batch.happenings):
            own = [
                (column, (column.partition("#")[0], value))
                for column, value in sorted(happening.ids.items())
                if value is not None and value.lower() not in _NOBODY
            ]
            named[number, row] = own
            for place, (column, identifier) in enumerate(own):
                seen.setdefault(identifier, (number, row, column.partition("#")[0], place))
                beside[identifier] |= {other for _, other in own if other != identifier}
    shared = {identifier for identifier in seen if _is_shared(identifier, beside[identifier], rules)}
    usable = [identifier for identifier in seen if _links(identifier[0], rules) and identifier not in shared]
    usable.sort(key=seen.__getitem__)
    number_of = {identifier: number for number, identifier in enumerate(usable)}
    edges = [(number_of[one], number_of[other]) for one in usable for other in beside[one] if other in number_of]
    root = connected(len(usable), edges)
    founders = sorted(set(root))
    rank = {founder: place for place, founder in enumerate(founders)}
    customer = {identifier: rank[root[number_of[identifier]]] for identifier in usable}
    events = {}
    for event, own in named.items():
        owners = {customer[identifier] for _, identifier in own if identifier in customer}
        assert len(owners) < 2, "an event joins all its usable identifiers"
        if owners:
            events[event] = owners.pop()
    return People([usable[founder] for founder in founders], customer, events, shared)


def _links(namespace: str, rules: IdentityRules) -> bool:
    rule = rules.namespaces.get(namespace)
    return rule is None or rule.links


def _is_shared(identifier: Named, beside: set[Named], rules: IdentityRules) -> bool:
    namespace = identifier[0]
    if not _links(namespace, rules):
        return False
    rule = rules.namespaces.get(namespace)
    for other in {name for name, _ in beside} - _DEVICES:
        if not _links(other, rules):
            continue
        if rule is not None and rule.limit is not None:
            limit = rule.limit
        elif namespace in _DEVICES and other not in _CONTACTS | {"loyalty_card"}:
            limit = 1
        else:
            limit = rules.limit
        if sum(name == other for name, _ in beside) > limit:
            return True
    return False
