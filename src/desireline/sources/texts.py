"""A text read once, whole, before anything of it is imported: encoding, line ends, lines beyond all measure."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, cast

import msgspec

from desireline.base.errors import InputError
from desireline.base.files import storage_errors
from desireline.base.stopping import check_stop
from desireline.sources.encodings import BOMS, EncodingCheck
from desireline.sources.line_ends import Ends, LineEnds

__all__ = ["HEAD_BYTES", "MAX_LINE_BYTES", "Compression", "TextFacts", "decoded", "open_bytes", "read_facts", "rewrite"]

Compression = Literal["none", "gzip", "zstd"]

MAX_LINE_BYTES = 16 << 20
HEAD_BYTES = 1 << 19
_CHUNK = 1 << 20
_LONGEST_WAIT = 4 << 20  # for a line's end, before the encoding is looked at
_ARRAY = re.compile(rb"\xef?\xbb?\xbf?\s*\[\s*\{")


class TextFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What one pass over a text tells."""

    encoding: str
    lines: int
    ends: Ends
    spans: bool


@contextmanager
def open_bytes(path: Path, compression: Compression) -> Iterator[BinaryIO]:
    """Open a text file's bytes, unpacked.

    Raises:
        InputError: the packed stream is cut off or damaged.
    """
    try:
        if compression == "gzip":
            with gzip.open(path) as stream:
                yield cast("BinaryIO", stream)
        elif compression == "zstd":
            import pyarrow as pa

            with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as stream:
                yield cast("BinaryIO", stream)
        else:
            with path.open("rb") as stream:
                yield stream
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
        if compression == "none":
            raise
        raise damaged(path, compression, error) from error


def damaged(path: Path, compression: str, error: object) -> InputError:
    """Return the sentence for a packed file that cannot be unpacked."""
    return InputError(
        f"{path} is cut off or damaged ({compression}: {error}): fetch or export it again; nothing was imported"
    )


def decoded(path: Path, head: bytes, encoding: str) -> str:
    """Return the beginning of a text, which may be cut within a letter.

    Raises:
        InputError: it is not in that encoding at all.
    """
    try:
        text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    except UnicodeError as error:
        raise InputError(
            f"{path} is not {encoding} ({_words(error)}): leave the encoding to be found out, or name the right one",
            place=("encoding",),
        ) from error
    return text.removeprefix("\ufeff")


def read_facts(path: Path, compression: Compression, encoding: str | None) -> tuple[bytes, TextFacts]:
    """Read a text whole; return its beginning and what was found out.

    Args:
        path: the file.
        compression: how it is packed.
        encoding: taken as given instead of detected.

    Raises:
        InputError: it is cut off, of mixed encodings, or has a line beyond all measure.
    """
    reading = _Reading(path, encoding)
    with open_bytes(path, compression) as stream:
        while chunk := stream.read(_CHUNK):
            check_stop()
            reading.feed(bytes(chunk))
    return reading.head, reading.facts()


def rewrite(path: Path, compression: Compression, facts: TextFacts, target: Path) -> TextFacts:
    """Write a text as plain UTF-8 whose lines end with LF, and return what is then true of it.

    A lone CR in a text that has other line ends stands within a field, and becomes a space.

    Raises:
        InputError: the text is not in the encoding it is said to be in.
        StorageError: the disk is full.
    """
    decoder = codecs.getincrementaldecoder(facts.encoding)(errors="strict")
    lone = "\n" if facts.ends == "cr" else " "
    ends = LineEnds()
    held = ""
    with open_bytes(path, compression) as stream, storage_errors(target), target.open("wb") as out:
        while True:
            check_stop()
            chunk = stream.read(_CHUNK)
            try:
                text = held + decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                raise InputError(
                    f"{path} is not {facts.encoding} from line {ends.lines + 1} or soon after ({_words(error)}): say which"
                    " encoding it is in, or save it as UTF-8",
                    place=("encoding",),
                ) from error
            held = "\r" if chunk and text.endswith("\r") else ""
            text = text[: len(text) - len(held)].replace("\r\n", "\n").replace("\r", lone)
            piece = text.encode("utf-8", errors="surrogatepass")
            ends.feed(piece)
            out.write(piece)
            if not chunk:
                break
    ends.finish()
    return TextFacts(encoding="utf-8", lines=ends.lines, ends="lf", spans=ends.spans)


def _words(error: UnicodeError) -> str:
    return getattr(error, "reason", str(error))


class _Reading:
    """The one pass."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self.head = b""
        self._path = path
        self._encoding = encoding
        self._check = EncodingCheck(path)
        self._ends = LineEnds()
        self._rest = b""
        self._run = 0

    def feed(self, chunk: bytes) -> None:
        if len(self.head) < HEAD_BYTES:
            self.head += chunk[: HEAD_BYTES - len(self.head)]
        self._ends.feed(chunk)
        self._measure(chunk)
        if self._wide:
            return
        block = self._rest + chunk
        cut = block.rfind(b"\n") + 1
        if not cut and len(block) > _LONGEST_WAIT:
            cut = max(block.rfind(letter) for letter in b' ",') + 1 or len(block)
        self._rest = block[cut:]
        self._check.feed(block[:cut])

    def facts(self) -> TextFacts:
        self._ends.finish()
        if not self._wide:
            self._check.feed(self._rest)
        return TextFacts(encoding=self._found(), lines=self._ends.lines, ends=self._ends.ends, spans=self._ends.spans)

    @property
    def _wide(self) -> bool:
        """Whether a letter takes two bytes or more, so that bytes alone tell nothing."""
        return self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))

    def _found(self) -> str:
        marked = next((name for bom, name in BOMS if self.head.startswith(bom)), None)
        if self._encoding is not None and codecs.lookup(self._encoding).name not in ("utf-8", "utf-8-sig"):
            return self._encoding
        if marked == "utf-16":
            return marked
        if self._encoding is not None:
            self._check.require_utf8()
            return marked or "utf-8"
        found = self._check.result()
        return marked or found if found == "utf-8" else found

    def _measure(self, chunk: bytes) -> None:
        """Stop at a line too long for a table; an array of JSON objects may stand on one line, where each object counts."""
        ends = (b"\n", b"\r", b"}") if _ARRAY.match(self.head) else (b"\n", b"\r")
        first = min((place for end in ends if (place := chunk.find(end)) >= 0), default=-1)
        self._run += len(chunk) if first < 0 else first
        if self._run > MAX_LINE_BYTES:
            raise InputError(
                f"line {self._ends.lines + (first < 0)} of {self._path} is longer than {MAX_LINE_BYTES >> 20} MiB: the file is damaged"
                " or not a table; export it again, with one row a line"
            )
        if first >= 0:
            self._run = len(chunk) - max(chunk.rfind(end) for end in ends) - 1
