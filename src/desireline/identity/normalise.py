"""One spelling for each identifier, and the values that are nobody's."""

import re
from typing import TYPE_CHECKING

from desireline.base.settings.model import IdentityRules
from desireline.identity.namespaces import rule_for

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PLACEHOLDERS", "normalise", "normalise_value"]

_NOBODY = """
null | none | nil | nan | n/a | na | n.a. | #n/a | #na | undefined | unknown | unbekannt | anonymous | anonym | guest | default | empty
missing | not set | (not set) | (null) | (none) | not available | not available in demo dataset | no email | noemail | [object object]
test | tester | testuser | true | false | xxx | xx | x | - | -- | --- | . | ? | 0 | 00 | 000 | 0000 | -1
1234 | 12345 | 123456 | 1234567 | 12345678 | 123456789
ismeretlen | nincs | nincs megadva | vendég | teszt | неизвестно | неизвестный | нет | гость | тест | аноним
無 | 无 | 未知 | 匿名 | 訪客 | 测试 | 測試 | keine angabe
test@test.com | test@test.hu | test@test.ru | test@test.tw | test@test | test@example.com | test@example.org | user@example.com
a@a.com | a@b.com | aa@aa.com | asd@asd.com | no@email.com | none@none.com | noemail@noemail.com | no@no.com | null@null.com
example@example.com | email@email.com | name@domain.com | mail@mail.com | xxx@xxx.com | info@info.com
"""

PLACEHOLDERS = frozenset(word.strip() for line in _NOBODY.strip().splitlines() for word in line.split("|"))
"""Values that tools and people put where there is none. They never name or link a customer."""

_SCIENTIFIC = re.compile(r"[+-]?[0-9]([.,][0-9]+)?e[+-][0-9]+", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"([+-]?[0-9]+)\.0+")
_FLOAT_PHONE = re.compile(r"(\+?[0-9]{6,})\.0")  # 555.0000 is a number as people write it
_ZEROS = re.compile(r"0+|[0f]{8}-?([0f]{4}-?){3}[0f]{12}", re.IGNORECASE)
_ONE_CHARACTER = re.compile(r"([^0-9A-Za-z])\1{3,}")
_WRITTEN_FOR = re.compile(r".*<([^<>]+@[^<>]+)>")
_SHORT_NUMBERS = frozenset(str(number) for number in (1234, 12345, 123456, 1234567, 12345678, 123456789))
_FEWEST_DIGITS = 5  # shorter phone numbers are extensions
_NOBODYS_MAILBOX = frozenset(
    "noemail no-email no.email no_email none null test unknown nobody noreply no-reply anonymous undefined guest nincs na".split()  # noqa: SIM905 - read as words
)

_SPACE = r"[\s\x0b\x1c-\x1f\x{85}\p{Z}]"  # what str.strip takes off
_SUSPICIOUS = rf"^{_SPACE}|{_SPACE}$|^[+-]?[0-9]([.,][0-9]+)?[eE][+-]|\.0+$|^[0fF-]+$|^[^0-9A-Za-z]*$"
"""What a value must look like to be worth a closer look, were it no placeholder."""


def normalise(namespace: str, values: "pa.Array", rules: IdentityRules, country: str | None) -> "pa.Array":
    """Return one spelling for each value; null for those that are nobody's; the values themselves where each is spelt well.

    E-mail addresses lose case, spaces and the name before them; phone numbers become international (E.164) where they can be read in
    `country`, else their digits; whole numbers that a spreadsheet made `17850.0` lose the point. A number in scientific notation
    (`2.81772E+18`) has lost its last digits, so many customers may share it: it is nobody's.

    Args:
        namespace: of all values.
        values: distinct values as the sources gave them, an array of strings.
        rules: the project's, for placeholders of its own.
        country: ISO 3166 code by which phone numbers without a country are read.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    ignored = _ignored(namespace, rules)
    if namespace in ("email", "phone"):
        close = pa.array([True] * len(values), pa.bool_())
    else:
        lower = pc.utf8_lower(values)
        close = pc.or_(pc.match_substring_regex(values, _SUSPICIOUS), pc.is_in(lower, pa.array(sorted(ignored))))
    looked = pc.filter(values, close)
    if not len(looked):
        return values
    spelt = pa.array([_spelt(namespace, value, ignored, country) for value in looked.to_pylist()], pa.string())
    if spelt.equals(looked.cast(pa.string())):
        return values  # spares whoever asks from telling them apart once more
    return pc.replace_with_mask(values.cast(pa.string()), close, spelt)


def normalise_value(namespace: str, value: str, rules: IdentityRules, country: str | None) -> str | None:
    """Return the one spelling of a value, or None where it is nobody's; see `normalise`."""
    return _spelt(namespace, value, _ignored(namespace, rules), country)


def _spelt(namespace: str, value: str, ignored: frozenset[str], country: str | None) -> str | None:
    bare = value.strip()
    if namespace == "email":
        bare = _email(bare)
    whole = (_FLOAT_PHONE if namespace == "phone" else _WHOLE_FLOAT).fullmatch(bare)
    bare = whole.group(1) if whole else bare
    if not bare or bare.lower() in ignored:
        return None
    if any(pattern.fullmatch(bare) for pattern in (_SCIENTIFIC, _ZEROS, _ONE_CHARACTER)):
        return None
    if namespace == "email":
        mailbox, at, _ = bare.partition("@")
        return bare if at and mailbox not in _NOBODYS_MAILBOX else None
    return _phone(bare, country) if namespace == "phone" else bare


def _ignored(namespace: str, rules: IdentityRules) -> frozenset[str]:
    own = frozenset(value.strip().lower() for value in rule_for(namespace, rules).ignore)
    common = PLACEHOLDERS if namespace in ("email", "phone") else PLACEHOLDERS - _SHORT_NUMBERS
    return common | own


def _email(written: str) -> str:
    """Return the bare address in `Anna <Anna@Example.hu>` or `mailto:anna@example.hu`."""
    named = _WRITTEN_FOR.fullmatch(written)
    address = "".join((named.group(1) if named else written).lower().split())
    return address.removeprefix("mailto:")


def _phone(value: str, country: str | None) -> str | None:
    import phonenumbers

    international = "+" + value[2:] if country is None and value.startswith("00") else value
    try:
        number = phonenumbers.parse(international, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_possible_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    digits = "".join(letter for letter in value if letter.isdecimal())
    return digits if len(digits) >= _FEWEST_DIGITS else None
