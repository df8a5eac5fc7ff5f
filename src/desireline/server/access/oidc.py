"""The organisation's own sign-in: OpenID Connect, authorization code with PKCE, state and nonce."""

import base64
import hashlib
import os
import secrets
import time
from collections.abc import Mapping
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import urlencode

from desireline.base.errors import ForbiddenError
from desireline.base.settings.model import Oidc
from desireline.project.access import ROLE_NAMES, Role

__all__ = ["WAIT_S", "Begun", "Organisation", "Person"]

WAIT_S = 600
"""How long somebody may take over signing in there."""
_MOST_BEGUN = 10_000
_TIMEOUT_S = 10.0
_LEEWAY_S = 60
_SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Only those of key pairs: `none` says nothing, and a shared secret could be the public key, used as one."""


class Begun(NamedTuple):
    """A sign-in that has begun: where to send the browser, and what it must bring back."""

    address: str
    state: str


class Person(NamedTuple):
    """Whom the organisation says this is."""

    subject: str
    name: str
    role: Role


class _Waiting(NamedTuple):
    nonce: str
    verifier: str
    back: str
    until: float


class Organisation:
    """One provider of sign-ins.

    Args:
        rules: as the settings say.
        environment: where the client's secret is looked up.
    """

    def __init__(self, rules: Oidc, environment: Mapping[str, str] = os.environ) -> None:
        self.rules = rules
        self._secret = environment.get(rules.client_secret_env, "") if rules.client_secret_env else ""
        self._lock = Lock()
        self._waiting: dict[str, _Waiting] = {}
        self._found: dict[str, Any] | None = None

    def begin(self, back: str) -> Begun:
        """Begin a sign-in.

        Args:
            back: the address of ours to which it sends the browser back.

        Raises:
            ForbiddenError: it cannot be reached, or is not what the settings say.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        now = time.monotonic()
        with self._lock:
            self._waiting = {key: one for key, one in self._waiting.items() if one.until > now}
            while len(self._waiting) >= _MOST_BEGUN:
                self._waiting.pop(next(iter(self._waiting)))
            self._waiting[state] = _Waiting(nonce, verifier, back, now + WAIT_S)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.rules.client_id,
            "redirect_uri": back,
            "scope": " ".join(["openid", *self.rules.scopes]),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = str(self._provider()["authorization_endpoint"])
        return Begun(f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", state)

    def end(self, state: str, code: str) -> Person:
        """Return whom the organisation says this is; a state is good for once.

        Raises:
            ForbiddenError: anything about it is not as it must be, or they have no role here.
        """
        with self._lock:
            waiting = self._waiting.pop(state, None)
        if waiting is None or waiting.until <= time.monotonic():
            raise ForbiddenError("it took too long, or was begun elsewhere")
        claims = self._claims(self._exchange(code, waiting), waiting.nonce)
        role = self._role(claims)
        if role is None:
            raise ForbiddenError("nobody has given you a role in this project")
        name = claims.get("email") or claims.get("preferred_username") or claims.get("name") or claims["sub"]
        return Person(f"{self.rules.issuer}|{claims['sub']}", str(name), role)

    def _exchange(self, code: str, waiting: _Waiting) -> str:
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": waiting.back,
            "client_id": self.rules.client_id,
            "code_verifier": waiting.verifier,
        }
        if self._secret:
            given["client_secret"] = self._secret
        answer = self._fetched("POST", str(self._provider()["token_endpoint"]), given)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ForbiddenError("the organisation's server gave no ID token")
        return token

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """Return what a token says, once its signature, issuer, audience, times and nonce are right."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        for fresh in (False, True):  # keys are changed now and then: look once more before refusing
            try:
                keys = KeySet.import_key_set(self._keys(fresh=fresh))
                found = jwt.decode(token, keys, algorithms=_SIGNATURES)
                break
            except (JoseError, ValueError, KeyError, TypeError) as error:
                if fresh:
                    raise ForbiddenError("the ID token's signature is wrong") from error
        claims = dict(found.claims)
        self._check(claims, nonce)
        return claims

    def _check(self, claims: Mapping[str, Any], nonce: str) -> None:
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        now = time.time()
        expires, issued = claims.get("exp"), claims.get("iat")
        before = claims.get("nbf", 0)
        faults = {
            "it comes from another issuer": claims.get("iss") != self.rules.issuer,
            "it was made for another application": self.rules.client_id not in audiences,
            "it was made for several applications": len(audiences) > 1 and claims.get("azp") != self.rules.client_id,
            "it has expired": not isinstance(expires, int | float) or expires + _LEEWAY_S < now,
            "it was issued in the future": not isinstance(issued, int | float) or issued - _LEEWAY_S > now,
            "it is not valid yet": not isinstance(before, int | float) or before - _LEEWAY_S > now,
            "it answers another sign-in": not secrets.compare_digest(
                str(claims.get("nonce", "")).encode(), nonce.encode()
            ),
            "it names nobody": not isinstance(claims.get("sub"), str) or not claims.get("sub"),
        }
        for fault, found in faults.items():
            if found:
                raise ForbiddenError(f"the ID token is not right: {fault}")

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        """Return the highest role that the claim gives."""
        said = claims.get(self.rules.roles.claim, [])
        values = {str(each) for each in (said if isinstance(said, list) else [said])}
        given = [role for role in ROLE_NAMES if values & set(getattr(self.rules.roles, role))]
        return given[-1] if given else self.rules.default_role

    def _provider(self) -> dict[str, Any]:
        """Return what the provider says of itself; asked once."""
        if self._found is None:
            found = self._fetched("GET", f"{self.rules.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self.rules.issuer:
                raise ForbiddenError("the organisation's server calls itself by another name than the settings do")
            self._found = found
        return self._found

    def _keys(self, *, fresh: bool) -> Any:
        provider = self._provider()
        if fresh or "keys" not in provider:
            provider["keys"] = self._fetched("GET", str(provider["jwks_uri"]))
        return provider["keys"]

    @staticmethod
    def _fetched(method: str, address: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        import httpx

        try:
            answer = httpx.request(method, address, data=form, timeout=_TIMEOUT_S, follow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise ForbiddenError("the organisation's server did not answer as it should") from error
        if not isinstance(found, dict):
            raise ForbiddenError("the organisation's server did not answer as it should")
        return found
