"""OpenID Connect, the asking side: find a provider, send somebody there, take the code back, check the ID token.

Authlib drives the code flow with PKCE (S256), joserfc checks signatures with listed algorithms only. Redirects are
never followed, every call has a limit of time, and addresses are TLS but for a provider on this very machine.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

_TIMEOUT: Final = httpx2.Timeout(5.0)
_MAX_BYTES: Final = 256 * 1024
_DISCOVERY: Final = "/.well-known/openid-configuration"
# Asymmetric only: with these, neither "none" nor our own client secret can stand in for the provider's key.
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")
_LEEWAY_SECONDS: Final = 60


class ProviderFault(Exception):  # noqa: N818 - theirs, not ours
    """The provider cannot be reached, or says what must not be believed; the text is for the log alone."""


@dataclass(frozen=True, slots=True)
class Client:
    """How this desk is known to a provider."""

    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider answers, from its own discovery document."""

    authorization: str
    token: str
    keys: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """The secrets of one sign-in, known to the browser that began it and to nobody else."""

    state: str
    nonce: str
    verifier: str


def may_be_asked(address: str) -> bool:
    """Tell whether an address may be a provider's: TLS, or this very machine; no name, password or fragment in it."""
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


async def discover(issuer: str) -> Endpoints:
    """Return a provider's endpoints; raise `ProviderFault` unless its document is about this very issuer."""
    document = await _get(issuer.rstrip("/") + _DISCOVERY)
    if document.get("issuer") != issuer:
        raise ProviderFault("the discovery document names another issuer")
    found = [document.get(f"{name}_endpoint") for name in ("authorization", "token")] + [document.get("jwks_uri")]
    addresses = [address for address in found if isinstance(address, str) and may_be_asked(address)]
    if len(addresses) != len(found):
        raise ProviderFault("an endpoint is missing or is not TLS")
    return Endpoints(*addresses)


def sign_in_address(client: Client, endpoints: Endpoints, attempt: Attempt) -> str:
    """Return the address to send the browser to."""
    oauth = _oauth(client)
    address, _ = oauth.create_authorization_url(
        endpoints.authorization, state=attempt.state, code_verifier=attempt.verifier, nonce=attempt.nonce
    )
    return str(address)


async def claims_of_code(client: Client, endpoints: Endpoints, attempt: Attempt, code: str) -> Mapping[str, Any]:
    """Exchange a code for an ID token and return its claims, checked; raise `ProviderFault`."""
    try:
        async with _oauth(client) as oauth:
            answer = await oauth.fetch_token(
                endpoints.token, code=code, code_verifier=attempt.verifier, redirect_uri=client.redirect_uri
            )
    except (AuthlibBaseError, httpx2.HTTPError, ValueError) as fault:
        raise ProviderFault(f"the code was not exchanged: {type(fault).__name__}") from fault
    token = answer.get("id_token")
    if not isinstance(token, str) or len(token) > _MAX_BYTES:
        raise ProviderFault("no ID token came with the answer")
    return check_id_token(token, await _get(endpoints.keys), client, attempt.nonce)


def check_id_token(token: str, keys: Mapping[str, Any], client: Client, nonce: str) -> Mapping[str, Any]:
    """Return the claims of an ID token: signature first, then issuer, audience, times and nonce (ASVS 9.1, 10.5)."""
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)  # type: ignore[arg-type]
        jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": client.issuer},
            aud={"essential": True, "value": client.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
        ).validate(decoded.claims)
    except (JoseError, ValueError, KeyError, TypeError) as fault:
        raise ProviderFault(f"the ID token does not hold: {type(fault).__name__}") from fault
    claims = decoded.claims
    subject, audience = claims["sub"], claims["aud"]
    if not isinstance(subject, str) or not subject or len(subject) > 255:  # noqa: PLR2004 - OpenID Connect Core 2
        raise ProviderFault("the subject is no subject")
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client.client_id:
        raise ProviderFault("the token was made for somebody else too")
    return claims


def _oauth(client: Client) -> AsyncOAuth2Client:
    return AsyncOAuth2Client(
        client_id=client.client_id,
        client_secret=client.client_secret,
        scope=client.scopes,
        redirect_uri=client.redirect_uri,
        code_challenge_method="S256",
        timeout=_TIMEOUT,
        follow_redirects=False,
        trust_env=False,
    )


async def _get(address: str) -> dict[str, Any]:
    """Return a JSON object; raise `ProviderFault` for anything else, or more than 256 KiB."""
    if not may_be_asked(address):
        raise ProviderFault("the address is not TLS")
    try:
        async with (
            httpx2.AsyncClient(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as http,
            http.stream("GET", address, headers={"Accept": "application/json"}) as response,
        ):
            body = b""
            async for part in response.aiter_bytes():
                body += part
                if len(body) > _MAX_BYTES:
                    raise ProviderFault("the answer is too long")
            if response.status_code != httpx2.codes.OK:
                raise ProviderFault(f"the provider answered {response.status_code}")
        document = httpx2.Response(200, content=body).json()
    except (httpx2.HTTPError, ValueError) as fault:
        raise ProviderFault(f"the provider did not answer: {type(fault).__name__}") from fault
    if not isinstance(document, dict):
        raise ProviderFault("the answer is no object")
    return document


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
