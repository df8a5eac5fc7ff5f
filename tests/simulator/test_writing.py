from pathlib import Path

import pytest

from desireline.base.errors import InputError, StorageError
from desireline.simulator import simulate
from desireline.simulator.writing import FIRST_LINES, check_folder, output


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match=r"thesis\.txt.*empty or a new folder"):
        simulate(tmp_path, customers=10)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_somebody_elses_orders_are_not_written_over(tmp_path: Path) -> None:
    orders = tmp_path / "shop" / "orders.csv"
    orders.parent.mkdir()
    orders.write_text("id,customer,total\n1,anna,12\n")
    with pytest.raises(InputError, match=r"shop/orders\.csv"):
        simulate(tmp_path, customers=10)
    assert orders.read_text() == "id,customer,total\n1,anna,12\n"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text(FIRST_LINES["shop/orders.csv"])
    (tmp_path / "out" / "shop").mkdir(parents=True)
    (tmp_path / "out" / "shop" / "orders.csv").symlink_to(elsewhere)
    with pytest.raises(InputError, match=r"shop/orders\.csv"):
        check_folder(tmp_path / "out", None)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="name a folder"):
        simulate(tmp_path / "out", customers=10)


def test_an_earlier_simulation_is_replaced_whatever_its_period(tmp_path: Path) -> None:
    first = simulate(tmp_path, customers=50)
    (tmp_path / "web" / "events-2019-01.jsonl").write_bytes((tmp_path / "web" / "events-2026-01.jsonl").read_bytes())
    (tmp_path / "shop" / "orders.csv.simulating").write_text("left by a process that was killed")
    second = simulate(tmp_path, customers=50)
    assert first.rows == second.rows
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(second.rows)


def test_after_an_error_the_earlier_files_stand_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("before")

    def broken_half_way() -> None:
        with output(tmp_path, [tmp_path / "a.csv"]) as files:
            files.write("a.csv", [b"after"])
            files.write("b.csv", (part for part in _fails()))

    with pytest.raises(RuntimeError):
        broken_half_way()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "before"}


def _fails() -> list[bytes]:
    raise RuntimeError("the simulation broke")


def test_a_folder_that_cannot_be_made_is_a_storage_error() -> None:
    with pytest.raises((StorageError, OSError)):
        simulate(Path("/proc/no-such-place/out"), customers=10)


def test_every_export_begins_as_the_next_simulation_expects(tmp_path: Path) -> None:
    simulated = simulate(tmp_path, customers=200)
    assert {path.relative_to(tmp_path).as_posix() for path in check_folder(tmp_path, None)} == set(simulated.rows)
