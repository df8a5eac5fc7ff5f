"""What can be chosen where settings are edited: time zones, currencies, countries, kinds of identifier, named in the reader's language."""

from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

import msgspec
from msgspec import Meta

from desireline.base.i18n import Language
from desireline.identity.namespaces import LEVELS, Level
from desireline.journeys.country import country_of

__all__ = ["KindOfIdentifier", "NamedCode", "SettingsChoices", "ZoneChoice", "settings_choices"]

_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
"""What time zones begin with; the others are old names of the same ones, or hours without a place."""


class ZoneChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A time zone."""

    name: Annotated[str, Meta(description="IANA name.")]
    city: Annotated[str, Meta(description="Its city, in the reader's language.")]
    country: Annotated[
        str | None, Meta(description="ISO 3166 code of where it lies: what `country` is where the settings name none.")
    ]


class NamedCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code and what it stands for, in the reader's language."""

    code: str
    name: str


class KindOfIdentifier(msgspec.Struct, frozen=True, kw_only=True):
    """A namespace that is known; one of the project's own is taken as an account's."""

    namespace: str
    level: Level


class SettingsChoices(msgspec.Struct, frozen=True, kw_only=True):
    """What can be chosen; what the settings say already need not be among it."""

    time_zones: Annotated[list[ZoneChoice], Meta(description="By name.")]
    currencies: Annotated[list[NamedCode], Meta(description="ISO 4217: all that are legal tender now. By code.")]
    countries: Annotated[
        list[NamedCode], Meta(description="ISO 3166: all that have telephone numbers of their own. By code.")
    ]
    identifiers: list[KindOfIdentifier]


@cache
def settings_choices(language: Language) -> SettingsChoices:
    """Return what can be chosen, named in a language; in English what it has no name for."""
    from babel import Locale
    from phonenumbers import SUPPORTED_REGIONS

    own, english = Locale.parse(language, sep="-"), Locale.parse("en")
    return SettingsChoices(
        time_zones=_zones(own),
        currencies=[
            NamedCode(code=code, name=own.currencies.get(code) or english.currencies.get(code, code))
            for code in _legal_tender()
        ],
        countries=[
            NamedCode(code=code, name=own.territories.get(code) or english.territories.get(code, code))
            for code in sorted(SUPPORTED_REGIONS)
        ],
        identifiers=[KindOfIdentifier(namespace=name, level=level) for name, level in LEVELS.items()],
    )


def _zones(locale: Any) -> list[ZoneChoice]:
    from babel.core import get_global

    newer = get_global("zone_aliases")  # of an old name; a locale may know the city by either
    cities = {newer.get(zone, zone): said["city"] for zone, said in locale.time_zones.items() if "city" in said}
    return [
        ZoneChoice(name=zone, city=cities.get(zone) or _last(zone), country=country_of(zone))
        for zone in sorted(available_timezones())
        if zone == "UTC" or (zone.split("/")[0] in _AREAS and zone not in newer)
    ]


def _last(zone: str) -> str:
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def _legal_tender() -> list[str]:
    from babel.core import get_global

    uses = (use for uses in get_global("territory_currencies").values() for use in uses)
    return sorted({code for code, _, until, tender in uses if until is None and tender})
