"""The home page over HTTP."""

from litestar import get
from litestar.di import NamedDependency

from desireline.project import ServedProject
from desireline.project.home import Home, home_of
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language

__all__ = ["handlers"]


@get("/home", sync_to_thread=True, opt=needs(Right.READ))
def home(served: NamedDependency[ServedProject], lang: Lang = None) -> Home:
    """Return what the home page needs: what the data say, how fresh they are, what to do next, pinned questions."""
    return home_of(served, language=asked_language(lang))


handlers = [home]
