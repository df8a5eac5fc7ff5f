"""Charts from tables: what is drawn, and that a real Vega-Lite draws it."""

import pytest

from desireline.charts import Row, bars, heat, lines
from desireline.render.charts import chart_html, chart_picture

ROWS: list[Row] = [
    {"step": "view", "customers": 40, "share": 0.5, "low": 0.4, "high": 0.6, "day": "2026-01-01", "kind": "a"},
    {"step": "<b>cart</b> & ő 顧客", "customers": 10, "share": 0.25, "low": 0.2, "high": 0.3, "day": "2026-01-02", "kind": "b"},
]  # fmt: skip
TITLES = {"step": "Lépés", "customers": "顧客", "share": "Доля"}


def test_bars_start_at_zero_keep_their_order_and_tell_their_numbers() -> None:
    spec = bars(ROWS, of="step", value="share", titles=TITLES, share=True, low="low", high="high")
    bar, interval = spec["layer"]
    assert bar["encoding"]["x"]["scale"] == {"zero": True}
    assert bar["encoding"]["y"]["sort"] is None
    assert [told["title"] for told in bar["encoding"]["tooltip"]] == ["Lépés", "顧客", "Доля"]
    assert (interval["encoding"]["x"]["field"], interval["encoding"]["x2"]["field"]) == ("low", "high")
    assert spec["data"]["values"] == ROWS


@pytest.mark.parametrize(
    "spec",
    [
        bars(ROWS, of="step", value="customers", titles=TITLES, by="kind"),
        lines(ROWS, over="day", value="share", titles=TITLES, share=True, low="low", high="high"),
        lines(ROWS, over="customers", value="share", titles=TITLES, by="kind"),
        heat(ROWS, across="kind", down="step", value="share", titles=TITLES, share=True),
        bars([], of="step", value="customers", titles=TITLES),
    ],
)
def test_vega_lite_draws_it(spec: dict[str, object]) -> None:
    drawn = chart_picture(spec, "svg").decode()
    assert drawn.startswith("<svg")
    assert "<b>" not in drawn
    assert chart_picture(spec, "png").startswith(b"\x89PNG")


def test_the_picture_shows_what_was_asked() -> None:
    drawn = chart_picture(bars(ROWS, of="step", value="customers", titles=TITLES), "svg").decode()
    assert "view" in drawn
    assert "&lt;b&gt;cart&lt;/b&gt; &amp; ő 顧客" in drawn
    assert drawn.count('aria-roledescription="bar"') == 2


def test_a_page_of_an_answer_shows_strangers_texts_as_texts() -> None:
    import pyarrow as pa

    page = chart_html("<i>x</i>", ["<script>alert(1)</script>"], pa.table({"a<b": ["<img src=x>", None]}), None, "en")
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page
