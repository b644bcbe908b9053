"""The text of an API token: a prefix that scanners know, the row's id, 256 random bits. Stored as a digest."""

import base64
import binascii
import hashlib
import secrets
from typing import Final
from uuid import UUID

PREFIX: Final = "itsm_pat_"
_SECRET_BYTES: Final = 32
_ID_BYTES: Final = 16


def new_secret(token_id: UUID) -> str:
    """Return the text of a new token."""
    raw = token_id.bytes + secrets.token_bytes(_SECRET_BYTES)
    return PREFIX + base64.urlsafe_b64encode(raw).decode()


def id_in(text: str) -> UUID | None:
    """Return the row id that a token's text names, or None when it cannot be one of ours."""
    try:
        raw = base64.b64decode(text.removeprefix(PREFIX), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    is_ours = text.startswith(PREFIX) and len(raw) == _ID_BYTES + _SECRET_BYTES
    return UUID(bytes=raw[:_ID_BYTES]) if is_ours else None


def digest_of(text: str) -> bytes:
    """Return what the database keeps of a token (SHA-256: 256 random bits need no slow hash)."""
    return hashlib.sha256(text.encode()).digest()
