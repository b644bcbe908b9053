"""OpenID Connect, the asking side: find a provider, send somebody there, take the code back, check the ID token.

Authlib words the code flow with PKCE (S256), joserfc checks signatures with listed algorithms only. Every call goes
through platform/outbound: whom it may call, how long, how much, and no redirect. Besides, addresses are TLS but for a
provider on this very machine.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from itsm.platform.outbound.client import CallLimits, OutboundAnswer, OutboundError, get_outbound

_LIMITS: Final = CallLimits(seconds=5, max_bytes=256 * 1024)
_DISCOVERY: Final = "/.well-known/openid-configuration"
# Asymmetric only: with these, neither "none" nor our own client secret can stand in for the provider's key.
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")
_LEEWAY_SECONDS: Final = 60
_OK: Final = 200


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
    document = _object(await _call("GET", issuer.rstrip("/") + _DISCOVERY))
    if document.get("issuer") != issuer:
        raise ProviderFault("the discovery document names another issuer")
    found = [document.get(f"{name}_endpoint") for name in ("authorization", "token")] + [document.get("jwks_uri")]
    addresses = [address for address in found if isinstance(address, str) and may_be_asked(address)]
    if len(addresses) != len(found):
        raise ProviderFault("an endpoint is missing or is not TLS")
    return Endpoints(*addresses)


def sign_in_address(client: Client, endpoints: Endpoints, attempt: Attempt) -> str:
    """Return the address to send the browser to."""
    return str(
        prepare_grant_uri(
            endpoints.authorization,
            client_id=client.client_id,
            response_type="code",
            redirect_uri=client.redirect_uri,
            scope=client.scopes,
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
        )
    )


async def claims_of_code(client: Client, endpoints: Endpoints, attempt: Attempt, code: str) -> Mapping[str, Any]:
    """Exchange a code for an ID token and return its claims, checked; raise `ProviderFault`."""
    address, headers, body = _token_request(client, endpoints, attempt, code)
    answer = _object(await _call("POST", address, headers=headers, content=body.encode()))
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise ProviderFault("no ID token came with the answer")
    return check_id_token(token, _object(await _call("GET", endpoints.keys)), client, attempt.nonce)


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


def _token_request(
    client: Client, endpoints: Endpoints, attempt: Attempt, code: str
) -> tuple[str, dict[str, str], str]:
    """Return address, headers and form of the exchange: the client says who it is by HTTP Basic (RFC 6749, 2.3.1)."""
    form = prepare_token_request(
        "authorization_code", redirect_uri=client.redirect_uri, code=code, code_verifier=attempt.verifier
    )
    who = ClientAuth(client.client_id, client.client_secret, "client_secret_basic")
    plain = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        address, headers, body = who.prepare("POST", endpoints.token, plain, form)
    except ValueError as fault:
        raise ProviderFault("client ID or secret cannot be put into a header") from fault
    return str(address), dict(headers), str(body)


async def _call(
    method: str, address: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None
) -> OutboundAnswer:
    """Return the provider's answer; raise `ProviderFault` where it may not be called or does not answer with 200."""
    if not may_be_asked(address):
        raise ProviderFault("the address is not TLS")
    sent = headers or {"Accept": "application/json"}
    try:
        answer = await get_outbound().request(method, address, headers=sent, content=content, limits=_LIMITS)
    except OutboundError as fault:
        raise ProviderFault(f"the provider did not answer: {fault}") from fault
    if answer.status != _OK:
        raise ProviderFault(f"the provider answered {answer.status}")
    return answer


def _object(answer: OutboundAnswer) -> dict[str, Any]:
    """Return the JSON object in an answer; raise `ProviderFault` for anything else."""
    try:
        document = answer.json()
    except ValueError as fault:
        raise ProviderFault("the answer is not JSON") from fault
    if not isinstance(document, dict):
        raise ProviderFault("the answer is no object")
    return document


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
