"""`desireline accounts`, `keys`, `backup`, `restore`: looking after who comes in, from the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import Done, desireline
from desireline.project import create_project, open_project
from desireline.project.access import Accounts, ApiKeys
from desireline.project.access.audit import AuditFilter, AuditTrail

PASSWORD = "correct horse battery"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return create_project(tmp_path / "shop").folder


def said(*words: str, folder: Path, typed: str = PASSWORD + "\n") -> Done:
    command = [sys.executable, "-c", "from desireline.cli import main; main()", *words, "--lang", "en"]
    return subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, check=False)


def test_accounts_from_the_first_to_the_last(shop: Path) -> None:
    first = said("accounts", "add", "anna", "--password-stdin", folder=shop)
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr == "anna can sign in now, as admin\nnext: desireline serve --host 0.0.0.0\n"
    second = said("accounts", "add", "béla", "--password-stdin", "--json", folder=shop)
    assert json.loads(second.stdout)["role"] == "viewer"
    assert said("accounts", "role", "BÉLA", "editor", folder=shop).returncode == 0
    assert (
        said("accounts", "password", "béla", "--password-stdin", folder=shop, typed="another password\n").returncode
        == 0
    )
    assert said("accounts", "disable", "anna", folder=shop).returncode == 2
    accounts = Accounts(shop / ".desireline")
    assert [(one.name, one.role) for one in accounts.all()] == [("anna", "admin"), ("béla", "editor")]
    assert accounts.sign_in("béla", "another password") is not None
    listed = said("accounts", "list", folder=shop)
    assert [line.split()[:2] for line in listed.stdout.splitlines()] == [["admin", "anna"], ["editor", "béla"]]
    assert said("accounts", "remove", "béla", folder=shop).returncode == 0
    last = said("accounts", "remove", "anna", folder=shop)
    assert (last.returncode, last.stderr.startswith("error: 'anna' is the last admin")) == (2, True)
    trail = AuditTrail(shop / ".desireline").page(AuditFilter())
    assert [row.what for row in trail] == ["account.removed", *["account.changed"] * 2, *["account.added"] * 2]
    assert {(row.who, row.via) for row in trail} == {("local", "command")}


def test_passwords_are_not_words_of_a_command(shop: Path) -> None:
    done = said("accounts", "add", "anna", folder=shop)
    assert (done.returncode, done.stderr) == (
        2,
        "error: there is no terminal to ask for the password on: pass it with --password-stdin\n",
    )
    assert said("accounts", "add", "anna", "--password", PASSWORD, folder=shop).returncode == 2
    assert said("accounts", "add", "anna", "--password-stdin", folder=shop, typed="short\n").returncode == 2
    assert Accounts(shop / ".desireline").all() == []


def test_keys(shop: Path) -> None:
    made = said("keys", "add", "dashboard", "--scope", "read", "--days", "0", folder=shop)
    assert made.returncode == 0, made.stderr
    found = ApiKeys(shop / ".desireline").find(made.stdout.strip())
    assert found is not None
    assert (found[0].name, found[0].expires_us) == ("dashboard", None)
    listed = said("keys", "list", folder=shop).stdout
    assert "dashboard" in listed
    assert made.stdout.strip() not in listed
    assert said("keys", "revoke", "1", folder=shop).returncode == 0
    assert said("keys", "revoke", "1", folder=shop).returncode == 2
    assert said("keys", "add", "x", "--scope", "all", folder=shop).returncode == 2
    assert said("keys", "add", "x", "--scope", "read", "--account", "zoe", folder=shop).returncode == 2


def test_a_backup_and_back(shop: Path) -> None:
    out = shop.parent / "shop.tar.zst"
    assert desireline("backup", "-o", out, cwd=shop).returncode == 0
    done = desireline("restore", out, "again", cwd=shop.parent)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "next: desireline build --project again")
    assert open_project(shop.parent / "again").settings == open_project(shop).settings
    assert desireline("restore", out, "again", cwd=shop.parent).returncode == 2
    assert desireline("backup", cwd=shop).returncode == 0
    assert len(list((shop / ".desireline" / "backups").iterdir())) == 1
