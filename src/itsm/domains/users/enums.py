"""Words of this room."""

from __future__ import annotations

from enum import StrEnum


class Theme(StrEnum):
    """How a person wants screens to look."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How much room lists take."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class StartPage(StrEnum):
    """Where a person lands after signing in; `auto`: where their role works."""

    AUTO = "auto"
    HOME = "home"
    TICKETS = "tickets"
    KNOWLEDGE = "knowledge"
    QUEUE = "queue"
    DASHBOARD = "dashboard"
