"""Who the customers are: made up once, before anything happens to them."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from desireline.simulator.clock import DAY, Clock
from desireline.simulator.draws import Bools, Draws, Floats, Ints, pick
from desireline.simulator.phones import PhoneStyle, phone
from desireline.simulator.scenario.model import Scenario
from desireline.simulator.words.reading import people_words

__all__ = ["HOME", "People", "make_people"]

HOME = "HU"
_DOMAINS = ("postafiok.example", "mail.example", "inbox.example", "freemail.example", "example.org")
_SECOND_EMAIL = 0.07


@dataclass(frozen=True)
class People:
    """One entry a person in every array and list.

    Attributes:
        persona: index into the scenario's personas.
        language: index into the scenario's languages.
        abroad: whether they live abroad, far from the store.
        start: when they first need something from the shop, in seconds since 1970.
        age: at the start of the period.
        occupation: index into their persona's occupations.
        first: given name, as they write it.
        last: family name.
        city: where they live.
        country: two letters.
        emails: the e-mail they usually give.
        second: their other e-mail, which they give now and then; empty where they have none.
        has_card: whether they own a loyalty card.
        shift: moves the numbers that identifiers are made of, so that seeds differ.
        seed: of the simulation.
    """

    persona: Ints
    language: Ints
    abroad: Bools
    start: Ints
    age: Ints
    occupation: Ints
    first: list[str]
    last: list[str]
    city: list[str]
    country: list[str]
    emails: list[str]
    second: list[str]
    has_card: Bools
    shift: int
    seed: int

    def __len__(self) -> int:
        return len(self.persona)

    def phone(self, person: int, style: PhoneStyle = "e164") -> str:
        """Return a person's phone number."""
        return phone(self.country[person], person, self.shift, style)

    @cached_property
    def cards(self) -> list[str]:
        """Loyalty card numbers of 16 digits, for those who have a card."""
        return [f"6300{(index * 70_001 + self.shift) % 10**11:011}{index % 10}" for index in range(len(self))]

    @cached_property
    def user_ids(self) -> list[str]:
        """The accounts' ids, for those who open one."""
        numbers = np.random.default_rng([self.seed, 7]).permutation(len(self) * 4)[: len(self)] + 100_000
        return [f"usr_{number}" for number in numbers.tolist()]

    @cached_property
    def crm_ids(self) -> list[str]:
        """The ids in the contact list, for those in it."""
        return [f"C-{index + 10_001}" for index in range(len(self))]


def make_people(scenario: Scenario, clock: Clock, draws: Draws) -> People:
    """Return the customers of a scenario."""
    persona = pick(np.array([p.share for p in scenario.personas]), draws.uniform("people.persona"))
    language = pick(np.array([mix.share for mix in scenario.languages]), draws.uniform("people.language"))
    home = np.array([mix.home for mix in scenario.languages])[language]
    abroad = draws.uniform("people.home") >= home
    countries = [mix.country for mix in scenario.languages]
    country = [countries[lang] if far else HOME for lang, far in zip(language.tolist(), abroad.tolist(), strict=True)]
    youngest, oldest = (np.array([p.age[end] for p in scenario.personas])[persona] for end in (0, 1))
    age = youngest + (draws.uniform("people.age") * (oldest - youngest + 1)).astype(np.int64)
    jobs = np.array([len(p.occupations) for p in scenario.personas])[persona]
    first, last, latin = _names(scenario, language, draws)
    city = _cities(country, draws.uniform("people.city"))
    emails = _emails(latin, age, draws.uniform("people.domain"))
    has_second = draws.uniform("people.second") < _SECOND_EMAIL
    loyalty = np.array([p.loyalty for p in scenario.personas])[persona]
    return People(
        persona=persona,
        language=language,
        abroad=abroad,
        start=clock.start + (draws.uniform("people.start") * (clock.end - clock.start - DAY)).astype(np.int64),
        age=age,
        occupation=(draws.uniform("people.occupation") * jobs).astype(np.int64),
        first=first,
        last=last,
        city=city,
        country=country,
        emails=emails,
        second=[
            f"{email.split('@')[0]}@work.example" if has else ""
            for email, has in zip(emails, has_second.tolist(), strict=True)
        ],
        has_card=(draws.uniform("people.card") < loyalty) & ~abroad,
        shift=int(draws.stream("people.shift").integers(10_000_000)),
        seed=draws.seed,
    )


def _names(scenario: Scenario, language: Ints, draws: Draws) -> tuple[list[str], list[str], list[str]]:
    """Return given names, family names, and both in plain Latin letters with a dot between."""
    lists = [people_words().names[mix.language] for mix in scenario.languages]
    first: list[str] = []
    last: list[str] = []
    latin: list[str] = []
    where = zip(
        language.tolist(), draws.uniform("people.first").tolist(), draws.uniform("people.last").tolist(), strict=True
    )
    for lang, given, family in where:
        a, a_latin = _both(lists[lang].first[int(given * len(lists[lang].first))])
        b, b_latin = _both(lists[lang].last[int(family * len(lists[lang].last))])
        first.append(a)
        last.append(b)
        latin.append(f"{a_latin}.{b_latin}")
    return first, last, latin


def _both(name: str | tuple[str, str]) -> tuple[str, str]:
    if isinstance(name, tuple):
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return name, plain


def _emails(latin: list[str], age: Ints, uniform: Floats) -> list[str]:
    """Return an address of one's own for each, made of name, year and, where that is taken, a number."""
    taken: Counter[str] = Counter()
    emails = []
    for name, years, chance in zip(latin, age.tolist(), uniform.tolist(), strict=True):
        base = f"{name}{(125 - years) % 100:02}"
        taken[base] += 1
        number = f".{taken[base]}" if taken[base] > 1 else ""
        emails.append(f"{base}{number}@{_DOMAINS[int(chance * len(_DOMAINS))]}")
    return emails


def _cities(country: list[str], uniform: Floats) -> list[str]:
    cities = people_words().cities
    return [
        cities[code][int(chance * len(cities[code]))] for code, chance in zip(country, uniform.tolist(), strict=True)
    ]
