"""Sessions: found until they end, of themselves or by somebody."""

from pathlib import Path

import pytest

from desireline.project.access import Account, Accounts, AccountSessions, sessions
from desireline.project.access.sessions import ABSOLUTE_S, IDLE_S

DAY_US = 86_400_000_000


@pytest.fixture
def anna(tmp_path: Path) -> Account:
    return Accounts(tmp_path).add("anna", "correct horse battery", "admin")


def test_a_session_outlives_the_server_and_is_not_kept_itself(anna: Account, tmp_path: Path) -> None:
    secret = AccountSessions(tmp_path).begin(anna)
    assert AccountSessions(tmp_path).find(secret) == (anna, False)
    assert all(secret.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_what_is_no_session_finds_nobody(anna: Account, tmp_path: Path) -> None:
    found = AccountSessions(tmp_path)
    secret = found.begin(anna)
    for wrong in ("", "x", secret[:-1], secret + "x", "' or 1=1 --", "\ud800".encode("utf-8", "replace").decode()):
        assert found.find(wrong) is None


def test_it_ends_when_told(anna: Account, tmp_path: Path) -> None:
    found = AccountSessions(tmp_path)
    one, other = found.begin(anna), found.begin(anna)
    found.end(one)
    assert found.find(one) is None
    assert found.find(other) is not None


def test_it_ends_of_itself(anna: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000 * DAY_US]
    monkeypatch.setattr(sessions, "now_us", lambda: now[0])
    found = AccountSessions(tmp_path)
    idle, used = found.begin(anna), found.begin(anna)
    began = now[0]
    while now[0] < began + (ABSOLUTE_S - 86_400) * 1_000_000:
        now[0] += IDLE_S * 1_000_000 - 1
        assert found.find(used) is not None
        found.seen(used)
    assert found.find(idle) is None
    now[0] = began + ABSOLUTE_S * 1_000_000
    assert found.find(used) is not None
    now[0] += 1
    assert found.find(used) is None


def test_it_says_when_its_use_is_to_be_taken_down(
    anna: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000 * DAY_US]
    monkeypatch.setattr(sessions, "now_us", lambda: now[0])
    found = AccountSessions(tmp_path)
    secret = found.begin(anna)
    asked = []
    for minutes in (1, 6, 7):
        now[0] = 1_000 * DAY_US + minutes * 60_000_000
        session = found.find(secret)
        assert session is not None
        asked.append(session[1])
        if session[1]:
            found.seen(secret)
    assert asked == [False, True, False]
