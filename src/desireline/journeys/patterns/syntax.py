"""From a pattern's text to its tree.

pattern   = ["^" [">"]] sequence [[">"] "$"]
sequence  = part { ("," | ">") part }
part      = "!" events ["within" duration] | element
element   = (event | "(" sequence { "|" sequence } ")") ["?" | "+" | "*" | braces] ["within" duration]
events    = event | "(" event { "|" event } ")"
event     = name | "any" | "stage" ":" name | "channel" ":" name | "not" "(" event { "|" event } ")"
"""

import re
from collections.abc import Callable
from typing import TypeVar

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.journeys.patterns.tokens import KEYWORDS, Token, fault, tokens
from desireline.journeys.patterns.tree import (
    AnyEvent,
    AtTouchpoint,
    ByChannel,
    Either,
    Element,
    EventClass,
    Except,
    Exclusion,
    InOrder,
    InStage,
    Part,
    Pattern,
    Repeat,
    Within,
    most_events,
)

__all__ = ["parse_pattern"]

T = TypeVar("T")

_DEEPEST = 20
_SHORT = {"?": (0, 1), "+": (1, None), "*": (0, None)}
_SAMPLE = {"stage": "purchase", "channel": "phone"}
_BRACES = re.compile(r"\{\s*(>)?\s*([0-9]+)\s*(,)?\s*([0-9]+)?\s*\}")


def parse_pattern(text: str) -> Pattern:
    """Return the tree of a pattern's text.

    Raises:
        InputError: the text is not a pattern; the message shows where.

    Example:
        >>> parse_pattern("cart, order within 7d").of.parts[1].of.duration
        '7d'
    """
    return _Reader(text).pattern()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0

    def pattern(self) -> Pattern:
        from_start = self._take("^")
        if from_start:
            self._take(">")
        of = self._sequence(outermost=True)
        to_end = self._take("$")
        if self._here.kind != "end":
            raise self._unexpected()
        if isinstance(of, Exclusion):
            raise fault(
                self._text, 0, "an exclusion alone matches nothing: name at least one event that is wanted beside it"
            )
        at = self._tokens[-2].at if to_end else 0
        return self._made(at, lambda: Pattern(of=of, from_start=from_start, to_end=to_end))

    def _sequence(self, *, outermost: bool = False) -> Element | Exclusion:
        parts = [Part(of=self._part())]
        begin = self._here.at
        while self._here.kind == "sign" and self._here.text in ",>":
            sign = self._next()
            if outermost and sign.text == ">" and self._is("$"):
                break
            directly = sign.text == ">"
            part = self._part()
            if directly and (isinstance(part, Exclusion) or isinstance(parts[-1].of, Exclusion)):
                raise fault(
                    self._text,
                    sign.at,
                    "nothing lies between directly following events, so > has no place beside an exclusion: write ,",
                )
            parts.append(Part(of=part, directly=directly))
        if len(parts) == 1:
            return parts[0].of
        return self._made(begin, lambda: InOrder(parts=tuple(parts)))

    def _part(self) -> Element | Exclusion:
        if self._is("!"):
            at = self._next().at
            events = self._events()
            within = self._duration() if self._take_word("within") else None
            if self._here.kind == "braces" or (self._here.kind == "sign" and self._here.text in _SHORT):
                raise fault(self._text, at, "an exclusion cannot be repeated: it holds for the whole time anyway")
            return Exclusion(events=events, within=within)
        return self._element()

    def _element(self) -> Element:
        begin = self._here.at
        grouped = self._is("(")
        found = self._group() if grouped else self._event()
        repeated = self._repeated(found)
        if repeated is not found:
            grouped = False
        if not self._take_word("within"):
            return repeated
        duration = self._duration()
        from_first = grouped and most_events(repeated) > 1
        if isinstance(repeated, Within) and not from_first:
            raise fault(self._text, begin, "one element has one window: leave out one of the two")
        return self._made(begin, lambda: Within(of=repeated, duration=duration, from_first=from_first))

    def _repeated(self, found: Element) -> Element:
        token = self._here
        if token.kind == "sign" and token.text in _SHORT:
            least, most = _SHORT[self._next().text]
            result: Element = Repeat(of=found, least=least, most=most)
        elif token.kind == "braces":
            match = _BRACES.fullmatch(self._next().text)
            assert match is not None
            count = int(match[2])
            limit = (int(match[4]) if match[4] else None) if match[3] else count
            result = self._made(
                token.at, lambda: Repeat(of=found, least=count, most=limit, directly=match[1] is not None)
            )
        else:
            return found
        if self._here.kind == "braces" or (self._here.kind == "sign" and self._here.text in _SHORT):
            raise fault(self._text, self._here.at, "a repetition of a repetition needs parentheses, such as (a{2}){3}")
        return result

    def _group(self) -> Element:
        opened = self._next()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise fault(
                self._text, opened.at, f"the parentheses are nested more than {_DEEPEST} deep: write it flatter"
            )
        options = [self._option(opened)]
        while self._take("|"):
            options.append(self._option(opened))
        self._close(opened)
        self._depth -= 1
        return options[0] if len(options) == 1 else Either(options=tuple(options))

    def _option(self, opened: Token) -> Element:
        at = self._here.at
        found = self._sequence()
        if isinstance(found, Exclusion):
            raise fault(
                self._text, at, "an exclusion alone in parentheses says nothing: write !(a | b) to exclude several"
            )
        if self._here.kind == "end":
            raise self._unclosed(opened)
        return found

    def _events(self) -> tuple[EventClass, ...]:
        if not self._is("("):
            return (self._event(),)
        opened = self._next()
        found = [self._event()]
        while self._take("|"):
            found.append(self._event())
        self._close(opened)
        return tuple(found)

    def _event(self) -> EventClass:
        token = self._here
        if token.kind == "quoted":
            self._next()
            return AtTouchpoint(name=self._filled(token))
        if token.kind != "word":
            raise self._unexpected()
        following = self._tokens[self._at + 1]
        if token.text == "any" and (following.kind != "word" or following.text == "within"):
            self._next()
            return AnyEvent()
        if token.text == "not" and following == ("sign", "(", following.at):
            self._next()
            return self._except(token)
        if following == ("sign", ":", following.at):
            return self._in_class()
        return AtTouchpoint(name=self._words())

    def _except(self, token: Token) -> Except:
        events = self._events()
        simple = tuple(event for event in events if isinstance(event, AtTouchpoint | InStage | ByChannel))
        if len(simple) < len(events):
            raise fault(self._text, token.at, "not(…) takes touchpoints, stages and channels, and neither any nor not")
        return Except(events=simple)

    def _in_class(self) -> InStage | ByChannel:
        token = self._next()
        self._next()
        if token.text not in {"stage", "channel"}:
            raise fault(
                self._text, token.at, f"'{token.text}:' is not a class of events: write stage:… or channel:…, or quote"
            )
        value = self._here
        if value.kind == "quoted":
            name = self._filled(self._next())
        elif value.kind == "word":
            name = self._words()
        else:
            raise fault(
                self._text, value.at, f"after {token.text}: comes a name, such as {token.text}:{_SAMPLE[token.text]}"
            )
        return InStage(name=name) if token.text == "stage" else ByChannel(name=name)

    def _filled(self, token: Token) -> str:
        if not token.text:
            raise fault(self._text, token.at, "the quotation marks hold no name: write one between them")
        return token.text

    def _words(self) -> str:
        words: list[str] = []
        while self._here.kind == "word" and not (words and self._here.text == "within"):
            token = self._next()
            if token.text in KEYWORDS:
                raise fault(
                    self._text,
                    token.at,
                    f"'{token.text}' is a word of the language itself: put a name that holds it in quotation marks",
                )
            words.append(token.text)
        return " ".join(words)

    def _duration(self) -> str:
        at = self._here.at
        words = []
        while self._here.kind == "word":
            words.append(self._next().text)
        if not words:
            raise fault(self._text, at, "after within comes a duration, such as 30m or 7d")
        text = "".join(words)
        self._made(at, lambda: parse_duration(text))
        return text

    def _made(self, at: int, make: Callable[[], T]) -> T:
        """Return what is made, and point at a character where it cannot be."""
        try:
            return make()
        except InputError as error:
            raise fault(self._text, at, str(error)) from error

    @property
    def _here(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._here
        self._at += 1
        return token

    def _is(self, sign: str) -> bool:
        return self._here.kind == "sign" and self._here.text == sign

    def _take(self, sign: str) -> bool:
        found = self._is(sign)
        self._at += found
        return found

    def _take_word(self, word: str) -> bool:
        found = self._here.kind == "word" and self._here.text == word
        self._at += found
        return found

    def _close(self, opened: Token) -> None:
        if not self._take(")"):
            raise self._unclosed(opened) if self._here.kind == "end" else self._unexpected()

    def _unclosed(self, opened: Token) -> InputError:
        return fault(self._text, opened.at, "this parenthesis is never closed: write ) where the group ends")

    def _unexpected(self) -> InputError:
        token = self._here
        reasons = {
            "|": "alternatives stand in parentheses, such as (a | b)",
            "^": "^ stands only at the beginning of the whole pattern",
            "$": "$ stands only at the end of the whole pattern",
            ")": "this parenthesis closes nothing, or an event is missing before it",
            ":": "only stage: and channel: have a colon: put other names that hold it in quotation marks",
        }
        if token.kind == "end":
            return fault(self._text, token.at, "the pattern ends where an event should stand, such as checkout or any")
        if token.kind == "sign" and token.text in reasons:
            return fault(self._text, token.at, reasons[token.text])
        if self._at and self._tokens[self._at - 1].kind in {"word", "quoted"} and token.kind in {"word", "quoted"}:
            return fault(self._text, token.at, "a sign is missing here: write , for later, > for directly next")
        return fault(
            self._text, token.at, f"'{token.text}' cannot stand here: an event is expected, such as checkout or any"
        )
