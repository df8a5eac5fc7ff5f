"""What the README says of the demo, computed from the demo."""

import io
from pathlib import Path

from rich.console import Console

from desireline.base.i18n import LANGUAGES, Language
from desireline.project import Project, create_project, import_files
from desireline.project.importing import ImportOptions
from desireline.render.journey_map import draw, headline, terminal
from desireline.simulator import default_scenario, simulate

__all__ = ["ROOT", "demo_project", "made"]

ROOT = Path(__file__).parents[2]

_CUSTOMERS = 5_000
_WIDTH = 100
_NAMES: dict[Language, str] = {"en": "English", "zh-Hant": "繁體中文", "ru": "Русский", "hu": "Magyar"}
_ALT: dict[Language, str] = {
    "en": "The journey map of the demo shop",
    "zh-Hant": "示範商店的顧客旅程地圖",
    "ru": "Карта пути клиентов вымышленного магазина",
    "hu": "A demóbolt ügyfélút-térképe",
}


def demo_project(folder: Path) -> Project:
    """Do what `desireline demo` does, without serving."""
    scenario = default_scenario()
    simulate(folder / "exports", scenario, customers=_CUSTOMERS)
    project = create_project(folder, time_zone=scenario.time_zone, currency=scenario.currency)
    import_files(project, [folder / "exports"], ImportOptions())
    project.build()
    project.accept(project.suggest())
    project.build()
    return project


def made(project: Project) -> dict[str, str]:
    """Return the files: name and content."""
    files = {}
    for lang in LANGUAGES:
        view = project.map(language=lang)
        for theme in ("light", "dark"):
            files[f"docs/pictures/map-{lang}-{theme}.svg"] = str(draw(view, "svg", theme=theme))
        console = Console(file=io.StringIO(), width=_WIDTH, no_color=True, force_terminal=False)
        terminal(view, console)
        assert isinstance(console.file, io.StringIO)
        lines = [line.rstrip() for line in console.file.getvalue().splitlines()]
        template = (ROOT / "docs" / "readme" / f"{lang}.md").read_text(encoding="utf-8")
        text = template.replace("{languages}", _languages(lang)).replace("{picture}", _picture(lang))
        files[_name(lang)] = text.replace("{headline}", headline(view)).replace("{printed}", "\n".join(lines))
    return files


def _name(lang: Language) -> str:
    return "README.md" if lang == "en" else f"README.{lang}.md"


def _languages(own: Language) -> str:
    return " · ".join(f"**{name}**" if lang == own else f"[{name}]({_name(lang)})" for lang, name in _NAMES.items())


def _picture(lang: Language) -> str:
    return (
        "<picture>\n"
        f'  <source media="(prefers-color-scheme: dark)" srcset="docs/pictures/map-{lang}-dark.svg">\n'
        f'  <img alt="{_ALT[lang]}" src="docs/pictures/map-{lang}-light.svg">\n'
        "</picture>"
    )
