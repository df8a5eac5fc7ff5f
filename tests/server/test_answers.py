"""Around a question: its answer as files, everybody behind a count as a file, and mistakes at their parameter."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from demo_project import demo_project
from desireline.project import Project, ServedProject
from signing_in import Client, signed_in

FUNNEL: dict[str, Any] = {"steps": ["Home", "Checkout"]}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return demo_project(tmp_path_factory.mktemp("answers"), customers=120)


@pytest.fixture(scope="module")
def client(shop: Project) -> Iterator[Client]:
    with signed_in(ServedProject(shop)) as client:
        yield client


@pytest.mark.parametrize("kind", ["json", "csv", "parquet", "xlsx", "html", "svg", "png"])
def test_an_answer_as_a_file(client: Client, kind: str) -> None:
    response = client.post(f"/api/analyses/funnel/file?file_kind={kind}&lang=hu", json=FUNNEL)
    assert response.status_code == 200, response.text
    assert response.headers["content-disposition"] == f'attachment; filename="funnel.{kind}"'
    assert len(response.content) > 100
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(response.text)))
        answer = client.post("/api/analyses/funnel", json=FUNNEL).json()["result"]
        assert [int(row["customers"]) for row in rows] == [step["customers"] for step in answer["steps"]]
    if kind == "html":
        assert "<title>Tölcsér</title>" in response.text


def test_a_kind_of_file_there_is_not_and_an_answer_without_chart(client: Client) -> None:
    assert client.post("/api/analyses/funnel/file?file_kind=doc", json=FUNNEL).status_code == 400
    response = client.post("/api/analyses/visits/file?file_kind=png", json={"period": "1999-01-01"})
    assert response.status_code == 400
    assert "no chart" in response.json()["message"]


def test_everybody_behind_a_count_as_a_file(client: Client) -> None:
    asked = {"question": FUNNEL, "cell": "/steps/0/customers", "most": 1}
    response = client.post("/api/analyses/funnel/people/file", json=asked)
    opened = client.post("/api/analyses/funnel/people", json=asked | {"most": 1_000}).json()
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["customer"] for row in rows] == [row["customer"] for row in opened["rows"]]
    assert len(rows) == opened["count"]
    visits = client.post("/api/analyses/visits/people/file", json={"question": {}, "cell": "/bounce/count"})
    first = next(csv.DictReader(io.StringIO(visits.text)))
    assert first.keys() == {"customer", "first", "last"}
    assert first["first"] == first["last"]
    assert first["first"][-6:] in {"+01:00", "+02:00"}  # the project's time zone
    assert client.post("/api/analyses/visits/people/file", json={"question": {}, "cell": "/no"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "question", "field"),
    [
        ("paths", {"depth": 99}, "depth"),
        ("paths", {"within": "moon"}, "within"),
        ("paths", {"start": "Home", "before": "Checkout"}, None),
        ("funnel", {"steps": ["Home"]}, "steps"),
        ("funnel", {"steps": ["Home", 5]}, "steps"),
        ("funnel", {"steps": ["Home", "nowhere"]}, "steps"),
        ("funnel", FUNNEL | {"window": "soon"}, "window"),
        ("visits", {"by": "moon"}, "by"),
        ("attribution", {"direct": ["moon"]}, "direct"),
    ],
)
def test_a_mistake_names_its_parameter(client: Client, name: str, question: dict[str, Any], field: str | None) -> None:
    response = client.post(f"/api/analyses/{name}", json=question)
    assert response.status_code in {400, 404}
    assert response.json().get("field") == field, response.text


def test_forms_in_the_asker_s_language(client: Client) -> None:
    forms = {form["name"]: form for form in client.get("/api/analyses?lang=zh-Hant").json()}
    assert forms["funnel"]["title"] == "漏斗"
    assert [parameter["name"] for parameter in forms["funnel"]["parameters"]][:2] == ["steps", "window"]
    assert json.dumps(forms["funnel"]["fields"])


def test_tables_come_with_the_answer(client: Client) -> None:
    answer = client.post("/api/analyses/funnel?lang=ru", json=FUNNEL).json()
    steps = next(table for table in answer["tables"] if table["name"] == "steps")
    assert steps["title"] == "Шаги"
    at = [column["name"] for column in steps["columns"]].index("customers")
    cells = [row["values"][at] for row in steps["rows"]]
    assert cells == [
        {"number": step["customers"], "cell": f"/steps/{place}/customers"}
        for place, step in enumerate(answer["result"]["steps"])
    ]
