"""Every fault of a settings file is one line with file, line, place, value and what is allowed."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError, NotFoundError, SettingsError
from desireline.base.settings.load import load_settings, parse_settings, settings_faults
from desireline.base.settings.model import Settings, Touchpoint, When
from desireline.base.settings.shape import shape_faults
from desireline.base.settings.yaml_write import document
from settings_strategies import documents

CASES = (Path(__file__).parent / "faults.txt").read_text(encoding="utf-8").split("\n=== ")[1:]
FAULTS = {case.partition("\n")[0]: case.partition("\n")[2].replace("␀", "\x00") for case in CASES}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_one_line_that_says_where_what_and_what_is_allowed(case: str, tmp_path: Path) -> None:
    text, _, expected = FAULTS[case].rpartition("--- ")
    path = tmp_path / "desireline.yaml"
    path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(caught.value) == f"desireline.yaml, {expected.strip()}"


def test_all_faults_come_in_the_order_of_the_file() -> None:
    faults = settings_faults("stages: []\nnme: Tea\nlanguage: de\n", "x.yaml")
    assert [fault.split(":")[0] for fault in faults] == ["x.yaml, line 1", "x.yaml, line 2", "x.yaml, line 3"]
    with pytest.raises(SettingsError, match=r"\(2 more below\)$"):
        parse_settings("stages: []\nnme: Tea\nlanguage: de\n")
    assert settings_faults("name: Tea\n") == []


def test_an_empty_file_is_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "desireline.yaml"
    for content in (b"", b"# nothing\n", b"\xef\xbb\xbfname: null\n"):
        path.write_bytes(content)
        assert load_settings(path) == Settings()


def test_yaml_is_read_as_1_2_so_no_is_a_text() -> None:
    assert parse_settings("name: no\n").name == "no"


def test_goals_may_name_events_that_no_rule_takes() -> None:
    assert parse_settings("journeys: {buy: {goal: order}}\n").journeys["buy"].goal == "order"


def test_rules_that_leave_something_to_later_ones_are_fine() -> None:
    text = """
touchpoints:
  - {name: a, when: {name: x, properties: {plan: pro}}}
  - {name: b, when: {name: x, channel: web}}
  - {name: c, when: {name: [x, y]}}
  - {name: d, when: {name: "x*"}}
  - {name: e, when: {channel: app}}
"""
    assert [each.name for each in parse_settings(text).touchpoints] == list("abcde")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"gone\.yaml does not exist: .* desireline init"):
        load_settings(tmp_path / "gone.yaml")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)
    path = tmp_path / "desireline.yaml"
    path.write_bytes("name: a\n# ő\n".encode("latin2"))
    with pytest.raises(
        SettingsError, match=r"desireline\.yaml, line 2: the byte 0xf5 is not UTF-8; save the file as UTF-8"
    ):
        load_settings(path)
    assert issubclass(SettingsError, InputError)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(SettingsError, match="nested too deeply"):
        parse_settings("name: " + "[" * 2000)


@settings(max_examples=300, deadline=None)
@given(documents)
def test_the_shape_check_agrees_with_msgspec(data: dict[str, object]) -> None:
    try:
        msgspec.convert(data, Settings)
    except msgspec.ValidationError:
        assert shape_faults(data, Settings)
    else:
        assert shape_faults(data, Settings) == []


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_gives_settings_or_one_line(text: str) -> None:
    for fault in settings_faults(text):
        assert len(fault.splitlines()) == 1


@given(st.lists(st.sampled_from(["a*", "*", "ab", "a", "*b", "A*b"]), min_size=2, max_size=2))
def test_a_rule_called_impossible_really_is(patterns: list[str]) -> None:
    rules = [Touchpoint(name=str(n), when=When(name=pattern)) for n, pattern in enumerate(patterns)]
    faults = settings_faults(document(msgspec.to_builtins(Settings(touchpoints=rules))))
    words = ["", "a", "A", "b", "ab", "Ab", "AB", "aab", "axb", "ba"]
    left = [word for word in words if _takes(patterns[1], word) and not _takes(patterns[0], word)]
    if faults:
        assert left == []


def _takes(pattern: str, word: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(word.lower(), pattern.lower()) if "*" in pattern else word == pattern
