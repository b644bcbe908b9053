"""Secrets that must be read again, kept so that the database alone does not give them away.

AES-256-GCM under a key of their own purpose; `context` (the id of the row's owner) is bound in, so that one row's
secret does not open in another's place.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from itsm.domains.identity.keys import Purpose, key

_NONCE_BYTES: Final = 12


def seal(purpose: Purpose, plain: str, context: bytes) -> bytes:
    """Return `plain` encrypted for `purpose` and `context`."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key(purpose)).encrypt(nonce, plain.encode(), context)


def unseal(purpose: Purpose, sealed: bytes, context: bytes) -> str | None:
    """Return what was sealed; None where key or context is another one, or a bit was changed."""
    try:
        return AESGCM(key(purpose)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context).decode()
    except InvalidTag:
        return None
