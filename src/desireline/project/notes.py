"""What people of the business note about a customer; a note follows the person when customers merge or split."""

import sqlite3
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta

from desireline.base.errors import ChangedError, InputError, NotFoundError
from desireline.base.state import State
from desireline.base.times import now_us
from desireline.events import Identifier
from desireline.identity import find, identifiers_of, spelled
from desireline.journeys import Journeys
from desireline.journeys.country import phone_country
from desireline.journeys.customers import CustomerPlace
from desireline.project.person import shown_identifier
from desireline.project.project import Project
from desireline.project.who import identities_of

__all__ = ["Note", "add_note", "change_note", "forget_notes", "notes_of", "remove_note"]

_LONGEST = 10_000
_STEPS = (
    """
    create table note (
      id integer primary key autoincrement, customer text not null, namespace text, value text, text text not null, by text not null,
      at_us integer not null, edited_by text, edited_us integer, version integer not null
    );
    create index note_customer on note (customer);
    create index note_identifier on note (namespace, value);
    """,
)


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One note about a customer."""

    id: int
    text: str
    by: Annotated[str, Meta(description="Who wrote it: an account's name, or `local`.")]
    at_us: Annotated[int, Meta(description="When: µs since 1970, UTC.")]
    edited_by: Annotated[str | None, Meta(description="Who changed it last; null where nobody has.")]
    edited_us: int | None
    version: Annotated[int, Meta(description="How often it was written: what If-Match of a change must say.")]


def notes_of(project: Project, journeys: Journeys, place: CustomerPlace) -> list[Note]:
    """Return the notes about a customer, the newest first.

    A note is kept with the customer's id and with the identifier that they were known by best. It is about whoever has that identifier
    now; where nobody has (it was set aside, or its import taken back), about the customer of that id.
    """
    state = _state(project)
    if not state.present():
        return []
    with state.reading() as connection:
        rows = _rows(connection, journeys, spelled(place.customer_id), _identifiers(journeys, place))
    return sorted((_note(row) for row in rows), key=lambda note: (-note.at_us, -note.id))


def add_note(project: Project, journeys: Journeys, place: CustomerPlace, text: str, *, by: str) -> Note:
    """Write a note about a customer.

    Raises:
        InputError: the text is empty or too long.
        StorageError: it cannot be written.
    """
    best = shown_identifier(_identifiers(journeys, place))
    values = (
        spelled(place.customer_id),
        best.namespace if best else None,
        best.value if best else None,
        _checked(text),
        by,
        now_us(),
    )
    with _state(project).transaction() as connection:
        added = connection.execute(
            "insert into note (customer, namespace, value, text, by, at_us, version) values (?, ?, ?, ?, ?, ?, 1)",
            values,
        )
        row = connection.execute("select * from note where id = ?", (added.lastrowid,)).fetchone()
    return _note(row)


def change_note(
    project: Project, journeys: Journeys, place: CustomerPlace, number: int, text: str, *, by: str, expected: str | None
) -> Note:
    """Change the text of a note about a customer.

    Raises:
        InputError: the text is empty or too long.
        NotFoundError: there is no such note about this customer.
        ChangedError: somebody else has changed it.
        StorageError: it cannot be written.
    """
    said = _checked(text)
    with _state(project).transaction() as connection:
        _check(connection, journeys, place, number, expected)
        connection.execute(
            "update note set text = ?, edited_by = ?, edited_us = ?, version = version + 1 where id = ?",
            (said, by, now_us(), number),
        )
        row = connection.execute("select * from note where id = ?", (number,)).fetchone()
    return _note(row)


def remove_note(
    project: Project, journeys: Journeys, place: CustomerPlace, number: int, *, expected: str | None
) -> None:
    """Remove a note about a customer; nothing of it is kept.

    Raises:
        NotFoundError: there is no such note about this customer.
        ChangedError: somebody else has changed it.
        StorageError: it cannot be written.
    """
    with _state(project).transaction() as connection:
        _check(connection, journeys, place, number, expected)
        connection.execute("delete from note where id = ?", (number,))


def forget_notes(
    connection: sqlite3.Connection, journeys: Journeys, customer: int, identifiers: list[Identifier]
) -> None:
    """Remove all notes about a customer who is erased, in the transaction that erases them.

    Args:
        connection: to the project's `state.db`.
        journeys: with the customer still in them.
        customer: the 64-bit id.
        identifiers: theirs.
    """
    if connection.execute("select 1 from sqlite_master where name = 'note'").fetchone():
        rows = _rows(connection, journeys, spelled(customer), identifiers)
        connection.executemany("delete from note where id = ?", [(row["id"],) for row in rows])


def _rows(
    connection: sqlite3.Connection, journeys: Journeys, customer: str, identifiers: list[Identifier]
) -> list[sqlite3.Row]:
    """Return what is noted about a customer."""
    own = {(each.namespace, each.value) for each in identifiers}
    found: dict[int, sqlite3.Row] = {}
    for pair in own:
        for row in connection.execute("select * from note where namespace = ? and value = ?", pair):
            found[row["id"]] = row
    for row in connection.execute("select * from note where customer = ?", (customer,)):
        if row["id"] not in found and not _somebody_s(journeys, row["namespace"], row["value"]):
            found[row["id"]] = row
    return list(found.values())


def _somebody_s(journeys: Journeys, namespace: str | None, value: str | None) -> bool:
    """Say whether an identifier is any customer's."""
    if namespace is None or value is None:
        return False
    settings = journeys.settings
    text = f"{namespace}:{value}"
    found = find(identities_of(journeys), text, settings.identity, phone_country(settings), whole=True)
    return bool(len(found.exact))


def _check(
    connection: sqlite3.Connection, journeys: Journeys, place: CustomerPlace, number: int, expected: str | None
) -> None:
    rows = _rows(connection, journeys, spelled(place.customer_id), _identifiers(journeys, place))
    known = {row["id"]: str(row["version"]) for row in rows}
    if number not in known:
        raise _missing(number)
    if expected is not None and expected != known[number]:
        raise ChangedError(
            f"somebody else has changed note {number} since you looked at it: nothing was changed; look at it again"
        )


def _checked(text: str) -> str:
    said = text.strip()
    if not said:
        raise InputError("the note is empty: write something, or remove it")
    if len(said) > _LONGEST:
        raise InputError(f"the note has {len(said)} characters: at most {_LONGEST} are allowed, so write two")
    return said


def _identifiers(journeys: Journeys, place: CustomerPlace) -> list[Identifier]:
    known = identifiers_of(identities_of(journeys), np.array([place.customer_id], dtype=np.uint64))
    return known.get(place.customer_id, [])


def _state(project: Project) -> State:
    return State(project.log.folder / "state.db", "notes", _STEPS)


def _missing(number: int) -> NotFoundError:
    return NotFoundError(f"there is no note {number} about this customer: it may have been removed; look again")


def _note(row: sqlite3.Row) -> Note:
    return msgspec.convert({name: row[name] for name in Note.__struct_fields__}, Note)
