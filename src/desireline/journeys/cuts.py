"""Customers' events cut into journeys, kept for the next question while they are small."""

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desireline.journeys.splitting import Piece

__all__ = ["CutKey", "Cuts"]

_ROOM = 64_000_000

CutKey = tuple[int, int, int, int, int, int, bytes]
"""The shard by its identity, first customer, one past the last, end of the data, gap, pause, roles of touchpoints."""


class Cuts:
    """Journeys of slices of whole shards: at most 64 MB in all, those not asked for longest let go first."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[CutKey, Piece] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: CutKey) -> "Piece | None":
        """Return a slice's journeys, if they were kept."""
        with self._lock:
            if key in self._pieces:
                self._pieces.move_to_end(key)
            return self._pieces.get(key)

    def put(self, key: CutKey, piece: "Piece") -> None:
        """Keep a slice's journeys; the piece holds its shard, so that the shard's identity stays its own."""
        size = piece.bytes
        with self._lock:
            if key in self._pieces or size > _ROOM:
                return
            self._pieces[key] = piece
            self._bytes += size
            while self._bytes > _ROOM:
                self._bytes -= self._pieces.popitem(last=False)[1].bytes
