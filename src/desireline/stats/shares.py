"""A share that carries its denominator and its interval."""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.stats.intervals import wilson

__all__ = ["Share", "share_of"]


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a whole, with its 95 % Wilson interval."""

    share: Annotated[float | None, Meta(description="`count / of`; null where `of` is 0.")]
    low: Annotated[float | None, Meta(description="Lower end of the interval.")]
    high: Annotated[float | None, Meta(description="Upper end of the interval.")]
    count: Annotated[int, Meta(description="How many.")]
    of: Annotated[int, Meta(description="Of how many: the denominator.")]


def share_of(count: int, of: int) -> Share:
    """Return `count / of` with its interval; all null where `of` is 0."""
    if of == 0:
        return Share(share=None, low=None, high=None, count=count, of=0)
    low, high = wilson(count, of)
    return Share(share=count / of, low=low, high=high, count=count, of=of)
