"""The country of a time zone, by which phone numbers without one are read."""

__all__ = ["country_of"]


def country_of(time_zone: str) -> str | None:
    """Return the ISO 3166 code of the country a time zone lies in, or None for zones of no country such as UTC.

    Example:
        >>> country_of("Europe/Budapest")
        'HU'
    """
    from babel.core import get_global

    territory = get_global("zone_territories").get(time_zone)
    return territory if territory and len(territory) == 2 and territory.isalpha() else None  # noqa: PLR2004 - 001 is the world
