"""The fixed words of files."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ScanState(StrEnum):
    """What is known of a file's harmlessness."""

    NOT_SCANNED = "not_scanned"
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"
    RELEASED = "released"
    DELETED = "deleted"


HELD: Final = (ScanState.PENDING, ScanState.INFECTED, ScanState.UNSCANNABLE)
"""States in which a file waits for a scanner or for an administrator."""


def is_servable(state: str, *, has_scanner: bool) -> bool:
    """Tell whether a file may be fetched. Where there is a scanner, it must have said so, or an administrator."""
    if state in {ScanState.CLEAN, ScanState.RELEASED}:
        return True
    return state == ScanState.NOT_SCANNED and not has_scanner
