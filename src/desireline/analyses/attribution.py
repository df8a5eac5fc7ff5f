"""Which channels or touchpoints get the credit for goals."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, SharePlace, no_such_cell
from desireline.analyses._credits import Chain, Counted, Touching, chain_of, count_touches, shapley_interval, touched
from desireline.analyses._members import Members
from desireline.analyses._outcomes import journeys_where
from desireline.analyses._parameters import DurationText, JourneyName, value_of
from desireline.analyses._telling import titles
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Translator
from desireline.base.units import JourneyCount, MinorUnits, Ratio
from desireline.charts import Row, bars
from desireline.journeys import Journeys, Kind
from desireline.journeys.splitting import Piece
from desireline.render.words import interval
from desireline.stats.shares import Share

__all__ = ["Attribution", "AttributionResult", "Credit", "ValueCredit"]

_MOST_STATES = 1_000
_DRAWN = 12
_TOLD = ("first", "last", "linear", "shapley", "markov")
_DIGITS = 9


class ValueCredit(msgspec.Struct, frozen=True, kw_only=True):
    """What goals in one currency were worth, as each rule gives credit for it to one name; in minor units (cents)."""

    name: Annotated[str, Meta(description="The channel or touchpoint.")]
    currency: Annotated[str, Meta(description="ISO 4217 code; currencies are never added up.")]
    first: MinorUnits
    last: MinorUnits
    last_non_direct: Annotated[MinorUnits | None, Meta(description="Null where no `direct` is named.")]
    linear: MinorUnits
    position: MinorUnits
    decay: MinorUnits
    shapley: MinorUnits
    markov: MinorUnits


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """One channel's or touchpoint's credit. Each rule's credits add up to the answer's `goals`."""

    name: Annotated[str, Meta(description="The channel or touchpoint.")]
    journeys: Annotated[JourneyCount, Meta(description="Finished journeys it took part in before their end.")]
    goals: Annotated[JourneyCount, Meta(description="Those of them that reached the goal.")]
    first: Annotated[float, Meta(description="Goals of journeys that it began.")]
    last: Annotated[float, Meta(description="Goals that it came right before.")]
    last_non_direct: Annotated[
        float | None,
        Meta(
            description="Goals that it came before as the last that is not `direct`; "
            "the last gets them where all are. Null where no `direct` is named."
        ),
    ]
    linear: Annotated[float, Meta(description="Goals in equal parts among a journey's touches.")]
    position: Annotated[
        float, Meta(description="40 % of each goal to the first touch, 40 % to the last, 20 % to those between.")
    ]
    decay: Annotated[float, Meta(description="Goals in parts that halve with each half-life before the last touch.")]
    shapley: Annotated[
        float,
        Meta(
            description="Goals by Shapley value, where a set of names is worth the goals of journeys that touched "
            "nothing else: exactly an equal part of each goal to each name that took part in its journey."
        ),
    ]
    shapley_low: Annotated[float | None, Meta(description="Lower end of its 95 % interval, given so many goals.")]
    shapley_high: Annotated[float | None, Meta(description="Upper end; null with few customers.")]
    markov: Annotated[float | None, Meta(description="Goals by removal effect; null where none was reached.")]
    markov_low: Annotated[float | None, Meta(description="Lower end of its 95 % interval, given so many goals.")]
    markov_high: Annotated[float | None, Meta(description="Upper end; null with few customers.")]
    removal: Annotated[
        Ratio | None,
        Meta(
            description="Share of `goals` that an order-one chain would lose if it broke every journey that comes by."
        ),
    ]


class AttributionResult(Result, frozen=True):
    """Credit for goals."""

    to: Annotated[Literal["channel", "touchpoint"], Meta(description="channel or touchpoint.")]
    journey: Annotated[str, Meta(description="The journey type.")]
    rows: Annotated[list[Credit], Meta(description="Most credit by the Markov chain first.")]
    values: Annotated[
        list[ValueCredit],
        Meta(description="The same in money, where goal events carry values: rows in their order for each currency."),
    ]
    journeys: Annotated[JourneyCount, Meta(description="Finished journeys with any event before their goal or end.")]
    goals: Annotated[JourneyCount, Meta(description="Those of them that reached the goal: what credit is given for.")]
    untouched: Annotated[
        JourneyCount, Meta(description="Finished journeys that are nothing but their goal: credit for none.")
    ]


class Attribution(Analysis[AttributionResult], frozen=True, kw_only=True):
    """Which channels or touchpoints get the credit for goals.

    All events of a journey before its goal are touches; the goal's own event is none, and what follows it does not count. Journeys
    count as in `journeys`: those too recent to tell are left out. Events in a row of the same name are one touch, at the time of the
    last. Counting rules give each goal away whole: to the first touch, the last, the last that is not direct, in equal parts, by
    position, by age (each half-life before the last touch halves a touch's part). The Markov chain of order one takes missed journeys
    into account: a name's credit is by how many goals would be lost if every journey that comes to it ended there, solved exactly.
    Repeats in a row make no difference to it. Intervals are by the jackknife over 32 groups of customers: they say how shares of
    credit vary with who came, given so many goals. Credit is not effect: what would have happened anyway, no rule can tell.
    """

    title: ClassVar[str] = "Attribution"
    result: ClassVar[type[Result]] = AttributionResult

    to: Annotated[Literal["channel", "touchpoint"], Meta(description="Who gets credit: channel or touchpoint.")] = (
        "channel"
    )
    journey: Annotated[
        JourneyName | None, Meta(description="The journey type; the settings' first where none is given.")
    ] = None
    direct: Annotated[
        list[Annotated[str, value_of("to")]],
        Meta(description="Names that `last_non_direct` passes over, such as web: ways in rather than reasons."),
    ] = msgspec.field(default_factory=list)
    half_life: Annotated[DurationText, Meta(description="Time in which a touch loses half its weight for `decay`.")] = (
        "7d"
    )
    collapse: Annotated[
        bool, Meta(description="Whether events in a row of the same name are one touch; else each is one.")
    ] = True

    def run(self, journeys: Journeys) -> AttributionResult:
        """Count transitions and credits in one pass, and solve the chain.

        Raises:
            InputError: the journey type has no goal, or over a thousand touchpoints took part.
            NotFoundError: a name of `direct` is not in the data.
        """
        kind = self._kind(journeys)
        names = self._names(journeys)
        direct = np.zeros(len(names), dtype=bool)
        for name in self.direct:
            direct[self._number(journeys, name)] = True
        half_life = parse_duration(self.half_life)
        touching = Touching(self.to, len(names), direct, half_life, self.collapse)
        counted = count_touches(journeys, kind, touching)
        present = np.flatnonzero(counted.took[0])
        if len(present) > _MOST_STATES:
            raise InputError(
                f"{len(present):,} touchpoints took part in journeys, and credit can be worked out for at most"
                f" {_MOST_STATES:,}: ask with to=channel, or put touchpoints together in desireline.yaml"
            )
        chain = chain_of(counted, len(names))
        equal = shapley_interval(counted) if counted.goals else None
        rows = {code: self._row(names[code], code, counted, chain, equal) for code in present.tolist()}
        order = sorted(rows, key=lambda code: (-(rows[code].markov or 0), -rows[code].linear, names[code]))
        return AttributionResult(
            to=self.to,
            journey=kind.name,
            rows=[rows[code] for code in order],
            values=[
                self._value(names[code], each.currency, each.given[:, code], float(chain.share[code]) * each.total)
                for each in counted.values
                for code in order
            ],
            journeys=counted.journeys,
            goals=counted.goals,
            untouched=counted.untouched,
        )

    def open(self, journeys: Journeys, result: AttributionResult, cell: Cell) -> Members:
        """Return the journeys behind a count: all, those that reached the goal, those a name took part in."""
        kind = self._kind(journeys)

        def untouched(piece: Piece) -> NDArray[np.bool_]:
            return piece.finished & ~touched(piece)[0]

        match cell:
            case ("untouched",):
                return journeys_where(journeys, kind, untouched)
            case ("journeys" | "goals" as which,):
                return journeys_where(journeys, kind, lambda piece: _chosen(piece, which))
            case ("rows", int(place), "journeys" | "goals" as which) if place < len(result.rows):
                number = self._number(journeys, result.rows[place].name)

                def took_part(piece: Piece) -> NDArray[np.bool_]:
                    return _chosen(piece, which) & _came_by(piece, self.to, number)

                return journeys_where(journeys, kind, took_part)
        raise no_such_cell(cell, result)

    def shares(self, result: AttributionResult) -> Iterable[tuple[str, SharePlace]]:
        """Return the share of goals that each took part in."""
        for place, row in enumerate(result.rows):
            yield row.name, SharePlace(("rows", place, "goals"), ("goals",), "journeys")

    def absent(self, result: AttributionResult) -> SharePlace | None:  # noqa: ARG002 - all that took part have rows
        """Return the share of what took part in nothing."""
        return SharePlace(None, ("goals",), "journeys")

    def chart(self, result: AttributionResult, say: Translator) -> dict[str, Any] | None:
        """Draw the credit of those with most, by several rules beside each other."""
        shown: list[Row] = [
            {
                "name": row.name,
                "rule": say(f"ask.rule.{rule}"),
                "credit": getattr(row, rule),
                "low": getattr(row, f"{rule}_low", None),
                "high": getattr(row, f"{rule}_high", None),
                "cell": f"/rows/{place}/goals",
            }
            for place, row in enumerate(result.rows[:_DRAWN])
            for rule in _TOLD
        ]
        words = {**titles(say, "rule", "credit"), "name": say(f"ask.column.{result.to}")}
        return bars(shown, of="name", value="credit", titles=words, low="low", high="high", by="rule")

    def story(self, result: AttributionResult, say: Translator) -> list[str]:
        """Tell who gets most credit by the chain and by the last touch, and whom last touches sell short."""
        if not result.goals:
            return [say("ask.attribution.none", journeys=say("map.journeys", n=result.journeys))]
        told = [say("ask.attribution.goals", n=result.goals, journeys=say("map.journeys", n=result.journeys))]
        most = result.rows[0]
        told.append(say("ask.attribution.markov", name=most.name, **_share(most.markov or 0, most, result, say)))
        last = max(result.rows, key=lambda row: (row.last, row.name))
        told.append(say("ask.attribution.last", name=last.name, share=say.share(last.last / result.goals)))
        short = max(result.rows, key=lambda row: ((row.markov or 0) - row.last, row.name))
        if short.markov_low is not None and short.markov_low > short.last:
            shares = {
                "share": say.share((short.markov or 0) / result.goals),
                "last": say.share(short.last / result.goals),
            }
            told.append(say("ask.attribution.short", name=short.name, **shares))
        if result.untouched:
            told.append(say("ask.attribution.untouched", n=result.untouched))
        return told

    def _kind(self, journeys: Journeys) -> Kind:
        kind = journeys.kind(self.journey)
        if not kind.goals:
            raise InputError(
                "attribution gives credit for goals, and"
                + (f" the journey type '{self.journey}' has none" if self.journey else " the settings have none yet")
                + ": name a goal in desireline.yaml, or run desireline suggest --write"
            )
        return kind

    def _names(self, journeys: Journeys) -> list[str]:
        return journeys.channels if self.to == "channel" else journeys.touchpoints

    def _number(self, journeys: Journeys, name: str) -> int:
        if self.to == "touchpoint":
            return journeys.touchpoint(name)
        if name not in journeys.channels:
            raise NotFoundError(f"there is no channel '{name}' in the data: it has {', '.join(journeys.channels)}")
        return journeys.channels.index(name)

    def _row(
        self,
        name: str,
        code: int,
        counted: Counted,
        chain: Chain,
        equal: tuple[NDArray[np.float64], NDArray[np.float64]] | None,
    ) -> Credit:
        first, last, non_direct, linear, position, decay, shapley = counted.given[:, code].round(_DIGITS).tolist()
        goals = counted.goals
        markov_low, markov_high = _ends(chain.ends, code, goals)
        shapley_low, shapley_high = _ends(equal, code, goals)
        return Credit(
            name=name,
            journeys=int(counted.took[0, code]),
            goals=int(counted.took[1, code]),
            first=first,
            last=last,
            last_non_direct=non_direct if self.direct else None,
            linear=linear,
            position=position,
            decay=decay,
            shapley=shapley,
            shapley_low=shapley_low,
            shapley_high=shapley_high,
            markov=round(float(chain.share[code]) * goals, _DIGITS) if goals else None,
            markov_low=markov_low,
            markov_high=markov_high,
            removal=round(float(chain.effect[code]), _DIGITS) if goals else None,
        )

    def _value(self, name: str, currency: str, given: NDArray[np.float64], markov: float) -> ValueCredit:
        first, last, non_direct, linear, position, decay, shapley = given.tolist()
        return ValueCredit(
            name=name,
            currency=currency,
            first=first,
            last=last,
            last_non_direct=non_direct if self.direct else None,
            linear=linear,
            position=position,
            decay=decay,
            shapley=shapley,
            markov=round(markov, 3),
        )


def _ends(
    ends: tuple[NDArray[np.float64], NDArray[np.float64]] | None, code: int, goals: int
) -> tuple[float | None, float | None]:
    """Return an interval of goals, from one of shares."""
    if ends is None or not goals:
        return None, None
    low, high = (float(np.clip(end[code], 0, 1)) * goals for end in ends)
    return round(low, _DIGITS), round(high, _DIGITS)


def _share(credit: float, row: Credit, result: AttributionResult, say: Translator) -> dict[str, str]:
    """Return a credit's share of all goals in words, with its interval."""
    low, high = (None if end is None else end / result.goals for end in (row.markov_low, row.markov_high))
    share = Share(share=credit / result.goals, low=low, high=high, count=round(credit), of=result.goals)
    return {
        "share": say.share(credit / result.goals),
        "range": interval(share, say),
        "credit": say.number(round(credit)),
    }


def _chosen(piece: Piece, which: str) -> NDArray[np.bool_]:
    shown, won = touched(piece)
    return shown & won if which == "goals" else shown


def _came_by(piece: Piece, column: str, number: int) -> NDArray[np.bool_]:
    """Say which journeys touched a channel or touchpoint before their goal or end."""
    marked = np.zeros(len(piece.first), dtype=bool)
    if not len(marked):
        return marked
    begin, end = int(piece.first[0]), int(piece.past[-1])
    at = np.flatnonzero(piece.shard.column(column)[begin:end] == number) + begin
    journey = np.searchsorted(piece.first, at, side="right") - 1
    until = piece.past - touched(piece)[1]
    marked[journey[at < until[journey]]] = True
    return marked
