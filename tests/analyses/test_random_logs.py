"""Every analysis, over many shards and slices, against counting by hand; and equal questions give equal numbers."""

from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import Funnel, JourneyOutcomes, Transitions, Visits, _pair_times, _pairs
from desireline.analyses.journeys import JourneyOutcomesResult
from desireline.analyses.transitions import TransitionsResult
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.model import Settings
from desireline.journeys import Journeys, medians
from desireline.kernels import pair_times
from desireline.stats.shares import Clusters, Share, clustered_share, share_of
from logs import Batch, built, read_store, small_pieces
from oracle import walks
from oracle.histories import histories
from oracle.walks import Step
from strategies import batches, settings_of_logs

logs = st.lists(batches(most_events=25), min_size=1, max_size=3)


def made(folder: pytest.TempPathFactory, found: list[Batch], rules: Settings) -> tuple[Journeys, list[list[Step]]]:
    journeys = built(folder.mktemp("shop"), rules, *found)
    expected = histories(list(enumerate(found, start=1)), rules)
    assert journeys.store.manifest.ending.end_us == expected.end
    return journeys, [[(event.ts, event.touchpoint) for event in events] for events in expected.customers]


@given(logs, settings_of_logs(), st.data())
@settings(max_examples=60)
def test_all_analyses(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys, customers = made(tmp_path_factory, found, rules)
        transitions(Transitions().run(journeys), customers)
        without = Transitions(medians=False).run(journeys)
        assert [(row.from_, row.to, row.count, row.median_s) for row in without.rows] == [
            (row.from_, row.to, row.count, None) for row in Transitions().run(journeys).rows
        ]
        visits(journeys, customers, data.draw(st.sampled_from(["10m", "15m", "2h"]), "gap"))
        steps = data.draw(st.lists(st.sampled_from(journeys.touchpoints), min_size=2, max_size=4), "steps")
        funnel(journeys, customers, steps, data.draw(st.sampled_from(["none", "10m", "1h"]), "window"))
        outcomes(JourneyOutcomes().run(journeys), customers, rules, journeys)


def transitions(result: TransitionsResult, customers: list[list[Step]]) -> None:
    times, people, pauses = walks.transitions(customers)
    assert {(row.from_, row.to): row.count for row in result.rows} == times
    assert {(row.from_, row.to): row.customers for row in result.rows} == people
    assert {(row.from_, row.to): row.median_s for row in result.rows if row.median_s is not None} == {
        pair: median(us) / 1e6 for pair, us in pauses.items()
    }
    assert [row.count for row in result.rows] == sorted(times.values(), reverse=True)
    assert (result.customers, result.events) == (len(customers), sum(map(len, customers)))


def visits(journeys: Journeys, customers: list[list[Step]], gap: str) -> None:
    expected = walks.visits([[when for when, _ in steps] for steps in customers], parse_duration(gap))
    lengths = [(visit[-1] - visit[0]) / 1e6 for visit in expected]
    result = Visits(gap=gap).run(journeys)
    assert (result.visits, result.customers, result.events) == (
        len(expected),
        len(customers),
        sum(map(len, customers)),
    )
    sizes = [min(len(visit), 10) for visit in expected]
    assert [(row.events, row.visits) for row in result.by_events] == [
        ("10+" if events == 10 else str(events), sizes.count(events)) for events in range(1, max(sizes, default=0) + 1)
    ]
    each = [walks.visits([[when for when, _ in steps]], parse_duration(gap)) for steps in customers]
    assert result.bounce == by_customers([[len(visit) == 1 for visit in own] for own in each])
    assert result.mean_s == (pytest.approx(sum(lengths) / len(lengths)) if lengths else None)
    assert result.median_s == (pytest.approx(median(lengths)) if lengths else None)


def by_customers(found: list[list[bool]]) -> Share:
    """Return the share of what counts among what each customer has."""
    counts, sizes = (np.array([read(own) for own in found], dtype=np.int64) for read in (sum, len))
    return clustered_share(int(counts.sum()), int(sizes.sum()), Clusters.of(counts, sizes))


def funnel(journeys: Journeys, customers: list[list[Step]], steps: list[str], window: str) -> None:
    limit = None if window == "none" else parse_duration(window)
    tries = [walks.funnel(own, steps, limit) for own in customers]
    result = Funnel(steps=steps, window=window).run(journeys)
    assert result.customers == len(customers)
    before = len(customers)
    end = journeys.end_us
    for place, step in enumerate(result.steps):
        begun = [walks.latest_try(own, steps[:place], limit) for own in customers] if place else []
        undecided = sum(
            limit is not None and len(times) == place and since is not None and since > end - limit
            for times, since in zip(tries, begun, strict=False)
        )
        assert step.undecided == undecided
        reached = [times for times in tries if len(times) > place]
        assert (step.step, step.customers, step.of) == (steps[place], len(reached), before)
        share = share_of(len(reached), before)
        assert (step.share, step.low, step.high) == (share.share, share.low, share.high)
        assert step.share_known == share_of(len(reached), before - undecided)
        assert step.share_of_first == share_of(len(reached), sum(bool(times) for times in tries))
        pauses = [times[place] - times[place - 1] for times in reached] if place else []
        assert step.median_s == (median(pauses) / 1e6 if pauses else None)
        before = len(reached)


def outcomes(result: JourneyOutcomesResult, customers: list[list[Step]], rules: Settings, journeys: Journeys) -> None:
    end = journeys.store.manifest.ending.end_us or 0
    in_words = walks.rules_of(rules, journeys.touchpoints)
    found = [(steps, journey) for steps in customers for journey in walks.journeys_of(steps, in_words, end)]
    count = {
        kind: sum(journey.outcome == kind for _, journey in found) for kind in ("missed", "goal", "open", "recovered")
    }
    finished = [
        (steps, journey)
        for steps, journey in found
        if journey.outcome != "open" and steps[journey.first][0] <= end - in_words.gap
    ]
    took = [
        steps[journey.past - 1][0] - steps[journey.first][0]
        for steps, journey in finished
        if journey.outcome != "missed"
    ]
    assert (result.journeys, result.missed, result.open, result.recovered) == (
        len(found),
        count["missed"],
        len(found) - len(finished),
        count["recovered"],
    )
    assert result.customers == len({id(steps) for steps, _ in found})
    each: dict[int, list[bool]] = {}
    for steps, journey in finished:
        each.setdefault(id(steps), []).append(journey.outcome != "missed")
    assert result.reached == by_customers(list(each.values()))
    assert result.reached.count == len(took)
    assert result.median_s == (median(took) / 1e6 if took else None)
    events = sum(journey.past - journey.first for _, journey in found)
    assert result.mean_events == (pytest.approx(events / len(found)) if found else None)


@given(logs, settings_of_logs())
@settings(max_examples=20)
def test_wide_logs_are_counted_alike(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings
) -> None:
    """Beyond a thousand touchpoints pairs are sorted, not put into a matrix."""
    with small_pieces(shard_events=20), pytest.MonkeyPatch.context() as patch:
        journeys, customers = made(tmp_path_factory, found, rules)
        patch.setattr(_pairs, "_FLAT", 0)
        transitions(Transitions().run(journeys), customers)


@given(logs, settings_of_logs(), st.sampled_from([1, 3]), st.sampled_from([1, 2]), st.sampled_from([1, 30, 1 << 20]))
@settings(max_examples=25)
def test_medians_guessed_from_some_customers(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[Batch],
    rules: Settings,
    part: int,
    larger_part: int,
    parts: int,
) -> None:
    """Of logs so small guesses are often wrong, and made good; those that were right are used again."""
    with small_pieces(shard_events=20), pytest.MonkeyPatch.context() as patch:
        journeys, customers = made(tmp_path_factory, found, rules)
        patch.setattr(medians, "_MANY_EVENTS", 0)
        patch.setattr(medians, "_PART", part)
        patch.setattr(medians, "_ASIDE", 0.0)
        patch.setattr(medians, "_SIGMAS", 0.1)
        for _ in range(2):
            visits(journeys, customers, "10m")
        patch.setattr(pair_times, "_ROOM", parts)
        patch.setattr(_pair_times, "_MANY_EVENTS", 0)
        patch.setattr(_pair_times, "_PART", part)
        patch.setattr(_pair_times, "_LARGER_PART", larger_part)
        patch.setattr(_pair_times, "_FEWEST", 1)
        patch.setattr(_pair_times, "_SIGMAS", 0.5)
        for _ in range(3):
            transitions(Transitions().run(journeys), customers)


@given(logs, settings_of_logs())
@settings(max_examples=15)
def test_two_runs_are_equal(tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings) -> None:
    journeys, _ = made(tmp_path_factory, found, rules)
    for question in (Transitions(), Visits(), JourneyOutcomes(), Funnel(steps=journeys.touchpoints[:1] * 2)):
        with small_pieces(slice_events=1):
            sliced = question.run(journeys)
        assert question.run(journeys) == sliced


def test_funnels_that_cannot_be_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    journeys = built(tmp_path_factory.mktemp("shop"), Settings())
    for steps in ([], ["a"], ["a"] * 21):
        with pytest.raises(InputError, match=f"a funnel of {len(steps)} steps cannot be counted: name 2 to 20"):
            Funnel(steps=steps)
    with pytest.raises(NotFoundError, match="there is no touchpoint 'a'"):
        Funnel(steps=["a", "b"]).run(journeys)
    with pytest.raises(InputError, match="'soon' is not a duration"):
        Visits(gap="soon").run(journeys)
    with pytest.raises(NotFoundError, match="there is no journey type 'x'"):
        JourneyOutcomes(journey="x").run(journeys)


def test_an_empty_log_has_answers(tmp_path_factory: pytest.TempPathFactory) -> None:
    journeys = built(tmp_path_factory.mktemp("shop"), Settings())
    assert read_store(journeys) == []
    assert Transitions().run(journeys).rows == []
    assert (Visits().run(journeys).visits, Visits().run(journeys).median_s) == (0, None)
    assert (JourneyOutcomes().run(journeys).journeys, JourneyOutcomes().run(journeys).reached.share) == (0, None)
