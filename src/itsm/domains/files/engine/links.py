"""Signed links to files: a MAC over file, user, session and expiry. Whoever changes a part has no link."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

LINK_SECONDS: Final = 300
"""How long a link is good at most (security.md, S03)."""

_PURPOSE: Final = b"itsm/file-link/1\n"
_PAYLOAD: Final = struct.Struct(">16s16sQ")
_MAC_BYTES: Final = 32
_TOKEN_CHARACTERS: Final = (_PAYLOAD.size + _MAC_BYTES) * 4 // 3
_NO_SESSION: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class LinkClaims:
    """Whose link it is and until when (Unix seconds)."""

    user_id: UUID
    session_id: UUID | None
    expires_at: int


def sign_link(key: bytes, file_id: UUID, claims: LinkClaims) -> str:
    """Return the token of a link to `file_id`."""
    session = claims.session_id or _NO_SESSION
    payload = _PAYLOAD.pack(claims.user_id.bytes, session.bytes, claims.expires_at)
    return base64.urlsafe_b64encode(payload + _mac(key, file_id, payload)).decode()


def read_link(key: bytes, file_id: UUID, token: str, now: int) -> LinkClaims | None:
    """Return the claims of a genuine token for `file_id` at `now` (Unix seconds); None for anything else.

    A token that claims to live longer than any link does is refused, whoever signed it.
    """
    if len(token) != _TOKEN_CHARACTERS:
        return None
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    # One spelling a token: decoders also take characters of the other base64 alphabet.
    if base64.urlsafe_b64encode(raw).decode() != token:
        return None
    payload, mac = raw[: _PAYLOAD.size], raw[_PAYLOAD.size :]
    if not hmac.compare_digest(mac, _mac(key, file_id, payload)):
        return None
    user, session, expires_at = _PAYLOAD.unpack(payload)
    if not now < expires_at <= now + LINK_SECONDS:
        return None
    session_id = UUID(bytes=session)
    return LinkClaims(UUID(bytes=user), None if session_id == _NO_SESSION else session_id, expires_at)


def _mac(key: bytes, file_id: UUID, payload: bytes) -> bytes:
    return hmac.digest(key, _PURPOSE + file_id.bytes + payload, hashlib.sha256)
