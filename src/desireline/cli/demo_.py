"""`desireline demo`: a made-up business from raw exports to a map."""

import shutil
from pathlib import Path

import click

from desireline.base.addresses import DEFAULT_HOST, DEFAULT_PORT
from desireline.base.errors import InputError
from desireline.base.files import storage_errors
from desireline.base.i18n import Language
from desireline.cli._common import lang_option, next_step, progress, say_in, system_language, translator
from desireline.cli.serve_ import serve_project
from desireline.cli.start_ import run_through

__all__ = ["command"]

_CUSTOMERS = 5_000
_MARK = ".demo"


@click.command("demo", epilog="Example: desireline demo shop --no-serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option("--no-serve", is_flag=True, help="End with the map instead of serving it.")
@click.option(
    "--port", type=int, default=DEFAULT_PORT, show_default=True, help="The port of the app; 0 for any that is free."
)
@lang_option
def command(folder: Path, no_serve: bool, port: int, lang: Language | None) -> None:
    """Simulate a small omnichannel business, import its raw exports, build, draw the map and serve it.

    A second run finds everything there and goes straight to the map.
    """
    from desireline.project import create_project, open_project
    from desireline.project.importing import ImportOptions
    from desireline.render.journey_map import terminal
    from desireline.simulator import default_scenario, simulate

    say = translator(None, lang)
    exports = folder / "exports"
    done = folder / "map.html"
    if not done.exists():
        _make_room(folder)
        scenario = default_scenario()
        with progress(say) as step:
            step("simulate")
            result = simulate(exports, scenario, customers=_CUSTOMERS, truth=folder / "truth.json")
        say_in(say, "cli.simulate.done", n=result.customers, folder=exports)
        create_project(
            folder, language=lang or system_language(), time_zone=scenario.time_zone, currency=scenario.currency
        )
        run_through(folder, [exports], ImportOptions(), lang)
    else:
        from desireline.cli._common import out_console

        project = open_project(folder)
        project.build()
        terminal(project.map(language=translator(project, lang).lang), out_console())
        say_in(translator(project, lang), "cli.map.written", file=done)
    if no_serve:
        next_step(say, f"desireline serve --project {folder}")
    else:
        serve_project(folder, DEFAULT_HOST, port, lang)


def _make_room(folder: Path) -> None:
    """Clear what an earlier demo left unfinished; a folder that no demo made is not touched.

    Raises:
        InputError: the folder holds somebody's project.
    """
    from desireline.base.settings.load import FILE_NAME

    mark = folder / _MARK
    if not mark.exists() and ((folder / FILE_NAME).exists() or (folder / ".desireline").exists()):
        raise InputError(
            f"{folder} holds a project that is not a demo: name another folder, such as desireline demo demo2"
        )
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        mark.touch()
        if (folder / ".desireline").exists():
            shutil.rmtree(folder / ".desireline")
        (folder / FILE_NAME).unlink(missing_ok=True)
