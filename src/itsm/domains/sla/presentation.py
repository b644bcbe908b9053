"""Calendars and policies as they are answered: what they name, by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings import api as settings
from itsm.domains.sla.codec import calendar_from, hours_to
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.working_time import BusinessHours
from itsm.domains.sla.models import SlaCalendar, SlaCalendarVersion, SlaPolicy, SlaPolicyVersion
from itsm.domains.sla.schemas.calendars import CalendarRead, CalendarYearRead, DayRead, HoursRead
from itsm.domains.sla.schemas.policies import ConditionsRead, PolicyCalendarRead, PolicyRead, TargetsRead

ONE_DAY = timedelta(days=1)


def calendar_read(row: SlaCalendar, version: SlaCalendarVersion, reference: settings.Reference) -> CalendarRead:
    """Return a calendar for an answer."""
    return CalendarRead.model_validate(
        version.definition
        | {
            "id": row.id,
            "key": row.key,
            "name": row.name,
            "locations": [place.name for place in reference.locations if place.calendar_key == row.key],
            "is_default": row.is_default,
            "is_active": row.is_active,
            "version": row.version,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
    )


def year_read(row: SlaCalendar, version: SlaCalendarVersion, year: int) -> CalendarYearRead:
    """Return every day of a local year: its kind, hours and working seconds."""
    calendar = BusinessHours(calendar_from(version.definition))
    first = date(year, 1, 1)
    days = [_day_read(calendar, first + n * ONE_DAY) for n in range((date(year + 1, 1, 1) - first).days)]
    return CalendarYearRead(
        id=row.id,
        name=row.name,
        timezone=calendar.zone.key,
        year=year,
        total_seconds=sum(day.seconds for day in days),
        days=days,
    )


async def calendar_names(session: AsyncSession) -> dict[UUID, str]:
    """Return the names of all calendars, active or not."""
    rows = await session.execute(select(SlaCalendar.id, SlaCalendar.name))
    return {row.id: row.name for row in rows}


def policy_read(
    row: SlaPolicy, version: SlaPolicyVersion, reference: settings.Reference, calendars: Mapping[UUID, str]
) -> PolicyRead:
    """Return a policy for an answer."""
    definition = version.definition
    calendar_id = UUID(definition["calendar_id"]) if definition["calendar_id"] else None
    return PolicyRead(
        id=row.id,
        name=row.name,
        position=row.position if row.is_active else None,
        conditions=_conditions_read(definition["conditions"], reference),
        targets=TargetsRead.model_validate(definition["targets"]),
        calendar=PolicyCalendarRead(
            source=definition["calendar_source"],
            calendar_id=calendar_id,
            calendar=calendars.get(calendar_id) if calendar_id else None,
        ),
        thresholds=definition["thresholds"],
        is_active=row.is_active,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _conditions_read(conditions: Mapping[str, list[str]], reference: settings.Reference) -> ConditionsRead:
    """Return conditions with names for keys; what is no longer known keeps its key."""
    places = {place.key: place.name for place in reference.location_by_id.values()}
    names = {entry.key: entry.name for entry in reference.category_by_id.values() if entry.parent_id is None}
    subnames = {entry.key: entry.name for entry in reference.category_by_id.values() if entry.parent_id}
    return ConditionsRead(
        priorities=conditions["priorities"],
        types=conditions["types"],
        categories=[names.get(key, key) for key in conditions["categories"]],
        subcategories=[subnames.get(key, key) for key in conditions["subcategories"]],
        locations=[places.get(key, key) for key in conditions["locations"]],
        departments=conditions["departments"],
    )


def _day_read(calendar: BusinessHours, day: date) -> DayRead:
    hours = calendar.definition.hours_on(day)
    kind, name = calendar.definition.reason_on(day)
    midnight, next_midnight = (
        to_instant(datetime(one.year, one.month, one.day, tzinfo=calendar.zone)) for one in (day, day + ONE_DAY)
    )
    return DayRead(
        date=day,
        kind=kind,
        name=name,
        hours=[HoursRead.model_validate(one) for one in hours_to(hours)],
        seconds=calendar.between(midnight, next_midnight),
    )
