"""Words in four languages: one set of translation files, shared by Python and the app.

`locales/LANGUAGE.json` maps a key to a text, or to its plural forms (`one`, `few`, `many`, `other`, as CLDR names them). Texts
hold `{name}` places. The form is chosen by the argument `n`.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from desireline.base.errors import InputError

__all__ = ["LANGUAGES", "Language", "Translator", "language"]

Language = Literal["en", "zh-Hant", "ru", "hu"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_ALIASES = {"zh": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-hant": "zh-Hant"}


def language(text: str) -> Language:
    """Return the supported language that a tag such as `hu_HU.UTF-8` or `zh-TW` asks for.

    Raises:
        InputError: none of the four is meant.
    """
    tag = text.split(".", maxsplit=1)[0].replace("_", "-").lower()
    for candidate in LANGUAGES:
        if (
            candidate.lower() in (tag, _ALIASES.get(tag, "").lower(), tag.split("-")[0])
            or _ALIASES.get(tag.split("-")[0]) == candidate
        ):
            return candidate
    raise InputError(f"'{text}' is not a language of Desireline: choose one of {', '.join(LANGUAGES)}")


@cache
def _texts(lang: Language) -> dict[str, str | dict[str, str]]:
    content = (files("desireline.base") / "locales" / f"{lang}.json").read_text(encoding="utf-8")
    texts: dict[str, str | dict[str, str]] = json.loads(content)
    return texts


class Translator:
    """Says things in one language: texts, numbers, shares, money, dates and lengths of time.

    Args:
        lang: the language.
        time_zone: IANA name; dates are shown in it.
    """

    def __init__(self, lang: Language = "en", time_zone: str = "UTC") -> None:
        self.lang: Language = lang
        self.time_zone = time_zone

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` put in; numbers are written as the language writes them.

        Raises:
            KeyError: there is no such text (a mistake in the program, kept out by a test).
        """
        text = _texts(self.lang)[key]
        if isinstance(text, dict):
            count = values.get("n", 0)
            text = text.get(self._plural(count if isinstance(count, int | float) else 0)) or text["other"]
        shown = {
            name: self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value
            for name, value in values.items()
        }
        return text.format(**shown)

    def has(self, key: str) -> bool:
        """Say whether there is a text of that key."""
        return key in _texts(self.lang)

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a number with the language's separators, and so many decimals where `digits` says."""
        from babel.numbers import format_decimal

        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        text: str = format_decimal(value, format=pattern, locale=self._locale)
        return text

    def share(self, value: float, digits: int = 0) -> str:
        """Return a share of one as a percentage."""
        from babel.numbers import format_percent

        text: str = format_percent(
            value, format="#,##0" + ("." + "0" * digits if digits else "") + "%", locale=self._locale
        )
        return text

    def money(self, minor: int, currency: str) -> str:
        """Return an amount of minor units with its currency."""
        from babel.numbers import format_currency

        from desireline.base.money import exponent

        text: str = format_currency(minor / 10 ** exponent(currency), currency, locale=self._locale)
        return text

    def date(self, us: int) -> str:
        """Return the day of a time in microseconds, in the translator's time zone."""
        from babel.dates import format_date

        from desireline.base.times import from_us, zone

        text: str = format_date(from_us(us, zone(self.time_zone)).date(), format="medium", locale=self._locale)
        return text

    def moment(self, us: int) -> str:
        """Return the day and the clock of a time in microseconds, in the translator's time zone."""
        from babel.dates import format_datetime

        from desireline.base.times import from_us, zone

        text: str = format_datetime(from_us(us, zone(self.time_zone)), format="medium", locale=self._locale)
        return text

    def span(self, us: float) -> str:
        """Return a length of time in the one or two largest units that matter: `3 days`, `4 h 10 min`."""
        seconds = us / 1e6
        for unit, size, smaller, small_size in _SPANS:
            whole, rest = divmod(round(seconds / small_size) * small_size, size)
            if whole:
                if whole >= 10 or not rest:  # noqa: PLR2004 - from ten on, the smaller unit is noise
                    return self(f"span.{unit}", n=round(seconds / size))
                return f"{self(f'span.{unit}', n=int(whole))} {self(f'span.{smaller}', n=int(rest // small_size))}"
        return self("span.s", n=round(seconds))

    def _plural(self, count: float) -> str:
        from babel import Locale

        form: str = Locale.parse(self._locale).plural_form(count)
        return form

    @property
    def _locale(self) -> str:
        return self.lang.replace("-", "_")


_SPANS = (("d", 86_400, "h", 3_600), ("h", 3_600, "m", 60), ("m", 60, "s", 1))
