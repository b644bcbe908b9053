"""What a ticket is promised: the policy that fits it, put together with its calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.sla.engine.selection import Policy
from itsm.domains.sla.engine.working_time import AroundTheClock, WorkingTime
from itsm.domains.sla.enums import CalendarSource
from itsm.domains.sla.locations import calendar_key_of
from itsm.domains.sla.snapshot import SNAPSHOT, UTC_ZONE, CalendarVersion, SlaConfig

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.sla.facts import Facts


@dataclass(frozen=True, slots=True)
class Terms:
    """Policy and working time of one ticket."""

    policy: Policy
    calendar: WorkingTime
    calendar_version_id: UUID | None
    calendar_name: str
    is_always: bool


async def terms_for(session: AsyncSession, facts: Facts) -> Terms | None:
    """Return what the present configuration promises a ticket; None when no policy fits.

    Served from memory: configuration is only read again after it changed.
    """
    config = await SNAPSHOT.get(session)
    return terms_from(config, facts, await calendar_key_of(session, facts.location_key))


def terms_from(config: SlaConfig, facts: Facts, calendar_key: str | None) -> Terms | None:
    """Return what a configuration promises a ticket of a place that follows this calendar. Pure."""
    policy = config.policies.choose(facts.ticket)
    if policy is None:
        return None
    local = _calendar_for(config, policy, calendar_key)
    if local is None:
        return Terms(policy, AroundTheClock(UTC_ZONE), None, "24x7", is_always=True)
    if policy.source is CalendarSource.ALWAYS:
        return Terms(policy, AroundTheClock(local.hours.zone), local.version_id, "24x7", is_always=True)
    return Terms(policy, local.hours, local.version_id, local.name, is_always=False)


def _calendar_for(config: SlaConfig, policy: Policy, calendar_key: str | None) -> CalendarVersion | None:
    """Return the policy's own calendar, else the location's, else the default one."""
    own = config.by_id.get(policy.calendar_id) if policy.calendar_id is not None else None
    return own or config.by_key.get(calendar_key or "", config.default)
