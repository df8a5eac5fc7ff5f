"""The server's parts put together."""

from pathlib import Path

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, Reference, SecurityScheme

import desireline
from desireline.project import ServedProject
from desireline.project.jobs import Jobs
from desireline.server import organisation_sign_in
from desireline.server.access import Access, Hosts, check_declared, guard
from desireline.server.access.guard import CSRF_HEADER
from desireline.server.changes import Changes
from desireline.server.errors import HANDLERS
from desireline.server.gate import Gate, protect
from desireline.server.pages import STATIC, page_handlers
from desireline.server.provider import ProjectProvider
from desireline.server.rooms import (
    accounts,
    answers,
    audit,
    backups,
    doctor,
    events,
    home,
    identity,
    imports,
    jobs,
    keys,
    map_people,
    maps,
    me,
    notes,
    people,
    privacy,
    project,
    questions,
    rules,
    saved_questions,
    segments,
    selections,
    settings,
    uploads,
)
from desireline.server.sign_in import sign_in

__all__ = ["create_app"]

_SECURITY: dict[str, SecurityScheme | Reference] = {
    "session": SecurityScheme(
        type="apiKey",
        security_scheme_in="cookie",
        name="desireline-8020",
        description="What POST /api/session or the printed address sets; the number is the port.",
    ),
    "csrf": SecurityScheme(
        type="apiKey",
        security_scheme_in="header",
        name=CSRF_HEADER,
        description="With a session, on all that is not GET: the token of GET /api/me.",
    ),
    "key": SecurityScheme(type="http", scheme="bearer", description="A key of desireline keys add, or POST /api/keys."),
}

_PROJECT_ROOMS: list[HTTPRouteHandler] = [
    *project.handlers,
    *answers.handlers,
    *home.handlers,
    *people.handlers,
    *notes.handlers,
    *privacy.handlers,
    *segments.handlers,
    *selections.handlers,
    *saved_questions.handlers,
    *map_people.handlers,
    *accounts.handlers,
    *keys.handlers,
    *audit.handlers,
    *backups.handlers,
    *imports.handlers,
    *jobs.handlers,
    *uploads.handlers,
    *settings.handlers,
    *rules.handlers,
    *events.handlers,
    *identity.handlers,
    *doctor.handlers,
]
"""Routes that want a whole project, not only its answers; they ask for it as `served: NamedDependency[ServedProject]`."""


def create_app(
    provider: ProjectProvider, *, token: str | None, static: Path = STATIC, hosts: Hosts | None = None
) -> Litestar:
    """Return the app for one project.

    Args:
        provider: where maps come from.
        token: what signs in, once, at `/sign-in?token=…` on this machine; None: nothing does.
        static: folder of the built app; a page says how to build it where it is empty.
        hosts: the names of this server besides those of this machine; none where none are given.

    Raises:
        TypeError: a route declares no right: a mistake in the program.
    """
    folder = provider.project.log.folder if isinstance(provider, ServedProject) else None
    oidc = provider.project.settings.serve.oidc if isinstance(provider, ServedProject) else None
    access = Access(token, folder, hosts or Hosts(), oidc)
    whole = _PROJECT_ROOMS if isinstance(provider, ServedProject) else []
    rooms: list[HTTPRouteHandler] = [*me.handlers, *maps.handlers, *questions.handlers, *whole]
    pages = [sign_in, *organisation_sign_in.handlers, *page_handlers(static)]
    check_declared([*rooms, *pages])
    desk = _Desk(provider) if isinstance(provider, ServedProject) else None
    app = Litestar(
        route_handlers=[Router("/api", route_handlers=rooms), *pages],
        middleware=[Gate(access)],
        guards=[guard],
        state=State({"access": access}),
        dependencies={
            "provider": Provide(lambda: provider, sync_to_thread=False),
            "served": Provide(lambda: provider, sync_to_thread=False),
            "access": Provide(lambda: access, sync_to_thread=False),
            **(desk.dependencies() if desk else {}),
        },
        exception_handlers=HANDLERS,
        before_send=[protect],
        openapi_config=OpenAPIConfig(
            title="Desireline",
            version=desireline.__version__,
            path="/api",
            render_plugins=[JsonRenderPlugin()],
            components=Components(security_schemes=_SECURITY),
            security=[{"session": [], "csrf": []}, {"key": []}],
        ),
        debug=False,
        logging_config=None,  # whoever runs the server decides where its log goes
        on_shutdown=[desk.jobs.close] if desk else [],
    )
    app.state.jobs = desk.jobs if desk else None
    app.state.let_go = desk.changes.close if desk else _nothing
    return app


class _Desk:
    """What a served project has going on besides its answers."""

    def __init__(self, served: ServedProject) -> None:
        self.jobs = Jobs(served.project, served.held)
        self.jobs.tidy()
        self.changes = Changes(served, self.jobs)

    def dependencies(self) -> dict[str, Provide]:
        """Return what routes ask for by name."""
        return {
            "jobs": Provide(lambda: self.jobs, sync_to_thread=False),
            "changes": Provide(lambda: self.changes, sync_to_thread=False),
        }


def _nothing() -> None:
    pass
