"""A share that carries its denominator and its interval."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from desireline.stats.intervals import wilson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Clusters", "Share", "clustered_share", "share_of"]


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a whole, with its 95 % Wilson interval; by customers where they can have several of what is counted."""

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


@dataclass(frozen=True)
class Clusters:
    """What each customer has of the things a share counts, added up.

    Attributes:
        customers: how many have any of the whole.
        squares: the sum of their counts squared.
        products: the sum of their counts times what they have of the whole.
        sizes: the sum of what they have of the whole, squared.
    """

    customers: int = 0
    squares: int = 0
    products: int = 0
    sizes: int = 0

    @classmethod
    def of(cls, counts: "NDArray[np.int64]", sizes: "NDArray[np.int64]") -> "Clusters":
        """Add up customers, each with its count and what it has of the whole."""
        return cls(
            customers=int((sizes > 0).sum()),
            squares=int(counts @ counts),
            products=int(counts @ sizes),
            sizes=int(sizes @ sizes),
        )

    def __add__(self, other: "Clusters") -> "Clusters":
        """Return the sums of both: of different customers."""
        return Clusters(
            customers=self.customers + other.customers,
            squares=self.squares + other.squares,
            products=self.products + other.products,
            sizes=self.sizes + other.sizes,
        )


def clustered_share(count: int, of: int, clusters: Clusters) -> Share:
    """Return `count / of` where a customer can have several: what one customer does says little more than once.

    The interval is Wilson's for as many things as would tell the share as well if each were another customer's: `of` by the design effect
    (the variance between customers by that of independent things), never more than `of`. Where all or none count, customers cannot be
    told apart, and there are as many as customers.

    Source:
        L. Kish, "Survey Sampling", Wiley (1965), chapters 5 and 8: ratios over clusters of unequal sizes.
    """
    if of == 0:
        return share_of(count, of)
    alike = float(clusters.customers)
    if 0 < count < of and clusters.customers > 1:
        between = (
            clusters.squares * of**2 - 2 * count * of * clusters.products + count**2 * clusters.sizes
        )  # whole: exact
        between *= clusters.customers * (of - 1)
        within = count * (of - count) * of**2 * (clusters.customers - 1)
        alike = of / max(1.0, between / within)
    low, high = wilson(count / of * alike, alike)
    return Share(share=count / of, low=low, high=high, count=count, of=of)
