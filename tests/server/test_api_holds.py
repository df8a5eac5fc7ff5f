"""The API is asked what its own description allows, and what it does not: it may refuse, it may not fail."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from desireline.project import Project, ServedProject, open_project
from desireline.project.access import ApiKeys, Right
from desireline.server import create_app
from team import BASE

_ENDLESS = "/api/changes"
_QUESTIONS = "/api/analyses/"
_FEW, _MANY = 2, 25
_PATIENCE_S = 120  # the first question of a kind may compile its kernels


@pytest.fixture(scope="module")
def operations(
    team_template: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, dict[str, str]]]:
    """The description of a real project's API, and a key that may do everything."""
    folder = tmp_path_factory.mktemp("asked") / "shop"
    shutil.copytree(team_template.folder, folder)
    project = open_project(folder)
    _, secret = ApiKeys(project.log.folder).add("tests", list(Right))
    headers = {"authorization": f"Bearer {secret}", "host": BASE.removeprefix("http://")}
    app = create_app(ServedProject(project), token="once")
    yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=headers), headers
    app.state.let_go()


def _ask(operations: tuple[Any, dict[str, str]], most: int, *, questions: bool) -> int:
    schema, headers = operations
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path == _ENDLESS or (operation.path.startswith(_QUESTIONS) and not questions):
            continue

        @seed(20261122)
        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answered(case: Any) -> None:
            nonlocal asked
            response = case.call(headers=headers, timeout=_PATIENCE_S)
            assert response.status_code < 500, f"{case.as_curl_command()}: {response.text}"
            asked += 1

        answered()
    return asked


def test_whatever_its_description_allows_is_answered(operations: tuple[Any, dict[str, str]]) -> None:
    assert _ask(operations, _FEW, questions=False) > 50


@pytest.mark.slow
def test_a_great_deal_of_it_too(operations: tuple[Any, dict[str, str]]) -> None:
    assert _ask(operations, _MANY, questions=True) > 500


def test_the_description_says_how_to_be_let_in(operations: tuple[Any, dict[str, str]]) -> None:
    said = operations[0].raw_schema
    assert set(said["components"]["securitySchemes"]) == {"session", "csrf", "key"}
    assert said["security"] == [{"session": [], "csrf": []}, {"key": []}]
