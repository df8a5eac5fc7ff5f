"""What all parts of a scenario have in common."""

from typing import Annotated

import msgspec
from msgspec import Meta

__all__ = ["DURATIONS", "DurationText", "Name", "Share", "Struct"]

DurationText = Annotated[
    str, Meta(pattern=r"^\s*(\d+(\.\d+)?\s*(ms|w|d|h|m|s)\s*)+$", description="A duration such as 30m, 7d or 1h30m.")
]
DURATIONS = ("trips_every", "hold", "wait", "talk", "every", "after", "delay")
"""The keys that hold a duration."""
Name = Annotated[
    str,
    Meta(pattern=r"^[^\s/]([^/\n]*[^\s/])?$", max_length=120, description="A name: no slash, no space at its ends."),
]
Share = Annotated[float, Meta(ge=0, le=1, description="A share between 0 and 1.")]


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all parts: unknown keys are errors."""
