"""`desireline map`: the journey map, in the terminal or as a file."""

from pathlib import Path
from typing import Literal

import click

from desireline.base.files import write_atomic
from desireline.base.i18n import Language
from desireline.cli._common import (
    check_folder,
    json_option,
    lang_option,
    next_step,
    open_here,
    out_console,
    print_json,
    progress,
    project_option,
    refresh,
    say_in,
    translator,
)

__all__ = ["command"]


@click.command("map", epilog="Example: desireline map -o map.html")
@click.argument("journey", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="FILE.html, .svg, .png, .pdf or .json; a picture in the terminal if not given.",
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="Colours of SVG, PNG and PDF.",
)
@click.option("--where", help='A selection to narrow the map to, such as country = "HU" and did("checkout").')
@click.option("--period", help="A period to narrow it to: 2026-03, 2026-01-01..2026-03-31 or last 30d.")
@project_option
@lang_option
@json_option
def command(
    journey: str | None,
    output: Path | None,
    theme: Literal["light", "dark"],
    where: str | None,
    period: str | None,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """Draw the map of a journey type (the settings' first if none is named) from what customers did."""
    from desireline.render.journey_map import draw, terminal

    if output is not None:
        check_folder(output)
    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        refresh(project, say, step)
        view = project.map(journey, language=say.lang, where=where, period=period)
    if as_json:
        print_json(view)
    elif output is not None:
        drawn = draw(view, output.suffix.lstrip(".").lower(), theme=theme)
        write_atomic(output, drawn if isinstance(drawn, bytes) else drawn.encode())
        say_in(say, "cli.map.written", file=output)
    else:
        terminal(view, out_console())
    next_step(say, "desireline serve" if output is not None or as_json else "desireline map -o map.html")
