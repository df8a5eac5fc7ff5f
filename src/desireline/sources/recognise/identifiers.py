"""Which columns identify people, in which namespace; and which column numbers events.

Namespaces are few, so that the same kind of number links over sources: `email`, `phone`, `loyalty_card`, `user_id`,
`customer_id` (customers, members, persons, households), `crm_id` (contacts and leads), `requester_id` (people in a help desk),
`anonymous_id` (visitors, cookies), `device_id`, `account_id` (companies), `handle` (screen names), `case_id` (process logs).
Numbers of orders, invoices, sessions, products, campaigns, employees and the like are never people.
"""

import re
from collections.abc import Sequence

import msgspec

from desireline.sources.recognise.content import Column, example
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.times import VERBS

__all__ = ["Identifier", "event_id", "identifiers"]

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9(][0-9 ()./\u2010-\u2015-]{5,20}[0-9]")
_SURE_PHONE = re.compile(r"\+[0-9][0-9 ()./-]{7,18}[0-9]|\([0-9]{2,4}\) ?[0-9]{3,4}[ -][0-9]{3,4}")
_HANDLE = re.compile(r"@?(?=\S*[0-9_@.])\S{3,40}|@\S{2,40}")
_VISITOR = re.compile(r"(?:GA1\.[0-9]\.)?[0-9]{5,}\.[0-9]{9,}")

_BY_SUBJECT = {
    "anonymous": "anonymous_id", "device": "device_id", "loyalty": "loyalty_card", "crm": "crm_id", "contact": "crm_id", "user": "user_id",
    "customer": "customer_id", "member": "customer_id", "requester": "requester_id", "caller": "phone", "account": "account_id",
    "case": "case_id",
}  # fmt: skip
_PERSON = {
    "anonymous": "a visitor", "device": "a device", "loyalty": "a loyalty card", "crm": "a contact", "contact": "a contact", "user": "a user",
    "customer": "a customer", "member": "a member", "requester": "a person who asks for help", "caller": "a caller",
    "account": "an account", "case": "a case",
}  # fmt: skip
_THINGS = (
    "order", "invoice", "receipt", "sale", "transaction", "basket", "ticket", "call", "chat", "review", "survey", "tweet", "post", "message",
    "campaign", "deal", "session", "visit", "subscription", "redemption", "shipment", "conversion", "product", "store", "coupon", "app",
    "thing", "event", "event_name", "activity", "page", "paid", "staff", "utm", "email", "type", "card",
)  # fmt: skip
_ALONE = ("customer", "user", "member", "anonymous", "requester", "crm")
_FEW = 3  # distinct values below which a column names kinds, not people
_MOST_ALIKE = 0.8
_SHARED_ROWS = 20
_LINES = {"inbound": (("from",), ("from", "number")), "outbound": (("to",), ("to", "number"))}
_BARE = frozenset(
    {"id", "ids", "ид", "айди", "identifier", "azonosito", "идентификатор", "編號", "编号", "識別碼", "识别码"}
)
_REPEATING = ("", "transaction", "order", "sale", "invoice", "receipt", "visit", "session")
_COMPANIONS = ("account_id", "case_id")


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """A column that identifies people."""

    namespace: str
    column: str
    reason: str
    sure: bool = True
    extra: int = 0
    """How many words its name has beyond what makes it one."""


def identifiers(columns: Sequence[Column], subject: Subject) -> list[Identifier]:
    """Return the columns that identify people, at most the plainest few of each namespace."""
    found = [one for column in columns if (one := _read(column, columns, subject)) is not None]
    if not found:
        found = [one for column in columns if (one := _by_content(column, subject)) is not None][:1]
    if any(one.namespace not in _COMPANIONS for one in found):
        found = [one for one in found if one.namespace not in _COMPANIONS]
    kept: list[Identifier] = []
    for one in found:
        rivals = [other for other in found if other.namespace == one.namespace]
        if one.sure == any(other.sure for other in rivals) and one.extra == min(
            other.extra for other in rivals if other.sure == one.sure
        ):
            kept.append(one)
    return kept


def event_id(columns: Sequence[Column], subject: Subject) -> tuple[Column, str] | None:
    """Return the column that numbers events, by its name and because (nearly) no value repeats, and the reason."""
    ranked = []
    for column in columns:
        rank = _event_id_rank(column.meaning, subject)
        if rank and column.filled == column.rows and column.uniqueness >= 0.95:  # noqa: PLR2004
            ranked.append((-rank, len(ranked), column))
    if not ranked:
        return None
    column = min(ranked)[2]
    repeats = column.filled - len(column.counts)
    told = (
        f"{repeats} of {column.filled} values repeat and are taken as the same event sent again"
        if repeats
        else "no value repeats"
    )
    return column, f"column '{column.name}': its name says that it numbers events, and {told}"


def _event_id_rank(says: Meaning, subject: Subject) -> int:
    if subject.people:
        return 0
    if says.words in (("message", "id"), ("insert", "id"), ("event", "id"), ("event", "uuid"), ("eid",)):
        return 5
    if says.words == ("uuid",):
        return 4
    if (
        says.only("id", "tweet", "post", "message", "event")
        and says.any("tweet", "post", "message", "event")
        and says.any("id")
    ):
        return 3
    return (
        2
        if says.concepts == ("id",) and not says.unknown and subject.concept in ("event", "tweet", "post", "activity")
        else 0
    )


def _read(column: Column, columns: Sequence[Column], subject: Subject) -> Identifier | None:
    """Return what a column identifies by its name and content, None where it does not."""
    says = column.meaning
    if column.type in ("boolean", "json", "timestamp", "timestamptz", "date") or says.any("time"):
        return None
    named = f"column '{column.name}': its name"
    if subject.things and not says.any("customer", "user", "member", "anonymous"):
        return None
    if _ours(says, subject):
        return None
    if found := _email(column):
        return found
    if (
        says.any("phone", "caller")
        and not says.any("staff", "type", "store")
        and not (says.any("id") and says.any(*_THINGS))
    ):
        return _phone(column)
    if says.words in _LINES.get(_direction(columns), ()) and subject.concept in ("call", "message", "chat"):
        return _phone(column)
    if says.any("loyalty") and (not says.unknown or says.any("card", "id", "number")) and _looks_numbered(column):
        return Identifier(
            namespace="loyalty_card", column=column.name, reason=f"{named} says a loyalty card", extra=len(says.unknown)
        )
    if (
        says.any("card")
        and says.only("card", "number", "id", "customer", "member")
        and subject.purchase
        and _looks_like_card(column)
    ):
        reason = f"{named} says a card; taken as a loyalty card, it could be a payment card"
        return Identifier(namespace="loyalty_card", column=column.name, reason=reason, sure=False, extra=1)
    if says.any("case_key"):
        return Identifier(
            namespace="case_id", column=column.name, reason=f"{named} says a case", extra=len(says.unknown)
        )
    if (
        says.any("handle")
        and (says.words != ("handle",) or subject.channel in ("social", "review"))
        and not says.any("staff")
        and _looks_like_handle(column)
    ):
        return Identifier(
            namespace="handle", column=column.name, reason=f"{named} says a screen name", extra=says.extra
        )
    if says.any("id", "number", "uuid"):
        return _numbered(column, subject)
    return _alone(column, subject)


def _email(column: Column) -> Identifier | None:
    says = column.meaning
    share = column.share(_EMAIL.fullmatch)
    if says.any("staff", "store") or (says.words and says.words[-1] in ("domain", "type", "status", "count")):
        return None
    if column.filled >= _SHARED_ROWS and len(column.counts) == 1:
        return None  # one address in every row is the business's own
    if share >= _MOST_ALIKE:
        reason = f"column '{column.name}': {share:.0%} of its values are e-mail addresses"
        return Identifier(namespace="email", column=column.name, reason=reason, extra=len(says.unknown))
    if (
        not says.any("email")
        or says.any(*(thing for thing in _THINGS if thing != "email"))
        or says.any("id", "status", "note", *VERBS)
    ):
        return None
    if column.empty and says.only("email", *_PERSON):
        return Identifier(namespace="email", column=column.name, reason=_by_name_only(column, "an e-mail address"))
    if column.share(_HASH.fullmatch) >= _MOST_ALIKE:
        reason = f"column '{column.name}': its name says an e-mail address, its values are hashes of one length"
        return Identifier(namespace="email", column=column.name, reason=reason, sure=False, extra=len(says.unknown))
    return None


def _phone(column: Column) -> Identifier | None:
    says = column.meaning
    if column.empty:
        plain = says.only("phone", "number", *(one for one in _PERSON if one != "caller"))
        return (
            Identifier(namespace="phone", column=column.name, reason=_by_name_only(column, "a phone number"))
            if plain
            else None
        )
    share = column.share(_PHONE.fullmatch)
    if share < 0.6 or (column.filled >= _SHARED_ROWS and len(column.counts) == 1):  # noqa: PLR2004
        return None
    reason = f"column '{column.name}': its name says a phone number or who called, and {share:.0%} of its values look like one, such as {example(column)}"
    return Identifier(namespace="phone", column=column.name, reason=reason, extra=_extra(says))


def _numbered(column: Column, subject: Subject) -> Identifier | None:
    """Read `customer_id`, `ID клиента`, `客戶編號`: what stands nearest to the word for number is what is numbered."""
    says = column.meaning
    if column.flag and not column.empty:
        return None
    whose = _numbers_what(says)
    if whose is None:
        return _bare(column, subject) if says.only("id", "uuid") else None
    if (
        whose not in _BY_SUBJECT
        or says.any("staff")
        or not (_looks_numbered(column) or (says.only(whose, "id") and not column.numeric))
    ):
        return None
    namespace = _BY_SUBJECT[whose]
    if whose == "customer" and column.share(_VISITOR.fullmatch) >= _MOST_ALIKE:
        namespace = "anonymous_id"
    reason = f"column '{column.name}': its name says the number of {_PERSON[whose]}"
    if column.empty:
        if says.unknown or len(says.concepts) > 2 and whose == "device":  # noqa: PLR2004
            return None
        reason = _by_name_only(column, f"the number of {_PERSON[whose]}")
    elif column.type == "float" or column.share(lambda value: value.endswith(".0")) >= _MOST_ALIKE:
        reason += f"; its values came through a spreadsheet ({example(column)})"
    return Identifier(namespace=namespace, column=column.name, reason=reason, extra=_extra(says))


def _extra(says: Meaning) -> int:
    """How many words a name has beyond whose and which number."""
    return len(says.unknown) + max(len(set(says.concepts)) - 2, 0)


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


def _numbers_what(says: Meaning) -> str | None:
    """Return the concept that stands before the word for number, or after it where it comes first."""
    marks = [place for place, concept in enumerate(says.concepts) if concept in ("id", "uuid")]
    marks = marks or [place for place, concept in enumerate(says.concepts) if concept == "number"]
    mark = marks[-1]
    before = says.concepts[mark - 1] if mark else None
    if before is None:
        return next((concept for concept in says.concepts[mark + 1 :] if concept not in ("id", "number")), None)
    if says.unknown and not _known_before_mark(says):
        return "thing"
    return before


def _known_before_mark(says: Meaning) -> bool:
    """Whether the very word before the mark is known: `metric_id` and `user_metric_id` number metrics, not users."""
    for place, word in enumerate(says.words[1:], start=1):
        if (
            word in ("id", "ids", "identifier", "guid", "key", "no", "nr", "number", "code", "uuid")
            and says.words[place - 1] in says.unknown
        ):
            return False
    return True


def _bare(column: Column, subject: Subject) -> Identifier | None:
    """Read a column that is only called `id`: a person's where rows are people, or where it repeats."""
    if column.empty or column.meaning.words[-1] not in _BARE:
        return None
    if subject.people:
        reason = f"column '{column.name}': each row is a {subject.noun}, so it numbers the {subject.noun}"
        return Identifier(
            namespace=_BY_SUBJECT.get(subject.concept, "customer_id"), column=column.name, reason=reason, extra=1
        )
    repeats = column.uniqueness < _MOST_ALIKE and len(column.counts) > _FEW
    if repeats and subject.concept in _REPEATING:
        reason = f"column '{column.name}': it repeats over rows, so it does not number them; taken as the customer"
        return Identifier(namespace="customer_id", column=column.name, reason=reason, sure=False, extra=2)
    return None


def _alone(column: Column, subject: Subject) -> Identifier | None:
    """Read `customer`, `patient`, `visitor`: a person's word with nothing else, and values that look like numbers of people."""
    says = column.meaning
    numbered = len(says.concepts) == 1 and not says.unknown and len(column.counts) >= _FEW and not column.flag
    if (
        numbered
        and says.concepts[0] in _ALONE
        and not _plural(says)
        and column.share(_has_digit) >= _MOST_ALIKE
        and _looks_numbered(column)
    ):
        reason = f"column '{column.name}': its name says a {says.concepts[0]}, and its values look like numbers, such as {example(column)}"
        return Identifier(namespace=_BY_SUBJECT[says.concepts[0]], column=column.name, reason=reason, extra=1)
    one_word = subject.channel == "social" and column.share(lambda value: " " not in value) >= _MOST_ALIKE
    wrote = subject.channel in ("social", "review") and says.only("name", "author", "user") and numbered
    if wrote and (one_word or _looks_like_handle(column)):
        reason = f"column '{column.name}': in {subject.noun}s the name is who wrote them, and its values look like screen names"
        return Identifier(
            namespace="handle", column=column.name, reason=reason, sure=subject.channel == "social", extra=1
        )
    return None


def _by_content(column: Column, subject: Subject) -> Identifier | None:
    """Read a column whose name says nothing, by values that can hardly be anything else."""
    says = column.meaning
    if (
        column.empty
        or column.type in ("boolean", "json", "timestamp", "timestamptz", "date")
        or says.any(*_THINGS)
        or subject.things
    ):
        return None
    if column.share(_SURE_PHONE.fullmatch) >= _MOST_ALIKE and not (
        column.filled >= _SHARED_ROWS and len(column.counts) == 1
    ):
        reason = f"column '{column.name}': its values look like phone numbers, such as {example(column)}"
        return Identifier(namespace="phone", column=column.name, reason=reason, sure=False)
    repeats = column.uniqueness < _MOST_ALIKE and len(column.counts) > _FEW
    if repeats and not says.concepts and column.share(_UUID.fullmatch) >= _MOST_ALIKE:
        reason = f"column '{column.name}': its values are UUIDs that repeat over rows, such as {example(column)}; taken as visitors"
        return Identifier(namespace="anonymous_id", column=column.name, reason=reason, sure=False)
    return None


def _by_name_only(column: Column, what: str) -> str:
    return f"column '{column.name}': its name says {what}; it is empty in the rows looked at"


def _looks_numbered(column: Column) -> bool:
    """Whether values can be numbers of people: no fractions, no sentences, no negative numbers."""
    return (
        column.share(
            lambda value: len(value) <= 100 and not re.fullmatch(r"-.*|[0-9]+\.[0-9]{0,3}[1-9]|.*\s.*\s.*\s.*", value)
        )
        >= _MOST_ALIKE
        or column.empty
    )  # noqa: PLR2004


def _looks_like_handle(column: Column) -> bool:
    return column.empty or column.share(_HANDLE.fullmatch) >= 0.5  # noqa: PLR2004


def _looks_like_card(column: Column) -> bool:
    """Whether values are whole numbers of cards: not `cash`, not a payment card's last four digits behind stars."""
    return (
        column.share(lambda value: len(value) > 4 and _has_digit(value) and "*" not in value and " " not in value)
        >= _MOST_ALIKE
    )  # noqa: PLR2004


def _has_digit(value: str) -> bool:
    return any(char.isdigit() for char in value)


def _plural(says: Meaning) -> bool:
    return any(word.endswith("s") for word in says.words)
