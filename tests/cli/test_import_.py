"""Bad input through the real command: one line that says what, and the log as it was."""

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from cli.running import desireline
from desireline.events import EventLog

PROGRAM = "from desireline.cli import main; main()"
MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
TEXT = "who,when,what\n" + "".join(f"u{number},2024-01-{number % 28 + 1:02d},view\n" for number in range(500))
NOBODY = 65_534


@dataclass
class Run:
    code: int
    errors: list[str]
    said: str
    seconds: float
    memory_mb: int


@pytest.fixture
def shop() -> Iterator[Path]:
    """Give a project with something in it, in a place that other accounts can reach."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        assert desireline("init", "shop", cwd=place).returncode == 0
        (place / "mapping.yaml").write_text(MAPPING)
        (place / "first.csv").write_text(TEXT)
        done = desireline("import", "../first.csv", "--mapping", "../mapping.yaml", cwd=place / "shop")
        assert done.returncode == 0, done.stderr
        yield place / "shop"


def log_of(shop: Path) -> dict[str, object]:
    """Return what the log holds: its parts byte for byte, its list of parts and imports, its rejects."""
    folder = shop / ".desireline"
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.glob("events/**/*"))
        if path.is_file()
    }
    rejects = sorted(path.name for path in folder.glob("rejects/*"))
    log = EventLog(folder)
    return {
        "files": files,
        "rejects": rejects,
        "imports": log.imports(),
        "parts": log.parts(),
        "odd": odd_files(folder),
    }


def odd_files(folder: Path) -> list[str]:
    """Return what should not lie in a data folder at rest."""
    known = ("lock", "state.db", "events", "rejects", "journeys", "identity")
    return [path.name for path in folder.iterdir() if path.name not in known and not path.name.startswith("state.db-")]


def run(*arguments: str | Path, cwd: Path, before: Callable[[], None] | None = None, program: str = PROGRAM) -> Run:
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509 - the child limits itself; no thread runs here
    )
    out, said = process.communicate()
    seconds = time.monotonic() - start
    assert out == ""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    errors = [line for line in said.splitlines() if line.startswith("error: ")]
    return Run(code=process.returncode, errors=errors, said=said, seconds=seconds, memory_mb=peak)


def fails(
    shop: Path,
    *arguments: str | Path,
    code: int = 2,
    before: Callable[[], None] | None = None,
    program: str = PROGRAM,
) -> str:
    """Check that an import fails as it should, and return what it says."""
    was = log_of(shop)
    done = run("import", *arguments, cwd=shop, before=before, program=program)
    assert "Traceback" not in done.said
    assert (done.code, len(done.errors)) == (code, 1), done.said
    assert done.said.splitlines()[-1] == done.errors[0]
    assert log_of(shop) == was
    return done.errors[0]


def file(shop: Path, name: str, content: bytes | str) -> Path:
    path = shop.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_missing_column(shop: Path) -> None:
    path = file(shop, "bad.csv", TEXT.replace("when", "date"))
    said = fails(shop, path, "--mapping", "../mapping.yaml")
    assert said == "error: bad.csv has no column 'when': its columns are who, date, what"


def test_a_missing_file(shop: Path) -> None:
    assert fails(shop, "nothing.csv") == "error: there is no file or folder nothing.csv: check the name"


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_a_truncated_file(shop: Path, kind: str) -> None:
    whole = gzip.compress(TEXT.encode()) if kind == "gzip" else pa.compress(TEXT.encode(), codec="zstd", asbytes=True)
    for cut in (len(whole) - 1, len(whole) // 2):
        path = file(shop, f"cut.csv.{kind}", whole[:cut])
        assert f"is cut off or damaged ({kind}: " in fails(shop, path, "--mapping", "../mapping.yaml")


def test_mixed_encodings(shop: Path) -> None:
    path = file(shop, "mixed.csv", "who,when,what\nő,2024-01-01,é\n".encode() + "ő,2024-01-01,é\n".encode("cp1250"))
    assert "mixes encodings: line 2 is UTF-8, line 3 is not" in fails(shop, path, "--mapping", "../mapping.yaml")


def zeros(path: Path) -> None:
    os.truncate(path, 2 << 30)


def letters(path: Path) -> None:
    path.write_bytes(gzip.compress(b"a" * (16 << 20), 1) * 128)


def array(path: Path) -> None:
    path.write_bytes(b'[{"who": "u1", "what": "')
    os.truncate(path, 2 << 30)


def one_row(path: Path) -> None:
    path.write_bytes(b"who,when,what\nu1,2024-01-01,")
    os.truncate(path, 2 << 30)


@pytest.mark.parametrize("made", [zeros, letters, array, one_row])
def test_a_single_line_of_two_gigabytes(shop: Path, made: Callable[[Path], None]) -> None:
    path = file(shop, "line.csv", b"")
    made(path)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    start = time.monotonic()
    said = fails(shop, path, "--mapping", "../mapping.yaml")
    assert "is longer than 16 MiB: the file is damaged or not a table" in said
    assert time.monotonic() - start < 30
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024 < max(before + 1, 600)


@pytest.mark.parametrize("name", ["pipe", "/dev/null", "/dev/zero"])
def test_what_is_no_file(shop: Path, name: str) -> None:
    if name == "pipe":
        os.mkfifo(shop / "pipe")
    assert "is not a regular file" in fails(shop, name)


AS_NOBODY = f"""
import os, sys
from desireline.cli import main
said, asked = sys.stderr, sys.argv
with open(os.devnull, "w") as sys.stderr:  # all that is loaded on the way is loaded before the rights are gone
    sys.argv = ["desireline", "import", "../first.csv", "--mapping", "../mapping.yaml", "--dry-run"]
    try:
        main()
    except SystemExit:
        pass
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
sys.stderr, sys.argv = said, asked
main()
"""


def open_to_all(folder: Path) -> None:
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o777 if place.is_dir() else 0o666)


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop its rights")


@needs_root
def test_files_and_folders_without_rights(shop: Path) -> None:
    open_to_all(shop)
    (shop / "closed").mkdir()
    (shop / "closed" / "first.csv").write_text(TEXT)
    (shop / "secret.csv").write_text(TEXT)
    (shop / "secret.csv").chmod(0)
    (shop / "open" / "inner").mkdir(parents=True)
    (shop / "open" / "first.csv").write_text(TEXT)
    (shop / "open" / "inner").chmod(0)
    (shop / "closed").chmod(0)
    for name in ("secret.csv", "closed", "closed/first.csv", "open"):
        assert "no right to read" in fails(shop, name, program=AS_NOBODY)


@needs_root
def test_a_project_without_rights(shop: Path) -> None:
    open_to_all(shop)
    more = file(shop, "more.csv", TEXT.replace("u", "v"))
    for place in (".desireline/events", ".desireline"):
        (shop / place).chmod(0o555)
        said = fails(shop, more, "--mapping", "../mapping.yaml", code=3, program=AS_NOBODY)
        assert "no right to write" in said
        (shop / place).chmod(0o777)


def big(shop: Path) -> Path:
    rows = "".join(
        f"u{number * 7919 % 1_000_003},2024-01-{number % 28 + 1:02d},view {number % 50},{number * 104_729}\n"
        for number in range(200_000)
    )
    return file(shop, "big.csv", "who,when,what,n\n" + rows)


@pytest.mark.parametrize("size", [1 << 12, 1 << 16, 1 << 20])
def test_a_full_disk(shop: Path, size: int) -> None:
    """The largest file that may be written stands for a disk that is full."""
    path = big(shop)

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    said = fails(shop, path, "--mapping", "../mapping.yaml", code=3, before=little)
    assert "disk" in said


def test_a_full_disk_while_building(shop: Path) -> None:
    assert desireline("import", "../big.csv", "--mapping", "../mapping.yaml", cwd=(big(shop), shop)[1]).returncode == 0
    was = log_of(shop)
    for size in (1 << 10, 1 << 14, 1 << 18):
        done = run("build", cwd=shop, before=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))  # type: ignore[misc]
        assert (done.code, len(done.errors)) == (3, 1), done.said
        assert "Traceback" not in done.said
        assert "disk" in done.errors[0]
        assert log_of(shop)["files"] == was["files"]
    assert desireline("build", cwd=shop).returncode == 0


def test_two_at_once(shop: Path) -> None:
    import fcntl

    with (shop / ".desireline" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = fails(shop, "../first.csv", "--mapping", "../mapping.yaml", code=3)
        assert said == f"error: another process is writing to {shop}: wait until it has finished and try again"
        assert run("import", "../first.csv", "--mapping", "../mapping.yaml", "--dry-run", cwd=shop).code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop(shop: Path, number: signal.Signals) -> None:
    path = big(shop)
    was = log_of(shop)
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # what runs in the background ignores Ctrl-C
    program = f"{heeding}\n{PROGRAM}"
    command = [sys.executable, "-c", program, "import", str(path), "--mapping", "../mapping.yaml"]
    with subprocess.Popen(command, cwd=shop, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "Reading" not in process.stderr.readline():
            pass
        process.send_signal(number)
        said = process.stderr.read()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert said.rstrip().endswith("stopped")
    assert log_of(shop) == was


@pytest.mark.parametrize("how", ["changed", "removed"])
def test_a_file_that_does_not_stay(shop: Path, how: str) -> None:
    path = file(shop, "more.csv", TEXT.replace("u", "v"))
    was = log_of(shop)
    program = (
        "import sys\nfrom pathlib import Path\nfrom desireline.sources import importer\nreal = importer.settle\n"
        "def settle(*given):\n"
        f"    path = Path({str(path)!r})\n"
        f"    path.unlink() if {how == 'removed'} else path.write_text(path.read_text() + 'u9,2024-01-01,view\\n')\n"
        "    return real(*given)\n"
        "importer.settle = settle\nfrom desireline.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "import", str(path), "--mapping", "../mapping.yaml"],
        cwd=shop, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"error: {path} was {how} while it was read: nothing was imported; import it when it is complete"
    )
    assert log_of(shop) == was


def test_wrong_usage_is_one_line(shop: Path) -> None:
    for arguments, message in (
        (["--nothing"], "No such option"),
        ([], "name the files or folders to import"),
        (["first.csv", "--at", "soon"], "'soon' is not a date: write it as 2026-01-31"),
        (["first.csv", "--format", "word"], "'word' is not a format"),
        (["--undo", "77"], "import 77 does not exist: imports in the log are 1"),
        (["--undo", "x"], "not a valid integer"),
    ):
        assert message in fails(shop, *arguments)


def test_list_and_json(shop: Path) -> None:
    listed = desireline("import", "--list", cwd=shop)
    assert listed.stdout.split()[:3] == ["1", "first", "500"]
    done = desireline("import", "../first.csv", "--mapping", "../mapping.yaml", "--json", cwd=shop)
    assert [outcome["record"]["known"] for outcome in json.loads(done.stdout)["outcomes"]] == [500]
    undone = desireline("import", "--undo", "1", cwd=shop)
    assert undone.stderr.splitlines() == [
        "Import 1 (first) taken back: 500 events or measures left the log.",
        (
            "Import 2 held some of the same events and had left them out as known: they left the log with this one."
            f" To have them back, import its files again: desireline import {shop.parent / 'first.csv'}"
        ),
        "next: desireline build",
    ]
