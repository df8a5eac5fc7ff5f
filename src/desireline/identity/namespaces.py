"""What kinds of identifier there are, and how far each is trusted to be one person's."""

from typing import Literal

from desireline.base.settings.model import IdentityRules, NamespaceRule

__all__ = ["LEVELS", "Level", "default_limit", "level", "rule_for"]

Level = Literal["account", "contact", "device"]

LEVELS: dict[str, Level] = {
    "user_id": "account",
    "customer_id": "account",
    "crm_id": "account",
    "account_id": "account",
    "loyalty_card": "account",
    "case_id": "account",
    "requester_id": "account",
    "email": "contact",
    "phone": "contact",
    "handle": "contact",
    "anonymous_id": "device",
    "device_id": "device",
}
"""account: given by a business to one customer; contact: reaches a person; device: a browser, an app, a till."""


def level(namespace: str) -> Level:
    """Return the level of a namespace; one of the project's own is taken as an account."""
    return LEVELS.get(namespace, "account")


def rule_for(namespace: str, rules: IdentityRules) -> NamespaceRule:
    """Return the settings of a namespace, or those of one that says nothing."""
    return rules.namespaces.get(namespace) or NamespaceRule()


def default_limit(namespace: str, other: str, rules: IdentityRules) -> int | None:
    """Return with how many values of `other` an identifier of `namespace` may be seen before it is shared; null for no limit.

    A device that two accounts sign in on is shared: one person with two accounts stays two customers, which is the smaller error. An
    account may have any number of devices, and contacts and accounts up to the limit.
    """
    own = rule_for(namespace, rules).limit
    here, there = level(namespace), level(other)
    if there == "device":
        return None
    if own is not None:
        return own
    return 1 if here == "device" and there == "account" and other != "loyalty_card" else rules.limit
