"""Widths, cuts and line breaks."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from desireline.base.text import plain
from desireline.render.journey_map.text import fit, width, wrap


def test_chinese_is_as_wide_as_it_is_high() -> None:
    assert width("顧客旅程", 10) == 4 * 10 * 1.03


def test_accents_do_not_widen_and_bold_does() -> None:
    assert width("tükörfúrógép", 12) == width("tukorfurogep", 12)
    assert width("e\u0301", 12) == width("e", 12)
    assert width("Checkout", 12, 600) > width("Checkout", 12)


def test_fit_keeps_what_fits() -> None:
    assert fit("Cart", 100, 12) == "Cart"
    assert fit("Оформление заказа", 70, 12) == "Оформл…"


def test_plain_takes_out_what_nobody_sees_and_keeps_numbers_whole() -> None:
    assert plain("a\x00b\u202ec\nd \t e\ud800") == "abc d e"
    assert plain("1\u00a0234") == "1\u00a0234"


def test_wrap_does_not_begin_a_line_with_a_closing_mark() -> None:
    lines = wrap("最嚴重的流失點是「結帳」：1,180 位顧客；經過這裡。", 70, 12)
    assert len(lines) > 2
    assert "".join(lines).replace(" ", "") == "最嚴重的流失點是「結帳」：1,180位顧客；經過這裡。"
    assert not any(line[0] in "」：；，。" for line in lines)


def test_wrap_ends_the_last_line_with_an_ellipsis() -> None:
    lines = wrap("one two three four five six seven", 60, 12, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(st.text(max_size=60), st.floats(20, 400), st.sampled_from([400, 600]))
def test_fit_and_wrap_stay_in_their_room(text: str, room: float, weight: int) -> None:
    assert width(fit(text, room, 12, weight), 12, weight) <= room
    assert all(width(line, 12, weight) <= room for line in wrap(text, room, 12, weight))


@given(st.text(max_size=60))
def test_plain_leaves_no_control_characters_and_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in plain(text))
