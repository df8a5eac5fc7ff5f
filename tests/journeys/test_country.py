"""The country of a time zone."""

import pytest

from desireline.journeys.country import country_of


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Budapest", "HU"), ("Europe/Moscow", "RU"), ("Asia/Taipei", "TW"), ("Asia/Kolkata", "IN"), ("Asia/Calcutta", "IN"),
     ("America/Buenos_Aires", "AR"), ("Europe/Kiev", "UA"), ("UTC", None), ("Etc/UTC", None), ("Etc/GMT+3", None),
     ("Antarctica/Troll", None), ("Nowhere/Land", None)],
)  # fmt: skip
def test_countries_of_zones(zone: str, country: str | None) -> None:
    assert country_of(zone) == country
