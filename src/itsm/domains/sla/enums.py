"""The words of service levels, as they are stored and answered."""

from __future__ import annotations

from enum import StrEnum


class Metric(StrEnum):
    """What is timed; one clock each."""

    RESPONSE = "response"
    RESOLUTION = "resolution"


class Phase(StrEnum):
    """What the clock does at this moment, whatever has happened to its target."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class ClockState(StrEnum):
    """What people see: one word for phase and outcome together."""

    RUNNING = "running"
    PAUSED = "paused"
    WARNING = "warning"
    BREACHED = "breached"
    MET = "met"
    CANCELLED = "cancelled"


class CalendarSource(StrEnum):
    """Where a policy takes its working time from."""

    ALWAYS = "always"
    LOCATION = "location"
    CALENDAR = "calendar"


class LineKind(StrEnum):
    """One line of the explanation of a due date."""

    WORKED = "worked"
    CLOSED = "closed"
    AFTER_HOURS = "after_hours"
    HOLIDAY = "holiday"
    EXCEPTION = "exception"
    PAUSED = "paused"
    CARRIED = "carried"
    MORE = "more"


RESOLVED_REASON = "resolved"
"""Reason of the pause between resolving and closing."""

BREACH_PERCENT = 100
"""The threshold every clock has: the whole target is used up."""
