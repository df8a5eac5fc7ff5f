"""Which columns identify people, by name first and by content where names leave it open."""

import re
from collections.abc import Sequence

from desireline.sources.recognise.addresses import email, phone, phone_by_content
from desireline.sources.recognise.content import Column, example
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.people import COMPANIONS, NAMESPACES, PEOPLE, THINGS, Identifier, by_name_only, extra
from desireline.sources.recognise.subjects import Subject

__all__ = ["identifiers"]

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HANDLE = re.compile(r"@?(?=\S*[0-9_@.])\S{3,40}|@\S{2,40}")
_VISITOR = re.compile(r"(?:GA1\.[0-9]\.)?[0-9]{5,}\.[0-9]{9,}")
_NO_NUMBER = re.compile(r"-.*|[0-9]+\.[0-9]{0,3}[1-9]|.*\s.*\s.*\s.*|.{101,}", re.DOTALL)
_CARD = re.compile(r"(?=.*[0-9])[^*\s]{5,}")
_MARKS = frozenset({"id", "ids", "identifier", "guid", "key", "no", "nr", "number", "code", "uuid"})
_BARE = frozenset(
    {"id", "ids", "ид", "айди", "identifier", "azonosito", "идентификатор", "編號", "编号", "識別碼", "识别码"}
)
_REPEATING = ("", "transaction", "order", "sale", "invoice", "receipt", "visit", "session")
_ALONE = ("customer", "user", "member", "anonymous", "requester", "crm")
_WRITERS = ("social", "review")
_FEW = 3  # distinct values below which a column names kinds, not people
_ALIKE = 0.8
_HALF = 0.5


def identifiers(columns: Sequence[Column], subject: Subject) -> list[Identifier]:
    """Return the columns that identify people, the plainest of each namespace.

    Companies and cases only count where no person is named.
    """
    able = [column for column in columns if _able(column, subject)]
    found = [one for column in able if (one := _by_name(column, columns, subject)) is not None]
    if not found and not subject.things:
        found = [one for column in able if (one := _by_content(column)) is not None][:1]
    if any(one.namespace not in COMPANIONS for one in found):
        found = [one for one in found if one.namespace not in COMPANIONS]
    return [one for one in found if one is _plainest(one, found) or _equal(one, _plainest(one, found))]


def _plainest(one: Identifier, found: Sequence[Identifier]) -> Identifier:
    rivals = [other for other in found if other.namespace == one.namespace]
    return min(rivals, key=lambda other: (not other.sure, other.extra))


def _equal(one: Identifier, best: Identifier) -> bool:
    return (one.sure, one.extra) == (best.sure, best.extra)


def _able(column: Column, subject: Subject) -> bool:
    """Whether the column can hold numbers of people at all."""
    says = column.meaning
    if column.type in ("boolean", "json", "timestamp", "timestamptz", "date") or says.any("time"):
        return False
    return not subject.things or says.any("customer", "user", "member", "anonymous")


def _by_name(column: Column, columns: Sequence[Column], subject: Subject) -> Identifier | None:
    return (
        email(column, subject)
        or phone(column, columns, subject)
        or _card(column, subject)
        or _handle(column, subject)
        or _case(column)
        or _numbered(column, subject)
        or _alone(column)
    )


def _card(column: Column, subject: Subject) -> Identifier | None:
    """Read a loyalty card, or a card of a receipt that may be one."""
    says = column.meaning
    holds = column.share(_CARD.fullmatch) >= _ALIKE
    if (
        says.any("loyalty")
        and (holds or column.empty)
        and says.only("loyalty", "card", "number", "id", "customer", "member")
    ):
        reason = f"column '{column.name}': its name says a loyalty card"
        return Identifier(namespace="loyalty_card", column=column.name, reason=reason)
    if says.any("card") and holds and subject.purchase and says.only("card", "number", "id", "customer", "member"):
        reason = f"column '{column.name}': its name says a card; taken as a loyalty card, it could be a payment card"
        return Identifier(namespace="loyalty_card", column=column.name, reason=reason, sure=False)
    return None


def _case(column: Column) -> Identifier | None:
    if not column.meaning.any("case_key"):
        return None
    reason = f"column '{column.name}': its name says a case"
    return Identifier(namespace="case_id", column=column.name, reason=reason, extra=len(column.meaning.unknown))


def _handle(column: Column, subject: Subject) -> Identifier | None:
    """Read a screen name; in posts and reviews also the name of who wrote them, where it is no name of a person."""
    says = column.meaning
    writers = subject.channel in _WRITERS
    looks = column.empty or column.share(_HANDLE.fullmatch) >= _HALF
    if says.any("handle") and not says.any("staff") and looks and (writers or says.words != ("handle",)):
        reason = f"column '{column.name}': its name says a screen name"
        return Identifier(namespace="handle", column=column.name, reason=reason, extra=says.extra)
    one_word = subject.channel == "social" and column.share(lambda value: " " not in value) >= _ALIKE
    if writers and len(column.counts) >= _FEW and says.only("name", "author", "user") and (one_word or looks):
        who = f"in {subject.noun}s the name is who wrote them"
        reason = f"column '{column.name}': {who}, and its values look like screen names"
        sure = subject.channel == "social"
        return Identifier(namespace="handle", column=column.name, reason=reason, sure=sure, extra=1)
    return None


def _numbered(column: Column, subject: Subject) -> Identifier | None:
    """Read `customer_id`, `ID клиента`, `客戶編號`: what stands nearest to the word for number is what is numbered."""
    says = column.meaning
    if not says.any("id", "number", "uuid") or says.any("staff") or column.flag:
        return None
    whose = _numbers_what(says)
    if whose is None:
        return _bare(column, subject)
    plain = says.only(whose, "id") and not column.numeric  # whatever its values look like
    if whose not in NAMESPACES or not (plain or _looks_numbered(column)):
        return None
    if column.empty:
        vague = (
            says.unknown
            or (whose == "device" and set(says.concepts) - {"device", "id"})
            or says.concepts.count("device") > 1
        )
        reason = by_name_only(column, f"the number of {PEOPLE[whose]}")
        return (
            None
            if vague
            else Identifier(namespace=NAMESPACES[whose], column=column.name, reason=reason, extra=extra(says))
        )
    visitor = whose == "customer" and column.share(_VISITOR.fullmatch) >= _ALIKE
    reason = f"column '{column.name}': its name says the number of {PEOPLE[whose]}"
    if column.type == "float" or column.share(lambda value: value.endswith(".0")) >= _ALIKE:
        reason += f"; its values came through a spreadsheet ({example(column)})"
    namespace = "anonymous_id" if visitor else NAMESPACES[whose]
    return Identifier(namespace=namespace, column=column.name, reason=reason, extra=extra(says))


def _numbers_what(says: Meaning) -> str | None:
    """Return the concept that stands before the word for number, or after it where it comes first."""
    marks = [place for place, concept in enumerate(says.concepts) if concept in ("id", "uuid")]
    marks = marks or [place for place, concept in enumerate(says.concepts) if concept == "number"]
    if not marks[-1]:
        return next((concept for concept in says.concepts[1:] if concept not in ("id", "number", "uuid")), None)
    pairs = zip(says.words, says.words[1:], strict=False)
    if any(word in says.unknown for word, mark in pairs if mark in _MARKS):
        return "thing"  # `user_metric_id` numbers metrics
    return says.concepts[marks[-1] - 1]


def _bare(column: Column, subject: Subject) -> Identifier | None:
    """Read a column that is only called `id`: a person's where rows are people, or where it repeats."""
    says = column.meaning
    if column.empty or says.unknown or says.words[-1] not in _BARE:
        return None
    if subject.people:
        reason = f"column '{column.name}': each row is a {subject.noun}, so it numbers the {subject.noun}"
        namespace = NAMESPACES.get(subject.concept, "customer_id")
        return Identifier(namespace=namespace, column=column.name, reason=reason, extra=1)
    if _repeats(column) and subject.concept in _REPEATING:
        reason = f"column '{column.name}': it repeats over rows, so it does not number them; taken as the customer"
        return Identifier(namespace="customer_id", column=column.name, reason=reason, sure=False)
    return None


def _alone(column: Column) -> Identifier | None:
    """Read `customer`, `patient`, `visitor`: a person's word with nothing else, and values like numbers of people."""
    says = column.meaning
    if len(says.concepts) != 1 or says.concepts[0] not in _ALONE or says.unknown:
        return None
    plural = any(word.endswith("s") for word in says.words)  # `users` of a day are counted, not named
    digits = column.share(lambda value: any(char.isdigit() for char in value)) >= _ALIKE
    if plural or column.flag or len(column.counts) < _FEW or not digits or not _looks_numbered(column):
        return None
    reason = (
        f"column '{column.name}': its name says {PEOPLE[says.concepts[0]]}, and its values look like numbers, "
        f"such as {example(column)}"
    )
    return Identifier(namespace=NAMESPACES[says.concepts[0]], column=column.name, reason=reason, extra=1)


def _by_content(column: Column) -> Identifier | None:
    """Read a column whose name says nothing, by values that can hardly be anything else."""
    says = column.meaning
    if column.empty or says.any(*THINGS):
        return None
    if not says.concepts and _repeats(column) and column.share(_UUID.fullmatch) >= _ALIKE:
        reason = (
            f"column '{column.name}': its values are UUIDs that repeat over rows, such as {example(column)}; "
            "taken as visitors"
        )
        return Identifier(namespace="anonymous_id", column=column.name, reason=reason, sure=False)
    return phone_by_content(column)


def _repeats(column: Column) -> bool:
    return column.uniqueness < _ALIKE and len(column.counts) > _FEW


def _looks_numbered(column: Column) -> bool:
    """Whether values can be numbers of people: no fractions, no sentences, nothing below zero."""
    return column.empty or column.share(lambda value: not _NO_NUMBER.fullmatch(value)) >= _ALIKE
