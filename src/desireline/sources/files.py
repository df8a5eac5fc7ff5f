"""A file as it comes: its format, compression and encoding, found by looking inside and said."""

import codecs
import os
import stat
import zipfile
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError, NotFoundError
from desireline.sources.texts import Compression, TextFacts, decoded, read_facts

__all__ = ["Format", "NotATableError", "ReadAs", "SourceFile", "check_unchanged", "probe"]

Format = Literal["csv", "jsonl", "json", "parquet", "xlsx"]

_FEW = 100  # letters to a NUL in a text that holds some by mistake
_FORMATS = "give CSV, JSON Lines, JSON, Parquet or XLSX, plain or packed by gzip or zstd"


class NotATableError(InputError):
    """A file holds something else than a table: an error where it was named, set aside where it lay in a folder."""

    code = "not-a-table"


class ReadAs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is said of a file instead of found out."""

    format: Annotated[Format | None, Meta(description="What the file is.")] = None
    encoding: Annotated[str | None, Meta(description="The encoding of its text: utf-8, cp1250, big5, …")] = None
    separator: Annotated[
        str | None, Meta(description="What parts the fields of a delimited text: one character, or the word `tab`.")
    ] = None


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file before its columns are looked at."""

    path: Path
    format: Format
    compression: Compression = "none"
    text: TextFacts | None = None
    separator: str | None = None
    """Of a delimited text, where it was given instead of found out."""
    sheet: str | None = None
    sheets: int = 1
    """Sheets with rows in its workbook."""
    stamp: tuple[int, int, int] = (0, 0, 0)
    """Its number on the disk, size and time of change, to see whether it stays as it was."""

    @property
    def encoding(self) -> str:
        """The encoding of a text; `utf-8` for other formats."""
        return self.text.encoding if self.text else "utf-8"


def probe(
    path: Path, *, encoding: str | None = None, file_format: Format | None = None, separator: str | None = None
) -> SourceFile:
    """Find out what a file is. Text is read once, whole, so that nothing is found out half-way through an import.

    Args:
        path: the file.
        encoding: taken as given instead of detected.
        file_format: taken as given instead of detected.
        separator: what parts the fields of a delimited text, taken as given; the word `tab` for a tab.

    Raises:
        NotFoundError: there is no such file.
        NotATableError: it is empty, or of no format we read.
        InputError: it may not be read, is cut off, of mixed encodings, or has a line beyond all measure.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotATableError(f"{path} is not a regular file: save what it gives as a file and import that")
        with path.open("rb") as file:
            magic = file.read(4)
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no file {path}: check the name") from error
    except PermissionError as error:
        raise InputError(f"no right to read {path}: give this account read access to it") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({os.strerror(error.errno or 0)}): check the disk or the name"
        ) from error
    parted = None if separator is None else _separator(separator)
    found = _probe(path, magic, encoding, file_format)
    return msgspec.structs.replace(found, separator=parted, stamp=(status.st_ino, status.st_size, status.st_mtime_ns))


def check_unchanged(files: list[SourceFile]) -> None:
    """Make sure that files are still what was looked at.

    Raises:
        InputError: one was changed or removed since.
    """
    for file in files:
        try:
            status = file.path.stat()
        except OSError as error:
            raise InputError(
                f"{file.path} was removed while it was read: nothing was imported; import it when it is complete"
            ) from error
        if (status.st_ino, status.st_size, status.st_mtime_ns) != file.stamp:
            raise InputError(
                f"{file.path} was changed while it was read: nothing was imported; import it when it is complete"
            )


def _probe(path: Path, magic: bytes, encoding: str | None, given: Format | None) -> SourceFile:
    if not magic:
        raise NotATableError(f"{path} is empty: export it again")
    if magic == b"PAR1":
        return _as_given(SourceFile(path=path, format="parquet"), given)
    if magic == b"PK\x03\x04":
        return _as_given(_probe_zip(path), given)
    if given in ("parquet", "xlsx"):
        raise InputError(f"{path} is not {given}: give its format, or leave it to be found out", place=("format",))
    compression: Compression = (
        "gzip" if magic[:2] == b"\x1f\x8b" else "zstd" if magic == b"\x28\xb5\x2f\xfd" else "none"
    )
    return _probe_text(path, compression, encoding, given)


def _as_given(file: SourceFile, given: Format | None) -> SourceFile:
    if given not in (None, file.format):
        raise InputError(
            f"{file.path} is {file.format}, not {given}: leave the format to be found out", place=("format",)
        )
    return file


def _probe_zip(path: Path) -> SourceFile:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise InputError(f"{path} is cut off or damaged ({error}): fetch or export it again") from error
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return SourceFile(path=path, format="xlsx")
    raise NotATableError(f"{path} is a ZIP archive: unpack it and import what is inside")


def _probe_text(path: Path, compression: Compression, encoding: str | None, given: Format | None) -> SourceFile:
    if encoding is not None:
        _check_known(encoding)
    head, facts = read_facts(path, compression, encoding)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise NotATableError(f"{path} holds nothing but white space: export it again")
    kind = given or _kind(path, decoded(path, head, facts.encoding).lstrip())
    return SourceFile(path=path, format=kind, compression=compression, text=facts)


def _check_known(encoding: str) -> None:
    try:
        known = codecs.lookup(encoding)
        "é".encode(encoding, errors="replace").decode(encoding)
        known.incrementaldecoder("strict").decode(b"")
    except (LookupError, AttributeError, ValueError) as error:
        raise InputError(
            f"'{encoding}' is not an encoding of texts: use for example utf-8, cp1250, cp1251 or big5",
            place=("encoding",),
        ) from error


def _separator(given: str) -> str:
    meant = "\t" if given.lower() == "tab" else given
    if len(meant) != 1 or meant.isalnum() or meant in "\"'\\" or not (meant.isprintable() or meant in "\t\x01"):
        raise InputError(
            f"'{given}' does not part fields: give one character such as , ; or |, or the word tab",
            place=("separator",),
        )
    return meant


def _kind(path: Path, text: str) -> Format:
    """Tell the format of a text from its beginning."""
    if text.startswith("<"):
        raise NotATableError(f"{path} is XML or HTML, which is not read yet: export CSV, JSON Lines, Parquet or XLSX")
    if text.startswith("{"):
        if _is_lines(text):
            return "jsonl"
        raise NotATableError(
            f"{path} holds one JSON object over several lines, which is no table: give one object a line, or an array of objects"
        )
    if text.startswith("[") and text[1:].lstrip()[:1] in ("{", "", "]"):
        if text[1:].lstrip().startswith("]"):
            raise NotATableError(f"{path} holds an empty JSON array: export it again")
        return "json"
    if text.count("\x00") * _FEW > len(text):
        raise NotATableError(f"{path} is not a table Desireline reads: {_FORMATS}")
    return "csv"


def _is_lines(text: str) -> bool:
    """Say whether JSON that starts with an object is one object a line (and not one object over many)."""
    first = text.split("\n", 1)[0].strip()
    try:
        msgspec.json.decode(first)
    except msgspec.DecodeError:
        return "\n" not in text or first.endswith("}")  # its end was not seen, or the line is only broken
    return True
