"""What people are called in names of columns, and in which namespace their numbers stand.

Namespaces are few, so that the same kind of number links over sources: `email`, `phone`, `loyalty_card`, `user_id`,
`customer_id` (customers, members, persons, households), `crm_id` (contacts and leads), `requester_id` (people in a
help desk), `anonymous_id` (visitors, cookies), `device_id`, `account_id` (companies), `handle` (screen names),
`case_id` (process logs). Numbers of orders, invoices, sessions, products, employees and the like are never people.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning

__all__ = ["COMPANIONS", "NAMESPACES", "PEOPLE", "THINGS", "Identifier", "by_name_only", "extra"]

NAMESPACES = {
    "anonymous": "anonymous_id",
    "device": "device_id",
    "loyalty": "loyalty_card",
    "crm": "crm_id",
    "contact": "crm_id",
    "user": "user_id",
    "customer": "customer_id",
    "member": "customer_id",
    "requester": "requester_id",
    "caller": "phone",
    "account": "account_id",
    "case": "case_id",
}
"""Concept of whose number it is: namespace."""

PEOPLE = {
    "anonymous": "a visitor",
    "device": "a device",
    "loyalty": "a loyalty card",
    "crm": "a contact",
    "contact": "a contact",
    "user": "a user",
    "customer": "a customer",
    "member": "a member",
    "requester": "a person who asks for help",
    "caller": "a caller",
    "account": "an account",
    "case": "a case",
}
"""The same concepts in words."""

THINGS = frozenset(
    """order,invoice,receipt,sale,transaction,basket,ticket,call,chat,review,survey,tweet,post,message,campaign,deal,session,
    visit,subscription,redemption,shipment,conversion,product,store,coupon,app,thing,event,event_name,activity,page,paid,staff,
    utm,email,type,card""".replace("\n    ", "").split(",")
)
"""Concepts of things that have numbers and are not people."""

COMPANIONS = ("account_id", "case_id")
"""Namespaces that only count where no person is named: all people of a company, or of a case, are not one."""


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """A column that identifies people."""

    namespace: str
    column: str
    reason: str
    sure: bool = True
    extra: Annotated[
        int, Meta(description="How far its name is from the plain one: the plainest of a namespace is taken.")
    ] = 0


def extra(says: Meaning) -> int:
    """Return how far a name is from the plain one: two for each word beyond whose number it is.

    One lies between: a column that is only called `id` goes behind `contact_id` and before `converted_contact_id`.
    """
    return 2 * (len(says.unknown) + max(len(set(says.concepts)) - 2, 0))


def by_name_only(column: Column, what: str) -> str:
    """Return the reason for a column that is empty in the rows looked at."""
    return f"column '{column.name}': its name says {what}; it is empty in the rows looked at"
