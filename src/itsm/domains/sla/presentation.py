"""Calendars and policies as they are answered: what they name, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.conditions import api as conditions
from itsm.domains.settings import api as settings
from itsm.domains.sla.codec import hours_to, where_of
from itsm.domains.sla.codec_calendar import Tabled, sites_of, working_hours_from
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.selection import VOCABULARY
from itsm.domains.sla.engine.working_time import BusinessHours
from itsm.domains.sla.models import SlaCalendar, SlaCalendarVersion, SlaPolicy, SlaPolicyVersion
from itsm.domains.sla.presentation_policy import levels_read, names_in, options_read
from itsm.domains.sla.schemas.calendars import CalendarRead, CalendarYearRead, DayRead, HoursRead, SiteRead
from itsm.domains.sla.schemas.policies import PolicyCalendarRead, PolicyRead, TargetsRead
from itsm.platform.expressions.tree import to_json

ONE_DAY = timedelta(days=1)


def calendar_read(row: SlaCalendar, version: SlaCalendarVersion, reference: settings.Reference) -> CalendarRead:
    """Return a calendar for an answer."""
    return CalendarRead.model_validate(
        version.definition
        | {
            "id": row.id,
            "key": row.key,
            "name": row.name,
            "sites": [_site_read(site) for site in sites_of(version.definition)],
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
    calendar = working_hours_from(version.definition)
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


@dataclass(frozen=True, slots=True)
class Names:
    """The names of calendars, of everything that conditions mention, and of whom levels name."""

    calendars: Mapping[UUID, str]
    levels: Mapping[UUID, str]
    mentioned: Mapping[str, str]
    reference: settings.Reference


async def names_for(session: AsyncSession, versions: Sequence[SlaPolicyVersion]) -> Names:
    """Return the names that these policies need, in as many queries whatever their number."""
    reference = await settings.reference(session)
    trees = [where_of(version.definition, reference) for version in versions]
    rows = await session.execute(select(SlaCalendar.id, SlaCalendar.name))
    calendars = {row.id: row.name for row in rows}
    levels = await names_in(session, [version.definition for version in versions])
    return Names(calendars, levels, await conditions.mentioned(session, trees, VOCABULARY), reference)


def policy_read(row: SlaPolicy, version: SlaPolicyVersion, names: Names) -> PolicyRead:
    """Return a policy for an answer."""
    definition = version.definition
    where = to_json(where_of(definition, names.reference))
    calendar_id = UUID(definition["calendar_id"]) if definition["calendar_id"] else None
    return PolicyRead(
        id=row.id,
        name=row.name,
        position=row.position if row.is_active else None,
        where=where,
        mentioned=conditions.mentioned_by(where, VOCABULARY, names.mentioned),
        targets=TargetsRead.model_validate(dict.fromkeys(TargetsRead.model_fields) | definition["targets"]),
        calendar=PolicyCalendarRead(
            source=definition["calendar_source"],
            calendar_id=calendar_id,
            calendar=names.calendars.get(calendar_id) if calendar_id else None,
        ),
        thresholds=definition["thresholds"],
        options=options_read(definition),
        escalations=levels_read(definition, names.levels),
        is_active=row.is_active,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _site_read(site: Mapping[str, Any]) -> SiteRead:
    return SiteRead(id=UUID(site["calendar_id"]), name=site["name"], timezone=site["definition"]["timezone"])


def _hours_read(calendar: Tabled, day: date, midnight: int, next_midnight: int) -> list[HoursRead]:
    """Return the hours of a local day; those of sites on the wall clock of the calendar that unites them."""
    if isinstance(calendar, BusinessHours):
        return [HoursRead.model_validate(one) for one in hours_to(calendar.definition.hours_on(day))]
    return [
        HoursRead(start=_wall_time(calendar, opens), end=_wall_time(calendar, closes, is_end=closes == next_midnight))
        for opens, closes in calendar.segments(midnight, next_midnight)
    ]


def _wall_time(calendar: Tabled, instant: int, *, is_end: bool = False) -> str:
    return "24:00" if is_end else f"{to_moment(instant).astimezone(calendar.zone):%H:%M}"


def _day_read(calendar: Tabled, day: date) -> DayRead:
    kind, name = calendar.definition.reason_on(day)
    midnight, next_midnight = (
        to_instant(datetime(one.year, one.month, one.day, tzinfo=calendar.zone)) for one in (day, day + ONE_DAY)
    )
    return DayRead(
        date=day,
        kind=kind,
        name=name,
        hours=_hours_read(calendar, day, midnight, next_midnight),
        seconds=calendar.between(midnight, next_midnight),
    )
