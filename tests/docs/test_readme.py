"""The README says what the demo finds, and nothing else."""

from pathlib import Path

import pytest
from docs.readme.making import ROOT, demo_project, made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return made(demo_project(tmp_path_factory.mktemp("readme") / "demo"))


@pytest.mark.parametrize("name", ["README.md", "README.zh-Hant.md", "README.ru.md", "README.hu.md"])
def test_the_readme_is_what_the_demo_finds(files: dict[str, str], name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == files[name], "run make docs"


def test_pictures_are_up_to_date(files: dict[str, str]) -> None:
    stale = [name for name, content in files.items() if name.endswith(".svg") and (ROOT / name).read_text() != content]
    assert stale == [], "run make docs"


def test_links_lead_somewhere() -> None:
    import re

    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*ROOT.glob("*.md"), *Path(ROOT / "docs").rglob("*.md")]
        if page.parent.name != "readme"
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
