"""The page about patterns says what patterns do."""

import re
from pathlib import Path

import pytest

from desireline.base.errors import InputError
from desireline.journeys.patterns import compile_pattern, occurrences, parse_pattern
from desireline.project import create_project, import_files
from desireline.project.importing import ImportOptions
from oracle.patterns import Event
from pattern_strategies import STAGE_OF, gathered, journeys_until
from strategies import MINUTE

TEXT = (Path(__file__).parents[2] / "docs" / "guide" / "patterns.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in TEXT.splitlines()
    if line.startswith("| `")
]
EXAMPLES = [row for row in ROWS if len(row) == 3]


@pytest.mark.parametrize(("pattern", "events", "expected"), EXAMPLES)
def test_examples(pattern: str, events: str, expected: str) -> None:
    words = events.split()
    own = []
    for word in words:
        event, _, channel = word.partition("@")
        own.append(Event(int(event[1:]) * MINUTE, event[0], channel or "web", STAGE_OF[event[0]]))
    automaton = compile_pattern(parse_pattern(pattern.strip("`")), journeys_until(60 * MINUTE))
    _, first, last = occurrences(automaton, gathered([own]), 0, 1)
    names = [word.partition("@")[0] for word in words]
    found = [f"{names[one]}–{names[other]}" for one, other in zip(first.tolist(), last.tolist(), strict=True)]
    assert (", ".join(found) or "none") == expected


def test_every_spelling_is_a_pattern() -> None:
    parts = [spelling for row in ROWS if len(row) == 2 for spelling in re.findall(r"`([^`]+)`", row[0])]
    blocks = re.findall(r"```pattern\n(.*?)```", TEXT, re.DOTALL)
    assert len(parts) > 25
    assert blocks
    for text in (*parts, *blocks):
        parse_pattern(text)


def test_the_error_is_the_one_shown() -> None:
    wrong, shown = re.findall(r"```error\n(.*?)\n```\n\n```\n(.*?)\n```", TEXT, re.DOTALL)[0]
    with pytest.raises(InputError) as caught:
        parse_pattern(wrong)
    assert str(caught.value) == shown


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "visits.csv"
    table.write_text(
        "time,user_id,event\n2026-01-01,u1,cart\n2026-01-02,u1,order\n2026-01-02,u2,cart\n", encoding="utf-8"
    )
    project = create_project(tmp_path / "demo")
    import_files(project, [table], ImportOptions())
    project.build()
    monkeypatch.chdir(tmp_path)
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
    exec(compile(code, "patterns.md", "exec"), {})  # the page's own
    assert capsys.readouterr().out == "1 customers\n"
