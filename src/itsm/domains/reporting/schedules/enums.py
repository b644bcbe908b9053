"""How often a report leaves, and why one left no more."""

from __future__ import annotations

from enum import StrEnum


class Frequency(StrEnum):
    """How often a report is mailed."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Stopped(StrEnum):
    """Why a schedule stopped by itself."""

    RIGHT_LOST = "right_lost"
    """Its person left, or may no longer see the dashboard."""
    FILTERS_GONE = "filters_gone"
    """What it is narrowed to is there no more."""
