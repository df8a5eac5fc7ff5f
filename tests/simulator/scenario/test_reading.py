from importlib.resources import files
from pathlib import Path

import pytest

from desireline.base.errors import InputError, NotFoundError, SettingsError
from desireline.simulator import default_scenario, load_scenario

SHOP = (files("desireline.simulator") / "scenarios/shop.yaml").read_text("utf-8")


def line_of(text: str) -> int:
    return SHOP[: SHOP.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("was", "becomes", "key", "allowed"),
    [
        ("basket: 38", "baskets: 38", "personas[0].baskets", "perhaps 'basket' is meant"),
        ("basket: 38", "basket: -3", "personas[0].basket", "expected a number > 0"),
        ("share: 30", "share: many", "personas[0].share", "expected a number, got a text"),
        ("age: [28, 45]", "age: [45, 28]", "personas[0].age", "between 14 and 110"),
        ("trips_every: 35d", "trips_every: 35", "personas[0].trips_every", "a duration such as 30m"),
        ("trips_every: 35d", "trips_every: 0s", "personas[0].trips_every", "longer than nothing"),
        ("time_zone: Europe/Budapest", "time_zone: Europe/Buda", "time_zone", "an IANA name"),
        ("currency: EUR", "currency: euro", "currency", "three capital letters"),
        ("channels: [web", "channels: [webb", "channels[0]", "choose of web, email"),
        ("awareness: [Home", "awareness: [Homer", "stages.awareness", "choose of Home"),
        ("kind: slow_carrier", "kind: slow_bus", "planted[1].kind", "choose of reloading_checkout"),
        ("carrier: Teknos Parcel\n", "carrier: Nobody\n", "planted[1].carrier", "Duna Express, Teknos Parcel"),
        ("code: SPRING15\n", "code: AUTUMN\n", "planted[2].code", "WELCOME10, SPRING15"),
        ("end: 2026-05-31", "end: 2025-05-31", "planted[2].end", "must not end before it starts"),
        ("start: 2026-01-12", "start: winter", "planted[0].start", "a date such as"),
        ("hours: [9, 12]", "hours: [12, 12]", "planted[3].hours", "not a range"),
        ("phone, store, sales", "store, sales", "planted[3]", "needs the channel 'phone'"),
        ("name: gift buyer", "name: hurried parent", "personas", "stands there 2 times"),
        (
            "devices: {mobile: 80, desktop: 15, tablet: 5}",
            "devices: {mobile: 0}",
            "personas[0].devices",
            "weights are all zero",
        ),
        ("end: 2026-06-30}", "end: 2025-06-30}", "period", "within five years|must not end before it starts"),
    ],
)
def test_an_error_names_file_line_key_and_what_is_allowed(
    tmp_path: Path, was: str, becomes: str, key: str, allowed: str
) -> None:
    assert was in SHOP
    path = tmp_path / "mine.yaml"
    path.write_text(SHOP.replace(was, becomes, 1), "utf-8")
    with pytest.raises(SettingsError, match=allowed) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}, line ")
    assert f": {key}: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_line_is_that_of_the_key(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SHOP.replace("carrier: Teknos Parcel\n", "carrier: Nobody\n", 1), "utf-8")
    with pytest.raises(SettingsError, match=f"line {line_of('carrier: Teknos Parcel')}: "):
        load_scenario(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "expected keys with values, got nothing"),
        (b"- a", "got a list"),
        (b"name: [}", "not YAML"),
        (b"name: a\nname: b", "duplicate key"),
        (b"\xff\xfe\xff", "not YAML in UTF-8"),
        (SHOP.replace("period:", "# period:").encode(), "the key 'period' is missing"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        load_scenario(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no scenario file"):
        load_scenario(tmp_path / "none.yaml")


def test_the_shop_that_comes_along_reads_from_a_copy_too(tmp_path: Path) -> None:
    path = tmp_path / "copy.yaml"
    path.write_text(SHOP, "utf-8")
    assert load_scenario(path) == default_scenario()
    kinds = {str(plant.__struct_config__.tag) for plant in default_scenario().planted}
    assert kinds == {"reloading_checkout", "slow_carrier", "failing_coupon", "long_waits", "idle_ads", "helpful_action"}
