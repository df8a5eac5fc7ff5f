"""The rows of the app: its answers over loopback, and what a browser makes of them."""

from benchmarks.bench import OURS, Bench
from benchmarks.browsing import Chromium, why_not
from benchmarks.measure import Row, Timing
from benchmarks.questions import FUNNEL
from benchmarks.serving import Served
from benchmarks.shop import home

__all__ = ["browsing", "serving"]

_ANSWER_LEVEL_S, _PAINT_LEVEL_S, _DRAWN_LEVEL_S = 0.05, 1.0, 0.3
_ANSWERS_KEPT = 64
_STARTS = 3


def serving(bench: Bench) -> list[Row]:
    """Questions over loopback; each of them new to the app, which keeps its latest answers."""
    bench.tell("the app")
    bench.worker(OURS)
    transitions: list[float] = []
    funnels: list[float] = []
    with Served(home(bench.log)) as app:
        for _ in range(bench.runs + 1):
            transitions.append(app.ask("transitions", {}))
            funnels += [
                app.ask("funnel", {"steps": FUNNEL, "window": f"{7 * 24 + hours}h"}) for hours in range(_ANSWERS_KEPT)
            ]
    level = bench.level(_ANSWER_LEVEL_S)
    return [
        Row(
            name=f"{name} in the app",
            what="over loopback, with story and chart",
            ours=Timing(values=values[1:]),
            first=values[0],
            level=level,
        )
        for name, values in (("transitions", transitions), ("funnel", funnels))
    ]


def browsing(bench: Bench) -> list[Row]:
    """Home and every question in a browser that has nothing kept from before: of a server just started, and of one in use."""
    reason = why_not()
    if reason is not None:
        bench.left_out.append(f"the app in a browser: {reason}")
        return []
    bench.worker(OURS)
    project = home(bench.log)
    starts = min(bench.runs, _STARTS)
    with Chromium() as chromium:
        cold = []
        for number in range(starts):
            bench.tell(f"Home of a server just started, {number + 1} of {starts}")
            with Served(project) as app:
                cold.append(chromium.home(app))
        with Served(project) as app:
            bench.tell("Home")
            chromium.home(app)
            warm = [chromium.home(app) for _ in range(bench.runs)]
            drawn = {}
            for name in app.questions:
                bench.tell(f"{name} in the browser")
                drawn[name] = [chromium.drawn(app, name) for _ in range(bench.runs + 1)]
    level = bench.level(_PAINT_LEVEL_S)
    return [
        *(
            Row(name=name, what=what, ours=Timing(values=values), level=own)
            for name, what, values, own in (
                ("Home: first paint", "after its address was asked for", [one.paint_s for one in warm], level),
                (
                    "Home: first paint, server just started",
                    "as soon as it answers",
                    [one.paint_s for one in cold],
                    level,
                ),
                ("Home: all of it", "sentences, counts, map, next steps", [one.content_s for one in warm], None),
                (
                    "Home: all of it, server just started",
                    "as soon as it answers",
                    [one.content_s for one in cold],
                    None,
                ),
            )
        ),
        *_drawn_rows(drawn, bench.level(_DRAWN_LEVEL_S)),
    ]


def _drawn_rows(drawn: dict[str, list[float | None]], level: float | None) -> list[Row]:
    """Return a row for each question whose answer is drawn, the first time apart: the server had not worked it out before."""
    return [
        Row(
            name=f"{name} drawn",
            what="from the answer's arrival to the painted chart",
            ours=Timing(values=[one for one in values[1:] if one is not None]),
            first=values[0],
            level=level,
        )
        for name, values in drawn.items()
        if all(one is not None for one in values)
    ]
