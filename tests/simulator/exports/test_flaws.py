import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.simulator.exports.flaws import choose_rows, spoil
from desireline.simulator.exports.table import Table
from desireline.simulator.scenario.model import Flaws


def table(emails: list[str]) -> Table:
    return Table(
        path="a.csv",
        columns={"At": [f"2026-01-{1 + row % 3:02}" for row in range(len(emails))], "Email": list(emails)},
        person=list(range(len(emails))),
        identifiers={"Email": ("email", list(emails))},
        time="At",
        bad_times=("", "n/a"),
        stand_ins={"Email": ("test@test.com",)},
    )


@given(st.integers(0, 60), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(0, 99))
def test_what_is_told_is_what_stands_there(
    size: int, twice: float, timeless: float, nameless: float, seed: int
) -> None:
    made = table([f"p{row}@mail.example" if row % 5 else "" for row in range(size)])
    flaws = Flaws(duplicates=twice, bad_times=timeless, placeholders=nameless, untidy=0)
    spoiled = spoil(made, flaws, np.random.default_rng(seed))
    header, *rows = list(spoiled.lines)
    distinct = [row.split(",") for row in dict.fromkeys(rows)]
    assert header == "At,Email"
    assert (len(rows), len(rows) - len(distinct)) == (spoiled.facts.rows, spoiled.facts.duplicates)
    assert sum(not at.startswith("2026") for at, _ in distinct) == spoiled.facts.bad_times
    assert sum(email == "test@test.com" for _, email in distinct) == spoiled.facts.placeholders
    assert {value for _, value in spoiled.seen["email"]} == {email for _, email in distinct} - {"", "test@test.com"}


@given(st.integers(0, 200), st.lists(st.floats(0, 1), min_size=1, max_size=4), st.integers(0, 9))
def test_no_row_is_chosen_twice(size: int, shares: list[float], seed: int) -> None:
    parts = choose_rows(size, shares, np.random.default_rng(seed))
    chosen = np.concatenate(parts).tolist()
    assert len(parts) == len(shares)
    assert len(set(chosen)) == len(chosen) <= size
    assert all(0 <= row < size for row in chosen)


def test_untidy_emails_stay_the_same_address() -> None:
    emails = [f"p{row}@mail.example" for row in range(200)]
    spoiled = spoil(
        table(emails), Flaws(duplicates=0, bad_times=0, placeholders=0, untidy=0.5), np.random.default_rng(1)
    )
    written = [line.split(",")[1] for line in list(spoiled.lines)[1:]]
    assert [email.strip().lower() for email in written] == emails
    assert 60 < sum(email != tidy for email, tidy in zip(written, emails, strict=True)) < 140
