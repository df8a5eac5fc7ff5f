"""Selections made ready for a store: names looked up, tables filled, what keeps customers and events."""

from collections.abc import Sequence

from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.shape import nearest
from desireline.journeys.journeys import Journeys
from desireline.journeys.periods import ALWAYS
from desireline.journeys.selections.conditions import Joined, Leaf, Masking, Negated, Slice, kept
from desireline.journeys.selections.deeds import Events, check_relation, did, events_of, first
from desireline.journeys.selections.leaves import among, amount, answer, during
from desireline.journeys.selections.model import (
    Amount,
    And,
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
)
from desireline.journeys.selections.patterns import pattern
from desireline.journeys.selections.syntax import parse_selection
from desireline.journeys.view import Keep

__all__ = ["keep_of"]

_DEEPEST = 100


def keep_of(selection: Selection | str, journeys: Journeys) -> Keep:
    """Return what keeps the customers and events that a selection picks, and all that is looked up is looked up now.

    Conditions on customers keep all their events; with a condition on events beside them, only these events are kept.

    Args:
        selection: as data, or as people write it.
        journeys: whose; all events are looked at, whatever the journeys are narrowed to.

    Raises:
        InputError: the selection cannot be read, or a part of it is not allowed.
        NotFoundError: it names something that does not exist.
    """
    condition = _Compiler(journeys).ready(parse_selection(selection) if isinstance(selection, str) else selection)
    return lambda shard, low, high: kept(condition, Slice(shard, low, high))


class _Compiler:
    def __init__(self, journeys: Journeys) -> None:
        self._journeys = journeys
        self._segments: list[str] = []
        self._depth = 0
        self._of_event = False

    def ready(self, selection: Selection, before: Sequence[Selection] = ()) -> Masking:
        """Make a selection ready; `before` are the conditions that stand before it within the same `and`."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InputError(f"more than {_DEEPEST} conditions lie within each other: write the selection flatter")
        found = self._ready(selection, before)
        self._depth -= 1
        return found

    def _ready(self, selection: Selection, before: Sequence[Selection]) -> Masking:  # noqa: PLR0911 - one a kind
        match selection:
            case And(parts=parts):
                return Joined([self.ready(part, parts[:place]) for place, part in enumerate(parts)], every=True)
            case Or(parts=parts):
                return Joined([self.ready(part) for part in parts], every=False)
            case Not(part=part):
                return Negated(self.ready(part, before))
            case Segment(name=name):
                return self._segment(name)
            case Did() | First() | Pattern():
                return self._of_customers(selection, before)
            case Is() | IsNone() | Like():
                return among(selection, self._journeys)
            case Amount():
                return amount(selection, self._journeys)
            case Scored():
                return answer(selection, self._journeys)
            case Time():
                return during(selection, self._journeys)

    def _of_customers(self, selection: Did | First | Pattern, before: Sequence[Selection]) -> Leaf:
        if self._of_event:
            raise InputError(
                "what stands within did(…) or first(…) is about its event, so did, first and pattern cannot"
            )
        if isinstance(selection, Pattern):
            return pattern(selection.pattern, self._journeys)
        if isinstance(selection, First):
            return first(selection, self._journeys, self._event)
        check_relation(selection)
        return did(selection, self._other(selection, before), self._journeys, self._event)

    def _other(self, selection: Did, before: Sequence[Selection]) -> Events | None:
        """Return the events that those counted must be near to."""
        if selection.relation is not None:
            return Events(selection.other, None, ALWAYS)
        if selection.within is None:
            return None
        anchor = next((part for part in reversed(before) if isinstance(part, Did)), None)
        if anchor is None:
            raise InputError(
                f'did("{selection.touchpoints[0]}") within {selection.within} needs an event to count from: write'
                f' within {selection.within} after "name", or put did("name") and before it'
            )
        return events_of(anchor, self._journeys, self._event)

    def _event(self, selection: Selection) -> Masking:
        self._of_event = True
        found = self.ready(selection)
        self._of_event = False
        return found

    def _segment(self, name: str) -> Masking:
        known = self._journeys.settings.segments
        if name not in known:
            listed = ", ".join(known) or "none yet"
            raise NotFoundError(f"there is no segment '{name}': the settings have {listed}{nearest(name, known)}")
        if name in self._segments:
            chain = " → ".join([*self._segments[self._segments.index(name) :], name])
            raise InputError(f"the segment '{name}' needs itself ({chain}): take one of them out in desireline.yaml")
        self._segments.append(name)
        try:
            found = self.ready(parse_selection(known[name]))
        except NotFoundError as error:
            raise NotFoundError(f"the segment '{name}': {error}") from error
        except InputError as error:
            raise InputError(f"the segment '{name}': {error}") from error
        self._segments.pop()
        return found
