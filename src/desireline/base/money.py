"""Money: integer minor units with a currency."""

__all__ = ["CURRENCIES_NOT_IN_HUNDREDTHS", "exponent"]

# ISO 4217, list one: the currencies whose minor unit is not a hundredth.
CURRENCIES_NOT_IN_HUNDREDTHS = {
    "BHD": 3, "BIF": 0, "CLF": 4, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KMF": 0, "KRW": 0,
    "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0, "UYI": 0, "UYW": 4, "VND": 0, "VUV": 0, "XAF": 0,
    "XOF": 0, "XPF": 0,
}  # fmt: skip


def exponent(currency: str) -> int:
    """Return how many decimals the currency's minor unit stands for: 2 for EUR, HUF, RUB and TWD, 0 for JPY."""
    return CURRENCIES_NOT_IN_HUNDREDTHS.get(currency.upper(), 2)
