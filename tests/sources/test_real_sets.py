"""Real exports, as they come: identifiers, times, names and counts, with no hand-written code and at most a mapping file."""

import csv
import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from data_sets import data_set
from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import bring, count_by, event_ids, events, made_project, times

pytestmark = pytest.mark.data

AT = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def people(project: Project, column: str) -> tuple[int, int]:
    """Return how many identifiers a column has, and how many events have none."""
    counted = Counter(events(project, column))
    return len(counted) - (None in counted), counted[None]


def comes_and_goes(project: Project, *paths: Path, **options: Any) -> None:
    """Check that a second import adds nothing, and that taking the first back empties the log."""
    before = event_ids(project)
    again = bring(project, *paths, **options)
    assert event_ids(project) == before
    assert [record.events for record in again.records] == [0] * len(again.records)
    first = [record for record in project.log.imports() if record.events]
    for record in first:
        undone = project.log.undo(record.id)
        assert [later.source for later in undone.later] == [record.source]
    assert event_ids(project) == []
    assert list(project.log.events.iterdir()) == []


def test_simple_shop(project: Project) -> None:
    path = data_set("retentioneering_simple_shop/simple_shop.csv.gz")
    (record,) = bring(project, path).records
    assert (record.rows, record.events, record.repeats, record.rejected) == (32_283, 32_283, 0, 0)
    assert people(project, "id:user_id") == (3_751, 0)
    assert count_by(project, "name") == {
        "catalog": 14_518, "main": 5_635, "cart": 2_842, "product2": 2_172, "delivery_choice": 1_686, "product1": 1_515,
        "payment_choice": 1_107, "delivery_courier": 834, "payment_done": 706, "payment_card": 565,
        "delivery_pickup": 506, "payment_cash": 197,
    }  # fmt: skip
    with gzip.open(path, "rt") as file:
        written = [datetime.fromisoformat(row["timestamp"]).isoformat() for row in csv.DictReader(file)]
    assert times(project) == written
    comes_and_goes(project, path)


def test_sparkify(project: Project) -> None:
    folder = data_set("sparkify_eventlog/jsonl")
    (record,) = bring(project, folder).records
    assert (record.rows, record.events, record.rejected, len(record.files)) == (8_056, 8_056, 0, 30)
    assert people(project, "id:user_id") == (97, 286)
    assert count_by(project, "name") == {
        "NextSong": 6_820, "Home": 806, "Login": 92, "Logout": 90, "Downgrade": 60, "Settings": 56, "Help": 47,
        "About": 36, "Upgrade": 21, "Save Settings": 10, "Error": 9, "Submit Upgrade": 8, "Submit Downgrade": 1,
    }  # fmt: skip
    rows = [json.loads(line) for file in sorted(folder.iterdir()) for line in file.read_text().splitlines()]
    assert events(project, "ts") == [row["ts"] * 1_000 for row in rows]
    assert events(project, "file") == [int(datetime.fromtimestamp(row["ts"] / 1e3, UTC).day) for row in rows]
    comes_and_goes(project, folder)


def test_uci_online_retail(project: Project) -> None:
    path = data_set("uci_online_retail/online_retail.parquet")
    (record,) = bring(project, path).records
    assert (record.rows, record.events, record.repeats, record.known) == (541_909, 541_909, 5_268, 0)
    assert people(project, "id:customer_id") == (4_372, 135_080)
    found = [json.loads(text) for text in events(project, "properties")]
    assert len({row["InvoiceNo"] for row in found}) == 25_900
    names = events(project, "name")
    assert sum(row["Quantity"] < 0 for row in found) == 10_624
    assert {name for row, name in zip(found, names, strict=True) if row["Quantity"] < 0} == {"refund"}
    assert Counter(names) == {"order": 531_283, "refund": 10_626}  # two are debts written off
    table = pq.read_table(path)
    amounts = zip(table["Quantity"].to_pylist(), table["UnitPrice"].to_pylist(), strict=True)
    assert events(project, "value_minor") == [
        round(quantity * round(price * 1_000) / 10 + 1e-6) for quantity, price in amounts
    ]
    assert times(project)[0] == "2010-12-01T08:26:00"
    comes_and_goes(project, path)


def test_airline_tweets(project: Project) -> None:
    path = data_set("airline_tweets/tweets.csv.gz")
    (record,) = bring(project, path).records
    assert (record.rows, record.events, record.known, record.rejected) == (14_640, 14_485, 155, 0)
    assert people(project, "id:handle") == (7_701, 0)
    assert count_by(project, "name") == {"tweet": 14_485}
    assert count_by(project, "channel") == {"social": 14_485}
    with gzip.open(path, "rt", newline="") as file:
        rows = {row["tweet_id"]: row for row in reversed(list(csv.DictReader(file)))}
    written = sorted(datetime.strptime(row["tweet_created"], "%Y-%m-%d %H:%M:%S %z") for row in rows.values())
    assert sorted(events(project, "ts")) == [int(one.timestamp()) * 1_000_000 for one in written]
    assert sorted(events(project, "text")) == sorted(row["text"].strip() for row in rows.values())
    comes_and_goes(project, path)


def test_bpi_2012(project: Project) -> None:
    path = data_set("bpi2012_loans/bpic2012.parquet")
    (record,) = bring(project, path).records
    assert (record.rows, record.events, record.repeats) == (262_200, 262_200, 0)
    assert people(project, "id:case_id") == (13_087, 0)
    assert len(count_by(project, "name")) == 24
    assert (count_by(project, "name")["A_ACTIVATED"], times(project)[0]) == (2_246, "2011-09-30T22:38:44.546000")
    comes_and_goes(project, path)


def test_helpdesk(project: Project) -> None:
    path = data_set("helpdesk_log/helpdesk.parquet")
    (record,) = bring(project, path).records
    assert (record.rows, record.events, record.repeats) == (21_348, 21_348, 127)
    assert len(event_ids(project)) == len(set(event_ids(project)))
    assert people(project, "id:customer_id") == (397, 0)
    assert len(count_by(project, "name")) == 14
    tickets = {json.loads(text)["case:concept:name"] for text in events(project, "properties")}
    assert len(tickets) == 4_580
    assert events(project, "ts") == pq.read_table(path)["time:timestamp"].cast("int64").to_pylist()
    comes_and_goes(project, path)


def test_complete_journey(project: Project) -> None:
    folder = data_set("completejourney")
    outcome = bring(project, folder)
    assert {record.source: record.events for record in outcome.records} == {
        "coupon_redemptions": 2_102,
        "transactions_sample": 75_000,
    }
    aside = {table.source: table.refused for table in outcome.tables if table.mapping is None}
    assert sorted(aside) == [
        "campaign_descriptions",
        "campaigns",
        "coupons",
        "demographics",
        "products",
        "promotions_sample",
    ]
    assert all("looks like" in str(reason) for reason in aside.values())
    assert people(project, "id:customer_id") == (2_377, 0)
    comes_and_goes(project, folder)


def test_complete_journey_campaigns_take_their_day_from_a_second_file(project: Project) -> None:
    folder = data_set("completejourney")
    described = folder / "campaign_descriptions.parquet"
    mapping = f"lookups:\n- file: {described}\n  on: {{campaign_id: campaign_id}}\ntime: {{columns: [start_date]}}\n"
    (record,) = bring(project, folder / "campaigns.parquet", mapping=mapping).records
    assert (record.rows, record.events, record.rejected) == (6_589, 6_589, 0)
    assert people(project, "id:customer_id") == (1_559, 0)
    starts = {row["campaign_id"]: row["start_date"] for row in pq.read_table(described).to_pylist()}
    given = pq.read_table(folder / "campaigns.parquet").to_pylist()
    assert [one[:10] for one in times(project)] == [starts[row["campaign_id"]] for row in given]
    comes_and_goes(project, folder / "campaigns.parquet", mapping=mapping)


@pytest.mark.parametrize(
    ("name", "rows", "people_there", "channel"), [("ga4", 460, 114, "web"), ("firebase", 570, 91, "app")]
)
def test_ga4_rows(project: Project, name: str, rows: int, people_there: int, channel: str) -> None:
    path = data_set(f"ga4_samples/{name}_sample_rows.ndjson.gz")
    (record,) = bring(project, path).records
    assert (record.rows, record.events, record.repeats) == (rows, rows, 0)
    assert people(project, "id:anonymous_id") == (people_there, 0)
    assert count_by(project, "channel") == {channel: rows}
    with gzip.open(path, "rt") as file:
        written = [json.loads(line) for line in file]
    assert events(project, "ts") == [row["event_timestamp"] for row in written]
    assert events(project, "name") == [row["event_name"] for row in written]
    assert [json.loads(text) for text in events(project, "properties")] == written
    comes_and_goes(project, path)


def test_nhs_feedback(project: Project) -> None:
    path = data_set("nhs_fft_feedback/text_data.csv.gz")
    with pytest.raises(InputError, match=r"no column of text_data looks like a time.*give the day of all its rows"):
        bring(project, path)
    outcome = bring(project, path, at_us=AT)
    (record,) = outcome.records
    assert (record.rows, record.events, record.rejected) == (10_334, 10_334, 0)
    assert outcome.outcomes[0].unreadable_values == 36
    assert set(events(project, "ts")) == {AT}
    assert Counter(events(project, "score"))[None] == 36
    assert not any(column.startswith("id:") for part in project.log.parts() for column in part.columns)
    comes_and_goes(project, path, at_us=AT)
