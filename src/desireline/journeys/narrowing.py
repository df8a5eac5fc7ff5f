"""Journeys narrowed as people say it: a selection and a period in text."""

from desireline.journeys.journeys import Journeys

__all__ = ["during", "narrowed", "only"]


def narrowed(journeys: Journeys, where: str | None = None, period: str | None = None) -> Journeys:
    """Return journeys narrowed to a selection and a period; the selection looks at all events, whatever the period.

    Args:
        journeys: what to narrow.
        where: a selection, such as `country = "HU" and did("checkout")`.
        period: `2026-03`, `2026-01-01..2026-03-31` or `last 30d`; journeys then end where it ends.

    Raises:
        InputError: one of the texts cannot be read.
        NotFoundError: the selection names something that does not exist.
    """
    return only(during(journeys, period), where, journeys)


def during(journeys: Journeys, period: str | None) -> Journeys:
    """Return journeys narrowed to a period's events; all of them where there is none.

    Raises:
        InputError: the text is not a period.
    """
    if period is None:
        return journeys
    from desireline.journeys.periods import period_us

    return journeys.during(*period_us(period, journeys))


def only(within: Journeys, where: str | None, journeys: Journeys) -> Journeys:
    """Return journeys narrowed to a selection; all of them where there is none.

    Args:
        within: what to narrow.
        where: the selection.
        journeys: those whose events the selection looks at.

    Raises:
        InputError: the selection cannot be read.
        NotFoundError: it names something that does not exist.
    """
    if where is None:
        return within
    from desireline.journeys.selections import keep_of

    return within.only(keep_of(where, journeys))
