"""What every visit to the app looks at."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from desireline.server import ProjectProvider

__all__ = ["Serve", "Visit", "may_only", "overflow", "refuse", "seriously_inaccessible", "shoot"]

Serve = Callable[[ProjectProvider], str]
"""Serves a project while the test runs, and gives the address that signs in."""

SHOTS = Path(__file__).parent / "e2e" / "shots"
_AXE = Path(__file__).parents[1] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


class Visit:
    """One browser window, signed in.

    Args:
        browser: the browser.
        address: the one that signs in.
        path: what is looked at first.
        width: of the window, in pixels.
        scheme: light or dark.
        locale: the browser's language.

    Attributes:
        page: the page.
        complaints: whatever the browser has complained of.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        path: str = "/",
        *,
        width: int = 1440,
        scheme: str = "light",
        locale: str = "en-US",
        language: str | None = None,
    ) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=locale,
            accept_downloads=True,
        )
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if language is not None:
            self.page.add_init_script(f"localStorage.setItem('desireline.language', '{language}')")
        self.root = address.split("/sign-in", maxsplit=1)[0]
        self.page.goto(address)
        if path != "/":
            self.page.goto(self.root + path)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


def may_only(page: Page, *rights: str) -> None:
    """From the next page on, let whoever is signed in have these rights only, as far as the app is told."""

    def fewer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"rights": list(rights)})

    page.route("**/api/me", fewer)


def refuse(page: Page, pattern: str, message: str, *, status: int = 503, code: str = "error") -> None:
    """Let the server refuse, with a sentence, whatever is asked of these addresses."""
    page.route(pattern, lambda route: route.fulfill(status=status, json={"code": code, "message": message}))


def seriously_inaccessible(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page, and where."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{finding['id']} ({finding['impact']}): {json.dumps([node['target'] for node in finding['nodes'][:4]])}"
        for finding in found["violations"]
        if finding["impact"] in ("serious", "critical")
    ]


def overflow(page: Page) -> list[str]:
    """Return what is wider than the window, or whose words are cut off without a sign."""
    found: list[str] = page.evaluate(
        """() => {
            const wide = document.documentElement.scrollWidth > window.innerWidth ? ["the page"] : [];
            const cut = [...document.querySelectorAll("button, .dl-button, .dl-tab, .dl-tag, .dl-label, h1, h2, h3")]
                .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible")
                .map(one => one.textContent.slice(0, 60));
            return [...wide, ...cut];
        }"""
    )
    return found


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
