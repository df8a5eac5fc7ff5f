"""Files into the app: received whole or not at all, looked at, corrected."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desireline.base.errors import StorageError
from desireline.project import create_project
from desireline.project.uploads import Uploads
from example_maps import HOSTILE
from server.served_demo import Client, serving, uploaded

ORDERS = "email,event,when,amount\n" + "".join(
    f"p{n}@x.example,order,2026-01-{n:02} 10:00,{n}.50\n" for n in range(1, 29)
)
_HOSTILE = HOSTILE.replace("\ud800", "") + "/../../x" * 20
MIXED = "who,event,when\nann,view,2026-04-03 10:00\ncid,view,never\n" + "".join(
    f"ann,view,2026-04-04 11:{minute}\n" for minute in range(10, 59)
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    create_project(tmp_path / "shop", time_zone="Europe/Budapest")
    with serving(tmp_path / "shop") as client:
        yield client


def files(client: Client, tmp_path: Path) -> list[str]:
    folder = tmp_path / "shop" / ".desireline" / "uploads"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_come_together_with_their_folders(client: Client, tmp_path: Path) -> None:
    upload = uploaded(client, {"orders.csv": ORDERS, "crm/2026/people.csv": MIXED})
    assert files(client, tmp_path) == [f"{upload}/files/crm/2026/people.csv", f"{upload}/files/orders.csv"]
    told = client.get(f"/api/uploads/{upload}").json()
    assert told["files"] == [
        {"name": "crm/2026/people.csv", "bytes": len(MIXED)},
        {"name": "orders.csv", "bytes": len(ORDERS)},
    ]
    assert [row["id"] for row in client.get("/api/uploads").json()["rows"]] == [upload]
    assert client.delete(f"/api/uploads/{upload}").status_code == 204
    assert files(client, tmp_path) == []
    assert client.get(f"/api/uploads/{upload}").status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.csv", "/abs.csv", ".hidden.csv", "a\x00b.csv", _HOSTILE]
)
def test_no_name_leaves_the_upload(client: Client, tmp_path: Path, name: str) -> None:
    upload = uploaded(client, {name: ORDERS})
    (path,) = files(client, tmp_path)
    assert path.startswith(f"{upload}/files/")
    assert ".." not in path.split("/")
    assert not path.rpartition("/")[2].startswith(".")
    (told,) = client.get(f"/api/uploads/{upload}").json()["files"]
    assert client.put(f"/api/uploads/{upload}", params={"name": told["name"]}, content=b"x").json()["files"] == [
        {"name": told["name"], "bytes": 1}
    ]


@pytest.mark.parametrize("upload", ["..", "0" * 16, "../shop", "%2e%2e", "x" * 500])
def test_an_upload_that_is_not_there(client: Client, upload: str) -> None:
    for answer in (
        client.get(f"/api/uploads/{upload}/preview"),
        client.put(f"/api/uploads/{upload}/corrections", json={}),
        client.post("/api/imports", json={"upload": upload}),
    ):
        assert answer.status_code in (404, 405)


def test_too_large_is_told_and_leaves_nothing(client: Client, tmp_path: Path) -> None:
    client.app.state.jobs.uploads.most_bytes = 1_000
    for content in (b"x" * 1_001, (b"x" * 600 for _ in range(3))):
        answer = client.post("/api/uploads", params={"name": "a.csv"}, content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
        assert "desireline import FILE" in answer.json()["message"]
    assert files(client, tmp_path) == []
    assert client.get("/api/uploads").json()["rows"] == []


def test_a_large_body_is_taken(client: Client) -> None:
    content = b"x" * 11_000_000  # more than the server's usual limit
    upload = uploaded(client, {"big.csv": content})
    assert client.get(f"/api/uploads/{upload}").json()["files"][0]["bytes"] == len(content)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(tmp_path / "uploads")
    upload = uploads.new().id
    usage = shutil.disk_usage(tmp_path)._replace(free=300_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with (
        pytest.raises(StorageError, match=r"too full for a\.csv: 0\.1 GB are to come"),
        uploads.receiving(upload, "a.csv", 100_000_000),
    ):
        pass
    full = Path("/dev/full")
    if full.exists():
        with (
            pytest.raises(StorageError, match="the disk is full"),
            uploads.receiving(upload, "a.csv", None) as file,
            full.open("wb", buffering=0) as file._stream,
        ):
            file.write(b"x")
    assert uploads.get(upload).files == []
    assert [path.name for path in (tmp_path / "uploads" / upload).iterdir()] == ["files"]


def test_a_sender_that_goes_leaves_nothing(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    upload = uploads.new().id
    receiving = uploads.receiving(upload, "a.csv", 10)
    receiving.__enter__().write(b"half")
    assert not receiving.__exit__(ConnectionError, ConnectionError(), None)
    assert [path.name for path in (tmp_path / "uploads" / upload).rglob("*")] == ["files"]


def test_old_uploads_go_but_not_those_in_use(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    ids = [uploads.new().id for _ in range(3)]
    for upload in ids:
        with uploads.receiving(upload, "a.csv", None) as file:
            file.write(b"x")
    (tmp_path / "uploads" / ids[2] / "receiving-1").write_bytes(b"half")
    old = time.time() - 8 * 86_400
    for upload in ids[:2]:
        os.utime(tmp_path / "uploads" / upload / "files" / "a.csv", (old, old))
        os.utime(tmp_path / "uploads" / upload / "files", (old, old))
        os.utime(tmp_path / "uploads" / upload, (old, old))
    os.utime(tmp_path / "uploads" / ids[2] / "receiving-1", (old, old))
    uploads.sweep(frozenset([ids[0]]))
    assert {upload.id for upload in uploads.all()} == {ids[0], ids[2]}
    assert not (tmp_path / "uploads" / ids[2] / "receiving-1").exists()


def test_a_preview_says_what_becomes_of_the_first_rows(client: Client) -> None:
    upload = uploaded(client, {"orders.csv": ORDERS})
    preview = client.get(f"/api/uploads/{upload}/preview?lang=hu").json()
    (table,) = preview["tables"]
    assert (table["source"], table["files"], table["refused"]) == ("orders", ["orders.csv"], None)
    assert (table["description"], table["time_zone"]) == ("CSV, separated by comma, utf-8", "Europe/Budapest")
    first = table["first"]
    assert first["columns"] == ["email", "event", "when", "amount"]
    assert len(first["rows"]) == len(first["events"]) == 20
    assert first["rows"][0] == ["p1@x.example", "order", "2026-01-01 10:00", "1.50"]
    event = first["events"][0]
    assert event["ts"] == 1_767_258_000_000_000  # 09:00 UTC
    assert (event["name"], event["value_minor"], event["currency"]) == ("order", 150, "EUR")
    assert event["identifiers"] == [{"namespace": "email", "value": "p1@x.example"}]
    said = {guess["role"]: guess["said"] for guess in table["guesses"]}
    assert said["time"] == "„when” mondja meg, mikor történt"
    assert said["identifier:email"] == "„email” azonosítja az ügyfelet (email)"


def test_rows_that_give_nothing_say_why_and_files_that_are_none_are_set_aside(client: Client, tmp_path: Path) -> None:
    upload = uploaded(client, {"log.csv": MIXED, "notes.txt": "", "page.json": "<html></html>"})
    preview = client.get(f"/api/uploads/{upload}/preview").json()
    (table,) = preview["tables"]
    assert [event["row"] for event in table["first"]["events"]] == [0, *range(2, 20)]
    assert table["first"]["faults"] == [None, "unreadable time 'never'"] + [None] * 18
    assert [(one["file"], one["reason"].split(":")[0]) for one in preview["aside"]] == [
        ("notes.txt", "notes.txt is empty"),
        ("page.json", "page.json is XML or HTML, which is not read yet"),
    ]
    assert str(tmp_path) not in client.get(f"/api/uploads/{upload}/preview").text


def test_a_damaged_file_is_told_by_its_own_name(client: Client, tmp_path: Path) -> None:
    upload = uploaded(client, {"x/log.csv.gz": b"\x1f\x8b\x08\x00broken"})
    answer = client.get(f"/api/uploads/{upload}/preview")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")
    assert answer.json()["message"].startswith("x/log.csv.gz is cut off or damaged")


def test_corrections_go_before_what_is_recognised(client: Client) -> None:
    upload = uploaded(client, {"log-2026.csv": "who,what,when\nann,view,03/04/2026\n"})
    mapping = {
        "time": {"columns": ["when"], "format": "%d/%m/%Y", "zone": "UTC"},
        "identifiers": {"loyalty_card": ["who"]},
        "name": {"const": "visit"},
    }
    corrections = {"tables": {"log": {"source": "till", "mapping": mapping}}}
    preview = client.put(f"/api/uploads/{upload}/corrections", json=corrections).json()
    assert preview == client.get(f"/api/uploads/{upload}/preview").json()
    assert preview["corrections"] == corrections
    (table,) = preview["tables"]
    assert (table["table"], table["source"], table["time_zone"]) == ("log", "till", "UTC")
    (event,) = table["first"]["events"]
    assert event["ts"] == 1_775_174_400_000_000  # 3 April 2026
    assert (event["name"], event["identifiers"]) == ("visit", [{"namespace": "loyalty_card", "value": "ann"}])
    aside = client.put(f"/api/uploads/{upload}/corrections", json={"tables": {"log": {"aside": True}}}).json()
    assert (aside["tables"], aside["aside"]) == (
        [],
        [{"file": "log-2026.csv", "table": "log", "reason": "left aside as asked"}],
    )


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"times": {}}, "'times' is not a known key; allowed: kind, time"),
        ({"time": {"columns": "when"}}, "time.columns is 'when'; allowed: a list"),
        ({"time": {"columns": ["when"], "day": "noon"}}, "time.day is 'noon'; allowed: end, start"),
        ({"time": {"columns": ["whem"]}}, "log.csv has no column 'whem': did you mean 'when'?"),
        ({"channel": {"const": "web2"}}, "channel.const is 'web2'; allowed: ads, app"),
        ({"time": {"columns": ["when"], "zone": "Mars"}}, "'Mars' is not a time zone"),
        ({"lookups": [{"file": "/etc/passwd", "on": {"who": "x"}}]}, "the upload holds no file '/etc/passwd'"),
        ({"lookups": [{"file": "../../desireline.yaml", "on": {"who": "x"}}]}, "holds no file"),
    ],
)
def test_wrong_corrections_say_which_key_and_change_nothing(client: Client, mapping: object, message: str) -> None:
    upload = uploaded(client, {"log.csv": MIXED})
    answer = client.put(f"/api/uploads/{upload}/corrections", json={"tables": {"log": {"mapping": mapping}}})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")
    assert message in answer.json()["message"]
    assert client.get(f"/api/uploads/{upload}/preview").json()["corrections"] == {}


def test_a_lookup_may_be_another_file_of_the_upload(client: Client) -> None:
    upload = uploaded(client, {"log.csv": MIXED, "cards.csv": "who,mail\nann,ann@x.example\n"})
    mapping = {"lookups": [{"file": "cards.csv", "on": {"who": "who"}}], "identifiers": {"email": ["cards.mail"]}}
    answer = client.put(f"/api/uploads/{upload}/corrections", json={"tables": {"log": {"mapping": mapping}}})
    assert answer.status_code == 400
    column = answer.json()["message"].rpartition("its columns are ")[2].split(", ")[-1]
    mapping["identifiers"] = {"email": [column]}
    preview = client.put(f"/api/uploads/{upload}/corrections", json={"tables": {"log": {"mapping": mapping}}}).json()
    assert "tables" in preview, preview
    events = next(table for table in preview["tables"] if table["source"] == "log")["first"]["events"]
    assert [event["identifiers"] for event in events] == [[{"namespace": "email", "value": "ann@x.example"}]] * 19
