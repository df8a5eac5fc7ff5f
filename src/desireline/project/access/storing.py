"""Where accounts, sessions and keys are kept: tables of the project's SQLite file."""

import hashlib
from pathlib import Path

from desireline.base.state import State

__all__ = ["access_state", "digest"]

_STEPS = (
    """
    create table account (
      id integer primary key autoincrement, name text not null, name_key text not null unique, password text, subject text unique,
      role text not null, language text, disabled integer not null default 0, created_us integer not null, signed_in_us integer
    );
    create table session (
      digest blob primary key, account_id integer not null references account (id) on delete cascade, began_us integer not null,
      seen_us integer not null
    );
    create table api_key (
      id integer primary key autoincrement, account_id integer references account (id) on delete cascade, name text not null,
      digest blob not null unique, scopes text not null, created_us integer not null, expires_us integer, used_us integer
    );
    """,
)


def access_state(folder: Path) -> State:
    """Return the tables of a project's data folder (`.desireline`)."""
    return State(folder / "state.db", "access", _STEPS)


def digest(secret: str) -> bytes:
    """Return what is kept of a secret that was drawn at random: it cannot be guessed, so one fast hash is enough."""
    return hashlib.blake2b(secret.encode(errors="replace"), digest_size=32).digest()
