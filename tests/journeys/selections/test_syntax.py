"""Selections as text: read, written, read again; and where the text is wrong, the character is named."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.journeys.selections import Selection, parse_selection, selection_text
from desireline.journeys.selections.model import Amount, And, Did, First, Is, IsNone, Like, Not, Or, Scored, Time, Times
from selection_strategies import any_selections


@given(any_selections())
def test_text_and_json_go_round(selection: Selection) -> None:
    assert parse_selection(selection_text(selection)) == selection
    assert msgspec.json.decode(msgspec.json.encode(selection), type=Selection) == selection


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ["a", '"', "'", "and", "or", "not", "(", ")", "=", "did", "first", "in", "within", "7d", "2026", "..", "last", "value",
             "100", "is", "none", "like", ",", "of", "\\", "after", "İ"]
        ),
        max_size=12,
    ).map(" ".join)
)  # fmt: skip
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        found = parse_selection(text)
    except InputError as error:
        message = str(error)
    else:
        assert parse_selection(selection_text(found)) == found
        return
    assert "at character" in message
    assert "\n" not in message


def is_(dimension: str, *values: str) -> Is:
    return Is(dimension=dimension, values=values)


def did(*names: str, **more: object) -> Did:
    return Did(touchpoints=names, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'country = "HU" and did("checkout") and not did("purchase") within 7d',
            And(parts=(is_("country", "HU"), did("checkout"), Not(part=did("purchase", within="7d")))),
        ),
        ("NOT a = b AND c=d OR e == 'f g'", Or(parts=(And(parts=(Not(part=is_("a", "b")), is_("c", "d"))), is_("e", "f g")))),
        ("not (a = b or c != d)", Not(part=Or(parts=(is_("a", "b"), Not(part=is_("c", "d")))))),
        ('"order state" in (paid, "on its way")', is_("order state", "paid", "on its way")),
        ('"value" not in (1)', Not(part=is_("value", "1"))),
        ("stage is not none", Not(part=IsNone(dimension="stage"))),
        ("touchpoint not like 'Sum*'", Not(part=Like(dimension="touchpoint", text="Sum*"))),
        ("value > -99.90 huf", Amount(comparison=">", amount="-99.90", currency="HUF")),
        ("value = 5 and a = b", And(parts=(Amount(comparison="=", amount="5"), is_("a", "b")))),
        ("score >= 9 of 0..10", Scored(comparison=">=", score=9.0, scale=(0.0, 10.0))),
        ("time in LAST 30 D", Time(period="last 30d")),
        ("first(a or b) in 2026-01 .. 2026-03", First(touchpoints=("a", "b"), period="2026-01..2026-03")),
        ("did(a) at least 3 times", did("a", times=Times("at least", 3))),
        ("did(a) exactly 1 time in 2026", did("a", times=Times("exactly", 1), period="2026")),
        ("did(a, channel = web, value > 3)", did("a", where=And(parts=(is_("channel", "web"), Amount(comparison=">", amount="3"))))),
        ("did(b) within 1h30m after (a or c)", did("b", within="1h30m", relation="after", other=("a", "c"))),
        ("did(b) before a within 7d", did("b", within="7d", relation="before", other=("a",))),
        ("did(b) within 7d of a", did("b", within="7d", relation="of", other=("a",))),
        (r'a = "say \"yes\" \\ no"', is_("a", 'say "yes" \\ no')),
    ],
)  # fmt: skip
def test_what_people_write(text: str, expected: Selection) -> None:
    assert parse_selection(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "at character 1 (the end): the selection is empty"),
        ("  ", "at character 3 (the end): the selection is empty"),
        ("country", "at character 8 (the end): =, !=, in, not in, is none, like or not like must come after country"),
        ('country = "HU', 'at character 11 (before "HU): the quote that opens here is never closed'),
        ("a = b an c = d", "at character 7 (before an c = d): and, or, or the end"),
        ("(a = b", "at character 7 (the end): and, or, or a closing parenthesis"),
        ("a = none", "at character 5 (before none): write is none for no value"),
        ("a is b", "at character 6 (before b): none must come after is"),
        ("did(a) within 7d", 'at character 8 (before within 7d): a time needs an event to count from: write within 7d after "name"'),
        ("did(a) or did(b) within 7d", "at character 18"),
        ("did(a) and (did(b) within 7d)", "at character 20"),
        ("did(b) of a", "at character 8 (before of a): a time must come before of"),
        ("did(a) at least three times", "at character 17 (before three times): a number must come here"),
        ("did(a) at least 1.5 times", "at character 17 (before 1.5 times): a whole number"),
        ("did(a) in 2026-02-30", "at character 11 (before 2026-02-30): '2026-02-30' is not a period"),
        ("time in 2026-03..2026-02", "at character 9 (before 2026-03..2026-02): the period '2026-03..2026-02' ends before it starts"),
        ("did(a, did(b))", "at character 8 (before did(b))): what stands within did(…) is about its event, so did cannot"),
        ("did(a) and not did(b) within 5 minutes", "at character 30 (before 5 minutes): a duration must come here"),
        ("does(a)", "at character 1 (before does(a)): there is no does(…): allowed are did, first, pattern, segment"),
        ("value > many", "at character 9 (before many): a number must come here"),
        ("score > 9 of 10", "at character 16 (the end): a scale must come here, such as 0..10"),
        ("a in ()", "at character 7 (before )): a value must come here, in quotes"),
        ("not " * 100 + "a = b", "more than 40 conditions lie within each other"),
        ("(" * 5000, "more than 40 conditions lie within each other"),
        ("a = " + "b" * 30_000, "longer than 20000 characters"),
    ],
)  # fmt: skip
def test_faults_name_their_character(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_selection(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
