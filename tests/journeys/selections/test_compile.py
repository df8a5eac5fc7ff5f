"""What selections pick, against every event asked one by one; and what cannot be picked, with the reason."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from desireline.analyses.funnel import Funnel
from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.model import DimensionRule, JourneyType, Settings, Stage, Touchpoint, When
from desireline.journeys import Journeys, fold
from desireline.journeys.selections import Selection, keep_of, selection_text
from desireline.journeys.selections.model import Did, Segment
from desireline.journeys.store import Shard
from effort import examples
from logs import Batch, Happening, Json, built, read_store, small_pieces
from oracle.dimensions import values_of
from oracle.selections import World, picked
from oracle.walks import Step
from selection_strategies import Words, selections
from strategies import batches, customers, plain_log, settings_of_logs

DAY = 24 * 3_600_000_000
RULES = [
    DimensionRule(name="plan", property="plan", scope="customer"),
    DimensionRule(name="order state", property="order.state", scope="journey"),
    DimensionRule(name="count", property="count", scope="event"),
]


@given(
    data=st.data(),
    log=st.lists(batches(), min_size=1, max_size=3),
    plain=settings_of_logs(),
    time_zone=st.sampled_from(["UTC", "America/New_York"]),
)
@settings(max_examples=examples(20))
def test_random_selections(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, log: list[Batch], plain: Settings, time_zone: str
) -> None:
    rules = msgspec.structs.replace(plain, dimensions=RULES, time_zone=time_zone)
    with small_pieces():
        folder = tmp_path_factory.mktemp("shop")
        for batch in log:  # one after the other, so that the store has an overlay
            journeys = built(folder, rules, batch)
        stored = read_store(journeys)
        parts = dict(enumerate(log, start=1))
        values = {
            rule.name: values_of(rule, stored, parts, rules, journeys.touchpoints, journeys.end_us)[0] for rule in RULES
        }
        saved = data.draw(selections(words_of(journeys)))
        rules = msgspec.structs.replace(rules, segments={"saved": selection_text(saved)})
        journeys = Journeys(journeys.store, rules)
        world = World(stored, values, rules, journeys.end_us)
        for selection in data.draw(st.lists(selections(words_of(journeys)), min_size=5, max_size=5)):
            expected = picked(world, selection)
            event(f"picked: {'all' if len(expected) == journeys.events else 'some' if expected else 'none'}")
            for said in (selection, selection_text(selection)):
                assert events_of(journeys.only(keep_of(said, journeys))) == expected, selection_text(selection)


def words_of(journeys: Journeys) -> Words:
    manifest = journeys.store.manifest
    pairs = [
        (name, value)
        for name in ("channel", "touchpoint", "stage", *(rule.name for rule in RULES))
        for value in journeys.dimension(name).values
    ]
    scales: list[tuple[float, float] | None] = list(manifest.scales)
    ours = journeys.settings.currency in manifest.currencies
    return Words(
        touchpoints=st.sampled_from(journeys.touchpoints),
        values=st.sampled_from(pairs),
        likes=st.sampled_from(["p*", "*", "*R*", "a", "*e", "fre*e", ""]),
        currencies=[*manifest.currencies, *([None] if ours else [])],
        scales=[*scales, *([None] if len(scales) == 1 else [])],
        segments=st.just(Segment(name="saved")) if journeys.settings.segments else None,
    )


def events_of(journeys: Journeys) -> list[tuple[int, int]]:
    def rows(shard: Shard, low: int, high: int) -> list[tuple[int, int]]:
        return [(row >> 32, row & 0xFFFFFFFF) for row in shard.row[shard.ptr[low] : shard.ptr[high]].tolist()]

    return [row for piece in fold(journeys, rows) for row in piece]


def happening(day: float, name: str, user: str, properties: dict[str, Json] | None = None, **more: object) -> Happening:
    return Happening(int(day * DAY), name, ids={"user_id": user}, properties=properties, **more)  # type: ignore[arg-type]


@pytest.fixture
def shop(tmp_path: Path) -> Journeys:
    rules = Settings(
        currency="HUF",
        stages=[Stage(name="look"), Stage(name="pay")],
        touchpoints=[
            Touchpoint(name="checkout", when=When(name="checkout"), stage="pay"),
            Touchpoint(name="purchase", when=When(name="purchase"), stage="pay"),
        ],
        journeys={"purchase": JourneyType(goal="purchase")},
        dimensions=[DimensionRule(name="country", property="geo.country", scope="customer")],
        segments={
            "buyers": 'did("purchase")',
            "hungarians": 'country = "HU"',
            "both": "segment(buyers) and segment(hungarians)",
            "round": "segment(about)",
            "about": "not segment(round)",
            "broken": "country",
        },
    )
    hu: dict[str, Json] = {"geo": {"country": "HU"}}
    return built(
        tmp_path,
        rules,
        Batch(
            "web",
            (
                happening(0, "checkout", "soon", hu),
                happening(1, "purchase", "soon", value=(1_000_00, "HUF"), score=(9.0, 0.0, 10.0)),
                happening(0, "checkout", "late", hu),
                happening(8, "purchase", "late", value=(10_00, "EUR")),
                happening(20, "checkout", "recent", hu),
                happening(2, "checkout", "never", {"geo": {"country": "SK"}}),
                happening(24, "look", "never", value=(500, "JPY"), score=(4.0, 1.0, 5.0)),
            ),
        ),
    )


def owners(journeys: Journeys, text: str) -> str:
    """Return whose events a selection keeps, by the rows of the log."""
    owner = ["soon", "soon", "late", "late", "recent", "never", "never"]
    return " ".join(dict.fromkeys(owner[row] for _, row in sorted(events_of(journeys.only(keep_of(text, journeys))))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('country = "HU" and did("checkout") and not did("purchase") within 7d', "late"),  # recent: too recent to tell
        ('did("checkout") and did("purchase") within 7d', "soon"),
        ('not did("purchase")', "recent never"),
        ('did("purchase") within 8d after "checkout"', "soon late"),
        ('did("checkout") before "purchase"', "soon late"),
        ('did("checkout") within 7d before "purchase"', "soon"),
        ('not did("checkout") within 7d before "purchase"', "late never"),
        ('did("purchase") at most 0 times', "recent never"),
        ('did("purchase") at most 0 times within 4d after "checkout"', "late recent never"),
        ('did("purchase") exactly 0 times within 5d after "checkout"', "late never"),
        ('did("purchase", value > 10 EUR or value >= 1000)', "soon"),
        ('did("purchase", country = SK)', ""),
        ('did("checkout") in last 5d', "recent"),
        ('first("checkout" or "look") in 1970-01-03..', "recent never"),
        ('pattern("checkout, purchase within 5d")', "soon"),
        ('pattern("checkout, !purchase within 7d")', "late never"),
        ('not pattern("checkout, !purchase within 7d")', "soon"),  # recent: too recent to tell
        ('pattern("checkout, channel:web") and country = HU', "soon late"),
        ("segment(both)", "soon late"),
        ("not segment(both)", "recent never"),
        ("stage = look or stage is none", "never"),
        ("country like 'h*'", "soon late recent"),
        ("value = 10 EUR", "late"),
        ("value = 9.999 EUR or value < 0", ""),
        ("value > 9.999 EUR and value <= 10.001 EUR", "late"),
        ("value = 500 JPY", "never"),
        ("score >= 4 of 1..5", "never"),
        ('channel = "phone"', ""),
        ("channel != phone and time in 1970-01-01", "soon late"),
    ],
)  # fmt: skip
def test_what_is_picked(shop: Journeys, text: str, expected: str) -> None:
    assert owners(shop, text) == expected


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ('did("chekout")', "there is no touchpoint 'chekout': did you mean checkout"),
        ('contry = "HU"', "there is no dimension 'contry': did you mean country"),
        ('country = "hu"', "no country is 'hu': did you mean HU?"),
        ('pattern("checkout,, purchase")', "checkout,, purchase"),
        ('pattern("chekout")', "there is no touchpoint 'chekout': did you mean checkout"),
        ("persona = x", "there is no dimension 'persona'"),
        ("value > 1 USD", "no amount of the data is in USD: name one of HUF, EUR, JPY"),
        ("score > 1", r"answers of the data are on 2 scales (0..10, 1..5): name one, as in score > 1 of 0..10"),
        ("score > 1 of 1..7", "no answer of the data is on the scale 1..7: name one of 0..10, 1..5"),
        ("segment(buyer)", "there is no segment 'buyer': the settings have buyers, hungarians, both, round, about, broken; did you mean 'buyers'?"),
        ("segment(round)", "the segment 'round' needs itself (round → about → round)"),
        ("segment(broken)", "the segment 'broken': the selection cannot be read at character 8"),
        ("did(checkout, segment(buyers))", "what stands within did(…) or first(…) is about its event"),
        (Did(touchpoints=("checkout",), within="7d"), "needs an event to count from"),
        (Did(touchpoints=("checkout",), relation="after"), "needs the touchpoints in other"),
        (Did(touchpoints=("checkout",), relation="of", other=("look",)), "needs a time"),
        (Did(touchpoints=("checkout",), period="someday"), "'someday' is not a period"),
    ],
)  # fmt: skip
def test_what_cannot_be_picked_says_why(shop: Journeys, selection: Selection | str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        keep_of(selection, shop)
    assert message in str(caught.value)


def test_names_that_do_not_exist_are_not_found(shop: Journeys) -> None:
    for text in ("did(nothing)", "nothing = 1", "country = nothing", "segment(nothing)"):
        with pytest.raises(NotFoundError):
            keep_of(text, shop)


@given(customers(), st.sampled_from([1, 10, 30, 90]))
@settings(max_examples=15)
def test_funnel_pattern_and_selection_are_one(
    tmp_path_factory: pytest.TempPathFactory, people: list[list[Step]], minutes: int
) -> None:
    with small_pieces():
        rest = [(0, "a"), (1, "b")]  # so that both are there
        journeys = built(tmp_path_factory.mktemp("shop"), Settings(), plain_log([*people, rest]))
        window = f"{minutes}m"
        reached = Funnel(steps=["a", "b"], window=window).run(journeys).steps[1].customers
        for text in (
            f'did("b") within {window} after "a"',
            f'pattern("a, b within {window}")',
            f"did(a) and did(b) within {window}",
        ):
            assert journeys.only(keep_of(text, journeys)).customers == reached


@given(st.text(max_size=30))
def test_a_like_is_never_slow_and_takes_any_text(text: str) -> None:
    from desireline.journeys.selections.leaves import _like

    assert _like("*".join(["", *text, ""]), text)
    assert _like("*a" * 200 + "b", "a" * 5_000) is False


def test_narrowing_twice_is_both(shop: Journeys) -> None:
    one, other = keep_of('country = "HU"', shop), keep_of("channel = web and did(purchase)", shop)
    assert shop.only(one).only(other).customers == 2
    assert shop.only(other).events == 4


def test_an_empty_store_picks_nobody(tmp_path: Path) -> None:
    journeys = built(tmp_path, Settings(), Batch("web", (Happening(1, "a"),)))  # nobody's
    for text in ("channel = web", "did(a)", "value > 1 USD", "score > 1", "first(a) in 2026", "time in last 1d"):
        assert journeys.only(keep_of(text, journeys)).customers == 0


def test_plain_python_picks_the_same(shop: Journeys) -> None:
    texts = [
        'did("checkout") and not did("purchase") within 7d',
        'did("checkout") within 20d of ("purchase" or "look") or first("look") in 1970',
        'did("purchase", value > 1) exactly 1 time and channel = "web"',
    ]
    code = (
        "import json, sys; from pathlib import Path; from logs import *; from desireline.base.settings.model import Settings\n"
        "from desireline.journeys import open_journeys\n"
        "from journeys.selections.test_compile import events_of\n"
        "from desireline.journeys.selections import keep_of\n"
        "import msgspec\n"
        "folder, rules, texts = json.loads(sys.argv[1])\n"
        "found = open_journeys(Path(folder), msgspec.json.decode(rules, type=Settings))\n"
        "print(json.dumps([events_of(found.only(keep_of(text, found))) for text in texts]))"
    )
    folder = str(shop.store.folder.parent)
    given_ = json.dumps([folder, msgspec.json.encode(shop.settings).decode(), texts])
    tests, source = Path(__file__).parents[2], Path(__file__).parents[3] / "src"
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, given_],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": f"{source}:{tests}"},
    )
    assert plain.returncode == 0, plain.stderr
    ours = [[list(row) for row in events_of(shop.only(keep_of(text, shop)))] for text in texts]
    assert json.loads(plain.stdout) == ours
    assert all(ours)
