"""What people write, read into conditions: `country = "HU" and did("checkout") and not did("purchase") within 7d`."""

from collections.abc import Callable, Mapping
from typing import Literal, cast, get_args

from desireline.journeys.selections.model import (
    Amount,
    And,
    Comparison,
    Did,
    First,
    Is,
    IsNone,
    Like,
    Not,
    Or,
    Pattern,
    Scored,
    Segment,
    Selection,
    Time,
    Times,
)
from desireline.journeys.selections.scanner import Scanner

__all__ = ["parse_selection"]

_LONGEST = 20_000
_DEEPEST = 40
_SIGNS = ("==", *sorted(get_args(Comparison), key=len, reverse=True))
_LIMITS = cast("tuple[Literal['at least', 'at most', 'exactly'], ...]", ("at least", "at most", "exactly"))
_RELATIONS = cast("tuple[Literal['after', 'before', 'of'], ...]", ("after", "before", "of"))
_MOST_TIMES = 1_000_000_000


def parse_selection(text: str) -> Selection:
    """Read a selection.

    Example:
        >>> parse_selection('channel = "phone"')
        Is(dimension='channel', values=('phone',))

    Raises:
        UnreadableError: the text is not a selection; the message names the character.
    """
    scanner = Scanner(text)
    if scanner.ended():
        scanner.fail('the selection is empty: write a condition such as channel = "web" or did("checkout")')
    if len(text) > _LONGEST:
        scanner.fail(f"the selection is longer than {_LONGEST} characters: save parts of it as segments", _LONGEST)
    parser = _Parser(scanner)
    found = parser.any_of()
    if not scanner.ended():
        scanner.fail("and, or, or the end of the selection must come here")
    return found


class _Parser:
    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._depth = 0
        self._of_event = ""
        self._bare = 0  # where the last `within` of no relation stands

    def any_of(self) -> Selection:
        """Read conditions with `or` between them."""
        parts = [self._all_of()]
        while self._scanner.take("or"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def _all_of(self) -> Selection:
        parts: list[Selection] = []
        while True:
            part = self._one()
            inner = part
            while isinstance(inner, Not):
                inner = inner.part
            bare = isinstance(inner, Did) and inner.within is not None and inner.relation is None
            if bare and not any(isinstance(before, Did) for before in parts):
                self._scanner.fail(
                    'a time needs an event to count from: write within 7d after "name", or put did("name") and before it',
                    self._bare,
                )
            parts.append(part)
            if not self._scanner.take("and"):
                return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _one(self) -> Selection:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._scanner.fail(f"more than {_DEEPEST} conditions lie within each other here: save parts as segments")
        found = self._inner()
        self._depth -= 1
        return found

    def _inner(self) -> Selection:
        scanner = self._scanner
        if scanner.take("not"):
            return Not(part=self._one())
        if scanner.sign("("):
            inside = self.any_of()
            scanner.need(")", "and, or, or a closing parenthesis must come here")
            return inside
        for name, read in self._calls().items():
            if scanner.calls(name):
                if self._of_event and name != "segment":
                    scanner.fail(f"what stands within {self._of_event}(…) is about its event, so {name} cannot")
                scanner.take(name)
                scanner.need("(", "an opening parenthesis must come here")
                return read()
        for name, condition in (("value", self._amount), ("score", self._score), ("time", self._time)):
            if scanner.take(name):
                return condition()
        return self._dimension()

    def _calls(self) -> Mapping[str, Callable[[], Selection]]:
        return {"did": self._did, "first": self._first, "pattern": self._pattern, "segment": self._segment}

    def _comparison(self, what: str) -> Comparison:
        sign = self._scanner.sign(*_SIGNS)
        if sign is None:
            self._scanner.fail(f"=, !=, <, <=, > or >= must come after {what}")
        return "=" if sign == "==" else cast("Comparison", sign)

    def _amount(self) -> Amount:
        comparison = self._comparison("value")
        amount = self._scanner.number()
        word = self._scanner.word() or ""
        currency = word if len(word) == 3 and word.isascii() and word.isalpha() and word.lower() != "and" else None  # noqa: PLR2004 - ISO 4217
        if currency:
            self._scanner.take(currency.lower())
        return Amount(comparison=comparison, amount=amount, currency=currency.upper() if currency else None)

    def _score(self) -> Scored:
        comparison = self._comparison("score")
        score = float(self._scanner.number())
        return Scored(
            comparison=comparison, score=score, scale=self._scanner.scale() if self._scanner.take("of") else None
        )

    def _time(self) -> Time:
        if not self._scanner.take("in"):
            self._scanner.fail("in and a period must come after time")
        return Time(period=self._scanner.period())

    def _dimension(self) -> Selection:
        scanner = self._scanner
        start = scanner.at
        name = scanner.quoted()
        if name is None:
            name = scanner.word()
            if name is None or name.lower() in {"and", "or", "in", "is", "like", "none"}:
                scanner.fail('a condition must come here, such as channel = "web" or did("checkout")')
            scanner.take(name.lower())
        sign = scanner.sign("==", "!=", "=")
        if sign:
            found = Is(dimension=name, values=(self._value(),))
            return Not(part=found) if sign == "!=" else found
        if scanner.take("is"):
            negated = scanner.take("not")
            if not scanner.take("none"):
                scanner.fail("none must come after is: a value is written with =")
            return Not(part=IsNone(dimension=name)) if negated else IsNone(dimension=name)
        negated = scanner.take("not")
        condition: Selection
        if scanner.take("in"):
            scanner.need("(", "values in parentheses must come after in")
            condition = Is(dimension=name, values=tuple(self._list(self._value, ",")))
        elif scanner.take("like"):
            condition = Like(dimension=name, text=self._value())
        elif scanner.sign("(") and not negated:
            scanner.fail(f"there is no {name}(…): allowed are {', '.join(self._calls())}", start)
        else:
            scanner.fail(f"=, !=, in, not in, is none, like or not like must come after {name}")
        return Not(part=condition) if negated else condition

    def _value(self) -> str:
        if self._scanner.sees("none"):
            self._scanner.fail('write is none for no value, and "none" in quotes for the value of that name')
        return self._scanner.name("a value")

    def _list(self, item: Callable[[], str], separator: str) -> list[str]:
        """Read names up to the closing parenthesis, which is read too."""
        found = [item()]
        while self._separated(separator):
            found.append(item())
        self._scanner.need(")", f"{separator} or a closing parenthesis must come here")
        return found

    def _separated(self, separator: str) -> bool:
        return self._scanner.take("or") if separator == "or" else self._scanner.sign(separator) is not None

    def _touchpoint(self) -> str:
        return self._scanner.name("the name of a touchpoint")

    def _events(self, call: str) -> tuple[tuple[str, ...], Selection | None]:
        """Read the names and conditions within `did(…)`."""
        names = [self._touchpoint()]
        while self._scanner.take("or"):
            names.append(self._touchpoint())
        self._of_event, before = call, self._of_event
        conditions: list[Selection] = []
        while self._scanner.sign(","):
            conditions.append(self.any_of())
        self._of_event = before
        self._scanner.need(")", "or and a name, a comma and a condition, or a closing parenthesis must come here")
        if not conditions:
            return tuple(names), None
        return tuple(names), conditions[0] if len(conditions) == 1 else And(parts=tuple(conditions))

    def _did(self) -> Did:
        scanner = self._scanner
        touchpoints, where = self._events("did")
        times: Times | None = None
        period = within = relation = None
        other: tuple[str, ...] = ()
        while True:
            limit = next((limit for limit in _LIMITS if times is None and scanner.take(*limit.split())), None)
            if limit:
                times = Times(limit, self._times())
            elif period is None and scanner.take("in"):
                period = scanner.period()
            elif within is None and scanner.sees("within"):
                self._bare = scanner.at
                scanner.take("within")
                within = scanner.duration()
            elif relation is None and (found := next((each for each in _RELATIONS if scanner.sees(each)), None)):
                if found == "of" and within is None:
                    scanner.fail('a time must come before of: write within 7d of "name"')
                scanner.take(found)
                relation = found
                other = tuple(self._list(self._touchpoint, "or")) if scanner.sign("(") else (self._touchpoint(),)
            else:
                break
        return Did(
            touchpoints=touchpoints,
            where=where,
            times=times,
            period=period,
            within=within,
            relation=relation,
            other=other,
        )

    def _times(self) -> int:
        start = self._scanner.at
        number = self._scanner.number()
        if not number.isdecimal() or int(number) > _MOST_TIMES:
            self._scanner.fail("a whole number must come here, such as 3", start)
        if not self._scanner.take("times") and not self._scanner.take("time"):
            self._scanner.fail("times must come after the number")
        return int(number)

    def _first(self) -> First:
        touchpoints, where = self._events("first")
        if not self._scanner.take("in"):
            self._scanner.fail("in and a period must come after first(…)")
        return First(touchpoints=touchpoints, where=where, period=self._scanner.period())

    def _pattern(self) -> Pattern:
        found = self._scanner.quoted()
        if found is None:
            self._scanner.fail('a pattern must come here, in quotes, such as "cart, checkout"')
        self._scanner.need(")", "a closing parenthesis must come here")
        return Pattern(pattern=found)

    def _segment(self) -> Segment:
        found = self._scanner.name("the name of a segment")
        self._scanner.need(")", "a closing parenthesis must come here")
        return Segment(name=found)
