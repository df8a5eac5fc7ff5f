"""Paths against walking through each history by hand; and equal questions give equal numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.questions import paths
from data_sets import data_set
from desireline.analyses import JourneyOutcomes, Paths, Transitions, Visits, _path_keys, _path_starts
from desireline.analyses._path_keys import Counted, PathKeys
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Translator
from desireline.base.settings.model import JourneyType, Settings
from desireline.journeys import Journeys
from desireline.journeys.view import Kept
from desireline.project import create_project, import_files
from desireline.project.importing import ImportOptions
from desireline.stats.shares import Clusters, Share, clustered_share, share_of
from effort import examples
from logs import Batch, built, read_store, small_pieces
from oracle import walks
from oracle.paths import paths_of
from oracle.walks import Step
from strategies import MINUTE, batches, plain_log, settings_of_logs

logs = st.lists(batches(most_events=25), min_size=1, max_size=3)
module = import_module("desireline.analyses.paths")


def histories(journeys: Journeys) -> list[list[Step]]:
    return [[(event.ts, event.touchpoint) for event in customer.events] for customer in read_store(journeys)]


def cut(question: Paths, journeys: Journeys, steps: list[Step]) -> Iterator[list[Step]]:
    """Give what a path may not leave."""
    match question.within:
        case "history":
            yield steps
        case "visit":
            at = 0
            for visit in walks.visits([[when for when, _ in steps]], parse_duration(journeys.settings.visit_gap)):
                yield steps[at : at + len(visit)]
                at += len(visit)
        case "journey":
            rules = walks.rules_of(journeys.settings, journeys.touchpoints)
            for journey in walks.journeys_of(steps, rules, journeys.end_us):
                yield steps[journey.first : journey.past]


def check(question: Paths, journeys: Journeys, customers: list[list[Step]]) -> None:
    found: Counter[tuple[str | None, ...]] = Counter()
    people: dict[tuple[str | None, ...], Counter[int]] = defaultdict(Counter)
    for number, steps in enumerate(customers):
        for part in cut(question, journeys, steps):
            names = [name for _, name in part]
            for path in paths_of(
                names,
                start=question.start,
                before=question.before,
                depth=question.depth,
                collapse=question.collapse,
                each=question.each,
            ):
                found[path] += 1
                people[path][number] += 1
    way = -1 if question.before else 1
    order = sorted(found, key=lambda path: (-found[path], [name or "" for name in path[::way]]))
    result = question.run(journeys)
    top, others = order[: question.top], order[question.top :]
    total = found.total()
    assert [(tuple(row.path), row.count, row.customers) for row in result.rows] == [
        (path, found[path], len(people[path])) for path in top
    ]
    every = sum(people.values(), Counter())

    def share(own: Counter[int]) -> Share:
        counts, sizes = (np.array([each[number] for number in every], dtype=np.int64) for each in (own, every))
        return clustered_share(own.total(), total, Clusters.of(counts, sizes))

    assert [row.share for row in result.rows] == [
        share_of(found[path], total) if result.unit == "customers" else share(people[path]) for path in top
    ]
    for row in result.rows:
        near = row.path[::way]
        reached = [
            sum(found[path] for path in found if list(path[::way])[:place] == near[:place])
            for place in range(len(near) + 1)
        ]
        assert row.onward[::way] == [share_of(count, of) for of, count in pairwise(reached)]
    assert (result.count, result.customers) == (total, len(set().union(*people.values())))
    assert result.other.different == len(others)
    others_count = sum((people[path] for path in others), Counter())
    assert result.other.share == (
        share_of(others_count.total(), total) if result.unit == "customers" else share(others_count)
    )
    assert result.other.customers == len(set().union(*(people[path] for path in others)))


@given(logs, settings_of_logs(), st.data())
@settings(max_examples=examples(25))
def test_random_questions(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    """Alike however keys are counted: all at once or piece by piece, in one word or in several, in ranges or not."""
    with small_pieces(shard_events=20), pytest.MonkeyPatch.context() as patch:
        patch.setattr(_path_keys, "_FEWEST_BITS", data.draw(st.sampled_from([1, 7, 17]), "bits"))
        patch.setattr(_path_keys, "_MANY", data.draw(st.sampled_from([0, 100]), "many"))
        patch.setattr(_path_keys, "_EVERY", 2)
        patch.setattr(_path_starts, "_EVENTS", data.draw(st.sampled_from([1, 4, 100]), "events"))
        patch.setattr(module, "_AT_ONCE", data.draw(st.sampled_from([0, 100]), "at once"))
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
        if journeys.touchpoints:
            check(data.draw(paths(journeys)), journeys, histories(journeys))


def test_by_hand(tmp_path_factory: pytest.TempPathFactory) -> None:
    names = ["aab", "ab", "abcb", "c"]
    log = plain_log([[(place * MINUTE, name) for place, name in enumerate(own)] for own in names])
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(), log)
    result = Paths(top=2, depth=3).run(journeys)
    assert (result.unit, result.count, result.customers) == ("customers", 4, 4)
    assert [(row.path, row.count) for row in result.rows] == [(["a", "b", None], 2), (["a", "b", "c"], 1)]
    assert result.rows[0].share == share_of(2, 4)
    assert result.rows[0].onward == [share_of(3, 4), share_of(3, 3), share_of(2, 3)]
    assert (result.other.different, result.other.share) == (1, share_of(1, 4))
    before = Paths(before="b", each=True, within="visit").run(journeys)
    assert before.unit == "events"
    assert [(row.path, row.count, row.customers) for row in before.rows] == [
        ([None, "a"], 3, 3),
        ([None, "a", "b", "c"], 1, 1),
    ]
    assert before.rows[1].onward == [share_of(1, 1), share_of(1, 1), share_of(1, 1), share_of(1, 4)]
    assert [(row.path, row.count) for row in Paths(start="b", depth=1).run(journeys).rows] == [(["b"], 3)]
    assert Paths(start="b").story(Paths(start="b", top=1).run(journeys), Translator()) == [
        "The commonest path: b \u203a (end). It makes up 67% (21–94%); 2 customers.",
        "1 other path makes up 33% (6.1–79.2%).",
    ]
    assert Paths(before="a", within="journey").story(Paths(before="a").run(journeys), Translator("hu")) == [
        "A leggyakoribb út idáig: „a”: (kezdet). Aránya: 100% (44–100%); 3 ügyfél."
    ]


@given(logs, settings_of_logs())
@settings(max_examples=25)
def test_equal_questions_give_equal_numbers(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings
) -> None:
    journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
    transitions = {
        (row.from_, row.to): (row.count, row.customers) for row in Transitions(medians=False).run(journeys).rows
    }
    assert two_steps(journeys) == {pair: numbers for pair, numbers in transitions.items() if pair[0] is not None}
    starts = {(None, row.path[0]): (row.count, row.customers) for row in Paths(depth=1, top=1_000).run(journeys).rows}
    assert starts == {pair: numbers for pair, numbers in transitions.items() if pair[0] is None}
    assert Paths(within="visit").run(journeys).count == Visits().run(journeys).visits
    outcomes, in_journeys = JourneyOutcomes().run(journeys), Paths(within="journey").run(journeys)
    assert (in_journeys.count, in_journeys.customers) == (outcomes.journeys, outcomes.customers)


def two_steps(journeys: Journeys) -> dict[tuple[str | None, str | None], tuple[int, int]]:
    result = Paths(depth=2, collapse=False, each=True, top=1_000).run(journeys)
    assert result.other.different == 0
    return {(row.path[0], row.path[1]): (row.count, row.customers) for row in result.rows}


@pytest.mark.data
def test_two_steps_of_a_real_log_are_its_transitions(tmp_path_factory: pytest.TempPathFactory) -> None:
    shop = create_project(tmp_path_factory.mktemp("shop") / "p")
    import_files(shop, [data_set("retentioneering_simple_shop/simple_shop.csv.gz")], ImportOptions())
    shop.build()
    rows = shop.ask(Transitions(medians=False)).rows
    assert two_steps(shop.journeys()) == {(row.from_, row.to): (row.count, row.customers) for row in rows if row.from_}


@given(logs, st.booleans())
@settings(max_examples=20)
def test_a_selection_is_counted_alone(tmp_path_factory: pytest.TempPathFactory, found: list[Batch], each: bool) -> None:
    """Of every other customer, all events but the earliest."""
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(), *found)
    everybody = read_store(journeys)
    chosen = np.array([customer.id for customer in everybody[::2]], dtype=np.uint64)
    since = min((event.ts for customer in everybody for event in customer.events), default=0) + 1
    kept = journeys.only(
        lambda shard, low, high: Kept(
            np.isin(shard.customer_id[low:high], chosen), shard.ts[shard.ptr[low] : shard.ptr[high]] >= since
        )
    )
    question = Paths(depth=3, each=each, top=1_000)
    own = [
        [(event.ts, event.touchpoint) for event in customer.events if event.ts >= since] for customer in everybody[::2]
    ]
    check(question, kept, own)


def test_sixty_thousand_touchpoints() -> None:
    names = [f"page {number}" for number in range(60_000)]
    keys = PathKeys(names, 10)
    assert (keys.bits, keys.words) == (16, 3)
    random = np.random.default_rng(3)
    walk = random.integers(0, len(names), 400).astype(np.uint16)
    at = np.repeat(np.arange(0, 390), 3)
    found = Counted.of(keys.pack(at, np.minimum(at + 10, 395), walk, collapse=False, back=False), keys.size)
    assert found.count.tolist() == [3] * 390
    told = {tuple(keys.names([int(word[place]) for word in found.keys])) for place in range(390)}
    assert told == {
        tuple([*(names[number] for number in walk[start : min(start + 10, 395)]), None][:10]) for start in range(390)
    }
    steps = [names[walk[5]], names[walk[6]]]
    assert found.within([keys.span(steps), keys.span(["page 1", *steps])]).tolist() == [3, 0]


def test_what_cannot_be_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    for wrong in (0, 11):
        with pytest.raises(InputError, match=f"paths of {wrong} steps cannot be counted: choose a depth of 1 to 10"):
            Paths(depth=wrong)
    with pytest.raises(InputError, match="the top 0 paths cannot be shown: choose 1 to 1000"):
        Paths(top=0)
    with pytest.raises(InputError, match="paths cannot both start at 'a' and lead to 'b': give `start` or `before`"):
        Paths(start="a", before="b")
    with pytest.raises(InputError, match="'x' says nothing about paths within a history: add within=journey"):
        Paths(journey="x")
    rules = Settings(journeys={"buy": JourneyType(goal="a")})
    journeys = built(tmp_path_factory.mktemp("shop"), rules, plain_log([[(0, "a")]]))
    with pytest.raises(NotFoundError, match="there is no touchpoint 'b'"):
        Paths(start="b").run(journeys)
    with pytest.raises(NotFoundError, match="there is no journey type 'x'"):
        Paths(within="journey", journey="x").run(journeys)


def test_nothing_has_no_paths(tmp_path_factory: pytest.TempPathFactory) -> None:
    journeys = built(tmp_path_factory.mktemp("shop"), Settings())
    for question in (Paths(), Paths(each=True, depth=10), Paths(within="visit"), Paths(within="journey")):
        result = question.run(journeys)
        assert (result.rows, result.count, result.customers, result.other.different) == ([], 0, 0, 0)
