"""Files that people put into the app, on the disk and out of the log until they are imported."""

import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError, NotFoundError, StorageError
from desireline.base.files import storage_errors, write_atomic

__all__ = ["TooLargeError", "Upload", "UploadedFile", "Uploads", "safe_name"]

_MOST_BYTES = 16 << 30
_KEPT_S = 7 * 86_400
_RECEIVING_S = 86_400
_SPARE_BYTES = 256 << 20  # left free on the disk, so that the rest of the program goes on
_ID = re.compile(r"[0-9a-f]{16}")
_MOST_FOLDERS = 8
_LONGEST_NAME = 180  # bytes; the longest that file systems take is 255


class TooLargeError(InputError):
    """A file is larger than may be uploaded."""

    code = "too-large"
    status = 413


class UploadedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an upload."""

    name: Annotated[str, Meta(description="Its name, with the folders it came in, parted by slashes.")]
    bytes: int


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """Files that wait to be looked at and imported together."""

    id: str
    changed_us: Annotated[
        int, Meta(description="When the last file came: µs since 1970, UTC. Kept seven days from then.")
    ]
    files: Annotated[list[UploadedFile], Meta(description="By name.")]


class Uploads:
    """The uploads of one project.

    Args:
        folder: `.desireline/uploads`.
        most_bytes: the size of the largest file taken.
    """

    def __init__(self, folder: Path, *, most_bytes: int = _MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    def new(self) -> Upload:
        """Make an empty upload.

        Raises:
            StorageError: the disk is full or may not be written.
        """
        name = secrets.token_hex(8)
        with storage_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).mkdir()
            (self.folder / name / "files").mkdir()
        return self.get(name)

    def all(self) -> list[Upload]:
        """Return all uploads, the newest first."""
        names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        found = [self.get(name) for name in names if self._there(name)]
        return sorted(found, key=lambda upload: (-upload.changed_us, upload.id))

    def get(self, upload: str) -> Upload:
        """Return an upload.

        Raises:
            NotFoundError: there is none of that id.
        """
        files = self.files_folder(upload)
        found = [(path, path.stat()) for path in sorted(files.rglob("*")) if path.is_file()]
        changed = max([(files.parent.stat().st_mtime_ns), *(facts.st_mtime_ns for _, facts in found)])
        return Upload(
            id=upload,
            changed_us=changed // 1_000,
            files=[UploadedFile(name=path.relative_to(files).as_posix(), bytes=facts.st_size) for path, facts in found],
        )

    def files_folder(self, upload: str) -> Path:
        """Return where the files of an upload lie.

        Raises:
            NotFoundError: there is none of that id.
        """
        if not self._there(upload):
            raise NotFoundError(
                f"there is no upload '{upload[:40]}': it was removed, or is older than a week; upload again"
            )
        return self.folder.resolve() / upload / "files"

    def paths(self, upload: str) -> list[Path]:
        """Return the files of an upload.

        Raises:
            NotFoundError: there is none of that id.
            InputError: it holds no file.
        """
        folder = self.files_folder(upload)
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        if not found:
            raise InputError("the upload holds no file yet: upload one first")
        return found

    def remove(self, upload: str) -> None:
        """Remove an upload and its files.

        Raises:
            NotFoundError: there is none of that id.
        """
        folder = self.files_folder(upload).parent
        with storage_errors(folder):
            shutil.rmtree(folder)

    def sweep(self, used: frozenset[str] = frozenset()) -> None:
        """Remove uploads older than seven days that are not in use, and what killed processes left of files half received."""
        now = time.time()
        for upload in self.all():
            folder = self.folder / upload.id
            if upload.id not in used and now - upload.changed_us / 1e6 > _KEPT_S:
                shutil.rmtree(folder, ignore_errors=True)
                continue
            for part in folder.glob("receiving-*"):
                if now - part.stat().st_mtime > _RECEIVING_S:
                    part.unlink(missing_ok=True)

    @contextmanager
    def receiving(
        self,
        upload: str,
        name: str,
        expected: int | None,
        unused: Callable[[str], AbstractContextManager[object]] = nullcontext,
    ) -> Iterator["Receiving"]:
        """Take a file: it is there, whole, when the block ends, and nothing of it is there when the block raises.

        Args:
            upload: which upload it belongs to.
            name: as the sender calls it; folders in it are kept. A file of that name is replaced.
            expected: how many bytes will come, where that is known.
            unused: gives a block in which nobody takes the upload; the file is put into its place within it.

        Raises:
            NotFoundError: there is no such upload, or it was removed meanwhile.
            TooLargeError: it is larger than may be uploaded.
            StorageError: the disk is full.
        """
        place = self.files_folder(upload)
        self._check_room(name, expected)
        temporary = place.parent / f"receiving-{secrets.token_hex(8)}"
        try:
            with storage_errors(place):
                stream = temporary.open("xb")
            with stream:
                yield Receiving(stream, self.most_bytes, temporary)
                with storage_errors(place):
                    stream.flush()
                    os.fsync(stream.fileno())
            target = place / safe_name(name)
            with unused(upload), storage_errors(place):
                self.files_folder(upload)
                self._make_way(place, target)
                temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)

    def corrections(self, upload: str) -> Path:
        """Return where what people corrected is kept."""
        return self.files_folder(upload).parent / "corrections.json"

    def correct(self, upload: str, content: bytes) -> None:
        """Keep what people corrected."""
        write_atomic(self.corrections(upload), content)

    def _check_room(self, name: str, expected: int | None) -> None:
        if expected is None:
            return
        if expected > self.most_bytes:
            raise _too_large(self.most_bytes)
        with storage_errors(self.folder):
            free = shutil.disk_usage(self.folder).free
        if expected + _SPARE_BYTES > free:
            raise StorageError(
                f"the disk is too full for {safe_name(name)}: {expected / 1e9:.1f} GB are to come and {free / 1e9:.1f} GB are free;"
                " nothing was changed, free some space and try again"
            )

    def _make_way(self, place: Path, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise InputError(
                f"'{target.relative_to(place).as_posix()}' lies in a folder whose name another file of this upload has:"
                " rename one of them"
            ) from error
        if target.is_dir():
            raise InputError(f"'{target.relative_to(place).as_posix()}' is a folder of this upload: rename the file")

    def _there(self, upload: str) -> bool:
        return _ID.fullmatch(upload) is not None and (self.folder / upload / "files").is_dir()


class Receiving:
    """A file on its way in."""

    def __init__(self, stream: BinaryIO, most_bytes: int, path: Path) -> None:
        self.bytes = 0
        self._stream = stream
        self._most = most_bytes
        self._path = path

    def write(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            TooLargeError: it is larger than may be uploaded.
            StorageError: the disk is full.
        """
        self.bytes += len(piece)
        if self.bytes > self._most:
            raise _too_large(self._most)
        with storage_errors(self._path.parent):
            self._stream.write(piece)


def _too_large(most: int) -> TooLargeError:
    """Return the sentence for a file that is larger than may be uploaded."""
    return TooLargeError(
        f"the file is larger than {most / 1e9:.4g} GB, the most that can be uploaded: pack it with gzip, part it, or put it on"
        " the server and import it there with desireline import FILE"
    )


def safe_name(name: str) -> str:
    """Return a file's name, with its folders, that stays within the folder it is put into and shows what it is.

    Example:
        >>> safe_name("../exports/./.hidden/orders 2026.csv")
        'exports/_hidden/orders 2026.csv'
    """
    words = [_safe_word(word) for word in unicodedata.normalize("NFC", name).replace("\\", "/").split("/")]
    kept = [word for word in words if word]
    return "/".join(kept[-_MOST_FOLDERS:]) or "data"


def _safe_word(word: str) -> str:
    """Return one part of a name: nothing that is not seen, no leading dot or tilde (such files are passed over), not too long."""
    seen = "".join(letter for letter in word if letter.isprintable()).strip()
    if set(seen) <= {"."}:
        return ""
    if seen.startswith((".", "~")):
        seen = "_" + seen[1:]
    stem, dot, ending = seen.rpartition(".")
    if not dot:
        stem, ending = seen, ""
    ending = ending.encode()[:40].decode(errors="ignore")
    room = _LONGEST_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending
