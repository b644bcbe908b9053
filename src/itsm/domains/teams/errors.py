"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict


class TeamNameTaken(Conflict):
    """Another team has this name or key."""

    default_code = "team_name_taken"
