"""Real logs, through the importer, against numbers that other tools computed (`oracle/` beside each data set)."""

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from data_sets import data_set
from desireline.analyses import Funnel, JourneyOutcomes, Transitions, Visits
from desireline.base.settings.model import JourneyType, Settings
from desireline.project import Project, create_project, import_files
from desireline.project.importing import ImportOptions
from desireline.stats.shares import share_of
from logs import read_store

pytestmark = pytest.mark.data


def project(folder: Path, path: Path, mapping: str | None = None) -> Project:
    found = create_project(folder)
    written = None
    if mapping:
        written = folder / "mapping.yaml"
        written.write_text(mapping, encoding="utf-8")
    import_files(found, [path], ImportOptions(mapping=written))
    found.build()
    return found


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("shop") / "p", data_set("retentioneering_simple_shop/simple_shop.csv.gz"))


@pytest.fixture(scope="module")
def loans(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("loans") / "p", data_set("bpi2012_loans/bpic2012.parquet"))


def matrix(path: Path) -> dict[tuple[str | None, str | None], int]:
    ends = {"path_start": None, "path_end": None}
    with path.open(encoding="utf-8") as file:
        return {
            (ends.get(row["event"], row["event"]), ends.get(name, name)): int(count)
            for row in csv.DictReader(file)
            for name, count in row.items()
            if name != "event" and int(count)
        }


def directly_follows(path: Path) -> dict[tuple[str | None, str | None], int]:
    with path.open(encoding="utf-8") as file:
        return {(row["from"], row["to"]): int(row["count"]) for row in csv.DictReader(file)}


def test_shop_transitions(shop: Project) -> None:
    folder = data_set("retentioneering_simple_shop/oracle")
    rows = shop.ask(Transitions()).rows
    assert {(row.from_, row.to): row.count for row in rows} == matrix(folder / "transition_count.csv")
    assert {(row.from_, row.to): row.customers for row in rows} == matrix(folder / "transition_unique_paths.csv")


def test_shop_funnel(shop: Project) -> None:
    expected = json.loads(data_set("retentioneering_simple_shop/oracle/funnel.json").read_text())["steps"]
    result = shop.ask(Funnel(steps=[step["step"] for step in expected], window="none"))
    assert result.customers == 3_751
    assert [step.customers for step in result.steps] == [3_611, 1_924, 1_356, 958, 653]
    assert [step.customers for step in result.steps] == [step["unique_paths"] for step in expected]
    assert [step.share for step in result.steps] == [step["step_conversion_rate"] for step in expected]
    assert [step.share_of_first for step in result.steps] == [share_of(step.customers, 3_611) for step in result.steps]
    assert [step.share_of_first.count / 3_751 for step in result.steps] == pytest.approx(
        [step["conversion_rate"] for step in expected]
    )


def test_shop_visits(shop: Project) -> None:
    result = shop.ask(Visits(gap="30m"))
    assert (result.visits, result.customers, result.events) == (6_454, 3_751, 32_283)


def test_shop_medians(shop: Project) -> None:
    """Computed again from the file itself."""
    import gzip
    from datetime import datetime
    from itertools import groupby

    with gzip.open(data_set("retentioneering_simple_shop/simple_shop.csv.gz"), "rt", encoding="utf-8") as file:
        rows = [
            (row["user_id"], datetime.fromisoformat(row["timestamp"]), row["event"]) for row in csv.DictReader(file)
        ]
    pauses: dict[tuple[str, str], list[float]] = {}
    for _, own in groupby(sorted(rows, key=lambda row: row[:2]), key=lambda row: row[0]):
        for (_, when, name), (_, later, after) in pairwise(own):
            pauses.setdefault((name, after), []).append((later - when).total_seconds())
    found = {(row.from_, row.to): row.median_s for row in shop.ask(Transitions()).rows if row.median_s is not None}
    assert found == pytest.approx({pair: median(seconds) for pair, seconds in pauses.items()})


def test_equal_questions_give_equal_numbers(shop: Project) -> None:
    """A map whose journeys never end is the whole history: its edges are the transitions, its journeys the customers."""
    shop = Project(shop.folder, Settings(journeys={"all": JourneyType(goal=[], gap="3650d")}))
    view = shop.map()
    rows = {(row.from_, row.to): row for row in shop.ask(Transitions()).rows}
    assert (view.journeys, view.customers, view.events) == (3_751, 3_751, 32_283)
    for cell in view.unstaged:
        for way in cell.ways_in:
            row = rows[way.name, cell.touchpoint]
            assert (way.count, way.customers) == (row.count, row.customers)
        for way in cell.ways_out:
            row = rows[cell.touchpoint, way.name]
            assert (way.count, way.customers) == (row.count, row.customers)
        assert cell.customers == shop.ask(Funnel(steps=[cell.touchpoint] * 2, window="none")).steps[0].customers
    assert shop.ask(JourneyOutcomes()).journeys == view.journeys


def test_loans(loans: Project) -> None:
    expected = json.loads(data_set("bpi2012_loans/oracle/bpic2012_stats.json").read_text())
    result = loans.ask(Transitions(medians=False))
    assert (result.customers, result.events) == (13_087, 262_200) == (expected["cases"], expected["events"])
    follows = {(row.from_, row.to): row.count for row in result.rows if row.from_ and row.to}
    assert len(follows) == 125
    assert follows == directly_follows(data_set("bpi2012_loans/oracle/bpic2012_dfg.csv"))
    assert {row.to: row.count for row in result.rows if row.from_ is None} == expected["start"]
    assert {row.from_: row.count for row in result.rows if row.to is None} == expected["end"]


def test_loan_variants(loans: Project) -> None:
    variants: Counter[tuple[str, ...]] = Counter()
    journeys = loans.journeys()
    variants.update(tuple(event.touchpoint for event in customer.events) for customer in read_store(journeys))
    assert len(variants) == 4_366
    assert sum(variants.values()) == 13_087
    expected = json.loads(data_set("bpi2012_loans/oracle/bpic2012_stats.json").read_text())["top_variants"]
    assert [[count, " > ".join(names)] for names, count in variants.most_common(1)] == expected[:1]


CASES = """
time: {columns: ["time:timestamp"]}
name: {columns: ["concept:name"]}
identifiers: {case_id: ["case:concept:name"]}
"""


def test_help_desk(tmp_path: Path) -> None:
    """The customer of each ticket is known, but a mapping may say that the tickets are what is followed."""
    path = data_set("helpdesk_log/helpdesk.parquet")
    desk = project(tmp_path / "p", path, CASES)
    expected = json.loads(data_set("helpdesk_log/oracle/helpdesk_stats.json").read_text())
    result = desk.ask(Transitions())
    assert (result.customers, result.events) == (4_580, 21_348) == (expected["cases"], expected["events"])
    follows = {(row.from_, row.to): row.count for row in result.rows if row.from_ and row.to}
    assert follows == directly_follows(data_set("helpdesk_log/oracle/helpdesk_dfg.csv"))
    histories = {tuple(event.touchpoint for event in customer.events) for customer in read_store(desk.journeys())}
    assert len(histories) == expected["n_variants"] == 226
    ends = [customer.events[-1].ts - customer.events[0].ts for customer in read_store(desk.journeys())]
    assert median(ends) / 86_400e6 == pytest.approx(39.9, abs=0.05)


def test_a_second_import_adds_nothing(shop: Project) -> None:
    before = read_store(shop.journeys())
    again = import_files(shop, [data_set("retentioneering_simple_shop/simple_shop.csv.gz")], ImportOptions())
    assert (again.records[0].events, again.records[0].known) == (0, 32_283)
    assert shop.build().unchanged is True
    assert read_store(shop.journeys()) == before


def test_undo_and_import_again(tmp_path: Path) -> None:
    found = project(tmp_path / "p", data_set("retentioneering_simple_shop/simple_shop.csv.gz"))
    rows = found.ask(Transitions()).rows
    found.log.undo(1)
    report = found.build()
    assert (report.events, report.customers) == (0, 0)
    assert found.ask(Transitions()).rows == []
    import_files(found, [data_set("retentioneering_simple_shop/simple_shop.csv.gz")], ImportOptions())
    found.build()
    assert found.ask(Transitions()).rows == rows
