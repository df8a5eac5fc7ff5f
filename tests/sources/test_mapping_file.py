"""Mapping files: what they may say, and how wrong ones are told of."""

from pathlib import Path

import pytest

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import bring, events, import_text, made_project

TEXT = "user_id,when,event\n" + "".join(f"u{number},2024-01-{number:02d} 10:00,view\n" for number in range(1, 20))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("", "is not a mapping: write keys such as time"),
        ("- time", "is not a mapping"),
        ("time: [", r"line \d+: not YAML"),
        ("tim: {columns: [when]}", r"'tim' is not a key of a mapping: did you mean 'time'\? keys are kind, time"),
        ("time: {column: when}", r"the mapping is wrong: .*column"),
        ("time: {columns: []}", r"the mapping is wrong: .*\$.time.columns"),
        ("time: {columns: [when]}\nvalue: {columns: [user_id], currency: {const: euro}}", r"wrong: .*currency"),
        ("time: {columns: [when]}\nchannel: {const: pigeon}", r"wrong: .*channel"),
        ("tables: []", "`tables` must hold mappings"),
        (
            "tables: {order: {name: {const: x}}}",
            r"names the table 'order', which is not among those given: did you mean 'orders'\?",
        ),
        (
            "tables: {orders: {nam: {const: x}}}",
            r"the mapping of orders is wrong: 'nam' is not a key .*did you mean 'name'\?",
        ),
        ("time: {columns: [wen]}", r"orders.csv has no column 'wen': did you mean 'when'\?"),
        ("name: {columns: [wat]}", r"has no column 'wat'"),
        ("identifiers: {user_id: [USER_ID]}", r"has no column 'USER_ID': did you mean 'user_id'\?"),
        ("ignore: [nothing]", r"has no column 'nothing'"),
        ("id: number", r"has no column 'number'"),
        ("text: {column: said}", r"has no column 'said'"),
        ("score: {column: stars, min: 1, max: 5}", r"has no column 'stars'"),
        ("kind: measures", r"of kind measures but names none"),
    ],
)
def test_wrong_mappings_are_one_sentence(project: Project, mapping: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as error:
        import_text(project, TEXT, name="orders.csv", mapping=mapping)
    assert "\n" not in str(error.value)
    assert project.log.imports() == []


def test_a_mapping_by_source(project: Project) -> None:
    folder = project.folder.parent / "exports"
    folder.mkdir()
    (folder / "orders.csv").write_text(TEXT)
    (folder / "visits.csv").write_text(TEXT)
    mapping = "tables:\n  orders: {name: {const: bought}}\n  visits: {name: {columns: [user_id]}, identifiers: {}}\n"
    bring(project, folder, mapping=mapping)
    assert events(project, "name") == ["bought"] * 19 + [f"u{number}" for number in range(1, 20)]


def test_a_mapping_leaves_the_rest_as_recognised(project: Project) -> None:
    outcome = import_text(project, TEXT, name="orders.csv", mapping="name: {const: bought}\n")
    assert events(project, "name", "id:user_id")[0][0] == "bought"
    assert "name" not in {guess.role for guess in outcome.tables[0].guesses}
    assert "time" in {guess.role for guess in outcome.tables[0].guesses}
