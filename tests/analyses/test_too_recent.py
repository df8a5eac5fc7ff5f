"""Whoever cannot be told yet stands in no share that says how many do something."""

from pathlib import Path

import pytest

from desireline.analyses import Funnel, MicroMoments, ask
from desireline.base.i18n import LANGUAGES, Translator
from desireline.base.settings.model import Settings
from desireline.journeys import Journeys
from logs import Batch, Happening, built

DAY = 86_400_000_000
START = 1_767_225_600_000_000
CUSTOMERS, DAYS = 60, 30


@pytest.fixture(scope="module")
def journeys(tmp_path_factory: pytest.TempPathFactory) -> Journeys:
    """Return carts, two a day, each followed by an order after exactly five days, as far as the data go."""
    happenings = []
    for number in range(CUSTOMERS):
        cart = START + number * DAYS * DAY // CUSTOMERS
        ids: dict[str, str | None] = {"email": f"c{number}@example.org"}
        happenings.append(Happening(ts=cart, name="cart", ids=ids))
        if cart + 5 * DAY <= START + DAYS * DAY:
            happenings.append(Happening(ts=cart + 5 * DAY, name="order", ids=ids))
    return built(Path(tmp_path_factory.mktemp("shop")), Settings(), Batch("shop", tuple(happenings)))


def test_those_whose_window_runs_are_in_no_share_of_a_funnel(journeys: Journeys) -> None:
    answer = ask(Funnel(steps=["cart", "order"], window="7d"), journeys)
    first, step = answer.result.steps
    assert (first.undecided, first.share_known.share) == (0, 1.0)
    assert (step.of, step.customers, step.undecided) == (60, 51, 9)
    assert (step.share_known.share, step.share_known.of) == (1.0, 51)
    assert len(answer.people("/steps/1/undecided")) == 9
    known = answer.people("/steps/1/share_known/of")
    assert len(known) == 51
    assert not set(known.customer) & set(answer.people("/steps/1/undecided").customer)
    for lang in LANGUAGES:
        assert any(Translator(lang)("map.customers", n=9) in sentence for sentence in answer.story(lang))
    assert ask(Funnel(steps=["cart", "order"], window="none"), journeys).result.steps[1].undecided == 0


def test_a_try_that_runs_on_counts_even_where_an_earlier_one_is_over(tmp_path: Path) -> None:
    ids: dict[str, str | None] = {"email": "a@example.org"}
    log = [Happening(ts=START + day * DAY, name="cart", ids=ids) for day in (0, 20)]
    log.append(Happening(ts=START + 22 * DAY, name="order", ids={"email": "b@example.org"}))
    opened = built(tmp_path, Settings(), Batch("shop", tuple(log)))
    for window, undecided in (("2d", 0), ("3d", 1)):
        assert Funnel(steps=["cart", "order"], window=window).run(opened).steps[1].undecided == undecided


def test_those_who_cannot_be_told_are_in_no_share_of_a_pattern(journeys: Journeys) -> None:
    answer = ask(MicroMoments(pattern="cart, !order within 4d"), journeys)
    assert answer.result.undecided == 7
    assert (answer.result.matched.count, answer.result.matched.of) == (53, 53)
    known = set(answer.people("/matched/of").customer)
    assert len(known) == 53
    assert not known & set(answer.people("/undecided").customer)
    assert answer.result.journeys.share == 1.0
    assert len(answer.people("/journeys/of")) == answer.result.journeys.of == 53
