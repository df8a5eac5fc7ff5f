"""`desireline export`: everything about one customer."""

import sys
from pathlib import Path

import click

from desireline.base.errors import InputError
from desireline.base.files import write_atomic
from desireline.base.i18n import Language
from desireline.cli._common import (
    check_folder,
    lang_option,
    next_step,
    open_here,
    progress,
    project_option,
    refresh,
    say_in,
    took_down,
    translator,
)

__all__ = ["command"]


@click.command("export", epilog="Example: desireline export anna@example.hu -o anna.zip")
@click.argument("customer", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A .json or .zip file; JSON on stdout if not given."
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of an export.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, which is what is printed anyway.")
@project_option
@lang_option
def command(
    customer: str | None,
    output: Path | None,
    schema: bool,
    as_json: bool,
    folder: Path | None,
    lang: Language | None,
) -> None:
    """Write down everything that is known of one customer: identifiers with evidence, every event with all its fields, journeys.

    CUSTOMER is an id as desireline people prints it, or an identifier's value, with its namespace where that is needed: email:anna@example.hu.
    """
    from desireline.project.exporting import export_file, export_person, export_schema
    from desireline.project.who import customer_meant

    if schema:
        _print(export_schema())
        return
    if customer is None:
        raise click.UsageError("name the customer to export, by id or by an identifier")
    if output is not None:
        _check_output(output, as_json=as_json)
    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        refresh(project, say, step)
        journeys = project.journeys()
        export = export_person(project, journeys, customer_meant(journeys, customer), language=say.lang)
    took_down(project, "person.exported", {"who": export.customer})
    if output is None:
        _print(export_file(export, "json"))
    else:
        write_atomic(output, export_file(export, "zip" if output.suffix.lower() == ".zip" else "json"))
        say_in(say, "cli.export.written", n=len(export.events), file=output)
    next_step(say, f"desireline person {export.customer}")


def _check_output(output: Path, *, as_json: bool) -> None:
    if as_json:
        raise InputError("--json prints on stdout and -o writes a file: give one of them")
    if output.suffix.lower() not in (".json", ".zip"):
        raise InputError(f"'{output.name}' is no kind of export: name a file that ends in .json or .zip")
    check_folder(output)


def _print(document: bytes) -> None:
    sys.stdout.write(document.decode() + "\n")
