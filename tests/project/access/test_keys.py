"""Keys: shown once, never more than their account may, gone when they end."""

from pathlib import Path

import pytest

from desireline.base.errors import ForbiddenError, InputError, NotFoundError
from desireline.project.access import Account, Accounts, ApiKeys, Right, keys
from example_maps import HOSTILE

PASSWORD = "correct horse battery"


@pytest.fixture
def bela(tmp_path: Path) -> Account:
    accounts = Accounts(tmp_path)
    accounts.add("anna", PASSWORD, "admin")
    return accounts.add("béla", PASSWORD, "analyst")


def test_a_key_is_shown_once(bela: Account, tmp_path: Path) -> None:
    key, secret = ApiKeys(tmp_path).add("the report", [Right.READ, Right.READ], account=bela, days=None)
    assert secret.startswith("dl_")
    assert (key.name, key.account, key.scopes, key.expires_us, key.used_us) == (
        "the report",
        "béla",
        [Right.READ],
        None,
        None,
    )
    assert ApiKeys(tmp_path).all() == [key]
    assert all(secret.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert ApiKeys(tmp_path).find(secret) == (key, bela, True)
    assert ApiKeys(tmp_path).find(secret + "x") is None


def test_a_key_has_no_more_than_its_account(bela: Account, tmp_path: Path) -> None:
    with pytest.raises(
        ForbiddenError, match=r"the scope edit, which its account 'béla' does not have: choose from people, read"
    ):
        ApiKeys(tmp_path).add("x", [Right.READ, Right.EDIT], account=bela)
    assert ApiKeys(tmp_path).add("x", list(Right))[0].account is None


@pytest.mark.parametrize(
    ("name", "scopes", "days", "part"),
    [
        ("", [Right.READ], 1, "cannot be a key's name"),
        (HOSTILE, [Right.READ], 1, "cannot be a key's name"),
        ("x" * 121, [Right.READ], 1, "cannot be a key's name"),
        ("x", [], 1, "needs a scope: choose from read, people, edit, admin"),
        ("x", [Right.READ], 0, "cannot end after 0 days"),
        ("x", [Right.READ], 3_651, "use 1 to 3650"),
    ],
)
def test_what_is_not_allowed_is_told(tmp_path: Path, name: str, scopes: list[Right], days: int, part: str) -> None:
    with pytest.raises(InputError, match=part):
        ApiKeys(tmp_path).add(name, scopes, days=days)
    assert ApiKeys(tmp_path).all() == []


def test_it_ends(bela: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10**15]
    monkeypatch.setattr(keys, "now_us", lambda: now[0])
    found = ApiKeys(tmp_path)
    key, secret = found.add("x", [Right.READ], account=bela, days=2)
    assert key.expires_us is not None
    now[0] = key.expires_us - 1
    assert found.find(secret) is not None
    now[0] += 1
    assert found.find(secret) is None
    assert found.all() == [key]


def test_it_goes_with_whoever_has_it(bela: Account, tmp_path: Path) -> None:
    found, accounts = ApiKeys(tmp_path), Accounts(tmp_path)
    _, secret = found.add("x", [Right.READ], account=bela)
    accounts.set_disabled(bela.id, disabled=True)
    assert found.find(secret) is None
    accounts.set_disabled(bela.id, disabled=False)
    assert found.find(secret) is not None
    accounts.remove(bela.id)
    assert found.find(secret) is None
    assert found.all() == []


def test_it_can_be_revoked(tmp_path: Path) -> None:
    found = ApiKeys(tmp_path)
    with pytest.raises(NotFoundError, match="no key 1: keys are none"):
        found.revoke(1)
    key, secret = found.add("x", [Right.READ])
    assert found.revoke(key.id) == key
    assert found.find(secret) is None
    with pytest.raises(NotFoundError, match="no key 1"):
        found.revoke(key.id)


def test_its_use_is_taken_down_once_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [10**15]
    monkeypatch.setattr(keys, "now_us", lambda: now[0])
    found = ApiKeys(tmp_path)
    key, secret = found.add("x", [Right.READ])
    found.used(key.id)
    stale = []
    for seconds in (59, 61):
        now[0] = 10**15 + seconds * 1_000_000
        known = found.find(secret)
        assert known is not None
        stale.append(known[2])
    assert stale == [False, True]
    assert found.all()[0].used_us == 10**15
