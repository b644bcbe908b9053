"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict


class NameTaken(Conflict):
    """Another calendar or policy has this name or key."""

    default_code = "name_taken"


class CalendarInUse(Conflict):
    """An active policy names the calendar, a location follows it, or it is the default."""

    default_code = "calendar_in_use"
