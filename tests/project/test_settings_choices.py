"""What can be chosen for settings: all of it allowed, each once, named in the reader's language."""

import pytest

from desireline.base.i18n import LANGUAGES, Language
from desireline.base.settings.model import Settings
from desireline.base.settings.rules import rule_faults
from desireline.identity import LEVELS
from desireline.project.settings_choices import settings_choices


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_allowed_and_stands_once(language: Language) -> None:
    found = settings_choices(language)
    zones = [zone.name for zone in found.time_zones]
    for names in (zones, [one.code for one in found.currencies], [one.code for one in found.countries]):
        assert len(names) > 100
        assert names == sorted(set(names))
    assert [zone for zone in zones if rule_faults(Settings(time_zone=zone))] == []
    assert all(len(one.code) == 3 and one.code.isupper() for one in found.currencies)
    assert all(one.name.strip() for one in (*found.currencies, *found.countries))
    assert {"HU", "RU", "TW"} <= {zone.country for zone in found.time_zones} & {one.code for one in found.countries}


def test_names_are_those_of_the_language() -> None:
    hungarian = settings_choices("hu")
    assert next(one.name for one in hungarian.countries if one.code == "HU") == "Magyarország"
    assert next(one.name for one in hungarian.currencies if one.code == "HUF") == "magyar forint"
    russian = {zone.name: zone.city for zone in settings_choices("ru").time_zones}
    assert (russian["Asia/Kolkata"], russian["America/New_York"]) == ("Калькутта", "Нью-Йорк")


def test_old_names_of_zones_are_left_out() -> None:
    zones = {zone.name: zone.country for zone in settings_choices("en").time_zones}
    assert (zones["Europe/Kyiv"], zones["UTC"]) == ("UA", None)
    assert not {"Europe/Kiev", "US/Pacific", "Etc/GMT+5", "GMT"} & zones.keys()


def test_kinds_of_identifier_are_those_that_are_known() -> None:
    assert {one.namespace: one.level for one in settings_choices("en").identifiers} == LEVELS
