"""Every count of every answer opens into exactly so many, each with its customer; and every whole number says what it counts."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from conformance.questions import EXAMPLES, questions
from desireline.analyses import registry
from desireline.analyses._cells import counts, declared_unit, has_count
from desireline.base.errors import NotFoundError
from desireline.base.i18n import LANGUAGES, Translator
from desireline.base.settings.model import Settings
from desireline.render.journey_map import MapView
from desireline.stats.shares import Share
from logs import Batch, built, small_pieces
from strategies import batches, settings_of_logs


def test_every_kind_has_examples() -> None:
    assert sorted(EXAMPLES) == sorted(registry())


@pytest.mark.parametrize("name", sorted(registry()))
@given(log=st.lists(batches(most_events=25), min_size=1, max_size=3), rules=settings_of_logs(), data=st.data())
@settings(max_examples=25)
def test_every_count_opens(
    tmp_path_factory: pytest.TempPathFactory, name: str, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        question = data.draw(questions(name, journeys))
        result = question.run(journeys)
        assert question.run(journeys) == result
        found = list(counts(result))
        assert found
        known = {number for shard in journeys.store.shards for number in shard.customer_id.tolist()}
        assert not has_count(result, ())
        for count in found:
            assert has_count(result, count.cell)
            assert not has_count(result, count.cell[:-1])
            assert not has_count(result, (*count.cell, "count"))
            assert not has_count(result, (*count.cell[:-1], "nowhere"))
            members = question.open(journeys, result, count.cell)
            assert (count.path, members.unit, len(members)) == (count.path, count.unit, count.value)
            assert set(members.customer.tolist()) <= known
            if members.unit == "customers":
                assert len(np.unique(members.customer)) == len(members)
            else:
                assert members.first_us is not None
                assert members.last_us is not None
                assert members.row is not None
                assert (members.first_us <= members.last_us).all()
                spans = zip(members.row.tolist(), members.customer.tolist(), strict=True)
                assert len(set(spans)) == len(members)
        with pytest.raises(NotFoundError, match="no count at '/nowhere'"):
            question.open(journeys, result, ("nowhere",))


@pytest.mark.parametrize("name", sorted(registry()))
@given(log=st.lists(batches(most_events=25), min_size=1, max_size=2), rules=settings_of_logs(), data=st.data())
@settings(max_examples=5)
def test_every_answer_is_told_and_drawn(
    tmp_path_factory: pytest.TempPathFactory, name: str, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
    question = data.draw(questions(name, journeys))
    result = question.run(journeys)
    assert msgspec.json.decode(msgspec.json.encode(result), type=type(result)) == result
    assert msgspec.convert(msgspec.to_builtins(question), type(question)) == question
    assert isinstance(result, registry()[name].result)
    for language in LANGUAGES:
        say = Translator(language)
        story = question.story(result, say)
        assert story
        assert all(sentence and not re.search(r"\{[a-z_]+\}", sentence) for sentence in story)
        chart = question.chart(result, say)
        assert chart is None or msgspec.json.decode(msgspec.json.encode(chart))["data"]["values"] is not None
    assert all(isinstance(row, msgspec.Struct) for row in question.rows(result))


@pytest.mark.parametrize("name", sorted(registry()))
def test_every_whole_number_says_what_it_counts(name: str) -> None:
    silent = [place for place, unit in _whole_numbers(registry()[name].result, name) if unit is None]
    assert silent == []


def test_every_whole_number_of_the_map_says_what_it_counts() -> None:
    assert [place for place, unit in _whole_numbers(MapView, "map") if unit is None] == []


def _whole_numbers(struct: type[msgspec.Struct], place: str) -> Iterator[tuple[str, Any]]:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    for field in described.fields:
        yield from _in(field.type, f"{place}.{field.name}", _declared(field.type))


def _declared(kind: Any) -> Any:
    plain = isinstance(kind, inspect.Metadata) and (kind.extra_json_schema or {}).get("unit") == "none"
    return "none" if plain else declared_unit(kind)


def _in(kind: Any, place: str, unit: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(kind, inspect.Metadata):
        yield from _in(kind.type, place, unit or _declared(kind))
    elif isinstance(kind, inspect.ListType):
        yield from _in(kind.item_type, place, unit)
    elif isinstance(kind, inspect.UnionType):
        for each in kind.types:
            yield from _in(each, place, unit)
    elif isinstance(kind, inspect.StructType):
        if kind.cls is Share:
            yield place, unit
        else:
            yield from _whole_numbers(kind.cls, place)
    elif isinstance(kind, inspect.IntType):
        yield place, unit


@pytest.mark.parametrize("name", sorted(registry()))
def test_results_leave_the_answer_s_own_names_free(name: str) -> None:
    """An answer shows its result's fields as its own, and in JSON beside its groups and its comparison."""
    own = {"question", "counted", "result", "groups", "groups_overlap", "overlap", "compared", "comparison"}
    own |= {"people", "table", "chart", "story", "to_dict"}
    assert own.isdisjoint(registry()[name].result.__struct_fields__)
