"""Saved selections, checked before there are any data."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from desireline.base.settings.model import Settings
from desireline.cli.check_ import command
from desireline.journeys.selections import segment_faults


def test_every_fault_is_told() -> None:
    segments = {
        "fine": 'did("a") and (segment(buyers) or not (b = c or did(a, segment("buyers"))))',
        "buyers": "did(order)",
        "typo": "segment(buyer)",
        "one": "a = b or segment(other)",
        "other": "not segment(one)",
        "torn": "did(",
        "to itself": "segment('to itself')",
        "looks at a loop": "segment(one)",
    }
    assert segment_faults(Settings(segments=segments)) == [
        "segments.torn: the selection cannot be read at character 5 (the end): the name of a touchpoint must come here, in quotes",
        "segments.typo names the segment 'buyer', which is not among segments; did you mean 'buyers'?",
        "segments.one needs itself, by way of other: take one of them out",
        "segments.other needs itself, by way of one: take one of them out",
        "segments.to itself needs itself, by way of to itself: take one of them out",
    ]


@pytest.mark.parametrize(("text", "code"), [("did(order)", 0), ("did(order", 1)])
def test_check_reads_them(tmp_path: Path, text: str, code: int) -> None:
    (tmp_path / "desireline.yaml").write_text(f"segments: {{buyers: '{text}'}}")
    done = CliRunner().invoke(command, [str(tmp_path / "desireline.yaml")])
    assert done.exit_code == code
    assert ("segments.buyers: the selection cannot be read at character 10" in done.output) == bool(code)
