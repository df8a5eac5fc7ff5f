"""The entry point: commands found by name and loaded when called; errors as one line."""

import importlib
import os
import signal
import sys
import traceback

import click

from desireline.base.error_words import translated
from desireline.base.errors import DesirelineError
from desireline.base.text import printable
from desireline.cli._common import error_language, forget_language
from desireline.cli._ways_out import option_for

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "demo": "a made-up business from raw exports to a map, in one go",
    "start": "the shortest way with own data",
    "init": "a new project folder",
    "import": "put files into the log",
    "suggest": "touchpoints, stages and goals proposed from the data",
    "build": "identities and journeys, up to date",
    "map": "the journey map",
    "ask": "one question to the journeys",
    "people": "the customers behind a count or a selection",
    "person": "one customer, with the timeline over all channels",
    "export": "everything about one customer, as a file",
    "erase": "one customer out of everything, for good",
    "check": "what is wrong with the settings",
    "serve": "the app",
    "accounts": "who may sign in, and as what",
    "keys": "what programs send instead of signing in",
    "backup": "all of a project in one file",
    "restore": "a project out of that file",
    "simulate": "raw exports of a made-up business, with known truth",
    "doctor": "versions, disk, what is stale",
}


class _Commands(click.Group):
    """Loads a command's file when it is called, so that the others cost nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"desireline.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="desireline")
def group() -> None:
    """You draw the map. Your customers draw the desire line.

    New here? Try:  desireline demo  or, with your own files:  desireline start orders.csv
    """


def _stop(*_: object) -> None:
    """End as Ctrl-C does, so that what was begun is cleared away."""
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line; the process ends with 0 (fine), 1 (the answer is no), 2 (wrong usage or input) or 3 (the system failed)."""
    signal.signal(signal.SIGTERM, _stop)
    forget_language()
    try:
        code = group.main(standalone_mode=False)
    except DesirelineError as error:
        said = printable(translated(str(error), error_language()))
        click.echo(f"error: {said}{option_for(error)}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        help_of = f"; see {error.ctx.command_path} --help" if isinstance(error, click.UsageError) and error.ctx else ""
        click.echo(f"error: {error.format_message().rstrip('.')}{help_of}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        click.echo(f"error: the system failed: {error}", err=True)
        sys.exit(3)
    except Exception:  # noqa: BLE001 - the last door: a fault of the program must not end with 1, which is an answer
        traceback.print_exc()
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)
