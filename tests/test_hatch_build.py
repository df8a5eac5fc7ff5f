"""The build hook: when it builds, and what it would build with."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(hook.SKIP, raising=False)
    for name in ("frontend/package.json", "frontend/src/a.ts", f"{hook.WORDS}/en.json", f"{hook.STATIC}/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / hook.STATIC / hook.STAMP).write_text(hook.fingerprint(tmp_path))
    return tmp_path


def test_a_fresh_app_is_left_alone(hook: ModuleType, root: Path) -> None:
    assert not hook.must_build(root)
    (root / "frontend/node_modules/x").mkdir(parents=True)
    (root / "frontend/node_modules/x/y.js").write_text("changed")
    assert not hook.must_build(root)


@pytest.mark.parametrize("name", ["frontend/src/a.ts", "frontend/src/new.ts", "src/desireline/base/locales/en.json"])
def test_a_changed_source_makes_it_stale(hook: ModuleType, root: Path, name: str) -> None:
    (root / name).write_text("changed")
    assert hook.must_build(root)


def test_a_renamed_source_makes_it_stale(hook: ModuleType, root: Path) -> None:
    (root / "frontend/src/a.ts").rename(root / "frontend/src/b.ts")
    assert hook.must_build(root)


def test_it_can_be_left_out(hook: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / hook.STATIC / hook.STAMP).unlink()
    assert hook.must_build(root)
    monkeypatch.setenv(hook.SKIP, "1")
    assert not hook.must_build(root)


def test_without_the_app_s_sources_there_is_nothing_to_build(hook: ModuleType, tmp_path: Path) -> None:
    assert not hook.must_build(tmp_path)


@pytest.mark.parametrize(
    ("version", "enough"),
    [("v20.19.0\n", True), ("v22.1.0", True), ("v20.18.9", False), ("v18.20.0", False), ("", False), ("what", False)],
)
def test_which_node_will_do(hook: ModuleType, version: str, enough: bool) -> None:
    assert hook.new_enough(version) is enough


def test_a_failing_build_says_the_way_out(hook: ModuleType, root: Path) -> None:
    node = hook.Node(sys.executable, [sys.executable])
    with pytest.raises(SystemExit, match=r"(?s)no such thing.*building the app failed.*DESIRELINE_SKIP_APP=1"):
        hook._run([sys.executable, "-c", "import sys; sys.exit('no such thing')"], node, root)
