"""A small OpenID Connect provider on loopback: discovery, keys, codes that want PKCE, signed tokens."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

__all__ = ["Provider", "provider"]


class Provider:
    """What the provider knows and says; tests bend it.

    Attributes:
        claims: what the next token says besides, or instead of, what it should.
        sign: how the next token is signed.
        asked: the forms that its token endpoint was sent.
    """

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.published = self.key
        self.issuer = ""
        self.named: str | None = None
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.sign: Any = None
        self.asked: list[dict[str, str]] = []
        self._codes: dict[str, dict[str, str]] = {}

    def authorise(self, address: str) -> dict[str, str]:
        """Do what the browser and its user do there: return the parameters that it sends back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
        code = f"code {len(self._codes)}"
        self._codes[code] = query
        return {"state": query["state"], "code": code}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return the answer of the token endpoint."""
        self.asked.append(form)
        asked = self._codes.pop(form["code"], None)
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        )
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "sub": "7",
            "email": "anna@example.com",
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            "groups": ["marketing"],
            **self.claims,
        }
        said = {name: value for name, value in claims.items() if value is not ...}
        made = self.sign(said) if self.sign else jwt.encode(self.header, said, self.key)
        return 200, {"id_token": made, "token_type": "Bearer"}

    def page(self, path: str) -> tuple[int, dict[str, Any]]:
        """Return what lies at a path."""
        if path == "/.well-known/openid-configuration":
            found = {name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return 200, {"issuer": self.named or self.issuer, **found}
        if path == "/jwks_uri":
            return 200, {"keys": [self.published.as_dict(private=False)]}
        return 404, {}


@contextmanager
def provider() -> Iterator[Provider]:
    """Run one."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(*made.page(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer(*made.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            said = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
