"""Logs written without the importer: events in plain Python become parts, as any source's would."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desireline.base.settings.model import Settings
from desireline.events import EventLog, ImportRecord, StagedPart
from desireline.journeys import Journeys, build, fold, open_journeys
from desireline.journeys.store import Manifest, Shard

__all__ = [
    "Batch",
    "Customer",
    "Happening",
    "Json",
    "StoredEvent",
    "add_batches",
    "built",
    "copy_log",
    "read_store",
    "small_pieces",
]

Json = str | int | float | bool | None | dict[str, "Json"]


@dataclass(frozen=True)
class Happening:
    """One event as a source tells it; `ids` are by column: `email`, and `email#2` for a second one."""

    ts: int
    name: str
    channel: str = "web"
    ids: dict[str, str | None] = field(default_factory=dict)
    value: tuple[int, str] | None = None
    score: tuple[float, float, float] | None = None
    properties: dict[str, Json] | None = None


@dataclass(frozen=True)
class Batch:
    """What one import brings: one part of one source."""

    source: str
    happenings: tuple[Happening, ...]


def add_batches(log: EventLog, *batches: Batch) -> list[ImportRecord]:
    """Put batches into the log in one transaction, an import each."""
    with log.stage() as staging:
        for number, batch in enumerate(batches):
            table = _table(batch.happenings)
            path = staging.folder / f"{number}.parquet"
            pq.write_table(table, path)
            times = [item.ts for item in batch.happenings]
            part = StagedPart(
                path=path,
                kind="events",
                rows=len(times),
                first_us=min(times),
                last_us=max(times),
                columns=table.column_names,
            )
            staging.add(_record(batch), [part])
        return staging.commit()


def _record(batch: Batch) -> ImportRecord:
    count = len(batch.happenings)
    return ImportRecord(
        id=0, at_us=0, source=batch.source, files=[], mapping="{}", rows=count, events=count, measures=0, repeats=0,
        known=0, rejected=0,
    )  # fmt: skip


def _table(happenings: Sequence[Happening]) -> pa.Table:
    columns: dict[str, pa.Array] = {
        "ts": pa.array([item.ts for item in happenings], pa.int64()),
        "channel": pa.array([item.channel for item in happenings], pa.string()),
        "name": pa.array([item.name for item in happenings], pa.string()),
    }
    if any(item.value for item in happenings):
        columns["value_minor"] = pa.array([item.value and item.value[0] for item in happenings], pa.int64())
        columns["currency"] = pa.array([item.value and item.value[1] for item in happenings], pa.string())
    if any(item.score for item in happenings):
        for place, name in enumerate(("score", "score_min", "score_max")):
            kind = pa.float64() if name == "score" else pa.float32()
            columns[name] = pa.array([item.score and item.score[place] for item in happenings], kind)
    for name in sorted({name for item in happenings for name in item.ids}):
        columns[f"id:{name}"] = pa.array([item.ids.get(name) for item in happenings], pa.string())
    if any(item.properties is not None for item in happenings):
        texts = [None if item.properties is None else json.dumps(item.properties) for item in happenings]
        columns["properties"] = pa.array(texts, pa.string())
    return pa.table(columns)


def built(folder: Path, settings: Settings, *batches: Batch) -> Journeys:
    """Write a log, build it, and open its journeys."""
    log = EventLog(folder / ".desireline")
    if batches:
        add_batches(log, *batches)
    build(log, settings)
    return open_journeys(log.folder / "journeys", settings)


def copy_log(log: EventLog, folder: Path) -> EventLog:
    """Copy what is raw, and nothing derived, to another folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if log.events.exists():
        shutil.copytree(log.events, folder / "events")
    for path in log.folder.glob("state.db*"):
        shutil.copy(path, folder / path.name)
    return EventLog(folder)


@dataclass(frozen=True)
class StoredEvent:
    """One event as the store has it."""

    ts: int
    touchpoint: str
    channel: str
    part: int
    row: int
    value: tuple[int, str] | None = None
    score: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Customer:
    """One customer's id and history."""

    id: int
    events: tuple[StoredEvent, ...]


def read_store(journeys: Journeys) -> list[Customer]:
    """Read a whole store into plain Python, customers in its order: what a kernel is shown, and nothing else."""
    return [customer for piece in fold(journeys, partial(_read_slice, journeys.store.manifest)) for customer in piece]


def _read_slice(manifest: Manifest, shard: Shard, low: int, high: int) -> list[Customer]:
    amount_at, amounts, currency = shard.sparse("value")
    score_at, scores, scale = shard.sparse("score")
    assert amount_at.tolist() == sorted(set(amount_at.tolist()))
    assert score_at.tolist() == sorted(set(score_at.tolist()))
    pairs = zip(amounts.tolist(), [manifest.currencies[number] for number in currency.tolist()], strict=True)
    answers = zip(
        np.round(scores.astype(float), 4).tolist(), [manifest.scales[number] for number in scale.tolist()], strict=True
    )
    value = dict(zip(amount_at.tolist(), pairs, strict=True))
    score = dict(zip(score_at.tolist(), answers, strict=True))
    bounds = shard.ptr.tolist()
    found = []
    for customer in range(low, high):
        events = tuple(
            StoredEvent(
                ts=int(shard.ts[at]),
                touchpoint=manifest.touchpoints[int(shard.touchpoint[at])],
                channel=manifest.channels[int(shard.channel[at])],
                part=int(shard.row[at]) >> 32,
                row=int(shard.row[at]) & 0xFFFFFFFF,
                value=value.get(at),
                score=None if at not in score else (score[at][0], *score[at][1]),
            )
            for at in range(bounds[customer], bounds[customer + 1])
        )
        found.append(Customer(id=int(shard.customer_id[customer]), events=events))
    return found


@contextlib.contextmanager
def small_pieces(*, shard_events: int = 60, slice_events: int = 5) -> Iterator[None]:
    """Cut stores into many shards and folds into many slices, as only large logs would be; do not wait for the disk."""
    fold = import_module("desireline.journeys.fold")
    splitting = import_module("desireline.journeys.splitting")
    writing = import_module("desireline.journeys.store.writing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold, "_FEWEST_EVENTS", slice_events)
        patch.setattr(fold, "_SLICES_A_THREAD", 1_000)
        patch.setattr(splitting, "_EVENTS_AT_A_TIME", 1 + slice_events // 2)
        patch.setattr(writing, "_SHARD_EVENTS", shard_events)
        patch.setattr(os, "fsync", lambda _: None)
        yield
