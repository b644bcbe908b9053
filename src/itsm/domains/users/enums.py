"""Words of this room."""

from __future__ import annotations

from enum import StrEnum


class Theme(StrEnum):
    """How a person wants screens to look."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
