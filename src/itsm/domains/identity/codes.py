"""One-time codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds) and recovery codes. No I/O."""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp

STEP_SECONDS: Final = 30
RECOVERY_CODES: Final = 10
# 120 bits: from 112 on a fast digest is enough, for nobody can try them all (ASVS 6.5.2).
_RECOVERY_BYTES: Final = 15
_ISSUER: Final = "Madison88 IT"
_CODE: Final = re.compile(r"\d{6}")
_GROUP: Final = 4


def new_seed() -> str:
    """Return 160 random bits as an authenticator app takes them (base32)."""
    return pyotp.random_base32()


def seed_address(seed: str, email: str) -> str:
    """Return the otpauth address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(seed).provisioning_uri(name=email, issuer_name=_ISSUER)


def matching_step(seed: str, code: str, now: datetime) -> int | None:
    """Return the time step that `code` belongs to, or None. One step before and after count: clocks differ."""
    typed = code.replace(" ", "")
    if not _CODE.fullmatch(typed) or not typed.isascii():
        return None
    generator, present = pyotp.TOTP(seed), int(now.timestamp()) // STEP_SECONDS
    steps = (present, present - 1, present + 1)
    matching = [step for step in steps if hmac.compare_digest(generator.generate_otp(step), typed)]
    return matching[0] if matching else None


def new_recovery_codes() -> list[str]:
    """Return ten fresh codes of 24 letters and digits, in groups of four to be read aloud."""
    return [_grouped(secrets.token_bytes(_RECOVERY_BYTES)) for _ in range(RECOVERY_CODES)]


def recovery_digest(key: bytes, user_id: UUID, code: str) -> bytes:
    """Return what is kept of a recovery code: a MAC, blind to case, spaces and hyphens."""
    plain = re.sub(r"[\s-]", "", code).lower()
    return hmac.digest(key, user_id.bytes + plain.encode(), hashlib.sha256)


def _grouped(raw: bytes) -> str:
    text = base64.b32encode(raw).decode().lower()
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
