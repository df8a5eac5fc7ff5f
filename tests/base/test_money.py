"""Minor units."""

import pytest

from desireline.base.money import exponent


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("EUR", 2), ("HUF", 2), ("RUB", 2), ("TWD", 2), ("JPY", 0), ("jpy", 0), ("KWD", 3), ("CLF", 4), ("XXX", 2)],
)
def test_decimals_of_the_minor_unit(currency: str, decimals: int) -> None:
    assert exponent(currency) == decimals
