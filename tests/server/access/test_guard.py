"""Every route says what it asks for, and gets it."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import get
from litestar.handlers import HTTPRouteHandler

from desireline.base.i18n import LANGUAGES
from desireline.project import Project, ServedProject
from desireline.server import create_app
from desireline.server.access import check_declared
from desireline.server.rights import ROLES, Right, needs
from signing_in import sign_in_as
from team import PASSWORD, Client

WORDS = Path(__file__).parents[3] / "frontend" / "src" / "words"
LITESTARS = {"/api", "/api/{path:str}", "/api/openapi.json"}
OPEN = {
    "/",
    "/{path:path}",
    "/assets/{name:str}",
    "/favicon.svg",
    "/sign-in",
    "/sign-in/oidc",
    "/sign-in/oidc/back",
    "/api/health",
    "/api/session",
}
STREAM = "/api/changes"  # its answer has no end; everybody who has signed in may read it
FOR_ALL_SIGNED_IN = {"/api/me", "/api/me/password", "/api/keys", "/api/keys/{number:int}", "/api/session"}


@pytest.fixture(scope="module")
def routes(team_template: Project) -> list[tuple[str, str, HTTPRouteHandler]]:
    """Every route of the app but Litestar's own: address, method, handler."""
    app = create_app(ServedProject(team_template), token="once")
    return [
        (route.path_format, method, handler)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        for method in handler.http_methods
        if method not in ("OPTIONS", "HEAD") and route.path not in LITESTARS
    ]


def test_every_route_declares_its_right(routes: list[tuple[str, str, HTTPRouteHandler]]) -> None:
    assert len(routes) > 20
    for path, method, handler in routes:
        assert "right" in handler.opt, f"{method} {path}"


def test_a_route_without_one_is_refused_at_the_start() -> None:
    @get("/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return ""

    with pytest.raises(TypeError, match=r"the route \['/forgotten'\] declares no right"):
        check_declared([forgotten])


def test_what_is_open_is_known(routes: list[tuple[str, str, HTTPRouteHandler]]) -> None:
    opened = {_declared(path) for path, _, handler in routes if handler.opt.get("open")}
    assert opened == {_declared(path) for path in OPEN}
    for_all = {
        _declared(path) for path, _, handler in routes if handler.opt["right"] is None and not handler.opt.get("open")
    }
    assert for_all == {_declared(path) for path in FOR_ALL_SIGNED_IN}


def test_what_shows_or_changes_people_goes_into_the_trail(routes: list[tuple[str, str, HTTPRouteHandler]]) -> None:
    for path, method, handler in routes:
        if handler.opt["right"] in (Right.ADMIN, Right.EDIT) and method != "GET":
            assert handler.opt["audit"], f"{method} {path} changes something and leaves no trace"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_deed_of_the_trail_has_its_words(routes: list[tuple[str, str, HTTPRouteHandler]], lang: str) -> None:
    words = msgspec.json.decode((WORDS / lang / "settings.json").read_bytes())
    deeds = {handler.opt["audit"] for _, _, handler in routes if handler.opt["audit"]}
    assert sorted(deed for deed in deeds if f"settings.audit.did.{deed}" not in words) == []


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_may_what_it_may(
    team_app: Client, role: str, routes: list[tuple[str, str, HTTPRouteHandler]]
) -> None:
    """By looking only at whether the guard lets it through: what is asked for does not exist."""
    sign_in_as(team_app, role, PASSWORD)
    for path, method, handler in routes:
        right = handler.opt["right"]
        if right is None or path == STREAM:
            continue
        answer: Any = team_app.request(method, _filled(path), json={"nothing": "of it"})
        assert (answer.status_code == 403) == (right not in ROLES[role]), f"{method} {path}: {answer.text}"  # type: ignore[index]


def test_a_stranger_comes_nowhere(team_app: Client, routes: list[tuple[str, str, HTTPRouteHandler]]) -> None:
    for path, method, handler in routes:
        if not handler.opt.get("open"):
            assert team_app.request(method, _filled(path), json={}).status_code == 401, f"{method} {path}"


def test_needs_says_both() -> None:
    assert needs(Right.EDIT, audit="x.changed") == {"right": Right.EDIT, "audit": "x.changed"}


def _declared(path: str) -> str:
    return path.replace(":int", "").replace(":str", "").replace(":path", "")


def _filled(path: str) -> str:
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + "987654" + rest.partition("}")[2]
    return path
