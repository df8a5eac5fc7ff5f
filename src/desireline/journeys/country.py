"""The country of a time zone, by which phone numbers without one are read."""

from desireline.base.settings.model import Settings

__all__ = ["country_of", "phone_country"]


def phone_country(settings: Settings) -> str | None:
    """Return the country by which a project's phone numbers without one are read."""
    return settings.country or country_of(settings.time_zone)


def country_of(time_zone: str) -> str | None:
    """Return the ISO 3166 code of the country a time zone lies in, or None for zones of no country such as UTC.

    Example:
        >>> country_of("Europe/Budapest")
        'HU'
    """
    from babel.core import get_global

    zone = get_global("zone_aliases").get(time_zone, time_zone)
    territory: str | None = get_global("zone_territories").get(zone)
    return None if territory in ("001", "ZZ") else territory  # the world, and nowhere
