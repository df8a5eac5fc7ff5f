"""The server's parts put together."""

from pathlib import Path

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

import desireline
from desireline.project import ServedProject
from desireline.server.errors import HANDLERS
from desireline.server.gate import Gate, protect
from desireline.server.pages import STATIC, page_handlers
from desireline.server.provider import ProjectProvider
from desireline.server.rooms import (
    answers,
    home,
    map_people,
    maps,
    notes,
    people,
    privacy,
    project,
    questions,
    saved_questions,
    segments,
    selections,
)
from desireline.server.sign_in import Sessions, sign_in

__all__ = ["create_app"]

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
]
"""Routes that want a whole project, not only its answers; they ask for it as `served: NamedDependency[ServedProject]`."""


def create_app(provider: ProjectProvider, *, token: str, static: Path = STATIC) -> Litestar:
    """Return the app for one project.

    Args:
        provider: where maps come from.
        token: what signs in, once, at `/sign-in?token=…`.
        static: folder of the built app; a page says how to build it where it is empty.
    """
    sessions = Sessions(token)
    rooms = [*maps.handlers, *questions.handlers, *(_PROJECT_ROOMS if isinstance(provider, ServedProject) else [])]
    api = Router("/api", route_handlers=rooms)
    return Litestar(
        route_handlers=[api, sign_in, *page_handlers(static)],
        middleware=[Gate(sessions)],
        dependencies={
            "provider": Provide(lambda: provider, sync_to_thread=False),
            "served": Provide(lambda: provider, sync_to_thread=False),
            "sessions": Provide(lambda: sessions, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        before_send=[protect],
        openapi_config=OpenAPIConfig(
            title="Desireline", version=desireline.__version__, path="/api", render_plugins=[JsonRenderPlugin()]
        ),
        debug=False,
        logging_config=None,  # whoever runs the server decides where its log goes
    )
