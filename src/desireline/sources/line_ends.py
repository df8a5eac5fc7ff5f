"""Where the lines of a text end, and whether quoted fields run over several."""

from typing import Literal

import numpy as np

__all__ = ["Ends", "LineEnds"]

Ends = Literal["lf", "crlf", "cr", "mixed"]

_QUOTE, _LF, _CR = 34, 10, 13


class LineEnds:
    """Counts, piece by piece, what a text's lines end with.

    Attributes:
        lines: line ends seen, those within quotes included.
        spans: whether a line end was seen within quotes. A lone quote in an unquoted field makes it true as well.
    """

    def __init__(self) -> None:
        self.lines = 0
        self.spans = False
        self._kinds: dict[Ends, int] = {"lf": 0, "crlf": 0, "cr": 0}
        self._odd = 0
        self._held = b""

    @property
    def ends(self) -> Ends:
        """What the lines end with; "mixed" where not all end alike, "lf" where there is no line end."""
        found: list[Ends] = [kind for kind, count in self._kinds.items() if count]
        return "mixed" if len(found) > 1 else found[0] if found else "lf"

    def feed(self, chunk: bytes) -> None:
        """Look at the next piece."""
        chunk = self._held + chunk
        self._held = b"\r" if chunk.endswith(b"\r") else b""
        if self._held:
            chunk = chunk[:-1]  # whether an LF follows is seen with the next piece
        self._look(chunk)

    def finish(self) -> None:
        """Look at what was held back."""
        held, self._held = self._held, b""
        self._look(held)

    def _look(self, chunk: bytes) -> None:
        crlf = chunk.count(b"\r\n")
        lf = chunk.count(b"\n") - crlf
        cr = chunk.count(b"\r") - crlf
        self.lines += crlf + lf + cr
        if not self._odd and b'"' not in chunk:
            outside: dict[Ends, int] = {"lf": lf, "crlf": crlf, "cr": cr}
        else:
            outside = self._outside(chunk)
        for kind, count in outside.items():
            self._kinds[kind] += count

    def _outside(self, chunk: bytes) -> dict[Ends, int]:
        """Count the line ends that do not stand within quotes."""
        letters = np.frombuffer(chunk, dtype=np.uint8)
        quotes = np.flatnonzero(letters == _QUOTE)
        lf, cr = np.flatnonzero(letters == _LF), np.flatnonzero(letters == _CR)
        lf_within, cr_within = self._within(quotes, lf), self._within(quotes, cr)
        self.spans = self.spans or bool(lf_within.any() or cr_within.any())
        self._odd = (self._odd + len(quotes)) & 1
        after_cr = (lf > 0) & (letters[lf - 1] == _CR) if len(lf) else np.zeros(0, dtype=bool)
        before_lf = np.zeros(len(cr), dtype=bool)
        inner = cr + 1 < len(letters)
        before_lf[inner] = letters[cr[inner] + 1] == _LF
        return {
            "lf": int((~lf_within & ~after_cr).sum()),
            "crlf": int((~lf_within & after_cr).sum()),
            "cr": int((~cr_within & ~before_lf).sum()),
        }

    def _within(
        self, quotes: "np.ndarray[tuple[int], np.dtype[np.int64]]", places: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    ) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return ((np.searchsorted(quotes, places) + self._odd) & 1).astype(bool)
