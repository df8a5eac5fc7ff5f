import gzip
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from desireline.base.errors import InputError
from desireline.simulator import Truth, default_scenario, simulate
from desireline.simulator.scenario.model import Carrier, LanguageMix, Period, Scenario
from desireline.simulator.scenario.persona import Persona
from desireline.simulator.scenario.plant import HelpfulAction
from simulated_shop import Shop


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_equal_seeds_give_equal_files_byte_for_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        simulate(tmp_path / name, seed=5, customers=300, truth=tmp_path / f"{name}.json")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_another_seed_gives_another_business(tmp_path: Path) -> None:
    for seed in (5, 6):
        simulate(tmp_path / str(seed), seed=seed, customers=100)
    first, second = contents(tmp_path / "5"), contents(tmp_path / "6")
    assert all(first[name] != second[name] for name in first.keys() & second.keys())


def test_rows_are_what_stands_in_the_files(shop: Shop) -> None:
    counted = {}
    for name, content in contents(shop.folder).items():
        header = 0 if ".jsonl" in name else 1
        counted[name] = len(content.decode().splitlines()) - header
    assert shop.simulated.rows == counted
    assert {name: facts.rows for name, facts in shop.truth.files.items()} == counted


def test_every_tool_has_its_file(shop: Shop) -> None:
    assert {name for name in shop.simulated.rows if not name.startswith("web/")} == {
        "shop/orders.csv",
        "email/campaign_recipients.csv",
        "helpdesk/tickets.csv",
        "phone/calls.csv",
        "store/receipts.csv",
        "crm/contacts.csv",
        "ads/spend_daily.csv",
        "survey/answers.csv",
        "reviews/reviews.jsonl",
    }
    assert [name for name in shop.simulated.rows if name.startswith("web/")] == [
        f"web/events-{year}-{month:02}.jsonl"
        for year, months in ((2025, range(7, 13)), (2026, range(1, 7)))
        for month in months
    ]


def test_a_channel_left_out_writes_no_file_and_an_earlier_one_is_taken_away(tmp_path: Path) -> None:
    scenario = default_scenario()
    simulate(tmp_path, scenario, customers=100)
    fewer = msgspec.structs.replace(scenario, channels=("web", "support"), planted=())
    simulated = simulate(tmp_path, fewer, customers=100)
    left = {name for name in contents(tmp_path) if not name.startswith("web/")}
    assert left == {"shop/orders.csv", "helpdesk/tickets.csv"}
    assert set(simulated.rows) == set(contents(tmp_path))


def test_gzip_changes_the_packing_only(tmp_path: Path) -> None:
    scenario = default_scenario()
    simulate(tmp_path / "plain", scenario, customers=60)
    simulate(tmp_path / "packed", msgspec.structs.replace(scenario, gzip=True), customers=60)
    packed = {
        name.removesuffix(".gz"): gzip.decompress(data) if name.endswith(".gz") else data
        for name, data in contents(tmp_path / "packed").items()
    }
    assert packed == contents(tmp_path / "plain")


@pytest.mark.parametrize(("customers", "seed"), [(0, 1), (10_000_001, 1), (10, -1)])
def test_numbers_out_of_range_are_refused(tmp_path: Path, customers: int, seed: int) -> None:
    with pytest.raises(InputError, match="give"):
        simulate(tmp_path / "new", customers=customers, seed=seed)
    assert not (tmp_path / "new").exists()


def test_one_customer_is_a_business_too(tmp_path: Path) -> None:
    said: list[str] = []
    simulated = simulate(tmp_path, customers=1, seed=3, truth=tmp_path / "truth.json", progress=said.append)
    assert simulated.customers == 1
    assert "working out the truth" in said
    simulate(tmp_path, customers=1, seed=3, truth=tmp_path / "truth.json")  # the truth within the folder is no stranger
    again = simulate(tmp_path, customers=1, seed=3)
    assert set(contents(tmp_path)) == set(again.rows), "a truth about other files would mislead"


@pytest.mark.parametrize("days", [0, 1, 40])
def test_a_short_period_with_nothing_but_the_needed_keys_works(tmp_path: Path, days: int) -> None:
    first = date(2026, 3, 28)
    persona = Persona(name="anybody", share=1, age=(20, 60), occupations=("cook",), basket=20)
    scenario = Scenario(
        name="kiosk",
        period=Period(start=first, end=first + timedelta(days=days)),
        languages=(LanguageMix(language="en", share=1, country="GB"),),
        personas=(persona,),
        carriers=(Carrier(name="Post", share=1, days=(1, 2)),),
    )
    simulate(tmp_path, scenario, customers=300, truth=tmp_path / "truth.json")
    truth = msgspec.json.decode((tmp_path / "truth.json").read_bytes(), type=Truth)
    assert truth.purchases > 20
    assert (truth.pains, truth.actions, truth.idle, truth.all_pains.net_value_minor) == ([], [], [], 0)


def test_names_with_quotes_and_commas_do_not_break_the_files(tmp_path: Path) -> None:
    plain = default_scenario()
    odd = 'a "b", c; d'
    personas = tuple(msgspec.structs.replace(persona, occupations=(odd,), coupon=1.0) for persona in plain.personas)
    scenario = msgspec.structs.replace(
        plain,
        name=odd,
        personas=personas,
        ads=tuple(
            msgspec.structs.replace(ad, platform=odd, campaign=f"{odd} {index}") for index, ad in enumerate(plain.ads)
        ),
        coupons=(msgspec.structs.replace(plain.coupons[0], code=odd),),
        carriers=(msgspec.structs.replace(plain.carriers[0], name=odd),),
        planted=tuple(
            msgspec.structs.replace(plant, promotion=odd) for plant in plain.planted if isinstance(plant, HelpfulAction)
        ),
    )
    simulated = simulate(tmp_path, scenario, customers=400, truth=tmp_path / "truth.json")
    shop = Shop(tmp_path, simulated, msgspec.json.decode((tmp_path / "truth.json").read_bytes(), type=Truth))
    for name in simulated.rows:
        if name.endswith(".csv"):
            shop.table(name, ";" if "tickets" in name else ",")
    campaigns = {event["context"]["campaign"]["source"] for event in shop.events if "campaign" in event["context"]}
    assert odd in campaigns
    assert {row["Discount Code"] for row in shop.table("shop/orders.csv")} == {"", odd}
    assert {row["Shipping Method"] for row in shop.table("shop/orders.csv")} == {odd}
    assert {row["Occupation"] for row in shop.table("crm/contacts.csv")} == {odd}


def test_the_hash_seed_of_the_process_changes_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from desireline.simulator import simulate; "
        "out = Path(sys.argv[1]); simulate(out, customers=150, truth=out / 'truth.json')"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], check=True, env=environment)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
