"""The app in Chromium: when Home is painted, and when a chart is drawn."""

import os
import shutil
import time
from types import TracebackType
from typing import Any, Self

import msgspec

from benchmarks.serving import Served
from desireline.server.pages import STATIC

__all__ = ["Chromium", "HomeVisit", "why_not"]

_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_GIVEN_UP_S, _LOOK_MS = 120.0, 25
_WATCH = """() => {
    const seen = (window.benchSeen = {});
    const painted = (name) => {
        if (name in seen) return;
        seen[name] = null;
        requestAnimationFrame(() => setTimeout(() => (seen[name] = performance.now())));
    };
    new MutationObserver(() => {
        if (document.querySelector(".dl-home") && !document.querySelector(".dl-waiting")) painted("home");
        if (document.querySelector(".dl-canvas svg .role-mark > *")) painted("chart");
        else if (document.querySelector(".dl-story") && !document.querySelector(".dl-chart")) painted("words");
    }).observe(document, { childList: true, subtree: true });
}"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_ARRIVALS = """(path) => performance.getEntriesByType("resource")
    .filter(({ name }) => new URL(name).pathname === path).map(({ responseEnd }) => responseEnd)"""


class HomeVisit(msgspec.Struct, frozen=True, kw_only=True):
    """One visit of Home, in seconds from the moment its address was asked for."""

    paint_s: float
    content_s: float


def why_not() -> str | None:
    """Return why no browser can look at the app here; None where one can."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "Playwright is not installed: pip install -r benchmarks/requirements.txt"
    if _program() is None:
        return "there is no Chromium: install Debian's `chromium`, or name one in DESIRELINE_CHROMIUM"
    if not (STATIC / "index.html").is_file():
        return "the app is not built: pip install . builds it"
    return None


def _program() -> str | None:
    return os.environ.get("DESIRELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-headless-shell")


class Chromium:
    """A browser; each visit is that of somebody who was never there before, and has signed in."""

    def __init__(self) -> None:
        from playwright.sync_api import sync_playwright

        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=_program(), args=_FLAGS)

    def home(self, app: Served) -> HomeVisit:
        """Visit Home."""
        visit = _Visit(self._browser, app, "/")
        content = visit.wait_for("home")
        paint: float = visit.page.evaluate(_PAINT)
        visit.close()
        return HomeVisit(paint_s=paint / 1e3, content_s=content / 1e3)

    def drawn(self, app: Served, question: str) -> float | None:
        """Visit a question, asked as the app begins it; return the seconds from the answer's arrival to the painted chart, None without one."""
        visit = _Visit(self._browser, app, f"/explore/{question}")
        drawn = visit.wait_for("chart", "words")
        arrivals: list[float] = visit.page.evaluate(_ARRIVALS, f"/api/analyses/{question}")
        has_chart = visit.seen("chart") is not None
        visit.close()
        return (drawn - max(one for one in arrivals if one <= drawn)) / 1e3 if has_chart else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the browser."""
        self._browser.close()
        self._playwright.stop()


class _Visit:
    """A fresh window on a page of the app, watched while it is drawn."""

    def __init__(self, browser: Any, app: Served, path: str) -> None:
        self._context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
        name, _, value = app.cookie.partition("=")
        self._context.add_cookies([{"name": name, "value": value, "url": app.address}])
        self.page = self._context.new_page()
        self.page.add_init_script(f"({_WATCH})()")
        self._path = path
        self.page.goto(app.address + path, wait_until="commit")

    def wait_for(self, *names: str) -> float:
        """Return when the first of some things stood, in milliseconds since the address was asked for.

        Raises:
            TimeoutError: none of them came.
        """
        until = time.monotonic() + _GIVEN_UP_S
        while time.monotonic() < until:
            for name in names:
                found = self.seen(name)
                if found is not None:
                    return found
            self.page.wait_for_timeout(_LOOK_MS)
        words = self.page.locator("main").inner_text()[:300]
        raise TimeoutError(f"{self._path}: {' or '.join(names)} did not come in {_GIVEN_UP_S:.0f} s: {words}")

    def seen(self, name: str) -> float | None:
        """Return when something was painted; None where it was not yet."""
        found: float | None = self.page.evaluate(f"window.benchSeen?.{name} ?? null")
        return found

    def close(self) -> None:
        """Close the window."""
        self._context.close()
