"""Words of this room."""

from __future__ import annotations

from enum import StrEnum


class Absence(StrEnum):
    """Why somebody's calendar keeps them from work at an instant."""

    ON_LEAVE = "on_leave"
    OFF_SHIFT = "off_shift"


class Weekday(StrEnum):
    """The days of a week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
