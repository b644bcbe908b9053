"""The keys of this room, one for each purpose, all derived from the one secret of the installation."""

from typing import Final, Literal

from itsm.platform.settings import get_settings

Purpose = Literal[
    "access-token",
    "refresh-token",
    "mail-link",
    "csrf",
    "device",
    "sign-in-attempts",
    "second-factor",
    "recovery-code",
    "oidc-client",
    "oidc-flow",
]
_MIN_SECRET: Final = 32


def key(purpose: Purpose) -> bytes:
    """Return the 32-byte key for `purpose`; raise RuntimeError where the secret is missing or short.

    A missing secret must stop sign-in: keys derived from nothing are the same everywhere (S42).
    """
    settings = get_settings()
    if len(settings.secret_key.get_secret_value()) < _MIN_SECRET:
        raise RuntimeError(f"ITSM_SECRET_KEY must have at least {_MIN_SECRET} characters")
    return settings.derive_key(f"identity/{purpose}")
