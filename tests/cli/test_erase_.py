"""`desireline erase`: shown first, asked, done, listed, lifted."""

import json
from pathlib import Path

import pytest

from cli.running import Done, desireline
from desireline.project.access.audit import AuditFilter, AuditTrail

ORDERS = "email,event,when\n" + "".join(
    f"p{number}@shop.example,{event},2026-01-{day:02} 10:00:00\n"
    for number in range(12)
    for day, event in enumerate(["view", "cart", "order"][: 1 + number % 3], start=1)
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "clicks.csv").write_text(ORDERS)
    assert desireline("init", "shop", "--lang", "en", cwd=tmp_path).returncode == 0
    assert desireline("import", "../clicks.csv", cwd=tmp_path / "shop").returncode == 0
    return tmp_path / "shop"


def last_line(done: Done) -> str:
    return done.stderr.strip().splitlines()[-1]


def test_from_the_question_to_the_next_import(shop: Path) -> None:
    asked = desireline("erase", "p5@shop.example", cwd=shop)
    assert asked.returncode == 2
    assert "3 events: clicks 3" in asked.stderr
    assert "1 identifier: email p5@shop.example" in asked.stderr
    assert (
        last_line(asked)
        == "error: nobody is there to be asked, and nothing was erased: add --yes to erase without asking"
    )
    done = desireline("erase", "p5@shop.example", "--yes", "--json", cwd=shop)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["id"], told["by"], told["events"], told["identifiers"], told["stays_out"]) == (1, "local", 3, 1, True)
    assert "Erased: 3 events are gone. It is entry 1 of the erasure log." in done.stderr
    assert last_line(done) == "next: desireline erase --list"
    listed = desireline("erase", "--list", cwd=shop)
    assert told["customer"] in listed.stdout
    assert listed.stdout.rstrip().endswith("3  local  stays out of imports")
    assert json.loads(desireline("erase", "--list", "--json", cwd=shop).stdout) == [told]
    again = desireline("import", "../clicks.csv", "--lang", "hu", cwd=shop)
    assert "3 esemény törölt személyeké; kimaradt" in again.stderr
    assert "(3 erased since)" in desireline("import", "--list", cwd=shop).stdout
    undone = desireline("import", "--undo", "1", cwd=shop)
    assert f"taken back: {ORDERS.count('@') - 3} events or measures left the log." in undone.stderr
    lifted = desireline("erase", "--lift", "1", cwd=shop)
    assert "Erasure 1 keeps nobody out any more" in lifted.stderr
    assert "erased" not in desireline("import", "../clicks.csv", cwd=shop).stderr
    again = desireline("erase", "--lift", "1", cwd=shop)
    assert (again.returncode, last_line(again)) == (
        2,
        "error: erasure 1 keeps nobody out of imports: those that do are none (desireline erase --list shows them)",
    )


def test_forgetting(shop: Path) -> None:
    customer = json.loads(desireline("export", "p5@shop.example", cwd=shop).stdout)["customer"]
    assert customer.encode() in b"".join(path.read_bytes() for path in (shop / ".desireline").glob("state.db*"))
    done = desireline("erase", "p5@shop.example", "--yes", "--forget", "--lang", "ru", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert "Не останется никаких следов" in done.stderr
    assert "3 события" in done.stderr
    assert json.loads(desireline("erase", "--list", "--json", cwd=shop).stdout)[0]["customer"] is None
    trail = AuditTrail(shop / ".desireline").page(AuditFilter())
    assert [(row.what, row.who, row.via) for row in trail] == [
        ("person.erased", "local", "command"),
        ("person.exported", "local", "command"),
    ]
    found = b"".join(path.read_bytes() for path in shop.rglob("*") if path.is_file())
    assert customer.encode() not in found


def test_nobody_is_named(shop: Path) -> None:
    done = desireline("erase", cwd=shop)
    assert done.returncode == 2
    assert last_line(done).startswith("error: name the customer to erase, by id or by an identifier; see ")
    assert "Nobody has been erased." in desireline("erase", "--list", cwd=shop).stderr
