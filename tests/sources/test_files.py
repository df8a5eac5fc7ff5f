"""What a file is, found by looking inside."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desireline.base.errors import InputError, NotFoundError
from desireline.sources.csv_table import csv_dialect
from desireline.sources.files import NotATableError, check_unchanged, probe

CONTENTS: dict[str, bytes] = {
    "csv": b"a,b\n1,2\n",
    "jsonl": b'{"a": 1}\n{"a": 2}\n',
    "json": b'[{"a": 1}]\n',
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {kind: tmp_path / f"{kind}.data" for kind in (*CONTENTS, "parquet", "xlsx")}
    for kind, content in CONTENTS.items():
        made[kind].write_bytes(content)
    pq.write_table(pa.table({"a": [1]}), made["parquet"])
    with zipfile.ZipFile(made["xlsx"], "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made


def test_formats_are_found_whatever_a_file_is_called(files: dict[str, Path]) -> None:
    assert {kind: probe(path).format for kind, path in files.items()} == {kind: kind for kind in files}


@pytest.mark.parametrize(
    ("kind", "packed"), [("gzip", gzip.compress), ("zstd", lambda raw: pa.compress(raw, codec="zstd", asbytes=True))]
)
def test_packed_files_are_found(tmp_path: Path, kind: str, packed: Any) -> None:
    for name, content in CONTENTS.items():
        path = tmp_path / name
        path.write_bytes(packed(content))
        file = probe(path)
        assert (file.format, file.compression) == (name, kind)


@pytest.mark.parametrize("given", ["parquet", "xlsx"])
def test_a_wrong_format_is_an_error(files: dict[str, Path], given: Any) -> None:
    for kind, path in files.items():
        if kind != given:
            with pytest.raises(InputError, match="to be found out"):
                probe(path, file_format=given)


@pytest.mark.parametrize("given", ["csv", "json", "jsonl"])
def test_a_binary_file_is_no_text_whatever_is_said(files: dict[str, Path], given: Any) -> None:
    for kind in ("parquet", "xlsx"):
        with pytest.raises(InputError, match=f"is {kind}, not {given}"):
            probe(files[kind], file_format=given)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"[Date],[Name]\n2024-01-01,x\n", "csv"),
        (b'  \n{"a": 1}\n', "jsonl"),
        (b'{"a": 1, "b": \n{"a": 2}\n', None),
        (b'{"a": 1, "b": }\n{"a": 2}\n', "jsonl"),
        (b'[ \n{"a": 1}]', "json"),
        (b"{", "jsonl"),
        (json.dumps({"a": [1]}, indent=2).encode(), None),
        (b'\xef\xbb\xbf[{"a": 1}]', "json"),
        (b"a\n1\n", "csv"),
        (b"word", "csv"),
        (b"\x00" * 50, None),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 200, None),
        (b" \r\n", None),
        (b"<html>", None),
    ],
)
def test_texts(tmp_path: Path, content: bytes, kind: str | None) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    if kind is None:
        with pytest.raises(NotATableError):
            probe(path)
    else:
        assert probe(path).format == kind


def test_a_file_that_was_changed_or_removed(files: dict[str, Path]) -> None:
    file = probe(files["csv"])
    check_unchanged([file])
    files["csv"].write_text("a,b\n1,22\n")
    with pytest.raises(InputError, match="was changed while it was read"):
        check_unchanged([file])
    files["csv"].unlink()
    with pytest.raises(InputError, match="was removed while it was read"):
        check_unchanged([file])
    with pytest.raises(NotFoundError):
        probe(files["csv"])


@pytest.mark.parametrize(("given", "meant"), [("tab", "\t"), (";", ";"), ("#", "#"), ("\x01", "\x01"), ("；", "；")])
def test_a_separator_is_taken_as_given(tmp_path: Path, given: str, meant: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"who{meant}what\nann{meant}a, b\n", encoding="utf-8")
    file = probe(path, separator=given)
    assert (file.separator, csv_dialect(file).names) == (meant, ["who", "what"])


@pytest.mark.parametrize("given", ["", "ab", "a", "7", '"', "'", "\\", "\n", "\r", "\x00", "tabs"])
def test_what_parts_no_fields_is_an_error(tmp_path: Path, given: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("who,what\nann,view\n")
    with pytest.raises(InputError, match="does not part fields") as told:
        probe(path, separator=given)
    assert told.value.place == ("separator",)
