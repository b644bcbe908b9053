"""Secrets of this room, sealed under a key of their own purpose (see `platform/sealing.py`)."""

from itsm.domains.identity.keys import Purpose, key
from itsm.platform import sealing


def seal(purpose: Purpose, plain: str, context: bytes) -> bytes:
    """Return `plain` encrypted for `purpose` and `context`."""
    return sealing.seal(key(purpose), plain, context)


def unseal(purpose: Purpose, sealed: bytes, context: bytes) -> str | None:
    """Return what was sealed; None where key or context is another one, or a bit was changed."""
    return sealing.unseal(key(purpose), sealed, context)
