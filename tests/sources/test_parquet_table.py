"""Parquet with all the types that tools write."""

import datetime as dt
import decimal
import json
import uuid
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import bring, event_ids, events, import_text, made_project, times

WHEN = dt.datetime(2024, 2, 29, 13, 14, 15, 123456, tzinfo=dt.UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def parquet(project: Project, name: str = "events.parquet", **columns: Any) -> Path:
    path = project.folder.parent / name
    path.parent.mkdir(exist_ok=True, parents=True)
    pq.write_table(pa.table(columns), path)
    return path


def test_nested_and_rare_types(project: Project) -> None:
    number = uuid.uuid4()
    path = parquet(
        project,
        when=pa.array([WHEN], pa.timestamp("us", "Europe/Budapest")),
        who=pa.array([{"id": 7, "the name": {'q"x': "u1", "it's": [1, 2]}}]),
        items=pa.array([[{"sku": "a", "price": decimal.Decimal("12.50")}]]),
        number=pa.array([number.bytes], pa.uuid()),
        price=pa.array([decimal.Decimal("1234.50")]),
        day=pa.array([dt.date(1960, 1, 2)]),
        hour=pa.array([dt.time(10, 0, 1)]),
        took=pa.array([dt.timedelta(seconds=5)]),
        raw=pa.array([b"\x00\xff"]),
        flag=pa.array([True]),
        share=pa.array([float("nan")]),
        whole=pa.array([17850.0]),
        word=pa.array(["x"]).dictionary_encode(),
        tags=pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
        nothing=pa.nulls(1),
    )
    mapping = """
        time: {columns: [when]}
        name: {columns: [word]}
        identifiers: {user_id: ["who.the name.q\\"x"], crm_id: [number], loyalty_card: [whole], device_id: [who.id]}
        value: {columns: [price]}
    """
    bring(project, path, mapping=mapping)
    columns = ("ts", "name", "id:user_id", "id:crm_id", "id:loyalty_card", "id:device_id", "value_minor")
    (row,) = events(project, *columns)
    assert row == (1_709_212_455_123_456, "x", "u1", str(number), "17850", "7", 123_450)
    found = json.loads(events(project, "properties")[0])
    assert found["items"] == [{"sku": "a", "price": 12.5}]
    assert found["who.the name.it's"] == [1, 2]
    assert (found["day"], found["hour"], found["flag"], found["share"]) == ("1960-01-02", "10:00:01", True, None)
    assert (found["tags"], found["price"], found["nothing"]) == ({"a": 1}, 1234.5, None)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([WHEN], pa.timestamp("us", "UTC")), "2024-02-29T13:14:15.123456"),
        (pa.array([WHEN], pa.timestamp("ns", "Asia/Taipei")), "2024-02-29T13:14:15.123456"),
        (pa.array([WHEN.replace(tzinfo=None)], pa.timestamp("us")), "2024-02-29T05:14:15.123456"),
        (pa.array([WHEN.replace(tzinfo=None)], pa.timestamp("ns")), "2024-02-29T05:14:15.123456"),
        (pa.array([WHEN.replace(tzinfo=None, microsecond=0)], pa.timestamp("s")), "2024-02-29T05:14:15"),
        (pa.array([WHEN.date()], pa.date32()), "2024-02-28T16:00:00"),
        (pa.array(["2024-02-29 13:14:15+00"]), "2024-02-29T13:14:15"),
    ],
)
def test_times(tmp_path: Path, column: pa.Array, expected: str) -> None:
    project = made_project(tmp_path / "shop", time_zone="Asia/Taipei")
    bring(project, parquet(project, when=column), mapping="time: {columns: [when]}")
    assert times(project) == [expected]


def test_ids_do_not_hang_on_the_time_zone_of_the_project(tmp_path: Path) -> None:
    ids = []
    for zone in ("UTC", "Asia/Taipei"):
        project = made_project(tmp_path / zone.replace("/", "-"), time_zone=zone)
        path = parquet(project, when=pa.array([WHEN], pa.timestamp("us", "UTC")), n=["x"])
        bring(project, path, mapping="time: {columns: [when]}")
        ids.append(event_ids(project))
        assert json.loads(events(project, "properties")[0]) == {"n": "x"}
    assert ids[0] == ids[1]


def test_ids_are_those_of_the_same_rows_as_text(project: Project) -> None:
    text = "when,who,what\n2024-01-01,u1,view\n2024-01-02,,buy\n"
    mapping = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
    import_text(project, text, name="events.csv", mapping=mapping)
    path = parquet(project, when=["2024-01-01", "2024-01-02"], who=["u1", None], what=["view", "buy"])
    (record,) = bring(project, path, mapping=mapping).records
    assert (record.source, record.events, record.known) == ("events", 0, 2)


def test_ids_do_not_hang_on_the_files_beside(project: Project) -> None:
    """A column that only one of the files has must not change the rows of the other."""
    mapping = "time: {columns: [when]}"
    first = parquet(project, "x/events-1.parquet", when=["2024-01-01"], n=[1])
    bring(project, first, mapping=mapping)
    parquet(project, "x/events-2.parquet", when=["2024-01-02"], n=[1], more=["y"])
    parquet(project, "x/events-3.parquet", when=["2024-01-03"], n=["one"])
    records = bring(project, first.parent, mapping=mapping).records
    assert [(record.events, record.known) for record in records] == [(0, 1), (1, 0), (1, 0)]


def test_our_own_names_and_twins(project: Project) -> None:
    path = parquet(
        project,
        filename=["f"],
        file=["g"],
        file_row_number=[5],
        ts=["2024-01-01"],
        TS=["x"],
        m=[1],
        u=[2],
        t=[3],
        c0=["c"],
    )
    mapping = "time: {columns: [ts]}\nidentifiers: {user_id: [filename], email: [c0], phone: [t]}\n"
    bring(project, path, mapping=mapping)
    assert events(project, "id:user_id", "id:email", "id:phone") == [("f", "c", "3")]
    found = json.loads(events(project, "properties")[0])
    assert (found["file"], found["file_row_number"], found["m"], found["u"]) == ("g", 5, 1, 2)
    assert "x" in found.values()


def test_damaged_parquet_is_an_error(project: Project) -> None:
    path = parquet(project, when=["2024-01-01"] * 1000, n=list(range(1000)))
    whole = path.read_bytes()
    for content in (whole[:-20], whole[: len(whole) // 2], whole[:200] + b"\x00" * (len(whole) - 400) + whole[-200:]):
        path.write_bytes(content)
        with pytest.raises(InputError, match="could not be read"):
            bring(project, path, mapping="time: {columns: [when]}")
    assert project.log.parts() == []
