"""How an import and a build are told to people."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.error_words import translated
from desireline.base.i18n import Translator
from desireline.cli._ways_out import option_to

if TYPE_CHECKING:
    from desireline.journeys import BuildReport
    from desireline.project import Preview
    from desireline.sources.importer import TableOutcome

__all__ = ["show_build", "show_outcome", "show_preview", "show_warnings"]

_SHARED_SHOWN = 5


def show_preview(preview: "Preview", say: Translator) -> None:
    """Say how a table is read and why."""
    files = (
        preview.files[0].rpartition("/")[2]
        if len(preview.files) == 1
        else say("cli.import.files", n=len(preview.files))
    )
    click.secho(f"{preview.source}", bold=True, err=True, nl=False)
    click.echo(f"  {files} · {preview.description}", err=True)
    if preview.mapping is None:
        click.echo(
            f"  {say('cli.import.aside')}: {translated(preview.refused or '', say.lang)}{option_to(preview.cure)}",
            err=True,
        )
        return
    for guess in preview.guesses:
        mark = "·" if guess.sure else "?"
        click.echo(f"  {mark} {guess.role:<22} {translated(guess.reason, say.lang)}", err=True)


def show_outcome(outcome: "TableOutcome", say: Translator, folder: Path) -> None:
    """Say what reading a table gave; `folder` is that of the files of rejects."""
    record = outcome.record
    key = "cli.import.read_measures" if record.measures else "cli.import.read"
    click.echo(say(key, source=record.source, rows=record.rows, n=record.measures or record.events), err=True)
    if record.repeats:
        click.echo("  " + say("cli.import.repeats", n=record.repeats), err=True)
    if record.known:
        click.echo("  " + say("cli.import.known", n=record.known), err=True)
    if record.erased:
        click.echo("  " + say("cli.import.erased", n=record.erased), err=True)
    if outcome.unreadable_values:
        click.echo("  " + say("cli.import.unreadable", n=outcome.unreadable_values), err=True)
    if record.rejected:
        where = folder / record.rejects_file if record.rejects_file else None
        key = "cli.import.rejected" if where else "cli.import.rejected_dry"
        click.echo("  " + say(key, n=record.rejected, file=where), err=True)
        for reject in outcome.rejects[:3]:
            reason = translated(reject.reason, say.lang)
            click.echo(f"    {reject.file.rpartition('/')[2]}:{reject.line}: {reason}", err=True)


def show_build(report: "BuildReport", say: Translator) -> None:
    """Say what a build gave."""
    if report.unchanged:
        click.echo(say("cli.build.unchanged"), err=True)
    click.echo(say("cli.build.customers", n=report.customers, events=report.events), err=True)
    if report.anonymous_events:
        click.echo("  " + say("cli.build.anonymous", n=report.anonymous_events), err=True)
    if report.set_aside:
        click.echo("  " + say("cli.build.set_aside", n=len(report.set_aside)), err=True)
        for item in report.set_aside[:_SHARED_SHOWN]:
            click.echo(f"    {item.namespace} {item.value}: {item.values} × {item.seen_with}", err=True)
    show_warnings(report, say)


def show_warnings(report: "BuildReport", say: Translator) -> None:
    """Say which events lie in the future, and which touchpoints the settings name that the data do not know."""
    ending = report.ending
    if ending.future_events and ending.last_us is not None:
        said = say("cli.build.future", n=ending.future_events, date=say.date(ending.last_us))
        click.echo(f"  ! {said}", err=True)
    for warning in report.warnings:
        key = f"cli.build.unknown.{warning.role}"
        name, journey = (say("suggest.quoted", text=text) for text in (warning.touchpoint, warning.journey))
        click.echo(f"  ! {say(key, name=name, journey=journey)}", err=True)
