"""Which column numbers events, so that the same event sent twice is one."""

from collections.abc import Sequence

from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject

__all__ = ["event_id"]

_NAMES = (("message", "id"), ("insert", "id"), ("event", "id"), ("event", "uuid"), ("eid",))
_SAID = ("tweet", "post", "message", "event")
_LOGS = ("event", "tweet", "post", "activity")
_UNIQUE = 0.95  # trackers send some events twice


def event_id(columns: Sequence[Column], subject: Subject) -> tuple[Column, str] | None:
    """Return the column that numbers events, by its name and because (nearly) no value repeats, and the reason.

    Numbers of orders, tickets or calls are none: a second row of an order is not the same event sent again.
    """
    ranked = [
        (_rank(column.meaning, subject), -place, column)
        for place, column in enumerate(columns)
        if column.filled == column.rows and column.uniqueness >= _UNIQUE
    ]
    rank, _, column = max(ranked, key=lambda one: one[:2], default=(0, 0, None))
    if not rank or column is None:
        return None
    repeats = column.filled - len(column.counts)
    told = f"{repeats} of {column.filled} values repeat: the same event sent again" if repeats else "no value repeats"
    return column, f"column '{column.name}': its name says that it numbers events, and {told}"


def _rank(says: Meaning, subject: Subject) -> int:
    if subject.people:
        return 0
    bare = says.only("id") and subject.concept in _LOGS
    ranks = {
        4: says.words in _NAMES,
        3: says.words == ("uuid",),
        2: says.only("id", *_SAID) and says.any("id") and says.any(*_SAID),
        1: bare,
    }
    return max((rank for rank, holds in ranks.items() if holds), default=0)
