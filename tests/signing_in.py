"""Signing in as a browser does: the cookie, and the token that changes need."""

from litestar import Litestar
from litestar.testing import TestClient

__all__ = ["CSRF", "sign_in", "sign_in_as"]

CSRF = "x-desireline-csrf"
Client = TestClient[Litestar]


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
