"""The configuration of service levels in memory, so that starting clocks asks the database nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings import api as settings
from itsm.domains.sla.codec import policy_from
from itsm.domains.sla.codec_calendar import Tabled, working_hours_from
from itsm.domains.sla.engine.selection import Policy, PolicySet
from itsm.domains.sla.engine.working_time import AroundTheClock, WorkingTime
from itsm.domains.sla.models import SlaCalendar, SlaCalendarVersion, SlaPolicy, SlaPolicyVersion
from itsm.platform.cache.snapshot import ConfigSnapshot

CONFIG_NAME: Final = "sla"
UTC_ZONE: Final = ZoneInfo("UTC")
# Versions never change, so what was read once stays right; old ones are read again when needed.
_KEEP_VERSIONS: Final = 256
_versions: dict[UUID, Tabled] = {}


@dataclass(frozen=True, slots=True)
class CalendarVersion:
    """A calendar as it stands: its current version and the hours it means."""

    id: UUID
    key: str
    name: str
    version_id: UUID
    hours: Tabled


@dataclass(frozen=True, slots=True)
class SlaConfig:
    """Active policies in order and active calendars."""

    policies: PolicySet
    by_id: Mapping[UUID, CalendarVersion]
    by_key: Mapping[str, CalendarVersion]
    default: CalendarVersion | None


async def load(session: AsyncSession) -> SlaConfig:
    """Read the whole configuration."""
    calendars = await _load_calendars(session)
    by_id = {calendar.id: calendar for calendar, _ in calendars}
    return SlaConfig(
        policies=PolicySet(await _load_policies(session), languages=await settings.setting(session, "text_languages")),
        by_id=MappingProxyType(by_id),
        by_key=MappingProxyType({calendar.key: calendar for calendar in by_id.values()}),
        default=next((calendar for calendar, is_default in calendars if is_default), None),
    )


SNAPSHOT: Final = ConfigSnapshot(CONFIG_NAME, load)


async def working_time(session: AsyncSession, version_id: UUID | None, *, is_always: bool) -> WorkingTime:
    """Return what a clock runs on, by the calendar version it was given.

    Around the clock keeps the calendar's zone, for it is shown in local time all the same.
    """
    hours = await _hours_of(session, version_id) if version_id is not None else None
    if is_always or hours is None:
        return AroundTheClock(hours.zone if hours is not None else UTC_ZONE)
    return hours


async def _hours_of(session: AsyncSession, version_id: UUID) -> Tabled | None:
    """Return the hours of a calendar version, from memory where they are known."""
    known = _versions.get(version_id)
    if known is not None:
        return known
    definition = await session.scalar(select(SlaCalendarVersion.definition).where(SlaCalendarVersion.id == version_id))
    return _keep(version_id, working_hours_from(definition)) if definition is not None else None


def _keep(version_id: UUID, hours: Tabled) -> Tabled:
    """Remember a version; the one known longest makes room."""
    if len(_versions) >= _KEEP_VERSIONS:
        _versions.pop(next(iter(_versions)))
    return _versions.setdefault(version_id, hours)


async def _load_calendars(session: AsyncSession) -> list[tuple[CalendarVersion, bool]]:
    rows = await session.execute(
        select(SlaCalendar, SlaCalendarVersion)
        .join(
            SlaCalendarVersion,
            (SlaCalendarVersion.calendar_id == SlaCalendar.id) & (SlaCalendarVersion.number == SlaCalendar.version),
        )
        .where(SlaCalendar.is_active)
    )
    return [
        (
            CalendarVersion(
                id=calendar.id,
                key=calendar.key,
                name=calendar.name,
                version_id=version.id,
                hours=_versions.get(version.id) or _keep(version.id, working_hours_from(version.definition)),
            ),
            calendar.is_default,
        )
        for calendar, version in rows
    ]


async def _load_policies(session: AsyncSession) -> tuple[Policy, ...]:
    rows = await session.execute(
        select(SlaPolicy, SlaPolicyVersion)
        .join(
            SlaPolicyVersion,
            (SlaPolicyVersion.policy_id == SlaPolicy.id) & (SlaPolicyVersion.number == SlaPolicy.version),
        )
        .where(SlaPolicy.is_active)
        .order_by(SlaPolicy.position, SlaPolicy.id)
    )
    reference = await settings.reference(session)
    return tuple(
        policy_from(policy.id, version.id, policy.name, version.definition, reference) for policy, version in rows
    )
