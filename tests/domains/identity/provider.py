"""An OpenID provider on loopback that can be told to lie: real HTTP, real keys, real PKCE.

It gives a code to whoever comes and asks nothing; what it says of them, and how it says it, is up to the test.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "desk", "a client secret that is long enough to sign with, too"
Claims = dict[str, Any]


def encode(part: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@dataclass
class Provider:
    """What it says. `lie` changes the claims just before they are signed; `sign` replaces the signing."""

    port: int
    claims: Claims = field(default_factory=dict)
    lie: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    document: dict[str, Any] = field(default_factory=dict)
    token_answer: Response | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    redeemed: list[dict[str, list[str]]] = field(default_factory=list)
    checks_pkce: bool = True
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig"}))

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def become(self, subject: str, **claims: Any) -> None:
        """From now on be asked about this person; honestly."""
        self.claims = {"sub": subject} | claims
        self.lie, self.sign, self.document, self.token_answer = (lambda told: told), None, {}, None
        self.checks_pkce = True
        self.redeemed.clear()

    async def discovery(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
            | self.document
        )

    async def keys(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        query = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 302)

    async def token(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode())
        self.redeemed.append(form)
        asked = self._codes.pop(form["code"][0], None)
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if asked is None or request.headers.get("authorization") != f"Basic {basic}":
            return JSONResponse({"error": "invalid_grant"}, 400)
        if self.checks_pkce and not _fits(asked, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return self.token_answer or JSONResponse(
            {"access_token": "opaque", "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}
        )

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce} | self.claims
        told = self.lie(claims)
        return self.sign(told) if self.sign else jwt.encode({"alg": "RS256", "kid": "one"}, told, self.key)

    def unsigned(self, claims: Claims) -> str:
        """Return a token with the algorithm `none`."""
        header, body = encode(b'{"alg":"none"}'), encode(httpx.Request("POST", "http://x", json=claims).read())
        return f"{header}.{body}."

    def by_client_secret(self, claims: Claims) -> str:
        """Return a token signed with the secret that client and provider share."""
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET))

    def by_public_key(self, claims: Claims) -> str:
        """Return a token signed with HS256 and the text of the provider's public key, which anybody may read."""
        public = self.key.as_pem(private=False)
        header, body = (
            encode(b'{"alg":"HS256","kid":"one"}'),
            encode(httpx.Request("POST", "http://x", json=claims).read()),
        )
        mac = hmac.digest(public, f"{header}.{body}".encode(), "sha256")
        return f"{header}.{body}.{encode(mac)}"

    def by_other_key(self, claims: Claims) -> str:
        """Return a token signed with a key that is not the provider's, under its name."""
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, RSAKey.generate_key(2048, parameters={"kid": "one"}))

    def by_embedded_key(self, claims: Claims) -> str:
        """Return a token that brings its own key along in the header."""
        other = RSAKey.generate_key(2048)
        header = {"alg": "RS256", "jwk": other.as_dict(private=False)}
        from joserfc.jws import JWSRegistry

        registry = JWSRegistry(algorithms=["RS256"])
        return jwt.encode(header, claims, other, registry=registry)


def _fits(asked: dict[str, str], form: dict[str, list[str]]) -> bool:
    """Tell whether whoever brings the code also knows the secret that the visit was begun with (RFC 7636)."""
    made = encode(hashlib.sha256(form.get("code_verifier", [""])[0].encode()).digest())
    return asked.get("code_challenge_method") == "S256" and asked.get("code_challenge") == made


async def come_back(address: str) -> str:
    """Visit the provider as a browser would; return path and query of where it sends one back to."""
    async with httpx.AsyncClient() as http:
        answer = await http.get(address)
    parts = urlsplit(answer.headers["location"])
    return f"{parts.path}?{parts.query}"


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    provider = Provider(listener.getsockname()[1])
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.discovery),
            Route("/keys", provider.keys),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token, methods=["POST"]),
        ]
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield provider
    server.should_exit = True
    thread.join(10)
    listener.close()
