"""Customers' events cut into journeys, kept for the next question while they are small."""

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desireline.journeys.splitting import Piece

__all__ = ["CutKey", "Cuts"]

_ROOM = 32_000_000

CutKey = tuple[int, int, int, int, int, int, bytes]
"""The shard by its identity, first customer, one past the last, end of the data, gap, pause, roles of touchpoints."""

_WAY = slice(3, None)


class Cuts:
    """Journeys of slices of whole shards: at most 32 MB in all.

    Where there is no room, those cut in another way are let go, of these first those not asked for longest; never for a slice of the same way: a
    pass over a log that is larger than the room would let go of each just before it comes again.
    """

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
        way = key[_WAY]
        with self._lock:
            if key in self._pieces:
                return
            others = [other for other in self._pieces if other[_WAY] != way]
            if self._bytes + piece.bytes - sum(self._pieces[other].bytes for other in others) > _ROOM:
                return
            while self._bytes + piece.bytes > _ROOM:
                self._bytes -= self._pieces.pop(others.pop(0)).bytes
            self._pieces[key] = piece
            self._bytes += piece.bytes
