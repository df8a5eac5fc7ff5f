"""What project this is: what every page of the app wants to know first."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from msgspec import Meta

from desireline.base.i18n import Language, Translator
from desireline.journeys.types import shown_name
from desireline.project import ServedProject
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language

__all__ = ["JourneyChoice", "ProjectInfo", "handlers"]


class JourneyChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A journey type that can be asked for."""

    name: Annotated[str, Meta(description="As it stands in the settings.")]
    label: Annotated[str, Meta(description="What people see.")]


class ProjectInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The project that is served."""

    name: Annotated[str, Meta(description="What the business is called.")]
    language: Annotated[Language, Meta(description="The project's own language.")]
    time_zone: Annotated[str, Meta(description="IANA name; dates are shown in it.")]
    currency: Annotated[str, Meta(description="ISO 4217 code.")]
    journeys: Annotated[list[JourneyChoice], Meta(description="Journey types, the usual one first.")]
    version: Annotated[str, Meta(description="Of the data and settings: it changes when either does.")]


@get("/project", sync_to_thread=True, opt=needs(Right.READ))
def project_info(served: NamedDependency[ServedProject], lang: Lang = None) -> ProjectInfo:
    """Return what project this is."""
    version = served.data_version()
    settings = served.project.settings
    names = list(settings.journeys) or [served.journeys().kind().name]
    labels = {name: kind.label for name, kind in settings.journeys.items()}
    say = Translator(asked_language(lang) or settings.language)
    return ProjectInfo(
        name=served.project.name,
        language=settings.language,
        time_zone=settings.time_zone,
        currency=settings.currency,
        journeys=[JourneyChoice(name=name, label=shown_name("journey", name, labels.get(name), say)) for name in names],
        version=version,
    )


handlers = [project_info]
