"""Those who are asked: each a class with a store of its own, made before, and one or several ways to ask it each question."""

from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from benchmarks.data import Log
from benchmarks.questions import Forms

__all__ = ["MOST_EVENTS", "PEERS", "Peer", "missing", "peer"]


class Peer(Protocol):
    """One who is asked."""

    version: str

    def prepare(self, log: Log) -> None:
        """Make the store, where it is not there yet, and open it."""

    def forms(self) -> Forms:
        """Return the ways to ask each question it can answer."""


PEERS: dict[str, tuple[str, str]] = {
    "desireline": ("benchmarks.peers.ours", "desireline"),
    "clickhouse": ("benchmarks.peers.clickhouse_local", "chdb"),
    "duckdb": ("benchmarks.peers.duckdb_sql", "duckdb"),
    "polars": ("benchmarks.peers.polars_frame", "polars"),
    "pm4py": ("benchmarks.peers.pm4py_dfg", "pm4py"),
}
"""Name: the module that asks it, the library it needs."""

MOST_EVENTS = {"pm4py": 20_000_000}
"""Who keeps strings in memory is not asked to hold more."""


def missing(name: str) -> bool:
    """Say whether the library is not installed."""
    return find_spec(PEERS[name][1]) is None


def peer(name: str) -> Peer:
    """Make a peer."""
    made: Peer = import_module(PEERS[name][0]).Asked()
    return made
