"""Identifiers: UUIDv7, so that new rows land at the end of an index."""

from __future__ import annotations

import os
import time
from uuid import UUID

_VERSION_7 = 0x7 << 76
_VARIANT_RFC = 0b10 << 62


def new_id() -> UUID:
    """Return a new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, 74 random bits."""
    millis = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10))
    high_noise = (noise >> 64) & 0xFFF
    low_noise = noise & ((1 << 62) - 1)
    return UUID(int=(millis & ((1 << 48) - 1)) << 80 | _VERSION_7 | high_noise << 64 | _VARIANT_RFC | low_noise)


def try_uuid(text: str) -> UUID | None:
    """Return the UUID written in `text`, or None where it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
