"""Accounts: what is kept, who is let in, and that somebody can always look after them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError, NotFoundError
from desireline.project.access import Account, Accounts, AccountSessions, Role, passwords
from example_maps import HOSTILE

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    found = Accounts(tmp_path)
    found.add("Anna@Example.com", PASSWORD, "admin", language="hu")
    return found


def test_there_are_none_until_one_is_made(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    assert (accounts.all(), accounts.exist(), accounts.sign_in("anna", PASSWORD)) == ([], False, None)
    assert list(tmp_path.iterdir()) == []


def test_an_account_is_what_was_said(accounts: Accounts) -> None:
    (anna,) = accounts.all()
    assert anna == Account(
        id=1,
        name="Anna@Example.com",
        role="admin",
        language="hu",
        disabled=False,
        has_password=True,
        created_us=anna.created_us,
        signed_in_us=None,
    )


def test_the_password_is_not_kept(accounts: Accounts, tmp_path: Path) -> None:
    assert all(PASSWORD.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert any(b"$argon2id$" in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", ["anna@example.com", " ANNA@example.com ", "Ａnna@Example.com"])
def test_letter_case_and_spaces_do_not_matter_in_names(accounts: Accounts, name: str) -> None:
    found = accounts.sign_in(name, PASSWORD)
    assert found is not None
    assert found.signed_in_us is not None
    with pytest.raises(InputError, match="already"):
        accounts.add(name, PASSWORD, "viewer")


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna@example.com", PASSWORD + " "), ("anna@example.com", ""), ("bela", PASSWORD), ("", ""), (HOSTILE, HOSTILE)],
)
def test_what_is_wrong_does_not_sign_in(accounts: Accounts, name: str, password: str) -> None:
    assert accounts.sign_in(name, password) is None


def test_a_disabled_account_does_not_sign_in_and_its_sessions_end(accounts: Accounts, tmp_path: Path) -> None:
    bela = accounts.add("béla", PASSWORD, "analyst")
    session = AccountSessions(tmp_path).begin(bela)
    assert accounts.set_disabled(bela.id, disabled=True).disabled
    assert accounts.sign_in("béla", PASSWORD) is None
    assert AccountSessions(tmp_path).find(session) is None
    accounts.set_disabled(bela.id, disabled=False)
    assert AccountSessions(tmp_path).find(session) is None
    assert accounts.sign_in("béla", PASSWORD) is not None


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "a\nb", "a\x00b", HOSTILE, "\ud800", "\u202eanna"])
def test_names_that_are_none_are_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError, match="cannot be an account's name"):
        accounts.add(name, PASSWORD, "viewer")
    assert len(accounts.all()) == 1


@pytest.mark.parametrize("password", ["", "short", "x" * 9, "x" * 1_001])
def test_passwords_that_do_not_hold_are_refused_and_not_repeated(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match=r"use 10 to 1000") as caught:
        accounts.add("béla", password, "viewer")
    assert not password or password not in str(caught.value)
    with pytest.raises(InputError, match=r"use 10 to 1000"):
        accounts.set_password(1, password)


def test_the_first_account_is_an_admin(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    with pytest.raises(InputError, match="the first account must be an admin, not an analyst"):
        accounts.add("béla", PASSWORD, "analyst")
    assert accounts.all() == []


def test_the_last_admin_stays(accounts: Accounts) -> None:
    accounts.add("béla", PASSWORD, "editor")
    for last in (
        lambda: accounts.remove(1),
        lambda: accounts.set_role(1, "editor"),
        lambda: accounts.set_disabled(1, disabled=True),
    ):
        with pytest.raises(InputError, match=r"'Anna@Example\.com' is the last admin"):
            last()
    accounts.set_role(2, "admin")
    accounts.remove(1)
    with pytest.raises(InputError, match="'béla' is the last admin"):
        accounts.remove(2)


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["remove", "viewer", "admin", "disable", "enable"]), st.integers(0, 4)), max_size=12
    )
)
@settings(max_examples=25)
def test_whatever_is_done_one_admin_can_sign_in(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    accounts = Accounts(tmp_path_factory.mktemp("accounts"))
    roles: list[Role] = ["admin", "viewer", "admin"]
    for number, role in enumerate(roles):
        accounts.add(f"number {number}", PASSWORD, role)
    for what, number in steps:
        try:
            match what:
                case "remove":
                    accounts.remove(number)
                case "viewer" | "admin":
                    accounts.set_role(number, what)
                case _:
                    accounts.set_disabled(number, disabled=what == "disable")
        except InputError:
            pass
        assert any(one.role == "admin" and not one.disabled for one in accounts.all())


def test_another_password_or_role_ends_sessions_and_a_language_does_not(accounts: Accounts, tmp_path: Path) -> None:
    sessions = AccountSessions(tmp_path)
    anna = accounts.numbered(1)
    accounts.add("béla", PASSWORD, "admin")
    for change, ends in (
        (lambda: accounts.set_language(1, "ru"), False),
        (lambda: accounts.set_password(1, "another password"), True),
        (lambda: accounts.set_role(1, "editor"), True),
        (lambda: accounts.remove(1), True),
    ):
        session = sessions.begin(anna)
        change()
        assert (sessions.find(session) is None) == ends


@pytest.mark.parametrize(
    "change",
    [
        {"disabled": True},
        {"role": "viewer"},
        {"role": "viewer", "disabled": False},
        {"role": "admin", "disabled": True},
        {"role": "owner"},
        {"password": "short", "role": "admin"},
    ],
)
def test_a_change_is_made_as_a_whole_or_not_at_all(accounts: Accounts, tmp_path: Path, change: dict[str, Any]) -> None:
    sessions = AccountSessions(tmp_path)
    before = accounts.all()
    session = sessions.begin(before[0])
    with pytest.raises(InputError):
        accounts.change(1, **{"password": "another password", "language": "ru", **change})
    assert accounts.all() == before
    assert sessions.find(session) is not None
    assert accounts.sign_in("anna@example.com", PASSWORD) is not None


def test_all_of_a_change_is_made(accounts: Accounts) -> None:
    accounts.add("béla", PASSWORD, "viewer")
    changed = accounts.change(2, role="editor", password="another password", language="ru", disabled=True)
    assert (changed.role, changed.language, changed.disabled) == ("editor", "ru", True)
    assert accounts.change(2) == changed
    assert accounts.change(2, disabled=False, language=None).language is None
    assert accounts.sign_in("béla", "another password") is not None
    with pytest.raises(NotFoundError, match="no account 9"):
        accounts.change(9, language="ru")


def test_who_does_not_exist_is_told_with_who_does(accounts: Accounts) -> None:
    with pytest.raises(NotFoundError, match=r"no account 'zoe': accounts are Anna@Example\.com"):
        accounts.named("zoe")
    with pytest.raises(NotFoundError, match="no account 9"):
        accounts.set_role(9, "viewer")


def test_the_organisations_people_are_made_once_and_follow_its_roles(accounts: Accounts) -> None:
    first = accounts.sign_in_by("https://id.example|7", "Béla", "viewer")
    assert (first.name, first.role, first.has_password) == ("Béla", "viewer", False)
    again = accounts.sign_in_by("https://id.example|7", "Béla B.", "editor")
    assert (again.id, again.name, again.role) == (first.id, "Béla", "editor")
    assert accounts.sign_in("Béla", "") is None
    with pytest.raises(InputError, match="already"):
        accounts.sign_in_by("https://id.example|8", "anna@example.com", "admin")
    accounts.set_disabled(first.id, disabled=True)
    with pytest.raises(InputError, match="disabled"):
        accounts.sign_in_by("https://id.example|7", "Béla", "editor")
