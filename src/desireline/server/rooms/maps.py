"""That the server is there, and the journey map."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

import desireline
from desireline.base.i18n import Language, language
from desireline.render.journey_map import Layout, MapView, Theme, svg
from desireline.server.provider import ProjectProvider
from desireline.server.rights import Right, needs, open_to_all
from desireline.server.versions import tagged, unchanged, version_of

__all__ = ["Health", "Lang", "asked_language", "handlers"]

Journey = Annotated[
    str | None, QueryParameter(description="Name of the journey type; the project's first where none is given.")
]
Lang = Annotated[
    str | None, QueryParameter(description="en, zh-Hant, ru or hu; the project's own where none is given.")
]
Where = Annotated[
    str | None,
    QueryParameter(description='A selection to narrow the map to, such as country = "HU"; all where none is given.'),
]
Period = Annotated[
    str | None, QueryParameter(description="A period to narrow it to: 2026-03, 2026-01-01..2026-03-31 or last 30d.")
]
Width = Annotated[
    int, QueryParameter(ge=280, le=1200, description="Of `layout=small`: how wide it will be shown, in pixels.")
]


class Health(msgspec.Struct, frozen=True):
    """That the server answers, and which version it is."""

    status: Literal["ok"]
    version: str


@get("/health", sync_to_thread=False, opt=open_to_all())
def health() -> Health:
    """Say that the server is there; needs no sign-in."""
    return Health(status="ok", version=desireline.__version__)


@get("/map", sync_to_thread=True, opt=needs(Right.READ))
def map_json(
    request: Request[Any, Any, Any],
    provider: NamedDependency[ProjectProvider],
    journey: Journey = None,
    lang: Lang = None,
    where: Where = None,
    period: Period = None,
) -> Response[MapView]:
    """Return the journey map from data, of a selection or a period where they are given: every number of it."""
    version = version_of(provider.data_version(), str(request.url.query))
    if known := unchanged(request, version):
        return known
    view = provider.map_view(journey, asked_language(lang), where=where or None, period=period or None)
    return tagged(view, version)


@get("/map.svg", sync_to_thread=True, media_type="image/svg+xml", opt=needs(Right.READ))
def map_picture(
    request: Request[Any, Any, Any],
    provider: NamedDependency[ProjectProvider],
    journey: Journey = None,
    lang: Lang = None,
    where: Where = None,
    period: Period = None,
    layout: FromQuery[Layout] = "wide",
    theme: FromQuery[Theme] = "light",
    width: Width = 360,
) -> Response[bytes]:
    """Return the drawing of the journey map; `theme=css` takes the colours of the page that holds it.

    What shows a number that opens carries `data-cell`, as `/map/people` takes it.
    """
    version = version_of(provider.data_version(), str(request.url.query))
    if known := unchanged(request, version):
        return known
    view = provider.map_view(journey, asked_language(lang), where=where or None, period=period or None)
    drawing = svg(view, layout=layout, theme=theme, width=width)
    return tagged(drawing.encode(), version, media_type="image/svg+xml")


def asked_language(text: str | None) -> Language | None:
    """Return the language a request asks for; None where it names none."""
    return language(text) if text else None


handlers = [health, map_json, map_picture]
