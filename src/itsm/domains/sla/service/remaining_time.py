"""Working seconds left, from what a ticket's own statement has read already: no query of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import Phase
from itsm.domains.sla.facts import Facts
from itsm.domains.sla.snapshot import working_time
from itsm.domains.sla.terms import terms_for


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTime:
    """The columns of a stored clock that its remaining time follows from."""

    phase: str
    phase_since: datetime
    target_seconds: int
    elapsed_seconds: int
    calendar_version_id: UUID | None
    is_always: bool


async def remaining_seconds(session: AsyncSession, stored: StoredTime, *, now: datetime) -> int:
    """Return the working seconds left at `now`; negative when overdue. Calendars come from memory."""
    used = stored.elapsed_seconds
    if stored.phase == Phase.RUNNING:
        calendar = await working_time(session, stored.calendar_version_id, is_always=stored.is_always)
        used += calendar.between(to_instant(stored.phase_since), to_instant(now))
    return stored.target_seconds - used


async def promised_seconds(session: AsyncSession, *, facts: Facts, due_at: datetime) -> int:
    """Return the working seconds from the start of a promise to its due date, on the calendar it was given."""
    terms = await terms_for(session, facts)
    if terms is None:
        return 0
    return terms.calendar.between(to_instant(facts.started_at), to_instant(due_at))
