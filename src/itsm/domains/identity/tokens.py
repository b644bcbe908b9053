"""Access tokens: short-lived signed statements of who calls and in which session.

HS256 only, with a key derived for this purpose alone. The token carries no authority: role
and teams are looked up on use (see `authority`), so that a demotion needs no new token.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

import jwt

ACCESS_TOKEN_SECONDS: Final = 600
_ALGORITHM: Final = "HS256"
_TYPE: Final = "at+jwt"
_ISSUER: Final = "itsm"
_AUDIENCE: Final = "itsm-api"
# An access token is about 330 characters; nothing longer is worth decoding.
_MAX_TOKEN_LENGTH: Final = 1024
# The same token comes with every request of ten minutes; its signature needs one look. About 1 MiB.
_TOKENS_KEPT: Final = 2_048


class InvalidTokenError(Exception):
    """The token is not one of ours, not an access token, or no longer valid."""


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What a valid access token says."""

    user_id: UUID
    session_id: UUID
    issued_at: int
    proved_at: int
    expires_at: int


def issue_access_token(
    key: bytes, *, user_id: UUID, session_id: UUID, now: datetime, proved_at: datetime | None = None
) -> str:
    """Return a signed access token that is valid for `ACCESS_TOKEN_SECONDS` from `now`.

    `proved_at` is when the person last showed password or code: the sign-in, or later. It travels in the token, so
    that every process knows of a proof at once.
    """
    claims = {
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "sub": str(user_id),
        "sid": str(session_id),
        "iat": int(now.timestamp()),
        "auth_time": int((proved_at or now).timestamp()),
        "exp": int((now + timedelta(seconds=ACCESS_TOKEN_SECONDS)).timestamp()),
    }
    return jwt.encode(claims, key, algorithm=_ALGORITHM, headers={"typ": _TYPE})


def read_access_token(key: bytes, token: str) -> AccessClaims:
    """Return the claims of a valid token; raise `InvalidTokenError` for anything else.

    The signature is checked first, with the one algorithm and the one key that issue tokens;
    header fields that name keys or algorithms are never followed (ASVS 9.1).
    """
    if len(token) > _MAX_TOKEN_LENGTH:
        raise InvalidTokenError
    claims = _checked(key, token)
    if claims.expires_at <= time.time():
        raise InvalidTokenError
    return claims


@lru_cache(maxsize=_TOKENS_KEPT)
def _checked(key: bytes, token: str) -> AccessClaims:
    """Return the claims of a token whose signature holds; only what was accepted is remembered, to the byte."""
    try:
        decoded = jwt.decode_complete(
            token,
            key,
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            issuer=_ISSUER,
            options={"require": ["iss", "aud", "sub", "sid", "iat", "exp", "auth_time"]},
        )
        if decoded["header"].get("typ") != _TYPE:
            raise InvalidTokenError
        claims = decoded["payload"]
        return AccessClaims(
            user_id=UUID(claims["sub"]),
            session_id=UUID(claims["sid"]),
            issued_at=int(claims["iat"]),
            proved_at=int(claims["auth_time"]),
            expires_at=int(claims["exp"]),
        )
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError) as error:
        raise InvalidTokenError from error
