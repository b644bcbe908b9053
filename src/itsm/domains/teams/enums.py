"""Words of this room."""

from __future__ import annotations

from enum import StrEnum


class AssignmentMode(StrEnum):
    """What happens to a ticket that reaches the team: chosen for somebody, or left to be taken."""

    LEAST_LOADED = "least_loaded"
    MANUAL = "manual"
