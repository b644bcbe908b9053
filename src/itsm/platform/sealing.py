"""Secrets that must be read again, kept so that the database alone does not give them away.

AES-256-GCM; `context` (the id of the row's owner) is bound in, so that one row's secret does not open in another's
place.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES: Final = 12


def seal(key: bytes, plain: str, context: bytes) -> bytes:
    """Return `plain` encrypted under a 32-byte key and bound to `context`."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain.encode(), context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> str | None:
    """Return what was sealed; None where key or context is another one, or a bit was changed."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context).decode()
    except InvalidTag:
        return None
