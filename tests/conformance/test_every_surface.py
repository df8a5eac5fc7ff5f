"""Python, the command line and HTTP give the same answer to the same question, and refuse the same mistakes."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cli.running import desireline
from conformance.questions import ASKED
from desireline.analyses import Analysis, counts, registry
from desireline.base.errors import NotFoundError
from desireline.cli.ask_ import question_words
from desireline.cli.people_ import command as people_command
from desireline.project import Project
from signing_in import Client


def command(shop: Project, *words: str | Path) -> tuple[int, str, str]:
    run = desireline(*words, cwd=shop.folder)
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize("name", sorted(registry()))
def test_three_surfaces_agree(shop: Project, client: Client, name: str) -> None:
    question = ASKED[name](shop.journeys())
    answer = shop.ask(question)
    code, out, err = command(shop, "ask", name, *question_words(question), "--json")
    assert (code, json.loads(out)) == (0, json.loads(msgspec.json.encode(answer.to_dict()))), err
    response = client.post(f"/api/analyses/{name}", content=msgspec.json.encode(question))
    assert response.status_code == 200, response.text
    assert response.json()["result"] == json.loads(msgspec.json.encode(answer.result))
    assert response.json()["story"] == answer.story()
    tagged = client.post(
        f"/api/analyses/{name}",
        content=msgspec.json.encode(question),
        headers={"if-none-match": response.headers["etag"]},
    )
    assert tagged.status_code == 304
    for count in list(counts(answer.result))[:4]:
        _opens_alike(shop, client, question, count.path, count.value)


def _opens_alike(shop: Project, client: Client, question: Analysis[Any], path: str, value: int) -> None:
    name = question.name()
    members = shop.ask(question).people(path)
    asked = {"question": msgspec.to_builtins(question), "cell": path, "most": 5}
    opened = client.post(f"/api/analyses/{name}/people", json=asked).json()
    assert (opened["count"], opened["unit"]) == (value, members.unit)
    assert opened["rows"] == json.loads(msgspec.json.encode(members.page(0, 5)))
    code, out, err = command(
        shop, "people", "--of", name, *question_words(question), "--cell", path, "--most", "5", "--json"
    )
    assert (code, json.loads(out)) == (0, opened), err


HOSTILE = [
    "",
    " ",
    "'; drop table events; --",
    "<script>alert(1)</script>",
    "\x00\x1b[2J",
    "🧨" * 50,
    "..",
    "a" * 5_000,
]


@pytest.mark.parametrize("name", sorted(registry()))
@pytest.mark.parametrize("field", ["where", "period", "by", "compare"])
def test_hostile_texts_are_refused_in_a_sentence(shop: Project, client: Client, name: str, field: str) -> None:
    question = msgspec.to_builtins(ASKED[name](shop.journeys()))
    for text in HOSTILE:
        response = client.post(f"/api/analyses/{name}", json=question | {field: text})
        assert response.status_code in {400, 404}, (text, response.text)
        assert "Traceback" not in response.text
        assert "\x1b" not in response.json()["message"]


@pytest.mark.parametrize("body", ["", "[]", "null", '{"nonsense": 1}', '{"where": 5}', "{", '"x"'])
def test_bodies_that_are_no_question_are_refused(client: Client, body: str) -> None:
    response = client.post("/api/analyses/visits", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400, response.text
    assert response.json()["code"] == "bad-input"


def test_forms_describe_every_kind(client: Client) -> None:
    forms = client.get("/api/analyses").json()
    assert [form["name"] for form in forms] == sorted(registry())
    for form in forms:
        fields = next(each for each in form["fields"]["$defs"].values() if "where" in each.get("properties", {}))
        assert all("description" in field for field in fields["properties"].values()), form["name"]


def test_an_answer_can_be_written_as_each_kind_of_file(shop: Project, tmp_path: Path) -> None:
    import fastexcel
    import pyarrow.parquet as pq

    table = shop.ask(ASKED["transitions"](shop.journeys())).table()
    for kind in ("json", "csv", "parquet", "xlsx", "html", "svg", "png"):
        path = tmp_path / f"answer.{kind}"
        code, out, err = command(shop, "ask", "transitions", "-o", str(path))
        assert (code, out) == (0, ""), err
        assert path.stat().st_size > 500
    assert pq.read_table(tmp_path / "answer.parquet").num_rows == table.num_rows
    assert len((tmp_path / "answer.csv").read_text().splitlines()) == table.num_rows + 1
    assert fastexcel.read_excel(tmp_path / "answer.xlsx").load_sheet(0).height == table.num_rows
    assert (tmp_path / "answer.png").read_bytes().startswith(b"\x89PNG")
    code, _, err = command(shop, "ask", "visits", "-o", str(tmp_path / "answer.doc"))
    assert code == 2
    assert "answer.doc" in err
    assert not (tmp_path / "answer.doc").exists()


@pytest.mark.parametrize("name", sorted(registry()))
def test_every_question_is_compared_grouped_and_narrowed(shop: Project, name: str) -> None:
    """Each share of either side stands in the comparison once, and every count of every side opens."""
    question = msgspec.structs.replace(
        ASKED[name](shop.journeys()), where='did("order created")', compare='not did("order created")', by="channel", period="2025-08.."
    )  # fmt: skip
    answer = shop.ask(question)
    assert answer.compared is not None
    assert answer.comparison is not None
    ids = [row.id for row in answer.comparison.rows]
    assert len(ids) == len(set(ids))
    assert ids
    for row in answer.comparison.rows:
        assert row.difference is None or abs(row.difference - ((row.share.share or 0) - (row.other.share or 0))) < 1e-12
    sides = [("", answer.result), ("/compared", answer.compared.result)]
    sides += [(f"/groups/{place}", group.result) for place, group in enumerate(answer.groups)]
    for before, result in sides:
        for count in list(counts(result))[:5]:
            assert len(answer.people(f"{before}{count.path}")) == count.value
        for wrong in ("", "/nowhere", "/rows/0/onward/77/count", "/" + "9" * 5_000):
            with pytest.raises(NotFoundError):
                answer.people(f"{before}{wrong}")
    assert answer.table().num_rows >= 0
    assert answer.story()


def test_no_question_has_an_option_that_people_takes_for_its_own() -> None:
    own = {name for parameter in people_command.params for name in parameter.opts}
    for name, kind in registry().items():
        options = {f"--{field.encode_name.replace('_', '-')}" for field in msgspec.structs.fields(kind)}
        assert options & own <= {"--where"}, name
