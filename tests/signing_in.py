"""Signing in as a browser does: the cookie, and the token that changes need."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litestar import Litestar
from litestar.testing import TestClient

from desireline.server import create_app
from desireline.server.pages import STATIC
from desireline.server.provider import ProjectProvider

__all__ = ["BASE", "CSRF", "Client", "sign_in", "sign_in_as", "signed_in"]

BASE = "http://127.0.0.1:8123"
CSRF = "x-desireline-csrf"
Client = TestClient[Litestar]


@contextmanager
def signed_in(provider: ProjectProvider, static: Path = STATIC) -> Iterator[Client]:
    """Serve it to a browser that has opened the printed address."""
    with TestClient(create_app(provider, token="once", static=static), base_url=BASE) as client:
        yield sign_in(client)


def sign_in(client: Client, token: str = "once") -> Client:
    """Open the printed address; from then on every request carries the token."""
    assert client.get(f"/sign-in?token={token}", follow_redirects=False).status_code == 303
    client.headers[CSRF] = client.get("/api/me").json()["csrf"]
    return client


def sign_in_as(client: Client, name: str, password: str) -> Client:
    """Sign in with an account."""
    client.cookies.clear()
    answer = client.post("/api/session", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    client.headers[CSRF] = answer.json()["csrf"]
    return client
