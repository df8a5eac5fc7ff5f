"""How the project is: what `desireline doctor` looks at, over HTTP."""

from contextlib import suppress
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desireline.base.errors import SettingsError
from desireline.base.i18n import Translator
from desireline.project import ServedProject
from desireline.project.health import ProjectHealth, health_of
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language

__all__ = ["handlers"]


@get("/doctor", sync_to_thread=True, opt=needs(Right.READ))
def doctor(
    served: NamedDependency[ServedProject],
    verify: Annotated[
        bool, QueryParameter(description="Whether every file is compared with its checksum; that reads all of them.")
    ] = False,
    lang: Lang = None,
) -> ProjectHealth:
    """Return what is installed, how much room there is, whether what was built is up to date, and what is wrong with what to do."""
    project = served.project
    with suppress(SettingsError):  # that the file cannot be read is among what is told
        project.reload()
    return health_of(project, Translator(asked_language(lang) or project.settings.language), verify=verify)


handlers = [doctor]
