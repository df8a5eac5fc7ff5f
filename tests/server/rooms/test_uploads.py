"""Files into the app: received whole or not at all, looked at, corrected."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desireline.base.errors import NotFoundError, StorageError
from desireline.base.files import exclusive
from desireline.project import create_project
from desireline.project.jobs import JobRequest
from desireline.project.previewing import UploadPreview, preview_upload
from desireline.project.uploads import Receiving, Uploads
from desireline.server.rooms import uploads as uploads_room
from example_maps import HOSTILE
from server.served_demo import Client, serving, uploaded

ORDERS = "email,event,when,amount\n" + "".join(
    f"p{n}@x.example,order,2026-01-{n:02} 10:00,{n}.50\n" for n in range(1, 29)
)
ANY = {"if-match": "*"}
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
        client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json={}),
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
    assert (table["description"], table["time_zone"]) == ("CSV · elválasztó: vessző · utf-8", "Europe/Budapest")
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
    preview = client.get(f"/api/uploads/{upload}/preview").json()
    (aside,) = preview["aside"]
    assert (preview["tables"], aside["file"], aside["damaged"]) == ([], "x/log.csv.gz", True)
    assert aside["reason"].startswith("x/log.csv.gz is cut off or damaged")
    assert aside["path"] == ["files", "x/log.csv.gz"]
    job = imported(client, upload)
    assert (job["state"], job["problem"]["path"]) == ("failed", ["files", "x/log.csv.gz"])
    left = {"files": {"x/log.csv.gz": {"aside": True}}}
    (aside,) = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=left).json()["aside"]
    assert (aside["reason"], aside["damaged"]) == ("left aside as asked", False)


def test_corrections_go_before_what_is_recognised(client: Client) -> None:
    upload = uploaded(client, {"log-2026.csv": "who,what,when\nann,view,03/04/2026\n"})
    mapping = {
        "time": {"columns": ["when"], "format": "%d/%m/%Y", "zone": "UTC"},
        "identifiers": {"loyalty_card": ["who"]},
        "name": {"const": "visit"},
    }
    corrections = {"tables": {"log": {"source": "till", "mapping": mapping}}}
    preview = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=corrections).json()
    assert preview == client.get(f"/api/uploads/{upload}/preview").json()
    assert preview["corrections"] == corrections
    (table,) = preview["tables"]
    assert (table["table"], table["source"], table["time_zone"]) == ("log", "till", "UTC")
    (event,) = table["first"]["events"]
    assert event["ts"] == 1_775_174_400_000_000  # 3 April 2026
    assert (event["name"], event["identifiers"]) == ("visit", [{"namespace": "loyalty_card", "value": "ann"}])
    aside = client.put(
        f"/api/uploads/{upload}/corrections", headers=ANY, json={"tables": {"log": {"aside": True}}}
    ).json()
    assert (aside["tables"], aside["aside"]) == (
        [],
        [{"file": "log-2026.csv", "table": "log", "reason": "left aside as asked", "damaged": False, "path": []}],
    )


def test_corrections_are_kept_only_over_those_that_were_looked_at(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = uploaded(client, {"log.csv": MIXED, "orders.csv": ORDERS})
    corrections = f"/api/uploads/{upload}/corrections"
    seen = client.get(f"/api/uploads/{upload}/preview")
    assert seen.headers["etag"] == f'"{seen.json()["version"]}"'
    mine, theirs = {"tables": {"log": {"source": "till"}}}, {"tables": {"orders": {"aside": True}}}
    answer = client.put(corrections, json=mine)
    assert (answer.status_code, answer.json()["code"]) == (428, "version-needed")
    kept = client.put(corrections, headers={"if-match": seen.headers["etag"]}, json=theirs)
    assert (kept.status_code, kept.json()["corrections"]) == (200, theirs)
    assert kept.headers["etag"] == f'"{kept.json()["version"]}"' != seen.headers["etag"]
    answer = client.put(corrections, params={"lang": "hu"}, headers={"if-match": seen.headers["etag"]}, json=mine)
    assert (answer.status_code, answer.json()["code"]) == (412, "changed")
    assert answer.json()["message"].startswith("valaki más javított")
    assert client.get(f"/api/uploads/{upload}/preview").json() == kept.json()

    def meanwhile(*given: Any) -> UploadPreview:
        monkeypatch.setattr(uploads_room, "preview_upload", preview_upload)
        assert client.put(corrections, headers=ANY, json={}).status_code == 200
        return preview_upload(*given)

    monkeypatch.setattr(uploads_room, "preview_upload", meanwhile)
    answer = client.put(corrections, headers={"if-match": kept.headers["etag"]}, json=mine)
    assert (answer.status_code, answer.json()["code"]) == (412, "changed")
    assert client.get(f"/api/uploads/{upload}/preview").json()["corrections"] == {}


_WRONG: list[tuple[dict[str, object], str, list[str | int]]] = [
    ({"times": {}}, "'times' is not a known key; allowed: kind, time", ["times"]),
    ({"time": {"columns": "when"}}, "time.columns is 'when'; allowed: a list", ["time", "columns"]),
    ({"time": {"columns": ["when"], "day": "noon"}}, "time.day is 'noon'; allowed: end, start", ["time", "day"]),
    ({"time": {"columns": ["whem"]}}, "log.csv has no column 'whem': did you mean 'when'?", ["time"]),
    ({"time": {"columns": ["when"], "format": "soon"}}, "the time format 'soon'", ["time", "format"]),
    ({"name": {"columns": ["no"]}}, "log.csv has no column 'no'", ["name"]),
    ({"identifiers": {"email": ["no"]}}, "log.csv has no column 'no'", ["identifiers"]),
    ({"value": {"columns": ["no"]}}, "log.csv has no column 'no'", ["value"]),
    ({"score": {"column": "no", "min": 0, "max": 5}}, "log.csv has no column 'no'", ["score"]),
    ({"text": {"column": "no"}}, "log.csv has no column 'no'", ["text"]),
    ({"channel": {"column": "no", "values": {"a": "web"}}}, "log.csv has no column 'no'", ["channel"]),
    ({"channel": {"const": "web2"}}, "channel.const is 'web2'; allowed: ads, app", ["channel", "const"]),
    ({"time": {"columns": ["when"], "zone": "Mars"}}, "'Mars' is not a time zone", ["time", "zone"]),
    (
        {"lookups": [{"file": "/etc/passwd", "on": {"who": "x"}}]},
        "the upload holds no file '/etc/passwd'",
        ["lookups", 0, "file"],
    ),
    ({"lookups": [{"file": "../../desireline.yaml", "on": {"who": "x"}}]}, "holds no file", ["lookups", 0, "file"]),
]


@pytest.mark.parametrize(("mapping", "message", "place"), _WRONG)
def test_wrong_corrections_say_which_key_and_change_nothing(
    client: Client, mapping: object, message: str, place: list[str | int]
) -> None:
    upload = uploaded(client, {"log.csv": MIXED})
    corrections = {"tables": {"log": {"source": "till", "mapping": mapping}}}
    answer = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=corrections)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")
    assert message in answer.json()["message"]
    assert answer.json()["path"] == ["tables", "log", "mapping", *place]
    assert answer.json()["field"].startswith("tables.log.mapping.")
    for lang in ("zh-Hant", "ru", "hu"):
        told = client.put(
            f"/api/uploads/{upload}/corrections", headers=ANY, params={"lang": lang}, json=corrections
        ).json()
        assert told["path"] == answer.json()["path"]
    assert client.get(f"/api/uploads/{upload}/preview").json()["corrections"] == {}


def test_what_a_file_is_read_as_can_be_said(client: Client) -> None:
    mixed = (MIXED + "Zoë,Été,2026-04-05 10:00\n").encode() + "Éva,Őrség,2026-04-05 11:00\n".encode("cp1250")
    upload = uploaded(client, {"a/mixed.csv": mixed, "log.csv": MIXED})
    preview = client.get(f"/api/uploads/{upload}/preview").json()
    (table,), (aside,) = preview["tables"], preview["aside"]
    assert (table["files"], table["format"], table["encoding"], table["separator"]) == (
        ["log.csv"],
        "csv",
        "utf-8",
        ",",
    )
    assert (aside["file"], aside["damaged"]) == ("a/mixed.csv", True)
    assert aside["path"] == ["files", "a/mixed.csv", "encoding"]
    assert "--" not in aside["reason"]
    assert imported(client, upload)["problem"]["path"] == aside["path"]

    def said(**file: object) -> dict[str, Any]:
        answer = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json={"files": {"a/mixed.csv": file}})
        told: dict[str, Any] = answer.json()
        return told

    for wrong in (
        {"encoding": "klingon"},
        {"encoding": "a\x00b"},
        {"encoding": "utf-8"},
        {"separator": "ab"},
        {"format": "parquet"},
    ):
        told = said(**wrong)
        assert (told["code"], told["path"]) == ("bad-input", ["files", "a/mixed.csv", *wrong]), told
        assert "--" not in told["message"]
        assert client.get(f"/api/uploads/{upload}/preview").json()["corrections"] == {}
    preview = said(encoding="cp1250")
    assert preview["aside"] == []
    assert {table["files"][0]: table["encoding"] for table in preview["tables"]} == {
        "a/mixed.csv": "cp1250",
        "log.csv": "utf-8",
    }
    for other in ("jsonl", "json"):
        told = said(encoding="cp1250", format=other)
        assert (told["code"], told["path"]) == ("bad-input", ["files", "a/mixed.csv", "format"]), told
        assert client.get(f"/api/uploads/{upload}/preview").json() == preview
    assert imported(client, upload)["state"] == "done"


def test_a_separator_that_was_not_found_out_can_be_said(client: Client) -> None:
    rows = "".join(f"ann#view, list#2026-04-{day:02} 10:00\n" for day in range(1, 9))
    upload = uploaded(client, {"log.csv": "who#event#when\n" + rows})
    said = {"files": {"log.csv": {"separator": "#"}}}
    (table,) = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=said).json()["tables"]
    assert (table["separator"], table["first"]["columns"]) == ("#", ["who", "event", "when"])
    assert len(table["first"]["events"]) == 8
    (table,) = client.put(
        f"/api/uploads/{upload}/corrections", headers=ANY, json={"files": {"log.csv": {"separator": "tab"}}}
    ).json()["tables"]
    assert (table["separator"], len(table["first"]["columns"])) == ("\t", 1)


def test_a_table_without_any_time_is_given_its_day(client: Client) -> None:
    answers = "email,score,comment\n" + "".join(f"p{n}@x.example,{n % 11},well said {n}\n" for n in range(30))
    upload = uploaded(client, {"answers.csv": answers, "orders.csv": ORDERS})
    tables = {table["table"]: table for table in client.get(f"/api/uploads/{upload}/preview").json()["tables"]}
    assert (tables["answers"]["mapping"], tables["answers"]["cure"]) == (None, "at")
    assert "--at" not in tables["answers"]["refused"]
    wrong = client.put(
        f"/api/uploads/{upload}/corrections", headers=ANY, json={"tables": {"answers": {"at": "soon"}}}
    ).json()
    assert (wrong["path"], wrong["field"]) == (["tables", "answers", "at"], "tables.answers.at")
    said = {"tables": {"answers": {"at": "2026-01-31"}}}
    preview = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=said).json()
    tables = {table["table"]: table for table in preview["tables"]}
    assert {event["ts"] for event in tables["answers"]["first"]["events"]} == {1_769_814_000_000_000}  # Budapest
    assert tables["orders"]["mapping"]["time"]["columns"] == ["when"]
    assert imported(client, upload)["state"] == "done"


def test_an_import_that_fails_says_where_it_would_be_corrected(client: Client) -> None:
    upload = uploaded(client, {"log.csv": MIXED})
    said = {"tables": {"log": {"mapping": {"time": {"columns": ["when"], "format": "%d.%m.%Y"}}}}}
    assert client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=said).status_code == 200
    problem = imported(client, upload)["problem"]
    assert problem["message"].startswith("none of the 51 rows of log.csv could be placed in time")
    assert problem["path"] == ["tables", "log", "mapping", "time", "columns"]


@pytest.mark.parametrize("name", ["no.csv", "../desireline.yaml", "/etc/passwd", HOSTILE.replace("\ud800", "")])
def test_a_file_that_the_upload_does_not_hold_cannot_be_spoken_of(client: Client, name: str) -> None:
    upload = uploaded(client, {"log.csv": MIXED})
    answer = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json={"files": {name: {"encoding": "big5"}}})
    assert (answer.status_code, answer.json()["path"]) == (400, ["files", name])


def imported(client: Client, upload: str) -> dict[str, Any]:
    job = client.post("/api/imports", json={"upload": upload}).json()
    client.app.state.jobs.join(120)
    ended: dict[str, Any] = client.get(f"/api/jobs/{job['id']}").json()
    return ended


@pytest.mark.parametrize("change", ["replace", "add", "correct", "remove"])
def test_what_an_import_took_meanwhile_stays_as_it_is(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    upload = uploaded(client, {"log.csv": MIXED})
    jobs = client.app.state.jobs

    def importing(before: Any) -> Any:
        def work(*given: Any) -> Any:
            jobs.submit(JobRequest(kind="import", upload=upload), "anna")
            return before(*given)

        return work

    monkeypatch.setattr(Receiving, "write", importing(Receiving.write))
    monkeypatch.setattr("desireline.server.rooms.uploads.preview_upload", importing(preview_upload))
    with exclusive(tmp_path / "shop" / ".desireline" / "lock"):
        if change == "remove":
            importing(len)("")
            answer = client.delete(f"/api/uploads/{upload}")
        elif change == "correct":
            said = {"tables": {"log": {"aside": True}}}
            answer = client.put(f"/api/uploads/{upload}/corrections", headers=ANY, json=said)
        else:
            name = "log.csv" if change == "replace" else "more.csv"
            answer = client.put(f"/api/uploads/{upload}", params={"name": name}, content=ORDERS)
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
        assert files(client, tmp_path) == [f"{upload}/files/log.csv"]
        assert jobs.uploads.paths(upload)[0].read_text() == MIXED
    jobs.join(120)
    (job,) = client.get("/api/jobs").json()["rows"]
    assert [table["events"] for table in job["outcome"]["tables"]] == [50]


def test_a_file_for_an_upload_that_was_removed_meanwhile_makes_no_new_one(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    upload = uploads.new().id
    with pytest.raises(NotFoundError, match="it was removed"), uploads.receiving(upload, "a.csv", None):
        uploads.remove(upload)
    assert uploads.all() == []


def test_a_lookup_may_be_another_file_of_the_upload(client: Client) -> None:
    upload = uploaded(client, {"log.csv": MIXED, "cards.csv": "who,mail\nann,ann@x.example\n"})
    mapping = {"lookups": [{"file": "cards.csv", "on": {"who": "who"}}], "identifiers": {"email": ["cards.mail"]}}
    answer = client.put(
        f"/api/uploads/{upload}/corrections", headers=ANY, json={"tables": {"log": {"mapping": mapping}}}
    )
    assert answer.status_code == 400
    column = answer.json()["message"].rpartition("its columns are ")[2].split(", ")[-1]
    mapping["identifiers"] = {"email": [column]}
    preview = client.put(
        f"/api/uploads/{upload}/corrections", headers=ANY, json={"tables": {"log": {"mapping": mapping}}}
    ).json()
    assert "tables" in preview, preview
    events = next(table for table in preview["tables"] if table["source"] == "log")["first"]["events"]
    assert [event["identifiers"] for event in events] == [[{"namespace": "email", "value": "ann@x.example"}]] * 19
