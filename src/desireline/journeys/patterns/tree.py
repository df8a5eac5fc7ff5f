"""Patterns as trees: frozen structs, whose JSON form names each node's kind in `is`."""

from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError

__all__ = [
    "AnyEvent",
    "AtTouchpoint",
    "ByChannel",
    "Either",
    "Element",
    "EventClass",
    "Except",
    "Exclusion",
    "InOrder",
    "InStage",
    "Part",
    "Pattern",
    "Repeat",
    "Within",
    "is_event_class",
    "most_events",
]

_DEEPEST = 100
MANY = 1 << 40
"""Stands for any number of events."""


class _Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="is"):
    """Base of all nodes."""


class AtTouchpoint(_Node, frozen=True, tag="touchpoint"):
    """An event at a touchpoint."""

    name: Annotated[str, Meta(min_length=1, description="The touchpoint's name.")]


class InStage(_Node, frozen=True, tag="stage"):
    """An event at any touchpoint of a stage."""

    name: Annotated[str, Meta(min_length=1, description="The stage's name.")]


class ByChannel(_Node, frozen=True, tag="channel"):
    """An event in a channel."""

    name: Annotated[str, Meta(min_length=1, description="The channel.")]


class AnyEvent(_Node, frozen=True, tag="any"):
    """Any event."""


class Except(_Node, frozen=True, tag="not"):
    """Any event but these."""

    events: Annotated[tuple[AtTouchpoint | InStage | ByChannel, ...], Meta(min_length=1, description="What it is not.")]


EventClass: TypeAlias = AtTouchpoint | InStage | ByChannel | AnyEvent | Except
"""What one event may be."""


class Repeat(_Node, frozen=True, tag="repeat"):
    """An element several times in a row; other events may lie between the times unless `directly`."""

    of: Annotated["Element", Meta(description="What is repeated.")]
    least: Annotated[int, Meta(ge=0, description="How often at least.")]
    most: Annotated[int | None, Meta(description="How often at most; null for any number.")] = None
    directly: Annotated[bool, Meta(description="Whether each time follows the one before directly.")] = False

    def __post_init__(self) -> None:
        """Refuse what can never be.

        Raises:
            InputError: the most is below the least, or below 1.
        """
        if self.least < 0 or (self.most is not None and (self.most < 1 or self.most < self.least)):
            raise InputError(
                f"a repetition of at least {self.least} and at most {self.most} cannot be: the first number may not be above the "
                "second, nor the second below 1"
            )


class Either(_Node, frozen=True, tag="either"):
    """One of several elements."""

    options: Annotated[tuple["Element", ...], Meta(min_length=2, description="The elements.")]


class Exclusion(_Node, frozen=True, tag="exclusion"):
    """No such event here: between its neighbours, before the first element, or after the last."""

    events: Annotated[tuple[EventClass, ...], Meta(min_length=1, description="What may not be.")]
    within: Annotated[str | None, Meta(description="For how long after the last element; null: to the end.")] = None

    def __post_init__(self) -> None:
        """Bring the duration into one form.

        Raises:
            InputError: it is none.
        """
        if self.within is not None:
            msgspec.structs.force_setattr(self, "within", _one_form(self.within))


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One place in a sequence."""

    of: Annotated["Element | Exclusion", Meta(description="What is wanted, or may not be, here.")]
    directly: Annotated[bool, Meta(description="Whether it is the very next event after the part before.")] = False


class InOrder(_Node, frozen=True, tag="in_order"):
    """Elements one after the other."""

    parts: Annotated[tuple[Part, ...], Meta(min_length=2, description="The places, in order.")]

    def __post_init__(self) -> None:
        """Refuse what says nothing.

        Raises:
            InputError: no part is wanted, or `directly` leaves no room for an exclusion.
        """
        if all(isinstance(part.of, Exclusion) for part in self.parts):
            raise InputError("a sequence of exclusions alone matches nothing: name at least one event that is wanted")
        if self.parts[0].directly:
            raise InputError("the first part of a sequence cannot follow directly: there is nothing before it")
        for before, part in zip(self.parts, self.parts[1:], strict=False):
            if part.directly and (isinstance(part.of, Exclusion) or isinstance(before.of, Exclusion)):
                raise InputError(
                    "an exclusion next to > says nothing, because nothing lies between directly following events: write , instead of >"
                )


class Within(_Node, frozen=True, tag="within"):
    """An element in a limited time.

    Measured from its own first event to its last where `from_first` is set, else from the last event taken before it to its own last.
    """

    of: Annotated["Element", Meta(description="What has to happen in time.")]
    duration: Annotated[str, Meta(description="Such as `30m` or `7d`.")]
    from_first: Annotated[bool, Meta(description="Whether the time runs from the element's own first event.")] = False

    def __post_init__(self) -> None:
        """Bring the duration into one form, and refuse windows that say nothing or have no text form.

        Raises:
            InputError: as said.
        """
        msgspec.structs.force_setattr(self, "duration", _one_form(self.duration))
        single = most_events(self.of) <= 1
        if single and isinstance(self.of, InOrder):
            raise InputError(
                f"an exclusion in a group within {self.duration} does not say for how long it holds: write it outside the group, "
                f"such as a, !b within {self.duration}"
            )
        if self.from_first and single:
            raise InputError(
                "a single event has no length: let its time run from the event before it (from_first: false)"
            )
        if not self.from_first and (
            isinstance(self.of, InOrder | Within) or (isinstance(self.of, Either) and not single)
        ):
            raise InputError(
                "the time of a group runs from its own first event (from_first: true), and one element has one window"
            )


Element: TypeAlias = AtTouchpoint | InStage | ByChannel | AnyEvent | Except | Repeat | Either | InOrder | Within
"""What can be wanted."""


class Pattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What to look for in a customer's, or a journey's, events."""

    of: Annotated[Element, Meta(description="What is wanted.")]
    from_start: Annotated[bool, Meta(description="Whether it begins with the very first event.")] = False
    to_end: Annotated[bool, Meta(description="Whether it ends with the very last event.")] = False

    def __post_init__(self) -> None:
        """Refuse anchors beside exclusions, and trees too deep to be walked.

        Raises:
            InputError: as said.
        """
        if _depth(self.of) > _DEEPEST:
            raise InputError(f"the pattern is nested more than {_DEEPEST} deep: write it flatter")
        parts = self.of.parts if isinstance(self.of, InOrder) else ()
        if self.to_end and parts and isinstance(parts[-1].of, Exclusion):
            raise InputError("an exclusion at the end holds to the end already: leave out the $")
        if self.from_start and parts and isinstance(parts[0].of, Exclusion):
            raise InputError(
                "before the very first event there is nothing to exclude: leave out the ^ or the exclusion"
            )


def is_event_class(node: Element | Exclusion) -> bool:
    """Say whether a node stands for exactly one event and nothing else."""
    return isinstance(node, AtTouchpoint | InStage | ByChannel | AnyEvent | Except)


def most_events(node: Element | Exclusion) -> int:
    """Return how many events an element can take at most; `MANY` or more where there is no limit."""
    if isinstance(node, Exclusion):
        return 0
    if isinstance(node, Repeat):
        return most_events(node.of) * (MANY if node.most is None else node.most)
    if isinstance(node, Either):
        return max(most_events(option) for option in node.options)
    if isinstance(node, InOrder):
        return sum(most_events(part.of) for part in node.parts)
    if isinstance(node, Within):
        return most_events(node.of)
    return 1


def _depth(root: Element) -> int:
    """Return how deep a tree is, without the interpreter's stack."""
    deepest = 0
    open_: list[tuple[Element | Exclusion, int]] = [(root, 1)]
    while open_:
        node, depth = open_.pop()
        deepest = max(deepest, depth)
        if isinstance(node, Repeat | Within):
            open_.append((node.of, depth + 1))
        elif isinstance(node, Either):
            open_ += [(option, depth + 1) for option in node.options]
        elif isinstance(node, InOrder):
            open_ += [(part.of, depth + 1) for part in node.parts]
    return deepest


def _one_form(duration: str) -> str:
    parse_duration(duration)
    return "".join(duration.split()).lower()
