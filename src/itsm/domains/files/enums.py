"""The fixed words of files."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ScanState(StrEnum):
    """What is known of a file's harmlessness."""

    NOT_SCANNED = "not_scanned"


SERVABLE: Final = frozenset({ScanState.NOT_SCANNED})
"""States in which a file may be fetched; any other word in the column refuses the download."""
