"""Text to tree and back, and errors that point at the character."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.journeys.patterns import Pattern, parse_pattern, pattern_text
from desireline.journeys.patterns.tree import (
    AnyEvent,
    AtTouchpoint,
    ByChannel,
    Either,
    Exclusion,
    InOrder,
    InStage,
    Part,
    Repeat,
    Within,
)
from pattern_strategies import any_patterns

HARD = settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
_NAMES = st.one_of(
    st.sampled_from(
        ["cart", "landing page", "kosár", "結帳", "v1.2-b", "any", "not", "within", "stage", "go within", "a, b", "x:y"]
    ),
    st.text(min_size=1, max_size=8),
)


@HARD
@given(any_patterns(_NAMES))
def test_a_tree_is_its_text_and_its_json(pattern: Pattern) -> None:
    text = pattern_text(pattern)
    assert parse_pattern(text) == pattern
    assert pattern_text(parse_pattern(text)) == text
    assert msgspec.json.decode(msgspec.json.encode(pattern), type=Pattern) == pattern


@HARD
@given(st.text(max_size=40) | st.text('ab (){}|,>!?+*^$"\\:0123dm', max_size=40))
def test_any_text_is_a_pattern_or_a_plain_error(text: str) -> None:
    try:
        pattern = parse_pattern(text)
    except InputError as error:
        shown = str(error).splitlines()
        pattern = None
    if pattern is None:
        assert (len(shown), shown[2].strip()) == (3, "^")
        assert shown[0].endswith(" of the pattern)")
    else:
        assert parse_pattern(pattern_text(pattern)) == pattern


def test_what_a_text_means() -> None:
    cart, order = AtTouchpoint(name="cart"), AtTouchpoint(name="order")
    assert parse_pattern("^ > cart, (stage:pay | channel:phone, any){>2,} within 1h 30m, !order within 7d") == Pattern(
        of=InOrder(
            parts=(
                Part(of=cart),
                Part(
                    of=Within(
                        of=Repeat(
                            of=Either(
                                options=(
                                    InStage(name="pay"),
                                    InOrder(parts=(Part(of=ByChannel(name="phone")), Part(of=AnyEvent()))),
                                )
                            ),
                            least=2,
                            directly=True,
                        ),
                        duration="1h30m",
                    )
                ),
                Part(of=Exclusion(events=(order,), within="7d")),
            )
        ),
        from_start=True,
    )
    assert parse_pattern("(cart > order) within 7D").of == Within(
        of=InOrder(parts=(Part(of=cart), Part(of=order, directly=True))), duration="7d", from_first=True
    )
    assert parse_pattern("((cart))within 7d").of == Within(of=cart, duration="7d")


def test_json_names_the_kind_of_each_node() -> None:
    encoded = msgspec.json.encode(parse_pattern("^ cart, order within 7d"))
    assert msgspec.json.decode(encoded) == {
        "of": {
            "is": "in_order",
            "parts": [
                {"of": {"is": "touchpoint", "name": "cart"}},
                {"of": {"is": "within", "of": {"is": "touchpoint", "name": "order"}, "duration": "7d"}},
            ],
        },
        "from_start": True,
    }


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  cart ,order>receipt ", "cart, order > receipt"),
        ("cart{1,}, cart{0,1}, cart{0,}", "cart+, cart?, cart*"),
        ("(cart){2,2}", "cart{2}"),
        ('"cart", "any"', 'cart, "any"'),
        ("any within 5m", "any within 5m"),
        ('stage:"after sales" > $', "stage:after sales $"),
        ("(a{2,}) within 1h", "(a{2,}) within 1h"),
        ("!(a | any), b", "!(a | any), b"),
        ("a\n  , b", "a, b"),
    ],
)
def test_one_text_for_each_tree(text: str, canonical: str) -> None:
    assert pattern_text(parse_pattern(text)) == canonical


@pytest.mark.parametrize(
    ("text", "reason", "mark"),
    [
        ("", "the pattern ends where an event should stand", 0),
        ("cart,, order", "',' cannot stand here", 5),
        ("cart | order", "alternatives stand in parentheses", 5),
        ("(cart, order", "this parenthesis is never closed", 0),
        ("cart)", "closes nothing", 4),
        ("a/b", "put names that hold it in quotation marks", 1),
        ('"a', "is never closed", 0),
        ('""', "hold no name", 0),
        ("cart > !order", "> has no place beside an exclusion", 5),
        ("!order", "an exclusion alone matches nothing", 0),
        ("!a, !b", "exclusions alone", 2),
        ("(!a), b", "an exclusion alone in parentheses", 1),
        ("!a{2}", "an exclusion cannot be repeated", 0),
        ("cart{2", "a repetition is written", 4),
        ("cart{2 3}", "a repetition is written", 4),
        ("cart{3,2}", "at least 3 and at most 2 cannot be", 4),
        ("cart{0}", "cannot be", 4),
        ("cart{2}{3}", "needs parentheses", 7),
        ("cart within", "after within comes a duration", 11),
        ("cart within 7x", "'7x' is not a duration", 12),
        ("(cart within 7d) within 8d", "one element has one window", 0),
        ("^ !a, b", "nothing to exclude", 0),
        ("a, !b $", "leave out the $", 6),
        ("a ^ b", "^ stands only at the beginning", 2),
        ("a $, b", "','", 3),
        ("any thing", "'any' is a word of the language", 0),
        ("sign not up", "'not' is a word of the language", 5),
        ("x:y", "'x:' is not a class of events", 0),
        ("stage:", "after stage: comes a name", 6),
        ("not(any)", "neither any nor not", 0),
        ('a "b"', "a sign is missing here", 2),
        ("(" * 21 + "a" + ")" * 21, "nested more than 20 deep", 20),
    ],
)
def test_errors_point_at_the_character(text: str, reason: str, mark: int) -> None:
    with pytest.raises(InputError) as caught:
        parse_pattern(text)
    sentence, shown, pointer = str(caught.value).splitlines()
    assert reason in sentence
    assert f"(character {mark + 1} of the pattern)" in sentence
    assert shown[pointer.index("^") :] == (
        "" if mark >= len(text) else text[mark : mark + len(shown) - pointer.index("^")]
    )


def test_the_line_is_shown_and_long_lines_are_cut() -> None:
    with pytest.raises(InputError) as caught:
        parse_pattern("cart,\n  order,\n  , b")
    assert str(caught.value).splitlines()[1:] == ["    , b", "    ^"]
    with pytest.raises(InputError) as caught:
        parse_pattern("a, " * 200 + "/")
    assert max(map(len, str(caught.value).splitlines()[1:])) <= 62
    with pytest.raises(InputError, match="at most 10000"):
        parse_pattern("a" * 10_001)


@pytest.mark.parametrize(
    "content",
    [
        '{"of": {"is": "nothing"}}',
        '{"of": {"is": "repeat", "of": {"is": "any"}, "least": 3, "most": 2}}',
        '{"of": {"is": "within", "of": {"is": "any"}, "duration": "soon"}}',
        '{"of": {"is": "within", "of": {"is": "any"}, "duration": "7d", "from_first": true}}',
        '{"of": {"is": "in_order", "parts": [{"of": {"is": "any"}}]}}',
        '{"of": {"is": "touchpoint", "name": ""}}',
    ],
)
def test_json_that_is_no_pattern(content: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(content, type=Pattern)


def test_the_deepest_text_and_trees_too_deep() -> None:
    deepest = "(a, b | c){2} within 7d, d"
    for _ in range(19):
        deepest = f"({deepest} | c){{2}} within 7d, d"
    assert parse_pattern(pattern_text(parse_pattern(deepest))) == parse_pattern(deepest)
    content = '{"of":' + '{"is":"repeat","least":1,"of":' * 300 + '{"is":"any"}' + "}" * 301
    with pytest.raises(msgspec.ValidationError, match="nested more than 100 deep"):
        msgspec.json.decode(content, type=Pattern)
