"""What becomes one touchpoint: rows of names that belong together, and their numbers taken together."""

from collections import Counter
from typing import Literal

import msgspec

from desireline.base.settings.model import When
from desireline.journeys.suggest.lexicon import Reading
from desireline.journeys.suggest.model import NameStats

__all__ = ["Group"]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One touchpoint, proposed or already in the settings.

    Attributes:
        touchpoint: its name.
        rows: the names it takes, by source and channel.
        when: the rule proposed; None where the settings have one already, or where none is needed.
        reading: what the name says, None where the word list has no word for it.
        why: what was done to names to make it.
        stage: the stage the settings give it already.
    """

    touchpoint: str
    rows: list[NameStats]
    when: When | None = None
    reading: Reading | None = None
    why: Literal["own", "spellings", "channels", "pattern", "settings"] = "own"
    stage: str | None = None

    @property
    def names(self) -> list[str]:
        """The names, those of most events first."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            counts[row.name] += row.events
        return [name for name, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]

    @property
    def sources(self) -> set[str]:
        """Where it was told."""
        return {row.source for row in self.rows}

    @property
    def channel(self) -> str:
        """The channel most of its events came through."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            counts[row.channel] += row.events
        return min(counts, key=lambda channel: (-counts[channel], channel))

    @property
    def events(self) -> int:
        """All its events."""
        return sum(row.events for row in self.rows)

    @property
    def customers(self) -> int:
        """Customers with such an event: exact for one row, else the least that it can be (rows may share customers)."""
        return max(row.customers for row in self.rows)

    @property
    def valued(self) -> float:
        """Share of its events that carry an amount."""
        return sum(row.with_value for row in self.rows) / max(1, self.events)

    @property
    def last_share(self) -> float:
        """Share of its customers who did nothing after it, over the rows by their customers."""
        return sum(row.last_share * row.customers for row in self.rows) / max(
            1, sum(row.customers for row in self.rows)
        )

    @property
    def position(self) -> float | None:
        """Mean place among the customer's events, over the rows by their customers; None where none has one."""
        placed = [(row.position, max(1, row.customers)) for row in self.rows if row.position is not None]
        weight = sum(customers for _, customers in placed)
        return sum(position * customers for position, customers in placed) / weight if placed else None

    @property
    def concept(self) -> str:
        """The id of what it was read as, or nothing."""
        return self.reading.concept.id if self.reading else ""
