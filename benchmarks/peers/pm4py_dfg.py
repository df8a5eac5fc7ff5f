"""PM4Py: a pandas frame in the order of case and time; its directly-follows graph."""

import pandas as pd
import pm4py
import pyarrow.parquet as pq
from pm4py.algo.discovery.dfg.adapters.pandas import df_statistics

from benchmarks.data import Log
from benchmarks.questions import Answer, Forms

__all__ = ["Asked"]

_CASE, _NAME, _TIME = "case:concept:name", "concept:name", "time:timestamp"


class Asked:
    """A frame as PM4Py wants it."""

    version = pm4py.__version__

    def prepare(self, log: Log) -> None:
        table = pq.read_table(log.path, columns=["user_id", "event", "timestamp"]).rename_columns([_CASE, _NAME, _TIME])
        self._frame: pd.DataFrame = table.to_pandas().sort_values([_CASE, _TIME], ignore_index=True)

    def forms(self) -> Forms:
        return {"transitions": {"usual": self._usual, "sorted": self._sorted}}

    def _usual(self) -> Answer:
        graph, _, _ = pm4py.discover_dfg(self._frame)
        return {"count": {f"{before} {after}": int(count) for (before, after), count in graph.items()}}

    def _sorted(self) -> Answer:
        """The function below it, told that the frame is in order."""
        graph = df_statistics.get_dfg_graph(
            self._frame, measure="frequency", sort_caseid_required=False, sort_timestamp_along_case_id=False
        )
        return {"count": {f"{before} {after}": int(count) for (before, after), count in graph.items()}}
