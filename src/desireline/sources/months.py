"""Months by name, in the languages of the exports people bring."""

from desireline.events import quote_text

__all__ = ["ENGLISH", "english_months", "is_short", "month_of"]

ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_OTHERS = (  # Russian as it stands in a date, alone and short; Hungarian and its short forms
    "января январь янв január",
    "февраля февраль февр фев február febr feb",
    "марта март мар március márc",
    "апреля апрель апр április ápr",
    "мая май május máj",
    "июня июнь июн június jún",
    "июля июль июл július júl",
    "августа август авг augusztus",
    "сентября сентябрь сент сен szeptember szept",
    "октября октябрь окт október okt",
    "ноября ноябрь нояб ноя",
    "декабря декабрь дек",
)
_NUMBERS = {
    **{english.casefold(): number for number, english in enumerate(ENGLISH)},
    **{english[:3].casefold(): number for number, english in enumerate(ENGLISH)},
    **{word: number for number, words in enumerate(_OTHERS) for word in words.split()},
}
_LONGEST_FIRST = "|".join(sorted(_NUMBERS, key=lambda word: (-len(word), word)))


def month_of(word: str) -> int | None:
    """Return the month that a word names, from 1, in any letter case; None where it names none."""
    number = _NUMBERS.get(word.casefold())
    return None if number is None else number + 1


def is_short(word: str) -> bool:
    """Say whether a word is an English month's first three letters."""
    return any(word.casefold() == english[:3].casefold() for english in ENGLISH)


def english_months(text: str) -> str:
    """Return SQL of a text with its first month's name as English has it in full, and without the point of a short form.

    Args:
        text: SQL of the text.
    """
    word = f"regexp_extract({text}, {quote_text(f'(?i){_LONGEST_FIRST}')})"
    cases = " ".join(
        f"when lower({word}) in ({', '.join(quote_text(each) for each, found in _NUMBERS.items() if found == number)})"
        f" then {quote_text(english)}"
        for number, english in enumerate(ENGLISH)
    )
    name = f"case {cases} end"
    return f"case when {word} <> '' then replace(replace({text}, {word} || '. ', {name} || ' '), {word}, {name}) end"
