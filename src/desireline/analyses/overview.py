"""What there is: the numbers of the home page."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._calendar_counts import (
    ByDay,
    count_by_channel,
    count_by_day,
    customers_in,
    day_us,
    events_in,
    new_in,
)
from desireline.analyses._cells import Cell
from desireline.analyses._members import Members, customers_with, events_of
from desireline.analyses._outcomes import by_outcome, journeys_where
from desireline.analyses._telling import share_words, titles
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.base.times import from_us, to_us, zone
from desireline.base.units import CustomerCount, DayText, EventCount, JourneyCount, Plain, shares_of
from desireline.charts import Row, lines
from desireline.journeys import Journeys, Kind
from desireline.journeys.splitting import Piece, fold_journeys
from desireline.journeys.store import Shard
from desireline.stats.shares import Clusters, Share, clustered_share, share_of

__all__ = ["ChannelSummary", "Day", "JourneySummary", "Overview", "OverviewResult", "Week"]

_MOST_WEEKS = 1_000
_QUIET_S = 7 * 86_400


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week of the project's time zone."""

    week: Annotated[DayText, Meta(description="Its Monday, as 2026-03-02.")]
    customers: Annotated[CustomerCount, Meta(description="Customers with any event in it.")]
    new: Annotated[
        CustomerCount,
        Meta(description="Customers whose first event it has: of all events selected, those before `period` too."),
    ]
    events: Annotated[EventCount, Meta(description="Events of customers in it.")]
    complete: Annotated[bool, Meta(description="Whether the data reach to its end; else its counts may still grow.")]


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the project's time zone."""

    day: Annotated[DayText, Meta(description="As 2026-03-02.")]
    customers: Annotated[CustomerCount, Meta(description="Customers with any event on it.")]
    events: Annotated[EventCount, Meta(description="Events of customers on it.")]
    complete: Annotated[bool, Meta(description="Whether the data reach to its end; else its counts may still grow.")]


class ChannelSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One channel."""

    channel: str
    customers: Annotated[CustomerCount, Meta(description="Customers with any event by it.")]
    events: Annotated[EventCount, Meta(description="Events of customers by it.")]
    last_day: Annotated[DayText, Meta(description="Day of its newest event, as 2026-03-02.")]
    age_s: Annotated[float, Meta(description="Seconds from its newest event to the end of the data.")]


class JourneySummary(msgspec.Struct, frozen=True, kw_only=True):
    """One journey type; `journeys` tells more of it."""

    journey: Annotated[str, Meta(description="The journey type.")]
    journeys: Annotated[JourneyCount, Meta(description="All of them.")]
    reached: Annotated[
        Share | None,
        shares_of("journeys", "Journeys that reached the goal, of the finished; null where the type has no goal."),
    ]
    open: Annotated[JourneyCount, Meta(description="Journeys too recent to tell, in no share.")]


class OverviewResult(Result, frozen=True):
    """What there is."""

    weeks: Annotated[list[Week], Meta(description="Oldest first, without gaps, to the week in which the data end.")]
    days: Annotated[list[Day], Meta(description="The last days, oldest first, to the day on which the data end.")]
    channels: Annotated[list[ChannelSummary], Meta(description="Most events first.")]
    journey_types: Annotated[list[JourneySummary], Meta(description="In the order of the settings.")]
    customers: Annotated[CustomerCount, Meta(description="All customers.")]
    events: Annotated[EventCount, Meta(description="All events of customers.")]
    anonymous_events: Annotated[
        Plain,
        Meta(description="Events without a customer, in no other number; of the whole log, whatever is selected."),
    ]
    touchpoints: Annotated[Plain, Meta(description="Touchpoints in the data.")]
    first_day: Annotated[DayText | None, Meta(description="Day of the first event; null without events.")]
    last_day: Annotated[DayText | None, Meta(description="Day on which the data end; null without events.")]


class Overview(Analysis[OverviewResult], frozen=True, kw_only=True):
    """What there is: customers, events, channels, journeys, and how they came in over the weeks.

    Days are those of the project's time zone, weeks begin on Mondays. A week or day that the data do not reach the end of is marked as
    not complete. A customer counts once in each week and day with any event, and as new in the week of the first,
    however `period` cuts: whoever came before it is not new in it.
    """

    title: ClassVar[str] = "Overview"
    result: ClassVar[type[Result]] = OverviewResult

    weeks: Annotated[int, Meta(ge=1, le=_MOST_WEEKS, description="How many weeks are shown at most.")] = 53
    days: Annotated[int, Meta(ge=0, le=366, description="How many days are shown at most, within these weeks.")] = 28

    def __post_init__(self) -> None:
        """Refuse series that cannot be shown.

        Raises:
            InputError: there are no weeks, or too many weeks or days.
        """
        if not 1 <= self.weeks <= _MOST_WEEKS or not 0 <= self.days <= 366:  # noqa: PLR2004 - as the description says
            raise InputError(
                f"an overview of {self.weeks} weeks and {self.days} days cannot be shown:"
                f" ask for 1 to {_MOST_WEEKS} weeks and 0 to 366 days"
            )

    def run(self, journeys: Journeys) -> OverviewResult:
        """Count by day, by channel and by journey type, a pass each."""
        counted = count_by_day(journeys, self.weeks)
        tz = zone(journeys.settings.time_zone)
        known = counted.first_us is not None
        return OverviewResult(
            weeks=_weeks(counted, journeys) if known else [],
            days=_days(counted, journeys, self.days) if known and self.days else [],
            channels=_channels(journeys),
            journey_types=[_summary(journeys, journeys.kind(name)) for name in journeys.settings.journeys],
            customers=journeys.customers,
            events=journeys.events,
            anonymous_events=journeys.store.manifest.anonymous_events,
            touchpoints=journeys.width,
            first_day=str(from_us(counted.first_us, tz).date()) if counted.first_us is not None else None,
            last_day=str(from_us(journeys.end_us, tz).date()) if known else None,
        )

    def open(self, journeys: Journeys, result: OverviewResult, cell: Cell) -> Members:
        """Return the customers, events or journeys behind a count."""
        match cell:
            case ("weeks", int(place), "customers" | "new" | "events" as which) if place < len(result.weeks):
                return _opened(journeys, date.fromisoformat(result.weeks[place].week), 7, which)
            case ("days", int(place), "customers" | "events" as which) if place < len(result.days):
                return _opened(journeys, date.fromisoformat(result.days[place].day), 1, which)
            case ("channels", int(place), "customers" | "events" as which) if place < len(result.channels):
                return _by(journeys, journeys.channels.index(result.channels[place].channel), which)
            case ("journey_types", int(place), *rest) if place < len(result.journey_types):
                kind = journeys.kind(result.journey_types[place].journey)
                chosen = by_outcome().get(tuple(rest))
                if chosen is not None and (rest[0] != "reached" or kind.goals):
                    return journeys_where(journeys, kind, chosen)
        return super().open(journeys, result, cell)

    def chart(self, result: OverviewResult, say: Translator) -> dict[str, Any] | None:
        """Draw customers and new customers by week, without a last week that may still grow."""
        shown: list[Row] = [
            {
                "week": week.week,
                "customers": count,
                "series": say(f"ask.column.{series}"),
                "cell": f"/weeks/{place}/{series}",
            }
            for series in ("customers", "new")
            for place, week in enumerate(result.weeks)
            if week.complete
            for count in [week.customers if series == "customers" else week.new]
        ]
        if not shown:
            return None
        return lines(
            shown, over="week", value="customers", titles=titles(say, "week", "customers", "series"), by="series"
        )

    def story(self, result: OverviewResult, say: Translator) -> list[str]:
        """Tell how much there is, of when, by which channels, how journeys end, and how the last full week went."""
        if result.first_day is None or result.last_day is None:
            return [say("ask.overview.none")]
        counts = {"customers": say("map.customers", n=result.customers), "events": say("map.events", n=result.events)}
        first, last = (_date(day, say) for day in (result.first_day, result.last_day))
        told = [say("ask.overview.all", **counts, first=first, last=last)]
        most = result.channels[0]
        share = share_words(share_of(most.events, result.events), say)["share"]
        told.append(say("ask.overview.channel", channel=most.channel, share=share, n=len(result.channels)))
        reached = result.journey_types[0].reached if result.journey_types else None
        if reached is not None and reached.of:
            told.append(say("map.reached", n=reached.of, **share_words(reached, say)))
        full = [week for week in result.weeks if week.complete]
        if full:
            week = full[-1]
            words = {"week": _date(week.week, say), "customers": say("map.customers", n=week.customers)}
            told.append(say("ask.overview.week", **words, new=week.new))
        quiet = max(result.channels, key=lambda channel: channel.age_s)
        if quiet.age_s > _QUIET_S:
            told.append(say("ask.overview.quiet", channel=quiet.channel, day=_date(quiet.last_day, say)))
        if result.anonymous_events:
            told.append(say("ask.overview.anonymous", n=result.anonymous_events))
        return told


def _weeks(counted: ByDay, journeys: Journeys) -> list[Week]:
    """Return the weeks from that of the first event on, one at least."""
    assert counted.first_us is not None
    began = min(counted.first_us, journeys.end_us)
    rows = []
    for monday, (events, customers, new) in zip(counted.weeks, counted.by_week.T.tolist(), strict=True):
        end = day_us(monday + timedelta(days=7), journeys)
        if end > began:
            complete = end <= journeys.end_us + 1
            rows.append(Week(week=str(monday), customers=customers, new=new, events=events, complete=complete))
    return rows


def _days(counted: ByDay, journeys: Journeys, most: int) -> list[Day]:
    assert counted.first_us is not None
    began = min(counted.first_us, journeys.end_us)
    rows = [
        Day(day=str(day), customers=customers, events=events, complete=end <= journeys.end_us + 1)
        for day, begin, end, (events, customers) in zip(
            counted.days, counted.edge[:-1].tolist(), counted.edge[1:].tolist(), counted.by_day.T.tolist(), strict=True
        )
        if end > began and begin <= journeys.end_us
    ]
    return rows[-most:]


def _channels(journeys: Journeys) -> list[ChannelSummary]:
    counted = count_by_channel(journeys)
    tz = zone(journeys.settings.time_zone)
    rows = [
        ChannelSummary(
            channel=name,
            customers=customers,
            events=events,
            last_day=str(from_us(last_us, tz).date()),
            age_s=max(0, journeys.end_us - last_us) / 1e6,
        )
        for name, customers, events, last_us in zip(
            journeys.channels,
            counted.customers.tolist(),
            counted.events.tolist(),
            counted.last_us.tolist(),
            strict=True,
        )
        if events
    ]
    return sorted(rows, key=lambda row: (-row.events, row.channel))


def _summary(journeys: Journeys, kind: Kind) -> JourneySummary:
    from desireline.kernels.journeys import MISSED

    def count(piece: Piece) -> tuple[tuple[int, int, int], Clusters]:
        won = piece.finished & (piece.outcome != MISSED)
        done, reached = np.count_nonzero(piece.finished), np.count_nonzero(won)
        return (len(piece.first), int(done), int(reached)), piece.clusters(won, piece.finished)

    counts = fold_journeys(journeys, kind, count)
    journeys_in_all, finished, won = (sum(own[place] for own, _ in counts) for place in range(3))
    return JourneySummary(
        journey=kind.name,
        journeys=journeys_in_all,
        reached=clustered_share(won, finished, sum((own for _, own in counts), Clusters())) if kind.goals else None,
        open=journeys_in_all - finished,
    )


def _opened(journeys: Journeys, first: date, days: int, which: str) -> Members:
    begin, end = day_us(first, journeys), day_us(first + timedelta(days=days), journeys)
    return {"customers": customers_in, "new": new_in, "events": events_in}[which](journeys, begin, end)


def _by(journeys: Journeys, channel: int, which: str) -> Members:
    """Return the events of a channel, or the customers with any."""

    def events(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        begin = int(shard.ptr[low])
        return np.flatnonzero(shard.channel[begin : int(shard.ptr[high])] == channel) + begin

    return (events_of if which == "events" else customers_with)(journeys, events)


def _date(day: str, say: Translator) -> str:
    """Return a day as people write it."""
    return say.date(to_us(datetime.combine(date.fromisoformat(day), time(12), zone(say.time_zone))))
