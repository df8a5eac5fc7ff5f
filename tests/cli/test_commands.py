"""Every command: help with an example, data on stdout, words on stderr, exit codes, one line for bad input."""

import json
import shutil
from pathlib import Path

import pytest

from cli.running import Done, desireline
from desireline.cli._main import COMMANDS

ORDERS = "email,event,when\n" + "".join(
    f"p{number}@shop.example,{event},2026-01-{day:02} 10:00:00\n"
    for number in range(40)
    for day, event in enumerate(["view", "cart", "order"][: 1 + number % 3], start=1)
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "clicks.csv").write_text(ORDERS)
    assert desireline("init", "shop", "--lang", "en", cwd=folder).returncode == 0
    assert desireline("import", "clicks.csv", "--project", "shop", cwd=folder).returncode == 0
    assert desireline("suggest", "--write", "--project", "shop", cwd=folder).returncode == 0
    return folder


def assert_one_line(done: Done, code: int) -> str:
    assert done.returncode == code
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len([line for line in lines if line.startswith("error: ")]) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[-1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path) -> None:
    done = desireline(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Example: desireline " + command in done.stdout


def test_commands_end_with_the_next_step(shop: Path) -> None:
    for arguments in (["build"], ["map"], ["check"], ["doctor"], ["ask", "visits"], ["import", "../clicks.csv"]):
        done = desireline(*arguments, cwd=shop / "shop")
        assert done.returncode == 0, done.stderr
        assert done.stderr.strip().splitlines()[-1].startswith("next: desireline "), arguments


def test_imports_and_warnings_are_told_in_the_asked_language(tmp_path: Path) -> None:
    (tmp_path / "clicks.csv").write_text(ORDERS)
    assert desireline("init", "shop", cwd=tmp_path).returncode == 0
    with (tmp_path / "shop" / "desireline.yaml").open("a") as settings:
        settings.write("journeys: {main: {goal: nowhere}}\n")
    assert desireline("import", "../clicks.csv", cwd=tmp_path / "shop").returncode == 0
    built = desireline("build", "--lang", "hu", cwd=tmp_path / "shop").stderr
    assert "úttípus: „main”; a cél („nowhere”) nem szerepel" in built
    assert desireline("import", "--undo", "1", cwd=tmp_path / "shop").returncode == 0
    assert (
        desireline("import", "--list", "--lang", "zh-Hant", cwd=tmp_path / "shop")
        .stdout.rstrip()
        .endswith("（已復原）")
    )


def test_the_project_is_the_nearest_folder_upwards(shop: Path) -> None:
    inner = shop / "shop" / "a" / "b"
    inner.mkdir(parents=True, exist_ok=True)
    assert desireline("build", cwd=inner).returncode == 0
    assert "no desireline.yaml" in assert_one_line(desireline("build", cwd=shop), 2)


def test_build_tells_of_its_overlay_and_folds_it_back(shop: Path, tmp_path: Path) -> None:
    shop = shutil.copytree(shop, tmp_path / "copy")  # other tests count on what is in it
    assert desireline("build", cwd=shop / "shop").returncode == 0
    more = ORDERS.replace("2026-01", "2026-02").replace("p1@", "new@").splitlines()
    (shop / "more.csv").write_text("\n".join([more[0], *[line for line in more if "new@" in line]]) + "\n")
    assert desireline("import", "more.csv", "--source", "more", "--project", "shop", cwd=shop).returncode == 0
    assert "2 events lie in the overlay: --compact folds them in" in desireline("build", cwd=shop / "shop").stderr
    assert "2 events in the overlay" in desireline("doctor", cwd=shop / "shop").stdout
    assert "overlay" not in desireline("build", "--compact", cwd=shop / "shop").stderr
    assert "overlay" not in desireline("doctor", cwd=shop / "shop").stdout
    number = desireline("import", "--list", cwd=shop / "shop").stdout.splitlines()[-1].split()[0]
    assert desireline("import", "--undo", number, cwd=shop / "shop").returncode == 0
    assert "40 customers, 79 events" in desireline("build", cwd=shop / "shop").stderr


def test_data_goes_to_stdout_as_json(shop: Path) -> None:
    funnel = desireline(
        "ask", "funnel", "--steps", "view", "--steps", "cart", "--steps", "order", "--json", cwd=shop / "shop"
    )
    steps = json.loads(funnel.stdout)["steps"]
    assert [(step["step"], step["customers"]) for step in steps] == [("view", 40), ("cart", 26), ("order", 13)]
    rows = json.loads(desireline("ask", "transitions", "--json", cwd=shop / "shop").stdout)["rows"]
    assert {(row["from"], row["to"]): row["customers"] for row in rows} == {
        (None, "view"): 40, ("view", "cart"): 26, ("cart", "order"): 13, ("view", None): 14, ("cart", None): 13, ("order", None): 13,
    }  # fmt: skip
    drawn = json.loads(desireline("map", "--json", cwd=shop / "shop").stdout)
    assert drawn["customers"] == 40
    assert (
        next(
            record["events"]
            for record in json.loads(desireline("import", "--list", "--json", cwd=shop / "shop").stdout)
        )
        == 79
    )


def test_answers_publish_their_schema(shop: Path) -> None:
    for name in ("transitions", "funnel", "visits", "journeys"):
        needed = ["--steps", "a", "--steps", "b"] if name == "funnel" else []
        schema = json.loads(desireline("ask", name, *needed, "--schema", cwd=shop / "shop").stdout)
        assert "$defs" in schema


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "funnel", "--steps", "viw", "--steps", "cart"], 2, "there is no touchpoint 'viw': did you mean view"),
        (["ask", "funnel", "--steps", "view"], 2, "steps has 1 entries; at least 2 needed"),
        (["ask", "funnel", "--steps", "view", "--steps", "cart", "--window", "soon"], 2, "'soon' is not a duration"),
        (["map", "holiday"], 2, "there is no journey type 'holiday'"),
        (["map", "-o", "map.gif"], 2, "gif"),
        (["map", "-o", "nowhere/map.html"], 2, "there is no folder nowhere"),
        (["import", "missing.csv"], 2, "there is no file or folder"),
        (["import", "--undo", "99"], 2, "import 99 does not exist"),
        (["import", "../clicks.csv", "--at", "yesterday"], 2, "'yesterday' is not a date"),
        (["import", "../clicks.csv", "--format", "odt"], 2, "'odt' is not a format"),
        (["serve", "--host", "0.0.0.0"], 2, "0.0.0.0"),
    ],
)
def test_bad_input_is_one_line(shop: Path, arguments: list[str], code: int, said: str) -> None:
    assert said in assert_one_line(desireline(*arguments, cwd=shop / "shop"), code)


def test_check_ends_with_one_where_something_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "desireline.yaml").write_text("currency: euro\nvisit_gap: soon\n")
    done = desireline("check", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "line 1" in done.stdout
    assert "line 2" in done.stdout


def test_the_map_is_written_in_every_language_and_format(shop: Path) -> None:
    for ending in ("html", "svg", "json", "png", "pdf"):
        done = desireline("map", "-o", f"out.{ending}", "--lang", "hu", cwd=shop / "shop")
        assert done.returncode == 0, done.stderr
        assert (shop / "shop" / f"out.{ending}").stat().st_size > 1_000
    page = (shop / "shop" / "out.html").read_text(encoding="utf-8")
    assert "Vásárlás" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page


def test_events_in_the_future_are_told(tmp_path: Path) -> None:
    clicks = "".join(f"{year}-01-05T10:00:00,u1,view\n" for year in (2024, 2025, 2999))
    (tmp_path / "clicks.csv").write_text("timestamp,user_id,event\n" + clicks)
    assert desireline("init", "shop", cwd=tmp_path).returncode == 0
    assert desireline("import", "../clicks.csv", cwd=tmp_path / "shop").returncode == 0
    for command in ("build", "map"):
        assert (
            "! 1 event lies in the future (Jan 5, 2999)"
            in desireline(command, "--lang", "en", cwd=tmp_path / "shop").stderr
        )
    view = json.loads(desireline("map", "--json", cwd=tmp_path / "shop").stdout)
    assert view["last_us"] < 2_000_000_000_000_000


def test_start_goes_from_files_to_a_map(tmp_path: Path) -> None:
    (tmp_path / "clicks.csv").write_text(ORDERS)
    done = desireline("start", "clicks.csv", "--no-serve", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "journeys-of-clicks"
    assert (folder / "map.html").exists()
    assert "column 'when'" in done.stderr
    assert "identifier:email" in done.stderr
    assert "journey:" in done.stderr
    assert str(Path("journeys-of-clicks") / "desireline.yaml") in done.stderr


def test_a_start_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name,colour\ntea,green\ncoffee,black\n")
    assert_one_line(desireline("start", "list.csv", "--no-serve", cwd=tmp_path), 2)
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_the_demo_starts_at_once_the_second_time(tmp_path: Path) -> None:
    first = desireline("demo", "--no-serve", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "demo" / "map.html").exists()
    second = desireline("demo", "--no-serve", cwd=tmp_path)
    assert second.returncode == 0
    assert second.stdout == first.stdout
    assert "orders.csv" not in second.stderr
