"""A file as it comes: its format, compression and encoding, found by looking inside and said."""

import codecs
import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, cast

import msgspec

from desireline.base.errors import InputError, NotFoundError

__all__ = ["Compression", "Format", "SourceFile", "open_text", "probe", "transcode"]

Format = Literal["csv", "jsonl", "json", "parquet", "xlsx"]
Compression = Literal["none", "gzip", "zstd"]

MAX_LINE_BYTES = 16 << 20
_CHUNK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file before its columns are looked at."""

    path: Path
    format: Format
    compression: Compression = "none"
    encoding: str = "utf-8"


def probe(path: Path, *, encoding: str | None = None) -> SourceFile:
    """Find out what a file is. Text is read once, whole, so that nothing is found out half-way through an import.

    Args:
        path: the file.
        encoding: taken as given instead of detected.

    Raises:
        NotFoundError: there is no such file.
        InputError: it is empty, cut off, of mixed encodings, has a line beyond all measure, or is of no format we read.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no file {path}: check the name") from error
    except PermissionError as error:
        raise InputError(f"no right to read {path}: give this account read access to it") from error
    if not magic:
        raise InputError(f"{path} is empty: export it again")
    if magic == b"PAR1":
        return SourceFile(path=path, format="parquet")
    if magic == b"PK\x03\x04":
        return _probe_zip(path)
    compression: Compression = (
        "gzip" if magic[:2] == b"\x1f\x8b" else "zstd" if magic == b"\x28\xb5\x2f\xfd" else "none"
    )
    return _probe_text(path, compression, encoding)


@contextmanager
def open_text(file: SourceFile) -> Iterator[BinaryIO]:
    """Open a text file's bytes, unpacked.

    Raises:
        InputError: the packed stream is cut off or damaged.
    """
    try:
        if file.compression == "gzip":
            with gzip.open(file.path) as stream:
                yield cast("BinaryIO", stream)
        elif file.compression == "zstd":
            import pyarrow as pa

            with pa.CompressedInputStream(pa.OSFile(str(file.path)), "zstd") as stream:
                yield cast("BinaryIO", stream)
        else:
            with file.path.open("rb") as stream:
                yield stream
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        if file.compression == "none":
            raise
        raise InputError(
            f"{file.path} is cut off or damaged ({file.compression}: {error}): fetch or export it again; nothing was imported"
        ) from error


def transcode(file: SourceFile, target: Path) -> SourceFile:
    """Write a text file of another encoding as plain UTF-8, and return it as such."""
    decoder = codecs.getincrementaldecoder(file.encoding)(errors="strict")
    with open_text(file) as stream, target.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            out.write(decoder.decode(chunk).encode())
        out.write(decoder.decode(b"", final=True).encode())
    return msgspec.structs.replace(file, path=target, compression="none", encoding="utf-8")


def _probe_zip(path: Path) -> SourceFile:
    try:
        with zipfile.ZipFile(path) as archive:
            if any(name.startswith("xl/") for name in archive.namelist()):
                return SourceFile(path=path, format="xlsx")
    except zipfile.BadZipFile as error:
        raise InputError(f"{path} is cut off or damaged ({error}): fetch or export it again") from error
    raise InputError(f"{path} is a ZIP archive: unpack it and import what is inside")


def _probe_text(path: Path, compression: Compression, encoding: str | None) -> SourceFile:
    raw = SourceFile(path=path, format="csv", compression=compression)
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise InputError(
                f"'{encoding}' is not an encoding: use for example utf-8, cp1250, cp1251 or big5"
            ) from error
    reading = _Reading(path)
    with open_text(raw) as stream:
        while chunk := stream.read(_CHUNK):
            reading.feed(chunk, known=encoding is not None)
    if not reading.head.strip(b"\x00 \r\n\t"):
        raise InputError(f"{path} holds nothing but white space: export it again")
    found = encoding or reading.encoding()
    text = codecs.getincrementaldecoder(found)(errors="replace").decode(reading.head).lstrip("\ufeff \t\r\n")
    kind: Format = "json" if text.startswith("[") else "jsonl" if text.startswith("{") else "csv"
    if kind == "jsonl" and not _is_lines(text):
        kind = "json"
    if kind == "csv" and text.startswith("<"):
        raise InputError(
            f"{path} is XML or HTML, which is not read yet: export a CSV, JSON Lines, Parquet or XLSX file"
        )
    if kind == "csv" and "\x00" in text:
        raise InputError(
            f"{path} is not a table Desireline reads: give CSV, JSON Lines, JSON, Parquet or XLSX, plain or packed by gzip or zstd"
        )
    if kind != "json" and reading.long_line is not None:
        raise InputError(
            f"line {reading.long_line} of {path} is longer than {MAX_LINE_BYTES >> 20} MiB: the file is damaged or not a table; export it again"
        )
    return msgspec.structs.replace(raw, format=kind, encoding=found)


def _is_lines(text: str) -> bool:
    """Say whether JSON that starts with an object is one object a line (and not one object over many)."""
    first = text.split("\n", 1)[0].strip()
    try:
        msgspec.json.decode(first)
    except msgspec.DecodeError:
        return len(text) >= _CHUNK // 4 and "\n" not in text  # a line so long that its end was not seen
    return True


class _Reading:
    """What one pass over a text's bytes tells: encoding, and lines beyond all measure."""

    def __init__(self, path: Path) -> None:
        self.head = b""
        self.long_line: int | None = None
        self._path = path
        self._line = 1
        self._run = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
        self._utf8_line: int | None = None
        self._other_line: int | None = None
        self._other = b""

    def feed(self, chunk: bytes, *, known: bool) -> None:
        if len(self.head) < _CHUNK // 2:
            self.head += chunk[: _CHUNK // 2]
        if not known:
            self._check_encoding(chunk)
        first = chunk.find(b"\n")
        if first < 0:
            self._run += len(chunk)
        else:
            self._run += first
        if self._run > MAX_LINE_BYTES and self.long_line is None:
            self.long_line = self._line
            if not self.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
                raise InputError(
                    f"line {self._line} of {self._path} is longer than {MAX_LINE_BYTES >> 20} MiB: the file is damaged or not a table;"
                    " export it again, with one row a line"
                )
        if first >= 0:
            self._run = len(chunk) - chunk.rfind(b"\n") - 1
        self._line += chunk.count(b"\n")

    def encoding(self) -> str:
        for bom, name in _BOMS:
            if self.head.startswith(bom):
                return name
        if self._other_line is None:
            return "utf-8"
        if self._utf8_line is not None:
            raise InputError(
                f"{self._path} mixes encodings: line {self._utf8_line} is UTF-8, line {self._other_line} is not;"
                " save it in one encoding (UTF-8 is best), or say which one it is with --encoding"
            )
        return _guess_encoding(self._other)

    def _check_encoding(self, chunk: bytes) -> None:
        if self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return
        if self._other_line is None:
            if chunk.isascii() and not self._decoder.getstate()[0]:
                return
            pending = self._decoder.getstate()[0]
            try:
                self._decoder.decode(chunk)
            except UnicodeDecodeError:
                self._decoder.reset()
                self._look_at_lines(pending + chunk)
            else:
                self._utf8_line = self._utf8_line or self._line + chunk[: _first_high(chunk)].count(b"\n")
        elif not chunk.isascii():
            self._look_at_lines(chunk)

    def _look_at_lines(self, chunk: bytes) -> None:
        lines = chunk.split(b"\n")
        for number, line in enumerate(lines, start=self._line):
            if line.isascii():
                continue
            try:
                line.decode()
            except UnicodeDecodeError as error:
                if number in (self._line, self._line + len(lines) - 1) and _cut_only(line, error):
                    continue
                self._other_line = self._other_line or number
                if len(self._other) < _CHUNK:
                    self._other += line + b"\n"
            else:
                self._utf8_line = self._utf8_line or number


def _first_high(chunk: bytes) -> int:
    return next((index for index, byte in enumerate(chunk) if byte > 127), 0)  # noqa: PLR2004 - the end of ASCII


def _cut_only(line: bytes, error: UnicodeDecodeError) -> bool:
    """Say whether a line is broken only where a chunk cuts it: within a character at its start or end."""
    return error.end >= len(line) - 3 or error.start <= 3  # noqa: PLR2004 - a character is four bytes at most


def _guess_encoding(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    candidates = ["cp1250", "cp1251", "cp1252", "big5", "gb18030", "koi8_r", "iso8859_2", "iso8859_15"]
    best = from_bytes(sample, cp_isolation=candidates).best()
    return best.encoding if best is not None else "cp1252"
