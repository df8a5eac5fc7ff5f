"""A team behind a server: a small project with an account of each role."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litestar.testing import TestClient

from desireline.project import Project, ServedProject, create_project, import_files
from desireline.project.access import ROLE_NAMES, Accounts
from desireline.project.importing import ImportOptions
from desireline.server import create_app
from desireline.server.access import Hosts
from made_once import made_once
from signing_in import BASE, Client

__all__ = ["BASE", "PASSWORD", "Client", "team_client", "team_project"]

PASSWORD = "correct horse battery"


@made_once
def team_project(folder: Path) -> Project:
    """Make a project with two customers, and accounts named as their roles."""
    (folder / "one.csv").write_text(
        "email,event,when\na@x.example,view,2026-01-01 10:00\na@x.example,order,2026-01-02 10:00\nb@x.example,view,2026-01-03 10:00\n"
    )
    project = create_project(folder / "shop")
    import_files(project, [folder / "one.csv"], ImportOptions())
    project.build()
    accounts = Accounts(project.log.folder)
    for role in reversed(ROLE_NAMES):
        accounts.add(role, PASSWORD, role)
    return project


@contextmanager
def team_client(project: Project, hosts: Hosts | None = None, base: str = BASE) -> Iterator[Client]:
    """Serve it, with nobody signed in yet; the printed address's token is `once`."""
    with TestClient(create_app(ServedProject(project), token="once", hosts=hosts), base_url=base) as client:
        yield client
