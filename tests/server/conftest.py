"""A team behind a server, made once; each test has its own copy. Passwords are hashed cheaply: how well is another test's."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from desireline.project import Project, open_project
from desireline.project.access import passwords
from team import Client, team_client, team_project


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture(scope="session")
def team_template(tmp_path_factory: pytest.TempPathFactory, _cheap_passwords: None) -> Project:
    return team_project(tmp_path_factory.mktemp("team"))


@pytest.fixture
def team(team_template: Project, tmp_path: Path) -> Project:
    """A small project with an account of each role."""
    shutil.copytree(team_template.folder, tmp_path / "team")
    return open_project(tmp_path / "team")


@pytest.fixture
def team_app(team: Project) -> Iterator[Client]:
    """A browser at its server, with nobody signed in."""
    with team_client(team) as client:
        yield client
