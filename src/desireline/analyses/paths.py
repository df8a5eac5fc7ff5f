"""What customers do, in order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, SharePlace, no_such_cell
from desireline.analyses._members import Members, Spans, customers_with, spans_of
from desireline.analyses._parameters import JourneyName, TouchpointName
from desireline.analyses._path_keys import Counted, PathKeys, Words
from desireline.analyses._path_starts import Begun, Within, begun, small_slices, spans_within
from desireline.analyses._telling import share_words, titles
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, OwnCount, Plain, Unit, shares_of
from desireline.charts import Row, bars
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard
from desireline.stats.shares import Clusters, Share, clustered_share, share_of

__all__ = ["OtherPaths", "Path", "Paths", "PathsResult"]

_UNITS: dict[Within, Unit] = {"history": "customers", "journey": "journeys", "visit": "visits"}
_DEEPEST, _MOST = 10, 1_000
_AT_ONCE = 1 << 22

Steps = list[str | None]


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """One path."""

    path: Annotated[
        Steps,
        Meta(
            description="Touchpoints in the order of time; a null at the end says that nothing followed."
            " With `before`, those that led to it; a null at the beginning says that nothing came before."
        ),
    ]
    customers: Annotated[CustomerCount, Meta(description="Customers who took it at least once.")]
    count: Annotated[OwnCount, Meta(description="How many took it, in the answer's `unit`.")]
    share: Annotated[Share, shares_of("own", "Those who took it, of all paths; the interval is by customers.")]
    onward: Annotated[
        list[Share],
        shares_of(
            "own",
            "For each step of `path`, those who took it, of those who went the same way up to it; with `before`, the same way after it. "
            "The interval takes them as independent: where a customer has several paths, it is too narrow.",
        ),
    ]


class OtherPaths(msgspec.Struct, frozen=True, kw_only=True):
    """All paths that have no row."""

    different: Annotated[Plain, Meta(description="How many different paths.")]
    customers: Annotated[CustomerCount, Meta(description="Customers who took one of them at least once.")]
    share: Annotated[Share, shares_of("own", "Those who took one of them, of all paths; the interval is by customers.")]


class PathsResult(Result, frozen=True):
    """The commonest paths."""

    unit: Annotated[Unit, Meta(description="What counts and shares count; with `each`, events that paths begin at.")]
    rows: Annotated[list[Path], Meta(description="Commonest first.")]
    other: OtherPaths
    count: Annotated[OwnCount, Meta(description="All paths.")]
    customers: Annotated[CustomerCount, Meta(description="Customers with at least one path.")]


class Paths(Analysis[PathsResult], frozen=True, kw_only=True):
    """What customers do in order: the commonest first steps, or the steps that lead to a touchpoint.

    Each history, journey or visit gives one path, from its beginning or from the first event of `start`; with `before`, of the steps
    before the first event of that touchpoint. Those without that touchpoint give none. With `each`, every event gives a path, or every
    event of `start` or `before`: paths of two steps without `collapse` are then the transitions. A path ends where the data hold no more
    of its history, journey or visit: a journey that may still go on counts with the steps it has. Events of equal time are taken in the
    order of their source.
    """

    title: ClassVar[str] = "Paths"
    result: ClassVar[type[Result]] = PathsResult

    start: Annotated[
        TouchpointName | None, Meta(description="The touchpoint paths begin at; none: wherever customers begin.")
    ] = None
    before: Annotated[TouchpointName | None, Meta(description="A touchpoint: the steps that lead to it, instead.")] = (
        None
    )
    depth: Annotated[int, Meta(ge=1, le=_DEEPEST, description="Steps of a path at most.")] = 5
    collapse: Annotated[bool, Meta(description="Whether a touchpoint directly repeated is one step.")] = True
    within: Annotated[
        Within, Meta(description="What a path may not leave: a customer's whole history, a journey, or a visit.")
    ] = "history"
    journey: Annotated[
        JourneyName | None,
        Meta(description="The journey type, within journeys; the settings' first where none is given."),
    ] = None
    each: Annotated[bool, Meta(description="Whether every such event gives a path, not only the first.")] = False
    top: Annotated[int, Meta(ge=1, le=_MOST, description="How many paths have rows; the others are added up.")] = 20

    def __post_init__(self) -> None:
        """Refuse what cannot be counted.

        Raises:
            InputError: a number is out of bounds, or parameters exclude each other.
        """
        if not 1 <= self.depth <= _DEEPEST:
            raise InputError(f"paths of {self.depth} steps cannot be counted: choose a depth of 1 to {_DEEPEST}")
        if not 1 <= self.top <= _MOST:
            raise InputError(f"the top {self.top} paths cannot be shown: choose 1 to {_MOST}")
        if self.start is not None and self.before is not None:
            raise InputError(
                f"paths cannot both start at '{self.start}' and lead to '{self.before}': give `start` or `before`"
            )
        if self.journey is not None and self.within != "journey":
            raise InputError(
                f"the journey type '{self.journey}' says nothing about paths within a {self.within}: add within=journey"
            )

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return "events" if self.each else _UNITS[self.within]

    def run(self, journeys: Journeys) -> PathsResult:
        """Pack each path into a number, count the numbers, and name the commonest; a second pass counts customers where they differ."""
        keys = PathKeys(journeys.touchpoints, self.depth)
        found = self._counted(journeys, keys)
        chosen = found.top(self.top)
        steps = [keys.names([int(word[place]) for word in found.keys]) for place in chosen.tolist()]
        count = [int(found.count[place]) for place in chosen]
        paths = int(found.count.sum())
        counts = [*count, paths - sum(count)]
        if self.unit == "customers":
            *customers, of_others, everybody = [*counts, paths]
            shares = [share_of(own, paths) for own in counts]
        else:
            sums = self._customers(journeys, keys, found.keys[:, chosen])
            (*customers, of_others, everybody), squares, products = sums.tolist()
            shares = [
                clustered_share(own, paths, Clusters(everybody, square, product, squares[-1]))
                for own, square, product in zip(counts, squares, products, strict=False)
            ]
        onward = self._onward(keys, found, steps, paths)
        rows = [
            Path(
                path=self._in_time(own),
                customers=people,
                count=many,
                share=share,
                onward=further,
            )
            for own, people, many, share, further in zip(steps, customers, count, shares[:-1], onward, strict=True)
        ]
        other = OtherPaths(
            different=len(found.count) - len(rows),
            customers=of_others,
            share=shares[-1],
        )
        return PathsResult(unit=self.unit, rows=rows, other=other, count=paths, customers=everybody)

    def open(self, journeys: Journeys, result: PathsResult, cell: Cell) -> Members:
        """Return those who took a path, the first steps of one, or one without a row."""
        rows = [self._from_near(row.path) for row in result.rows]
        which, taken, others = str(cell[-1]), list[Steps]([[]]), cell[0] == "other" and cell[-1] != "of"
        match cell:
            case ("customers",) | ("count",) | ("other", "share", "of"):
                pass
            case ("other", "customers") | ("other", "share", "count"):
                taken = rows
            case ("rows", int(place), "share", "of") if place < len(rows):
                pass
            case ("rows", int(place), "customers" | "count") | ("rows", int(place), "share", "count") if place < len(
                rows
            ):
                taken = [rows[place]]
            case ("rows", int(place), "onward", int(step), "count" | "of") if place < len(rows):
                before = step if self.before is None else len(rows[place]) - 1 - step
                taken = [rows[place][: before + (which == "count")]]
            case _:
                raise no_such_cell(cell, result)
        return self._members(journeys, which, taken, others=others)

    def shares(self, result: PathsResult) -> Iterable[tuple[str, SharePlace]]:
        """Return each path's share of all paths."""
        for place, row in enumerate(result.rows):
            words = " > ".join(name or ("^" if self.before is not None else "$") for name in row.path)
            yield words, SharePlace(("rows", place, "count"), ("count",), result.unit)

    def absent(self, result: PathsResult) -> SharePlace | None:
        """Return the share of a path without a row: nobody's, if all paths have rows."""
        return None if result.other.different else SharePlace(None, ("count",), result.unit)

    def chart(self, result: PathsResult, say: Translator) -> dict[str, Any] | None:
        """Draw the shares of the commonest."""
        shown: list[Row] = [
            {
                "path": self._words(row.path, say),
                "share": row.share.share,
                "low": row.share.low,
                "high": row.share.high,
                "count": row.count,
                "customers": row.customers,
                "cell": f"/rows/{place}/share/count",
            }
            for place, row in enumerate(result.rows)
        ]
        columns = titles(say, "path", "count", "customers") | {"share": say("ask.column.share_of_paths")}
        return bars(shown, of="path", value="share", titles=columns, share=True, low="low", high="high")

    def story(self, result: PathsResult, say: Translator) -> list[str]:
        """Tell the commonest path, and how much of all the shown ones are."""
        if not result.rows:
            return [say("ask.paths.none")]
        row = result.rows[0]
        which = "most" if self.before is None else "before"
        told = [
            say(
                f"ask.paths.{which}",
                path=self._words(row.path, say),
                goal=self.before,
                **share_words(row.share, say),
                customers=say("map.customers", n=row.customers),
            )
        ]
        if result.other.different:
            told.append(say("ask.paths.other", n=result.other.different, **share_words(result.other.share, say)))
        return told

    def _words(self, path: Sequence[str | None], say: Translator) -> str:
        edge = say("ask.end" if self.before is None else "ask.start")
        return " › ".join(name or edge for name in path)  # noqa: RUF001 - Noto Sans has no arrow

    def _in_time(self, steps: Steps) -> Steps:
        """Return steps, nearest first, in the order of time."""
        return steps if self.before is None else steps[::-1]

    _from_near = _in_time

    def _begun(self, journeys: Journeys) -> Callable[[Shard, int, int], Begun]:
        """Return what finds the paths of a slice."""
        spans = spans_within(journeys, self.within, self.journey)
        name = self.start if self.before is None else self.before
        wanted = None if name is None else journeys.touchpoint(name)

        def found(shard: Shard, low: int, high: int) -> Begun:
            return begun(shard, spans(shard, low, high), wanted, each=self.each, collapse=self.collapse)

        return found

    def _packed(self, keys: PathKeys, shard: Shard, paths: Begun) -> Words:
        back = self.before is not None
        edge = paths.first if back else paths.past
        return keys.pack(paths.at, edge, shard.touchpoint, collapse=self.collapse, back=back)

    def _counted(self, journeys: Journeys, keys: PathKeys) -> Counted:
        """Count all paths: keys of a path for each customer are put in order all at once, many more piece by piece."""
        found = self._begun(journeys)

        def packed(shard: Shard, low: int, high: int) -> Words:
            return self._packed(keys, shard, found(shard, low, high))

        def counted(shard: Shard, low: int, high: int) -> Counted:
            parts = [Counted.of(packed(shard, *piece), keys.size) for piece in small_slices(shard, low, high)]
            return Counted.together(parts, keys.words, keys.size)

        if self.unit == "customers" and journeys.customers <= _AT_ONCE:
            none = keys.empty()
            return Counted.of(np.concatenate([none, *fold(journeys, packed)], axis=1), keys.size)
        return Counted.together(fold(journeys, counted), keys.words, keys.size)

    def _customers(self, journeys: Journeys, keys: PathKeys, rows: Words) -> NDArray[np.int64]:
        """Add up what customers have of each row, of all other paths, and of any, as `customers_by_row` does."""
        from desireline.kernels.paths import customers_by_row, rows_of

        found = self._begun(journeys)
        order = np.lexsort(rows[::-1])
        known = rows[:, order].astype(np.uint64)
        many = rows.shape[1]

        def people(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
            total = np.zeros((3, many + 2), dtype=np.int64)
            for begin, end in small_slices(shard, low, high):
                paths = found(shard, begin, end)
                row = rows_of(self._packed(keys, shard, paths), known)
                total += customers_by_row(paths.at, row, shard.ptr, begin, many + 1)
            return total

        total = sum(fold(journeys, people), np.zeros((3, many + 2), dtype=np.int64))
        by_row = np.empty_like(total)
        by_row[:, np.append(order, [many, many + 1])] = total
        return by_row

    def _onward(self, keys: PathKeys, found: Counted, steps: list[Steps], paths: int) -> list[list[Share]]:
        """Return for each step of each row the share of those who went so far that took it."""
        reached = iter(
            found.within([keys.span(own[: place + 1]) for own in steps for place in range(len(own))]).tolist()
        )
        onward = []
        for own in steps:
            of, shares = paths, []
            for _ in own:
                count = next(reached)
                shares.append(share_of(count, of))
                of = count
            onward.append(shares if self.before is None else shares[::-1])
        return onward

    def _members(self, journeys: Journeys, which: str, paths: list[Steps], *, others: bool = False) -> Members:
        """Return those whose path begins with one of these, nearest steps first; with `others`, with none of them."""
        keys = PathKeys(journeys.touchpoints, self.depth)
        found = self._begun(journeys)

        def chosen(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
            """Return the event, first and last event of each, shape (3, paths)."""
            pieces = [np.empty((3, 0), dtype=np.int64)]
            for piece in small_slices(shard, low, high):
                own = found(shard, *piece)
                packed = self._packed(keys, shard, own)
                wanted = np.zeros(len(own.at), dtype=bool)
                for steps in paths:
                    wanted |= keys.begins(packed, steps)
                wanted ^= others
                pieces.append(np.stack([own.at[wanted], own.first[wanted], own.past[wanted] - 1]))
            return np.concatenate(pieces, axis=1)

        if which == "customers" or self.unit == "customers":
            return customers_with(journeys, lambda *piece: chosen(*piece)[0])

        def spans(shard: Shard, low: int, high: int) -> Spans:
            at, first, last = chosen(shard, low, high)
            return (at, at) if self.each else (first, last)

        return spans_of(journeys, self.unit, spans)
