"""Equal questions give equal numbers: step of a funnel, pattern and selection; transition and path of depth two; and SQL over the log."""

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import Funnel, MicroMoments, Paths, Transitions, Visits, ask
from desireline.base.durations import parse_duration
from desireline.base.settings.model import Settings
from desireline.journeys import Journeys
from desireline.journeys.patterns.wording import name_text
from logs import Batch, built, read_store, small_pieces
from strategies import batches, settings_of_logs

LOGS = st.lists(batches(most_events=25), min_size=1, max_size=3)


def customers_where(journeys: Journeys, selection: str) -> int:
    answer = ask(Visits(where=selection), journeys)
    assert len(answer.people("/customers")) == answer.result.customers
    return answer.result.customers


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(log=LOGS, rules=settings_of_logs(), data=st.data())
@settings(max_examples=40)
def test_a_step_of_a_funnel_is_a_pattern_is_a_selection(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        steps = data.draw(st.lists(st.sampled_from(journeys.touchpoints), min_size=2, max_size=4))
        window = data.draw(st.sampled_from(["10m", "1h"]))
        funnel = Funnel(steps=steps, window=window).run(journeys)
        for place, step in enumerate(funnel.steps[1:], start=2):
            pattern = f"({', '.join(map(name_text, steps[:place]))}) within {window}"
            assert MicroMoments(pattern=pattern).run(journeys).matched.count == step.customers
            assert customers_where(journeys, f"pattern({quoted(pattern)})") == step.customers
        first, second = quoted(steps[0]), quoted(steps[1])
        assert customers_where(journeys, f"did({first})") == funnel.steps[0].customers
        assert customers_where(journeys, f"did({second}) within {window} after {first}") == funnel.steps[1].customers


@given(log=LOGS, rules=settings_of_logs())
@settings(max_examples=40)
def test_a_transition_is_a_path_of_depth_two_is_a_pattern(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], rules: Settings
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        transitions = Transitions().run(journeys)
        paths = Paths(each=True, collapse=False, depth=2, top=1_000).run(journeys)
        assert {tuple(row.path): (row.count, row.customers) for row in paths.rows} == {
            (row.from_, row.to): (row.count, row.customers) for row in transitions.rows if row.from_ is not None
        }
        for row in transitions.rows[:6]:
            if row.from_ is not None and row.to is not None:
                pattern = f"{name_text(row.from_)} > {name_text(row.to)}"
                assert MicroMoments(pattern=pattern).run(journeys).matched.count == row.customers


@given(log=LOGS, rules=settings_of_logs(), data=st.data())
@settings(max_examples=25)
def test_the_same_as_plain_sql_over_the_events(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        one, other = (data.draw(st.sampled_from(journeys.touchpoints)) for _ in range(2))
        window = data.draw(st.sampled_from(["10m", "1h"]))
        rows = [
            (str(customer.id), place, event.ts, event.touchpoint, event.channel)
            for customer in read_store(journeys)
            for place, event in enumerate(customer.events)
        ]
        names = ("customer", "place", "ts", "touchpoint", "channel")
        events = pa.table({name: [row[at] for row in rows] for at, name in enumerate(names)})
        connection = duckdb.connect()
        connection.register("events", events)

        def number(sql: str, *values: object) -> int:
            row = connection.execute(sql, values).fetchone()
            assert row is not None
            return int(row[0])

        follows = "select customer, touchpoint, lead(touchpoint) over (partition by customer order by place) as next from events"
        transitions = Transitions().run(journeys)
        row = next((row for row in transitions.rows if (row.from_, row.to) == (one, other)), None)
        count = number(f"select count(*) from ({follows}) where touchpoint = ? and next = ?", one, other)
        people = number(
            f"select count(distinct customer) from ({follows}) where touchpoint = ? and next = ?", one, other
        )
        assert (count, people) == ((row.count, row.customers) if row else (0, 0))

        steps = Funnel(steps=[one, other], window=window).run(journeys).steps
        assert [step.customers for step in steps] == [
            number("select count(distinct customer) from events where touchpoint = ?", one),
            number(
                "select count(distinct a.customer) from events a join events b on a.customer = b.customer and a.place < b.place"
                " and b.ts - a.ts <= ? where a.touchpoint = ? and b.touchpoint = ?",
                parse_duration(window), one, other,
            ),
        ]  # fmt: skip

        channel = data.draw(st.sampled_from(journeys.channels))
        kept = ask(Transitions(where=f"channel = {quoted(channel)}"), journeys).result
        assert kept.events == number("select count(*) from events where channel = ?", channel)
        assert kept.customers == number("select count(distinct customer) from events where channel = ?", channel)
        by_channel = ask(Visits(by="channel"), journeys)
        assert {group.value: group.result.events for group in by_channel.groups} == dict(
            connection.execute("select channel, count(*) from events group by channel").fetchall()
        )
        assert by_channel.overlap
        threshold = data.draw(st.integers(1, 3))
        often = "select count(*) from (select customer from events where touchpoint = ? group by customer having count(*) >= ?)"
        assert customers_where(journeys, f"did({quoted(one)}) at least {threshold} times") == number(
            often, one, threshold
        )


@given(log=LOGS, rules=settings_of_logs(), data=st.data())
@settings(max_examples=15)
def test_those_compared_and_grouped_open_too(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        name = data.draw(st.sampled_from(journeys.touchpoints))
        steps = [name, data.draw(st.sampled_from(journeys.touchpoints))]
        question = Funnel(
            steps=steps, by="touchpoint", where=f"did({quoted(name)})", compare=f"not did({quoted(name)})"
        )
        answer = ask(question, journeys)
        assert answer.compared is not None
        assert answer.comparison is not None
        everybody = len(read_store(journeys))
        assert answer.result.customers + answer.compared.result.customers == everybody
        assert answer.comparison.in_both == 0
        assert len(answer.people("/compared/customers")) == answer.compared.result.customers
        for place, group in enumerate(answer.groups):
            assert len(answer.people(f"/groups/{place}/steps/0/customers")) == group.result.steps[0].customers
        assert answer.table().num_rows == 2 * max(1, len(answer.groups))
        assert answer.story()
