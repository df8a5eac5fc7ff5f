"""The country of a time zone, by which phone numbers without one are read."""

__all__ = ["country_of"]


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
