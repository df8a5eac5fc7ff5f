"""The organisation's own sign-in, against a small real provider: who comes in, and everything that must not."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from desireline.base.settings.edit import edit_settings
from desireline.base.settings.model import Oidc, OidcRoles, Serve
from desireline.project import Project, open_project
from oidc_provider import Provider, provider
from team import BASE, Client, team_client

GO, BACK = "/sign-in/oidc", "/sign-in/oidc/back"


@pytest.fixture
def there() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def rules(there: Provider) -> Oidc:
    return Oidc(
        issuer=there.issuer,
        client_id="desireline",
        client_secret_env="DESIRELINE_TEST_SECRET",
        label="Example Ltd",
        roles=OidcRoles(viewer=["everybody"], editor=["marketing"], admin=["it"]),
    )


def set_up(team: Project, rules: Oidc) -> Project:
    edit_settings(team.settings_file, lambda settings: msgspec.structs.replace(settings, serve=Serve(oidc=rules)))
    return open_project(team.folder)


@pytest.fixture
def app(team: Project, rules: Oidc, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("DESIRELINE_TEST_SECRET", "between us")
    with team_client(set_up(team, rules)) as client:
        yield client


def gone(client: Client, there: Provider) -> dict[str, str]:
    answer = client.get(GO, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(f"{there.issuer}/authorization_endpoint?")
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "path=/sign-in/oidc"))
    return there.authorise(answer.headers["location"])


def signed_in(client: Client, there: Provider) -> Any:
    return client.get(BACK, params=gone(client, there), follow_redirects=False)


def refused(answer: Any, part: str, client: Client) -> None:
    assert answer.status_code == 403, answer.text
    assert part in answer.text
    assert client.get("/api/me").status_code == 401


def test_who_has_a_role_comes_in(app: Client, there: Provider) -> None:
    assert app.get("/api/session").json()["organisation"] == "Example Ltd"
    answer = signed_in(app, there)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    me = app.get("/api/me").json()
    assert (me["name"], me["role"], me["via"], me["account"]["has_password"]) == (
        "anna@example.com",
        "editor",
        "account",
        False,
    )
    (form,) = there.asked
    assert (form["client_secret"], form["redirect_uri"]) == ("between us", BASE + BACK)


def test_the_role_is_what_the_organisation_says_at_each_sign_in(app: Client, there: Provider) -> None:
    for groups, role in (
        (["everybody", "it", "marketing"], "admin"),
        ("everybody", "viewer"),
        (["marketing"], "editor"),
    ):
        there.claims = {"groups": groups}
        assert signed_in(app, there).status_code == 303
        assert app.get("/api/me").json()["role"] == role
        app.cookies.clear()


def test_who_has_none_is_not_let_in_or_gets_the_default(
    app: Client, there: Provider, team: Project, rules: Oidc
) -> None:
    there.claims = {"groups": ["others"]}
    refused(signed_in(app, there), "nobody has given you a role", app)
    with team_client(set_up(team, msgspec.structs.replace(rules, default_role="viewer"))) as client:
        assert signed_in(client, there).status_code == 303
        assert client.get("/api/me").json()["role"] == "viewer"


@pytest.mark.parametrize(
    ("claims", "part"),
    [
        ({"iss": "https://evil.example"}, "another issuer"),
        ({"iss": ...}, "another issuer"),
        ({"aud": "another"}, "another application"),
        ({"aud": ...}, "another application"),
        ({"aud": ["desireline", "another"]}, "several applications"),
        ({"nonce": "another"}, "another sign-in"),
        ({"nonce": ...}, "another sign-in"),
        ({"exp": int(time.time()) - 3_600}, "has expired"),
        ({"exp": ...}, "has expired"),
        ({"exp": "never"}, "has expired"),
        ({"iat": int(time.time()) + 3_600}, "in the future"),
        ({"nbf": int(time.time()) + 3_600}, "not valid yet"),
        ({"sub": ...}, "names nobody"),
        ({"sub": ""}, "names nobody"),
    ],
)
def test_a_token_that_is_not_right_is_refused(app: Client, there: Provider, claims: dict[str, Any], part: str) -> None:
    there.claims = claims
    refused(signed_in(app, there), part, app)


def _unsigned(claims: dict[str, Any]) -> str:
    parts = [{"alg": "none"}, claims]
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def _by_public_key(claims: dict[str, Any], key: RSAKey) -> str:
    """Return a token whose shared secret is the public key: what is published must not be taken for a secret."""
    parts = [{"alg": "HS256", "kid": "one"}, claims]
    said = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    mac = hmac.new(key.as_pem(private=False), said.encode(), hashlib.sha256).digest()
    return f"{said}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def test_a_token_that_nobody_or_somebody_else_signed_is_refused(app: Client, there: Provider) -> None:
    other = RSAKey.generate_key(2048, {"kid": "one"})
    for sign in (
        _unsigned,
        lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, other),
        lambda claims: _by_public_key(claims, there.key),
        lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, there.key)[:-4] + "AAAA",
        lambda _: "nothing",
        lambda _: None,
    ):
        there.sign = sign
        refused(signed_in(app, there), "the ID token's signature is wrong" if sign({}) else "gave no ID token", app)


def test_a_new_key_of_theirs_is_looked_up(app: Client, there: Provider) -> None:
    assert signed_in(app, there).status_code == 303
    there.key = there.published = RSAKey.generate_key(2048, {"kid": "two"})
    there.header = {"alg": "RS256", "kid": "two"}
    app.cookies.clear()
    assert signed_in(app, there).status_code == 303


def test_a_sign_in_belongs_to_the_browser_that_began_it_and_is_good_for_once(app: Client, there: Provider) -> None:
    came_back = gone(app, there)
    refused(app.get(BACK, params={**came_back, "state": "another"}), "another browser", app)
    refused(app.get(BACK, params={"state": came_back["state"]}), "another browser", app)
    kept = dict(app.cookies)
    app.cookies.clear()
    refused(app.get(BACK, params=came_back), "another browser", app)
    refused(app.get(BACK), "another browser", app)
    for name, value in kept.items():
        app.cookies.set(name, value)
    assert app.get(BACK, params=came_back, follow_redirects=False).status_code == 303
    app.cookies.clear()
    for name, value in kept.items():
        app.cookies.set(name, value)
    refused(app.get(BACK, params=came_back), "took too long", app)


def test_a_provider_that_is_not_there_or_not_who_it_should_be(
    app: Client, there: Provider, team: Project, rules: Oidc
) -> None:
    there.named = "https://evil.example"
    answer = app.get(GO, headers={"accept-language": "hu"})
    assert (answer.status_code, "A szervezeti bejelentkezés" in answer.text) == (502, True)
    nowhere = msgspec.structs.replace(rules, issuer="http://127.0.0.1:1")
    with team_client(set_up(team, nowhere)) as client:
        assert client.get(GO).status_code == 502


def test_without_one_there_is_nothing_there(team_app: Client) -> None:
    assert team_app.get("/api/session").json()["organisation"] is None
    assert (team_app.get(GO).status_code, team_app.get(BACK).status_code) == (404, 404)
