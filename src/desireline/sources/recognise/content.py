"""What a column holds, as recognition sees it: filled values, numbers, shares of a pattern, distinct values."""

import functools
import math
import re
from collections import Counter
from collections.abc import Callable

from desireline.sources.recognise.model import ColumnSample
from desireline.sources.recognise.names import Meaning, meaning

__all__ = ["EMPTY", "Column", "example", "number", "plain_number"]

EMPTY = frozenset(
    {"", "null", "none", "nan", "nat", "n/a", "na", "(not set)", "not set", "<na>", "undefined", "-", r"\n", "(none)"}
)
"""Values that stand for nothing, folded to small letters."""

_MOST = 2000  # distinct values looked at: enough to know a column by
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MONEY = re.compile(
    r"(?P<sign>[-\u2212(]?)\s*(?P<before>[^\W\d_]{0,3}[$€£¥₽₴₺₩₹]?)\s*(?P<minus>[-\u2212]?)"
    r"(?P<digits>[0-9][0-9 .,'\u2019]*)\s*(?P<after>[^\W\d_]{0,4}\.?[$€£¥₽₴₺₩₹]?)\)?"
)
_NEARLY_ALL = 0.9
_YES_OR_NO = frozenset({"true", "false", "yes", "no", "t", "f", "y", "n"})
_ONE_OR_ZERO = frozenset({"0", "1"})
_MANY = 20  # rows above which ones and zeros say yes and no
_LONGEST_NUMBER = 60


class Column:
    """One column with its name read and its values counted; what is costly is worked out once, when asked."""

    def __init__(self, sample: ColumnSample) -> None:
        self.name = sample.name
        self.rows = len(sample.values)
        stripped = (None if value is None else value.strip() for value in sample.values)
        self.values = [None if value is None or value.casefold() in EMPTY else value for value in stripped]
        nothing = not any(self.values)
        self.type = "text" if sample.type == "json" and nothing else sample.type  # a field that is null so far

    @functools.cached_property
    def meaning(self) -> Meaning:
        """The name, read."""
        return meaning(self.name)

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """How often each filled value stands in the rows."""
        return Counter(value for value in self.values if value is not None)

    @functools.cached_property
    def filled(self) -> int:
        """In how many rows something stands."""
        return self.counts.total()

    @functools.cached_property
    def distinct(self) -> list[str]:
        """The first distinct values, at most 2,000."""
        return list(self.counts)[:_MOST]

    @property
    def empty(self) -> bool:
        """Whether no row has a value."""
        return not self.counts

    @property
    def uniqueness(self) -> float:
        """Distinct values per filled row: 1 where none repeats, 0 where there are none."""
        return len(self.counts) / self.filled if self.filled else 0.0

    def share(self, holds: Callable[[str], object]) -> float:
        """Return the share of the distinct values for which something holds; 0 where there are none."""
        return sum(bool(holds(value)) for value in self.distinct) / len(self.distinct) if self.distinct else 0.0

    @functools.cached_property
    def numbers(self) -> list[float]:
        """The distinct values written as plain numbers."""
        return [found for value in self.distinct if (found := plain_number(value)) is not None]

    @functools.cached_property
    def numeric(self) -> bool:
        """Whether nearly all values (nine in ten) are plain numbers."""
        return self.type != "boolean" and self.share(lambda value: plain_number(value) is not None) >= _NEARLY_ALL

    @functools.cached_property
    def flag(self) -> bool:
        """Whether the column only says yes or no."""
        if self.type == "boolean" or not self.counts:
            return self.type == "boolean"
        return {value.casefold() for value in self.counts} <= _YES_OR_NO or (
            self.filled > _MANY and self.counts.keys() <= _ONE_OR_ZERO
        )


def plain_number(text: str) -> float | None:
    """Return the number a text writes with digits and a point, else None; infinity is none."""
    if len(text) > _LONGEST_NUMBER or not _PLAIN.fullmatch(text):
        return None
    found = float(text)
    return found if math.isfinite(found) else None


def number(text: str) -> tuple[float, str] | None:
    """Return an amount as people write it, with the sign of its currency (or ''); None where it is none.

    `1 234,50 Ft`, `$1,234.50`, `-12,00 €` and `NT$300` are amounts.
    """
    if (plain := plain_number(text)) is not None:
        return plain, ""
    if len(text) > _LONGEST_NUMBER or not (found := _MONEY.fullmatch(text)):
        return None
    digits = re.sub(r"[ '\u2019]", "", found["digits"]).rstrip(".,")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
    elif comma >= 0:
        thousands, decimal = (",", ".") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", digits) else (".", ",")
    else:
        thousands, decimal = (".", ",") if digits.count(".") > 1 else (",", ".")
    plain = plain_number(digits.replace(thousands, "").replace(decimal, "."))
    if plain is None:
        return None
    negative = found["sign"] or found["minus"]
    return (-plain if negative else plain), (found["before"] or found["after"]).rstrip(".")


def example(column: Column, most: int = 40) -> str:
    """Return the column's first value as shown in reasons, cut to `most` characters."""
    value = next(iter(column.counts), "")
    return value if len(value) <= most else value[: most - 1] + "…"
