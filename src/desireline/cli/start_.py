"""`desireline start`: own files to a map in the browser, each guess stated."""

from pathlib import Path

import click

from desireline.base.addresses import DEFAULT_HOST, DEFAULT_PORT
from desireline.base.files import write_atomic
from desireline.base.i18n import Language
from desireline.base.times import moment_us
from desireline.cli._common import lang_option, next_step, out_console, progress, say_in, system_language, translator
from desireline.cli._showing import show_build, show_outcome, show_preview
from desireline.cli.suggest_ import show_suggestion

__all__ = ["command", "run_through"]


@click.command("start", epilog="Example: desireline start orders.csv tickets.csv")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    help="The project's folder; ./journeys-of-FILE if not given.",
)
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="A mapping file (YAML); it goes before what is recognised."
)
@click.option("--at", metavar="DATE", help="The day of all rows, for tables without any time.")
@click.option("--time-zone", default="UTC", show_default=True, help="IANA name; times without a zone are read in it.")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217 code of amounts that name none.")
@click.option(
    "--port", type=int, default=DEFAULT_PORT, show_default=True, help="The port of the app; 0 for any that is free."
)
@click.option("--no-serve", is_flag=True, help="End with the map as a file instead of serving it.")
@lang_option
def command(
    paths: tuple[Path, ...],
    folder: Path | None,
    mapping: Path | None,
    at: str | None,
    time_zone: str,
    currency: str,
    port: int,
    no_serve: bool,
    lang: Language | None,
) -> None:
    """From own files to a map: make a project, import, suggest, build, draw, serve. Every guess is stated, with where to change it."""
    from desireline.base.settings.load import FILE_NAME
    from desireline.project import create_project, open_project
    from desireline.project.importing import ImportOptions
    from desireline.sources.names import source_name

    chosen = folder if folder is not None else Path(f"journeys-of-{source_name(paths[0].resolve())}")
    fresh = not (chosen / FILE_NAME).exists()
    project = (
        create_project(chosen, language=lang or system_language(), time_zone=time_zone, currency=currency)
        if fresh
        else open_project(chosen)
    )
    try:
        run_through(
            chosen,
            list(paths),
            ImportOptions(mapping=mapping, at_us=moment_us(at, project.settings.time_zone) if at else None),
            lang,
        )
    except BaseException:
        if fresh and not project.log.imports():
            _remove_fresh(chosen)
        raise
    _end(chosen, port, lang, serving=not no_serve)


def run_through(folder: Path, paths: list[Path], options: object, lang: Language | None) -> None:
    """Import, suggest, accept, build and draw, saying each guess."""
    from desireline.project import import_files, open_project
    from desireline.project.importing import ImportOptions
    from desireline.project.warming import warm_in_background
    from desireline.render.journey_map import draw, terminal

    warm_in_background()
    assert isinstance(options, ImportOptions)
    project = open_project(folder)
    say = translator(project, lang)
    with progress(say) as step:
        outcome = import_files(project, paths, options, show=lambda preview: show_preview(preview, say), progress=step)
    for table in outcome.outcomes:
        show_outcome(table, say, project.log.rejects)
    with progress(say) as step:
        project.build(progress=step)
        suggestion = project.suggest(language=say.lang)
    show_suggestion(suggestion, say, err=True)
    project.accept(suggestion)
    say_in(say, "cli.suggest.written", file=project.settings_file)
    with progress(say) as step:
        report = project.build(progress=step)
    show_build(report, say)
    view = project.map(language=say.lang)
    drawn = draw(view, "html")
    write_atomic(folder / "map.html", drawn if isinstance(drawn, bytes) else drawn.encode())
    terminal(view, out_console())
    say_in(say, "cli.map.written", file=folder / "map.html")


def _end(folder: Path, port: int, lang: Language | None, *, serving: bool) -> None:
    if serving:
        from desireline.cli.serve_ import serve_project

        serve_project(folder, DEFAULT_HOST, port, lang)
    else:
        next_step(translator(None, lang), f"desireline serve --project {folder}")


def _remove_fresh(folder: Path) -> None:
    """Leave nothing behind of a project that never got any data."""
    import contextlib
    import shutil

    from desireline.base.settings.load import FILE_NAME

    shutil.rmtree(folder / ".desireline", ignore_errors=True)
    (folder / FILE_NAME).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
