"""`desireline simulate`: raw exports of a made-up business, with known truth."""

from pathlib import Path

import click

from desireline.base.i18n import Language
from desireline.cli._common import errors_console, lang_option, next_step, say_in, translator

__all__ = ["command"]


@click.command("simulate", epilog="Example: desireline simulate exports --customers 5000 --truth truth.json")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--scenario", type=click.Path(path_type=Path), help="A scenario file (YAML); a small shop if not given.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same files.")
@click.option("--customers", type=int, help="How many people; the scenario's number if not given.")
@click.option("--truth", type=click.Path(path_type=Path), help="Write who is who, and what really hurts, to this file.")
@lang_option
def command(
    folder: Path, scenario: Path | None, seed: int, customers: int | None, truth: Path | None, lang: Language | None
) -> None:
    """Write raw exports as a shop's tools give them: web tracking, orders, e-mail, help desk, calls, receipts, CRM, ads, surveys, reviews."""
    from desireline.simulator import load_scenario, simulate

    say = translator(None, lang)
    chosen = load_scenario(scenario) if scenario is not None else None
    with errors_console().status(say("cli.step.simulate")):
        result = simulate(folder, chosen, seed=seed, customers=customers, truth=truth)
    for name, rows in result.rows.items():
        click.echo(f"{rows:>12,}  {folder / name}")
    say_in(say, "cli.simulate.done", n=result.customers, folder=folder)
    next_step(say, f"desireline start {folder}")
