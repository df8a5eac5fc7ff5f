"""The contact list: who the sales people know, and by which identifiers."""

from collections.abc import Sequence

import numpy as np

from desireline.simulator.clock import DAY
from desireline.simulator.draws import Bools
from desireline.simulator.exports.accounts import Accounts
from desireline.simulator.exports.table import Table, quoted
from desireline.simulator.world.state import NEVER, PHONE, STORE, TRIPS, Ground, World

__all__ = ["contacts"]

_KNOWN = 0.9
_SOURCES = ("Web shop", "Store", "Phone", "Trade fair", "Referral")


def contacts(ground: Ground, world: World, accounts: Accounts) -> Table:
    """Return the contacts: people with an account, with a card they use, or who ordered by phone; most of them."""
    rng, people, clock = ground.draws.stream("crm.contacts"), ground.people, ground.clock
    first = np.where(world.happens, world.at, NEVER).min(axis=0)
    by_phone = (world.ordered & (world.place == PHONE)).any(axis=0)
    has_account = accounts.opened < TRIPS
    in_store = (world.ordered & (world.place == STORE)).any(axis=0) & people.has_card
    who = np.flatnonzero((has_account | by_phone | in_store) & (first < clock.end) & (rng.random(len(ground)) < _KNOWN))
    size = len(who)
    created = np.minimum(first[who] + (rng.random(size) * 3 * DAY).astype(np.int64), clock.end - 1)
    order = np.argsort(created, kind="stable")
    who, created = who[order], created[order]
    source = np.where(has_account, 0, np.where(in_store, 1, 2))[who]
    source = np.where(rng.random(size) < 0.08, 3 + (rng.random(size) * 2).astype(np.int64), source)  # noqa: PLR2004 - met elsewhere
    index = who.tolist()

    def some(values: Sequence[str], has: Bools, share: float) -> list[str]:
        chosen = has & (rng.random(size) < share)
        return [values[p] if gives else "" for p, gives in zip(index, chosen.tolist(), strict=True)]

    anybody = np.ones(size, dtype=np.bool_)
    emails = some(people.emails, anybody, 0.92)
    phones = some([people.phone(p) for p in range(len(ground))], anybody, 0.6)
    cards = some(people.cards, people.has_card[who], 0.9)
    users = some(people.user_ids, has_account[who], 0.95)
    personas = ground.scenario.personas
    jobs = [
        personas[which].occupations[job]
        for which, job in zip(people.persona[who].tolist(), people.occupation[who].tolist(), strict=True)
    ]
    year = ground.scenario.period.start.year
    columns = {
        "Contact ID": [people.crm_ids[p] for p in index],
        "First name": [people.first[p] for p in index],
        "Last name": quoted([people.last[p] for p in index]),
        "Email": list(emails),
        "Phone": [people.phone(p, "dashed") if has else "" for p, has in zip(index, phones, strict=True)],
        "Loyalty card": list(cards),
        "User ID": list(users),
        "Created": clock.write(created, "%Y-%m-%d", "minutes"),
        "Birth year": [str(year - years) for years in people.age[who].tolist()],
        "City": [people.city[p] for p in index],
        "Country": [people.country[p] for p in index],
        "Language": [ground.scenario.languages[lang].language for lang in people.language[who].tolist()],
        "Lead source": [_SOURCES[which] for which in source.tolist()],
        "Occupation": quoted(jobs),
    }
    return Table(
        path="crm/contacts.csv",
        columns=columns,
        person=index,
        identifiers={
            "Contact ID": ("crm_id", [people.crm_ids[p] for p in index]),
            "Email": ("email", emails),
            "Phone": ("phone", phones),
            "Loyalty card": ("loyalty_card", cards),
            "User ID": ("user_id", users),
        },
        stand_ins={"Email": ("none@none.com", "n/a"), "Phone": ("0", "-"), "Loyalty card": ("6.30E+15",)},
    )
