"""`desireline serve`: the app."""

from pathlib import Path

import click

from desireline.base.addresses import DEFAULT_HOST, DEFAULT_PORT
from desireline.base.i18n import Language
from desireline.cli._common import lang_option, open_here, project_option, say_in, translator

__all__ = ["command", "serve_project"]


@click.command("serve", epilog="Example: desireline serve --port 8020")
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to listen on.")
@click.option("--port", type=int, default=DEFAULT_PORT, show_default=True, help="The port; 0 for any that is free.")
@project_option
@lang_option
def command(host: str, port: int, folder: Path | None, lang: Language | None) -> None:
    """Serve the app on this machine; the printed address signs you in."""
    project = open_here(folder)
    serve_project(project.folder, host, port, lang)


def serve_project(folder: Path, host: str, port: int, lang: Language | None) -> None:
    """Serve a project until the process is stopped.

    It listens at once, with what was built last. Only where nothing can be shown yet, a build comes first.
    """
    from desireline.project import ServedProject, open_project
    from desireline.project.warming import warm_in_background
    from desireline.server import serve

    warm_in_background()
    project = open_project(folder)
    say = translator(project, lang)
    served = ServedProject(project)
    if not served.open_last():
        if project.log.parts():
            say_in(say, "cli.serve.nothing_yet")
        project.refresh()
    served.prepare()

    def ready(address: str) -> None:
        click.echo(say("cli.serve.ready", address=address))
        if behind:
            say_in(say, "cli.serve.behind")

    behind = served.behind
    serve(served, host, port, ready)
