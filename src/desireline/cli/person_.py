"""`desireline person`: one customer, with the timeline over all channels."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.i18n import Language, Translator
from desireline.base.text import plain
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    out_console,
    print_json,
    progress,
    project_option,
    refresh,
    translator,
)

if TYPE_CHECKING:
    from rich.console import Console

    from desireline.project.person import IdentifierOfPerson, Person
    from desireline.project.standing import JourneyTypeOfPerson, Now
    from desireline.project.timeline import Timeline, TimelineEvent

__all__ = ["command"]

_NAMES = 12


@click.command("person", epilog="Example: desireline person anna@example.hu")
@click.argument("who", metavar="ID")
@click.option("--oldest", is_flag=True, help="The oldest event first.")
@click.option("--skip", type=click.IntRange(min=0), default=0, show_default=True, help="How many events to skip.")
@click.option("--most", type=click.IntRange(min=1), default=30, show_default=True, help="How many events to show.")
@project_option
@lang_option
@json_option
def command(
    who: str, oldest: bool, skip: int, most: int, folder: Path | None, lang: Language | None, as_json: bool
) -> None:
    """Show one customer: identifiers with their evidence, journeys, and what happened, over all channels.

    ID is a customer's id as desireline people prints it, or an identifier's value, with its namespace where that is needed: email:anna@example.hu.
    """
    from desireline.project.person import person_of
    from desireline.project.timeline import timeline_of
    from desireline.project.who import customer_meant

    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        refresh(project, say, step)
        journeys = project.journeys()
        place = customer_meant(journeys, who)
        person = person_of(project, journeys, place, language=say.lang)
        timeline = timeline_of(
            project,
            journeys,
            place,
            direction="oldest" if oldest else "newest",
            first=skip,
            most=most,
            language=say.lang,
        )
    if as_json:
        print_json({"person": person, "timeline": timeline})
    else:
        console = out_console()
        _show_person(person, say, console)
        _show_timeline(person, timeline, say, console)
    next_step(say, f"desireline people --where '{_alike(person)}'")


def _alike(person: "Person") -> str:
    """Return a selection that finds customers like this one."""
    return f'channel = "{person.channels[0].channel}"'


def _show_person(person: "Person", say: Translator, console: "Console") -> None:
    name = f"{plain(person.shown.value)}  " if person.shown else ""
    _line(console, f"[bold]{_safe(name)}[/bold][dim]{person.customer}[/dim]")
    channels = ", ".join(f"{_channel(use.channel, say)} {say.number(use.events)}" for use in person.channels)
    counts = [say("map.events", n=person.events), say("person.visits", n=person.visits)]
    worth = [say.money(each.value_minor, each.currency) for each in person.worth]
    span = say("person.between", first=say.date(person.first_us), last=say.date(person.last_us))
    _line(console, _safe(" · ".join([*counts, span, channels, *worth])))
    if person.traits:
        _line(console, _safe(" · ".join(f"{plain(each.dimension)}: {plain(each.value)}" for each in person.traits)))
    _line(console, f"\n[bold]{say('person.identifiers')}[/bold]")
    for known in person.identifiers:
        _line(console, _safe(f"  {known.namespace} {plain(known.value)}  {_evidence(known, say)}"))
    if person.left_out:
        _line(console, f"[bold]{say('person.left_out')}[/bold]")
    for left in person.left_out:
        reason = say(
            f"person.reason.{left.reason}",
            n=left.values or 0,
            seen_with=left.seen_with,
            limit=left.limit or 0,
            namespace=left.namespace,
        )
        _line(console, _safe(f"  {left.namespace} {plain(left.value)}  {say('map.events', n=left.events)}: {reason}"))
    if any(each.count for each in person.journey_types):
        _line(console, f"\n[bold]{say('person.journeys')}[/bold]")
    for journeys in person.journey_types:
        for sentence in _journeys(journeys, say):
            _line(console, _safe(f"  {sentence}"))


def _evidence(known: "IdentifierOfPerson", say: Translator) -> str:
    link, counted = known.linked_by, say("map.events", n=known.events)
    if link is None:
        return f"{counted}; {say('person.first', when=say.moment(known.first_us), source=plain(known.source or '–'))}"
    told = say(
        "person.joined",
        namespace=link.namespace,
        value=plain(link.value),
        event=plain(link.name or "–"),
        when=say.moment(link.at_us),
        source=plain(link.source or "–"),
    )
    return f"{counted}; {told}"


def _journeys(own: "JourneyTypeOfPerson", say: Translator) -> list[str]:
    if not own.count or own.now is None:
        return []
    ended = say("person.ended", reached=own.reached, missed=own.missed, open=own.open)
    told = [
        f"{plain(own.label)}: {say('map.journeys', n=own.count)}; {ended if own.has_goal else say('person.no_goal')}"
    ]
    now = own.now
    key = "reached" if now.outcome in ("reached", "recovered") else now.outcome
    stage = plain(now.stage_label) if now.stage_label else say("person.no_stage")
    told.append(
        "  " + say(f"person.now.{key}", touchpoint=plain(now.label), stage=stage, time=say.span(now.waited_s * 1e6))
    )
    others = _others(now, say)
    return [*told, f"  {others}"] if others else told


def _others(now: "Now", say: Translator) -> str | None:
    if now.others is None:
        return None
    if now.others.median_s is None or now.others.sooner is None or now.others.sooner.share is None:
        return say("person.others.few", n=now.others.stays)
    share = say.share(now.others.sooner.share)
    return say("person.others", n=now.others.stays, median=say.span(now.others.median_s * 1e6), share=share)


def _show_timeline(person: "Person", timeline: "Timeline", say: Translator, console: "Console") -> None:
    """Show events by day, a lane a channel: where a mark stands says how it happened."""
    shown = say(
        "person.timeline",
        **{"from": min(timeline.first + 1, timeline.count)},
        to=timeline.first + len(timeline.rows),
        n=timeline.count,
    )
    _line(console, f"\n[bold]{shown}[/bold]")
    lanes = [use.channel for use in person.channels]
    day = ""
    for row in timeline.rows:
        if row.at[:10] != day:
            day = row.at[:10]
            _line(console, f"[bold]{say.date(row.at_us)}[/bold]")
        marks = "".join("●" if lane == row.channel else "·" for lane in lanes)
        _line(console, _safe(f"  {row.at[11:16]} {marks} {_padded(_channel(row.channel, say))} {_event(row, say)}"))


def _event(row: "TimelineEvent", say: Translator) -> str:
    said = [plain(row.label)]
    if row.value_minor is not None and row.currency is not None:
        said.append(say.money(row.value_minor, row.currency))
    if row.score is not None:
        said.append(f"{say.number(row.score)}/{say.number(row.score_max)}" if row.score_max else say.number(row.score))
    if row.text:
        said.append(f"“{plain(row.text)}”")
    return "  ".join(said)


def _channel(channel: str, say: Translator) -> str:
    return say(f"channel.{channel}") if say.has(f"channel.{channel}") else plain(channel)


def _padded(text: str) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(text, _NAMES)


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _line(console: "Console", text: str) -> None:
    console.print(text, soft_wrap=True)
