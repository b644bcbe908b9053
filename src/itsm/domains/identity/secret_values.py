"""Secrets that travel: refresh tokens, links in mails, CSRF values, device cookies.

Nothing in this module can be rebuilt from the database alone, and nothing it makes is stored
in a form that can be presented (S30, S32): refresh tokens are stored as digests, the others
are keyed MACs over a stored random nonce or over an id.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final
from uuid import UUID

NONCE_BYTES: Final = 32
_ID_BYTES: Final = 16


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes:
    """Return the bytes of unpadded base64url; raise ValueError for any other spelling."""
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _encode(raw) != text:
        # Trailing bits may be set freely in base64; one secret must have one spelling.
        message = "not canonical base64url"
        raise ValueError(message)
    return raw


def _mac(key: bytes, *parts: bytes) -> bytes:
    """Return HMAC-SHA256 over the parts, each preceded by its length so that none can shift."""
    framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.digest(key, framed, hashlib.sha256)


def new_nonce() -> bytes:
    """Return 256 random bits."""
    return secrets.token_bytes(NONCE_BYTES)


def digest(token: str) -> bytes:
    """Return what the database keeps of a token: its SHA-256 (tokens are 256 random bits)."""
    return hashlib.sha256(token.encode()).digest()


def new_refresh_token() -> str:
    """Return the first refresh token of a session."""
    return _encode(new_nonce())


def successor(key: bytes, token: str, nonce: bytes) -> str:
    """Return the refresh token that follows `token`.

    The same parent and nonce give the same child, so two tabs that refresh at the same
    instant end with one token instead of two branches; without the parent's own text, which
    only its holder has, key and nonce together are not enough.
    """
    return _encode(_mac(key, b"refresh", token.encode(), nonce))


def mail_token(key: bytes, *, token_id: UUID, user_id: UUID, purpose: str, nonce: bytes) -> str:
    """Return the secret of a link in a mail, made from its row when the mail is sent.

    48 bytes: the row's id, to find it, and a 256-bit MAC over the row's own random nonce.
    """
    mac = _mac(key, b"mail", purpose.encode(), token_id.bytes, user_id.bytes, nonce)
    return _encode(token_id.bytes + mac)


def mail_token_id(token: str) -> UUID | None:
    """Return the row id that `token` names, or None when it cannot be one of ours."""
    try:
        raw = _decode(token)
    except (ValueError, binascii.Error):
        return None
    if len(raw) != _ID_BYTES + hashlib.sha256().digest_size:
        return None
    return UUID(bytes=raw[:_ID_BYTES])


def csrf_token(key: bytes, session_id: UUID) -> str:
    """Return the CSRF value of a session: another session's value is of no use (S36)."""
    return _encode(_mac(key, b"csrf", session_id.bytes))


def device_cookie(key: bytes, *, user_id: UUID, nonce: bytes) -> str:
    """Return the value that marks a browser in which this person has signed in before."""
    return _encode(nonce + _mac(key, b"device", user_id.bytes, nonce))


def device_nonce(key: bytes, cookie: str | None, *, user_id: UUID) -> bytes | None:
    """Return the nonce of a genuine device cookie of this person, else None."""
    if not cookie:
        return None
    try:
        raw = _decode(cookie)
    except (ValueError, binascii.Error):
        return None
    nonce = raw[:NONCE_BYTES]
    genuine = hmac.compare_digest(raw[NONCE_BYTES:], _mac(key, b"device", user_id.bytes, nonce))
    return nonce if genuine else None


def same(left: str, right: str) -> bool:
    """Compare two secrets without telling by time where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())
