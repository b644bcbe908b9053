"""Calendars and moments used by the tests of this room."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours, SpecialDay
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.working_time import BusinessHours

MANILA = ZoneInfo("Asia/Manila")
NEW_YORK = ZoneInfo("America/New_York")
OFFICE = (Hours(8 * 60, 17 * 60),)
OFFICE_WEEK = (OFFICE,) * 5 + ((), ())
HOUR = 3600


def at(zone: ZoneInfo | str, text: str) -> int:
    """Return the instant of a local wall time such as `2026-03-06 16:30`."""
    zone = ZoneInfo(zone) if isinstance(zone, str) else zone
    return to_instant(datetime.fromisoformat(text).replace(tzinfo=zone))


def office(
    zone: ZoneInfo | str = MANILA,
    holidays: dict[date, str] | None = None,
    exceptions: dict[date, SpecialDay] | None = None,
    week: tuple[tuple[Hours, ...], ...] = OFFICE_WEEK,
) -> BusinessHours:
    """Return Monday to Friday, 08:00 to 17:00."""
    zone = ZoneInfo(zone) if isinstance(zone, str) else zone
    return BusinessHours(CalendarDefinition(zone, week, holidays or {}, exceptions or {}))
