"""E-mail addresses and phone numbers of people; those of the business and its staff are told apart."""

import re
from collections.abc import Sequence

from desireline.sources.recognise.content import Column, example
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.people import PEOPLE, THINGS, Identifier, by_name_only, extra
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.time_ranks import VERBS

__all__ = ["email", "is_shared", "phone", "phone_by_content"]

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9(][0-9 ()./\u2010-\u2015-]{5,20}[0-9]")
_SURE_PHONE = re.compile(r"\+[0-9][0-9 ()./-]{7,18}[0-9]|\([0-9]{2,4}\) ?[0-9]{3,4}[ -][0-9]{3,4}")
_NO_ADDRESS = (*(THINGS - {"email"}), "id", "status", "note", *VERBS)
_LINES = {"inbound": (("from",), ("from", "number")), "outbound": (("to",), ("to", "number"))}
_LINE_TABLES = ("call", "message", "chat")
_ALIKE = 0.8
_PHONES = 0.6  # of the values under the name of a phone: people also write `anonymous` there
_SHARED_ROWS = 20


def email(column: Column, subject: Subject) -> Identifier | None:
    """Return the column as one of people's e-mail addresses, by its values or by its name; None where it is not."""
    says = column.meaning
    if says.any("staff", "store") or is_shared(column) or _ours(says, subject):
        return None
    share = column.share(_EMAIL.fullmatch)
    beyond = len(says.unknown) + len(set(says.concepts) - PEOPLE.keys() - {"email"})
    if share >= _ALIKE:
        reason = f"column '{column.name}': {share:.0%} of its values are e-mail addresses"
        return Identifier(namespace="email", column=column.name, reason=reason, extra=beyond)
    if not says.any("email") or says.any(*_NO_ADDRESS):
        return None
    if column.empty and says.only("email", *PEOPLE):
        return Identifier(namespace="email", column=column.name, reason=by_name_only(column, "an e-mail address"))
    if column.share(_HASH.fullmatch) >= _ALIKE:
        reason = f"column '{column.name}': its name says an e-mail address, its values are hashes of one length"
        return Identifier(namespace="email", column=column.name, reason=reason, sure=False, extra=beyond)
    return None


def phone(column: Column, columns: Sequence[Column], subject: Subject) -> Identifier | None:
    """Return the column as one of people's phone numbers, by its name and values; None where it is not."""
    says = column.meaning
    named = says.any("phone", "caller") and not says.any("staff", "type", "store")
    if named and says.any("id") and says.any(*THINGS):
        return None
    if not named and not (subject.concept in _LINE_TABLES and says.words in _LINES[_direction(columns)]):
        return None
    if column.empty:
        plain = says.any("phone") and says.only("phone", "number", *(PEOPLE.keys() - {"caller"}))
        reason = by_name_only(column, "a phone number")
        return Identifier(namespace="phone", column=column.name, reason=reason) if plain else None
    share = column.share(_PHONE.fullmatch)
    if share < _PHONES or is_shared(column):
        return None
    reason = (
        f"column '{column.name}': its name says a phone number or who called, and {share:.0%} of its values "
        f"look like one, such as {example(column)}"
    )
    return Identifier(namespace="phone", column=column.name, reason=reason, extra=extra(says))


def phone_by_content(column: Column) -> Identifier | None:
    """Return the column as phone numbers by its values alone: international, or with an area in brackets."""
    if column.share(_SURE_PHONE.fullmatch) < _ALIKE or is_shared(column):
        return None
    reason = f"column '{column.name}': its values look like phone numbers, such as {example(column)}"
    return Identifier(namespace="phone", column=column.name, reason=reason, sure=False)


def is_shared(column: Column) -> bool:
    """Return whether one value stands in all of many rows: then it is the business's own."""
    return column.filled >= _SHARED_ROWS and len(column.counts) == 1


def _ours(says: Meaning, subject: Subject) -> bool:
    """Whether an address is the business's own: what letters are answered to, what tickets are sent to."""
    words = set(says.words)
    if words & {"reply", "noreply", "bcc", "cc"}:
        return True
    if subject.concept in ("email", "campaign"):
        return bool(words & {"from", "sender"})
    return subject.concept in ("ticket", "chat") and bool(words & {"recipient", "to"})


def _direction(columns: Sequence[Column]) -> str:
    """Return `outbound` where a column says that most calls or messages went out, else `inbound`."""
    told = [column for column in columns if column.name.casefold().endswith("direction") and not column.empty]
    out = sum(count for value, count in told[0].counts.items() if value.casefold().startswith("out")) if told else 0
    return "outbound" if told and out > told[0].filled / 2 else "inbound"
