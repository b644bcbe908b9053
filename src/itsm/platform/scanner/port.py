"""What the product may expect of whatever looks into files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Finding(StrEnum):
    """What a scan ended with. There is no word for "probably fine"."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding and, where it is not clean, the name of what was found or why it could not be looked into."""

    finding: Finding
    detail: str = ""


class ScannerUnavailableError(Exception):
    """The scanner gave no verdict: nothing is known of the file. `is_mid_scan`: it broke while it had the file."""

    def __init__(self, why: str, *, is_mid_scan: bool = False) -> None:
        super().__init__(why)
        self.is_mid_scan = is_mid_scan


class ScannerPort(Protocol):
    """Looks into one file at a time; safe for many tasks."""

    async def scan(self, chunks: AsyncIterator[bytes], size_bytes: int) -> Verdict:
        """Return what is in the file. Raises ScannerUnavailableError."""
        ...

    async def version(self) -> str:
        """Return the scanner's words for its version and signatures. Raises ScannerUnavailableError."""
        ...
