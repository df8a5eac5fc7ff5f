"""Writing the exports: never over anybody else's files, and all of them or none."""

import gzip
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from desireline.base.errors import InputError
from desireline.base.files import storage_errors

__all__ = ["FIRST_LINES", "Output", "check_folder", "output"]

FIRST_LINES = {
    "web/events.jsonl": '{"type":"',
    "shop/orders.csv": "Name,Email,Phone,Financial Status,",
    "email/campaign_recipients.csv": "Campaign,Email,Sent at,",
    "helpdesk/tickets.csv": "Ticket ID;Requester email;Requester phone;",
    "phone/calls.csv": "Caller,Start,Wait (s),",
    "store/receipts.csv": "Receipt,Store,Date,Card,",
    "crm/contacts.csv": "Contact ID,First name,Last name,",
    "ads/spend_daily.csv": "Date,Platform,Campaign,",
    "survey/answers.csv": "Response ID,Email,Submitted at,",
    "reviews/reviews.jsonl": '{"date":"',
    "truth.json": '{"scenario":"',
}
"""What each export begins with: how an earlier simulation's files are told from anybody else's."""

_MONTH = re.compile(r"^web/events-\d{4}-\d{2}\.jsonl(\.gz)?$")
_TEMPORARY = ".simulating"


def check_folder(folder: Path, truth: Path | None) -> list[Path]:
    """Return the files of an earlier simulation in the folder.

    Raises:
        InputError: the folder is not a folder, or holds something that is not an earlier simulation's.
    """
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise InputError(f"{folder} is a file: name a folder for the exports")
    earlier = []
    with storage_errors(folder):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() and not path.is_symlink():
                continue
            if path.name.endswith(_TEMPORARY) or path.resolve() == (truth and truth.resolve()) or _ours(path, name):
                earlier.append(path)
            else:
                raise InputError(
                    f"{folder} holds {name}, which is not an earlier simulation's: name an empty or a new folder"
                )
    return [path for path in earlier if truth is None or path.resolve() != truth.resolve()]


def _ours(path: Path, name: str) -> bool:
    start = FIRST_LINES.get("web/events.jsonl" if _MONTH.match(name) else name)
    if start is None or path.is_symlink():
        return False
    try:
        with gzip.open(path, "rb") if name.endswith(".gz") else path.open("rb") as file:
            found = file.read(len(start))
    except (OSError, EOFError):
        return False
    return found == start.encode()[: len(found)]


class Output:
    """Files under way: written to temporary names, to be renamed together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: list[tuple[Path, Path]] = []

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a file; a name that ends in `.gz` is compressed."""
        path = self.folder / name
        temporary = path.with_name(path.name + _TEMPORARY)
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.paths.append((temporary, path))
            with ExitStack() as stack:
                file: BinaryIO = stack.enter_context(temporary.open("wb"))
                if name.endswith(".gz"):  # neither name nor time: equal content, equal bytes
                    packed = gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=1, mtime=0)
                    file = cast("BinaryIO", stack.enter_context(packed))
                for part in parts:
                    file.write(part)


@contextmanager
def output(folder: Path, earlier: list[Path]) -> Iterator[Output]:
    """Give files to write; at the end they take the place of the earlier ones, or, after an error, vanish.

    The content can always be simulated again, so it is not forced to the disk.
    """
    files = Output(folder)
    try:
        yield files
        with storage_errors(folder):
            for temporary, path in files.paths:
                temporary.replace(path)
            written = {path for _, path in files.paths}
            for path in earlier:
                if path not in written:
                    path.unlink(missing_ok=True)
    finally:
        for temporary, _ in files.paths:
            temporary.unlink(missing_ok=True)
