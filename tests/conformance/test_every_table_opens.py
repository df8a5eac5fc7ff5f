"""Tables hold every count of an answer once, each opens into as many as it shows, and so does every mark of the chart."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.questions import questions
from desireline.analyses import Answer, AnswerTable, TableValue, ask, counts, registry
from desireline.base.i18n import LANGUAGES
from desireline.base.settings.model import Settings
from logs import Batch, built, small_pieces
from strategies import batches, settings_of_logs


def values(tables: list[AnswerTable]) -> Iterator[TableValue]:
    for table in tables:
        for row in table.rows:
            assert len(row.values) == len(table.columns)
            for value in row.values:
                yield value
                yield from value.parts or []


def shown(answer: Answer[Any]) -> dict[str, int]:
    """Return the number of each count by its cell, as tables show it."""
    found: dict[str, int] = {}
    for value in values([table for table in answer.tables() if table.name != "comparison"]):
        for cell, number in ((value.cell, value.count if value.of_cell else value.number), (value.of_cell, value.of)):
            if cell is not None:
                assert cell not in found
                assert isinstance(number, int)
                found[cell] = number
    return found


def counted(answer: Answer[Any]) -> dict[str, int]:
    sides = [("", answer.result), *((f"/groups/{at}", group.result) for at, group in enumerate(answer.groups))]
    if answer.compared is not None:
        sides.append(("/compared", answer.compared.result))
    return {f"{path}{count.path}": count.value for path, result in sides for count in counts(result)}


def charted(chart: Any) -> Iterator[dict[str, Any]]:
    """Return all rows of a drawing's data."""
    for part in chart.get("vconcat", [chart]):
        yield from part["data"]["values"]


@pytest.mark.parametrize("name", sorted(registry()))
@given(log=st.lists(batches(most_events=20), min_size=1, max_size=2), rules=settings_of_logs(), data=st.data())
@settings(max_examples=8)
def test_every_count_stands_in_a_table_and_opens(
    tmp_path_factory: pytest.TempPathFactory, name: str, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        question = data.draw(questions(name, journeys))
        answer = ask(question, journeys)
        found = shown(answer)
        assert found == counted(answer)
        for cell, number in found.items():
            assert len(answer.people(cell)) == number
        for language in LANGUAGES:
            assert all(column.title for table in answer.tables(language) for column in table.columns)
        chart = answer.chart()
        for row in charted(chart) if chart is not None else []:
            assert row["cell"] in found
            assert (
                found[row["cell"]] in row.values() or name == "attribution"
            )  # whose marks are parts of what they open


@given(log=st.lists(batches(most_events=25), min_size=1, max_size=2), rules=settings_of_logs(), data=st.data())
@settings(max_examples=6)
def test_groups_and_both_sides_open_too(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        kind = registry()[data.draw(st.sampled_from(["funnel", "paths", "transitions", "visits"]))]
        example = kind.example(journeys)
        assert example is not None
        compared_with = f'channel = "{journeys.channels[0]}"'
        question = msgspec.structs.replace(example, by="channel", compare=compared_with)
        answer = ask(question, journeys)
        assert shown(answer) == counted(answer)
        names = [group.name(answer._say("en"), "channel") for group in answer.groups]
        for table in answer.tables("en"):
            if table.name == "facts":
                assert [row.group for row in table.rows] == ["Everybody", *names, compared_with]
        cells = {chart_row["cell"] for chart_row in charted(answer.chart() or {"vconcat": []})}
        assert cells <= shown(answer).keys()
        compared = next((table for table in answer.tables() if table.name == "comparison"), None)
        if compared is not None:
            for value in values([compared]):
                if value.cell is not None:
                    assert len(answer.people(value.cell)) == value.count
                if value.of_cell is not None:
                    assert len(answer.people(value.of_cell)) == value.of


def test_long_tables_are_cut_and_say_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    from demo_project import demo_project

    shop = demo_project(tmp_path_factory.mktemp("cut"), customers=60)
    transitions = registry()["transitions"]()
    whole, cut = (shop.ask(transitions).tables(most=most)[0] for most in (None, 5))
    assert cut.rows == whole.rows[:5]
    assert cut.rows_in_all == whole.rows_in_all == len(whole.rows)
