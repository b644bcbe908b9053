"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict


class NameTaken(Conflict):
    """Another entry of the list has this name or key."""

    default_code = "name_taken"
