"""Backups: of one moment, whole, and a project again."""

import os
import shutil
import signal
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from desireline.base.errors import BusyError, InputError, NotFoundError
from desireline.base.files import exclusive
from desireline.base.stopping import Stop, StoppedError
from desireline.project import Project
from desireline.project.access import Accounts, AccountSessions
from desireline.project.backups import backups, delete_backup, make_backup, restore_backup, stored_backup, write_backup
from desireline.project.erasing import erase_person
from dying import ran_to_its_end
from people_shop import ANNA, people_shop


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    project = people_shop(tmp_path)
    (project.folder / "maps").mkdir()
    (project.folder / "maps" / "main.yaml").write_text("name: main\n")
    return project


def test_what_is_restored_draws_the_same_map(shop: Project, tmp_path: Path) -> None:
    account = Accounts(shop.log.folder).add("anna", "correct horse battery", "admin")
    session = AccountSessions(shop.log.folder).begin(account)
    made = make_backup(shop)
    again = restore_backup(stored_backup(shop, made.name), tmp_path / "again")
    again.build()
    assert again.map() == shop.map() or again.map().stages == shop.map().stages
    assert again.log.imports() == shop.log.imports()
    assert again.settings_file.read_bytes() == shop.settings_file.read_bytes()
    assert (again.folder / "maps" / "main.yaml").read_text() == "name: main\n"
    assert Accounts(again.log.folder).sign_in("anna", "correct horse battery") is not None
    assert AccountSessions(again.log.folder).find(session) is None
    assert AccountSessions(shop.log.folder).find(session) is not None


def test_they_are_listed_and_deleted(shop: Project) -> None:
    assert backups(shop) == []
    first, second = make_backup(shop), make_backup(shop)
    assert backups(shop) == [second, first]
    assert second.at_us > first.at_us
    assert second.bytes == stored_backup(shop, second.name).stat().st_size
    delete_backup(shop, first.name)
    assert backups(shop) == [second]
    for name in (first.name, "../desireline.yaml", "", "/etc/passwd"):
        with pytest.raises(NotFoundError, match=second.name):
            delete_backup(shop, name)
    assert not (shop.log.folder / "backing-up").exists()


def test_it_holds_no_backup_and_nothing_that_can_be_rebuilt(shop: Project, tmp_path: Path) -> None:
    make_backup(shop)
    (shop.log.folder / "events" / "outside").symlink_to("/etc")
    write_backup(shop, tmp_path / "out.tar.zst")
    with (
        pa.input_stream(str(tmp_path / "out.tar.zst"), compression="zstd") as packed,
        tarfile.open(fileobj=packed, mode="r|") as tar,
    ):
        names = tar.getnames()
    tops = {"/".join(name.split("/")[: 2 if name.startswith(".") else 1]) for name in names}
    assert tops == {"backup.json", "desireline.yaml", "maps", ".desireline/events", ".desireline/state.db"}


def test_while_somebody_writes_none_is_made(shop: Project, tmp_path: Path) -> None:
    with exclusive(shop.log.folder / "lock"), pytest.raises(BusyError):
        write_backup(shop, tmp_path / "out.tar.zst")
    assert not (tmp_path / "out.tar.zst").exists()


def test_it_tells_how_far_it_is(shop: Project, tmp_path: Path) -> None:
    parts: list[float] = []
    write_backup(shop, tmp_path / "out.tar.zst", progress=parts.append)
    assert parts == sorted(set(parts))
    assert 1 < len(parts) <= 100
    assert (parts[0] > 0, parts[-1]) == (True, 1)


def test_one_that_is_left_half_way_leaves_nothing(shop: Project, tmp_path: Path) -> None:
    before = everything(shop.folder)
    for write in (make_backup, lambda shop, progress: write_backup(shop, tmp_path / "o.tar.zst", progress=progress)):
        stop = Stop()
        with stop.watching(), pytest.raises(StoppedError):
            write(shop, progress=lambda _: stop.ask())  # noqa: B023 - called within the loop
    assert everything(shop.folder) == before
    assert [path.name for path in tmp_path.iterdir()] == [shop.folder.name]


def test_what_a_killed_process_left_goes_with_the_next_and_before_an_erasure(shop: Project) -> None:
    before = everything(shop.folder)

    def packing() -> None:
        make_backup(shop, progress=lambda _: os.kill(os.getpid(), signal.SIGKILL))

    assert not ran_to_its_end(packing)
    left = everything(shop.folder) - before
    assert any(name.startswith(".desireline/backing-up/") for name in left)
    assert not any(name.startswith(".desireline/backups") for name in left)
    made = make_backup(shop)
    assert everything(shop.folder / ".desireline" / "backups") == {made.name}
    assert list((shop.log.folder / "backing-up").iterdir()) == []
    assert not ran_to_its_end(packing)
    erase_person(shop, ANNA)
    assert list((shop.log.folder / "backing-up").iterdir()) == []


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.name.startswith("state.db-")}


def test_nothing_is_written_over(shop: Project, tmp_path: Path) -> None:
    write_backup(shop, tmp_path / "out.tar.zst")
    with pytest.raises(InputError, match="holds something already"):
        restore_backup(tmp_path / "out.tar.zst", shop.folder)
    (tmp_path / "empty").mkdir()
    assert restore_backup(tmp_path / "out.tar.zst", tmp_path / "empty").log.imports() == shop.log.imports()
    with pytest.raises(NotFoundError, match="there is no file"):
        restore_backup(tmp_path / "nothing", tmp_path / "new")


def _archive(path: Path, *members: tuple[str, bytes]) -> Path:
    import io

    with pa.output_stream(str(path), compression="zstd") as out, tarfile.open(fileobj=out, mode="w|") as tar:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


HEAD = b'{"format": 1, "version": "1", "at_us": 1, "files": {"desireline.yaml": 0, "../evil": 1, "/tmp/evil": 1}}'


@pytest.mark.parametrize(
    ("members", "part"),
    [
        ([], "is missing|no backup"),
        ([("x", b"y")], "is no backup"),
        ([("backup.json", b"{")], "is no backup"),
        ([("backup.json", HEAD)], "is missing from it"),
        ([("backup.json", HEAD), ("desireline.yaml", b"long")], "is not in its list"),
        ([("backup.json", HEAD), ("other", b"")], "'other' is not in its list"),
        ([("backup.json", HEAD), ("../evil", b"x")], "outside of its folder"),
        ([("backup.json", HEAD), ("/tmp/evil", b"x")], "outside of its folder"),
        ([("backup.json", HEAD.replace(b'"format": 1', b'"format": 2'))], "newer"),
    ],
)
def test_what_is_no_backup_leaves_nothing(tmp_path: Path, members: list[tuple[str, bytes]], part: str) -> None:
    path = _archive(tmp_path / "made.tar.zst", *members)
    with pytest.raises(InputError, match=part):
        restore_backup(path, tmp_path / "new")
    assert sorted(place.name for place in tmp_path.iterdir()) == ["made.tar.zst"]


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_cut_off_backup_is_told(shop: Project, tmp_path: Path, keep: int) -> None:
    write_backup(shop, tmp_path / "out.tar.zst")
    content = (tmp_path / "out.tar.zst").read_bytes()
    (tmp_path / "out.tar.zst").write_bytes(content[: keep if keep >= 0 else len(content) // 2])
    with pytest.raises(InputError, match="backup|damaged"):
        restore_backup(tmp_path / "out.tar.zst", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_was_deleted_is_not_in_it(shop: Project, tmp_path: Path) -> None:
    write_backup(shop, tmp_path / "out.tar.zst")
    again = restore_backup(tmp_path / "out.tar.zst", tmp_path / "new")
    shutil.rmtree(shop.folder)
    with closing(sqlite3.connect(again.log.folder / "state.db")) as connection:
        assert connection.execute("pragma freelist_count").fetchone() == (0,)
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
