"""One demo business for all that only ask it, and a browser at its server."""

from collections.abc import Iterator

import pytest

from demo_project import demo_project
from desireline.project import Project, ServedProject
from signing_in import Client, signed_in


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return demo_project(tmp_path_factory.mktemp("surfaces"))


@pytest.fixture(scope="session")
def client(shop: Project) -> Iterator[Client]:
    with signed_in(ServedProject(shop)) as client:
        yield client
