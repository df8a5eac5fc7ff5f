"""Which encoding a text is in, told from its bytes; mixed ones are found."""

import codecs
from pathlib import Path

from desireline.base.errors import InputError

__all__ = ["BOMS", "EncodingCheck"]

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_SAMPLE = 1 << 16
_MANY = 3  # letters beyond ASCII that make a line UTF-8 beyond chance
_CANDIDATES = ["cp1250", "cp1251", "cp1252", "big5", "gb18030", "koi8_r", "iso8859_2", "iso8859_15"]
_TWO_BYTES = ("big5", "gb18030")
_LATIN = {  # the letters beyond ASCII of languages by the encodings they are written in
    "cp1250": ("áéíóöőúüű", "áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţ"),
    "cp1252": (
        "äöüß",
        "àâæçéèêëîïôœùûüÿ",
        "áéíñóúü",
        "àáâãçéêíóôõú",
        "àèéìíîòóùú",
        "åäöæøé",
        "äõöüšž",
        "áéëïóöü",
    ),
}
_LATIN |= {"iso8859_2": _LATIN["cp1250"], "iso8859_15": _LATIN["cp1252"]}


class EncodingCheck:
    """Looks at a text's lines, piece by piece.

    Args:
        path: named in errors.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 1
        self._utf8_line: int | None = None
        self._sure_line: int | None = None
        self._other_line: int | None = None
        self._sample = b""

    def feed(self, lines: bytes) -> None:
        """Look at the next whole lines."""
        if not lines.isascii():
            try:
                lines.decode()
            except UnicodeDecodeError:
                self._look_at_each(lines)
            else:
                self._found_utf8(lines, self._line)
        self._line += lines.count(b"\n")

    def result(self) -> str:
        """Return the encoding.

        Raises:
            InputError: some lines are UTF-8 and others are not.
        """
        if self._other_line is None:
            return "utf-8"
        guess = _guess(self._sample)
        utf8 = self._sure_line if guess in _TWO_BYTES else self._utf8_line
        if utf8 is not None:
            raise InputError(
                f"{self._path} mixes encodings: line {utf8} is UTF-8, line {self._other_line} is not;"
                " save it in one encoding (UTF-8 is best), or say which one it is",
                place=("encoding",),
            )
        return guess

    def require_utf8(self) -> None:
        """Make sure that all lines were UTF-8.

        Raises:
            InputError: one was not.
        """
        if self._other_line is not None:
            raise InputError(
                f"line {self._other_line} of {self._path} is not UTF-8: leave the encoding to be found out, or name the right one",
                place=("encoding",),
            )

    def _look_at_each(self, lines: bytes) -> None:
        for number, line in enumerate(lines.split(b"\n"), start=self._line):
            if line.isascii():
                continue
            try:
                line.decode()
            except UnicodeDecodeError:
                self._other_line = self._other_line or number
                if len(self._sample) < _SAMPLE:
                    self._sample += line[:_SAMPLE] + b"\n"
            else:
                self._found_utf8(line, number)

    def _found_utf8(self, lines: bytes, first: int) -> None:
        """Remember the first line that can be UTF-8, and the first that can hardly be anything else."""
        if self._sure_line is not None:
            return
        for number, line in enumerate(lines.split(b"\n"), start=first):
            if not line.isascii():
                self._utf8_line = self._utf8_line or number
                if sum(letter > "\x7f" for letter in line.decode()) >= _MANY:
                    self._sure_line = number
                    return


def _guess(sample: bytes) -> str:
    """Return the likeliest encoding of lines that are not UTF-8."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is not None and best.encoding not in _LATIN:
        return best.encoding
    return max(_LATIN, key=lambda encoding: _fit(sample, encoding))


def _fit(sample: bytes, encoding: str) -> float:
    """Return which share of the letters beyond ASCII belongs to the one language that they fit best."""
    letters = [letter for letter in sample.decode(encoding, errors="replace").lower() if letter > "\x7f"]
    letters = [letter for letter in letters if letter.isalpha() or not letter.isprintable()]
    return max((sum(letter in alphabet for letter in letters) for alphabet in _LATIN[encoding]), default=0) / max(
        len(letters), 1
    )
