"""`desireline export`: a document on stdout, a file, a schema."""

import json
import zipfile
from pathlib import Path

import pytest

from cli.running import desireline
from people_shop import ANNA, people_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return people_shop(tmp_path_factory.mktemp("export")).folder


def test_a_document_or_a_file(shop: Path, tmp_path: Path) -> None:
    printed = desireline("export", ANNA.upper(), cwd=shop)
    document = json.loads(printed.stdout)
    assert len(document["events"]) == 5
    assert printed.stderr.strip().splitlines()[-1] == f"next: desireline person {document['customer']}"
    done = desireline("export", document["customer"], "-o", tmp_path / "anna.ZIP", "--lang", "zh-Hant", cwd=shop)
    assert "5 個事件" in done.stderr
    kept = json.loads(zipfile.ZipFile(tmp_path / "anna.ZIP").read("person.json"))
    assert (kept["customer"], kept["events"]) == (document["customer"], document["events"])


def test_the_schema(tmp_path: Path) -> None:
    done = desireline("export", "--schema", cwd=tmp_path)
    assert json.loads(done.stdout)["$ref"] == "#/$defs/PersonExport"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody@example.hu"], "no customer is 'nobody@example.hu'"),
        ([ANNA, "-o", "anna.exe"], "'anna.exe' is no kind of export: name a file that ends in .json or .zip"),
        ([ANNA, "-o", "nowhere/anna.json"], "there is no folder nowhere"),
        ([ANNA, "-o", "anna.json", "--json"], "--json prints on stdout and -o writes a file"),
        ([], "name the customer to export"),
    ],
)
def test_what_is_not_allowed(shop: Path, arguments: list[str], said: str) -> None:
    done = desireline("export", *arguments, cwd=shop)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
