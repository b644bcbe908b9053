"""Reading the machinery: jobs, workers, timers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, func, select

from itsm.domains.ops.engine import WORKER_SILENT
from itsm.domains.ops.enums import JobState
from itsm.domains.sla.models import SlaTimer
from itsm.platform.db.tables import JobRow, WorkerRow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

COUNT_LIMIT: Final = 10_000
"""Beyond this many, a total is only said to be at least this."""
SUMMARY_ROWS: Final = 500


@dataclass(frozen=True, kw_only=True)
class JobFilter:
    """What to look for; None matches everything."""

    state: JobState | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class JobCount:
    """How many jobs of one name are in one state, and the time of the earliest."""

    name: str
    state: JobState
    count: int
    oldest_run_at: datetime


async def search_jobs(
    session: AsyncSession, wanted: JobFilter, *, limit: int, before: int | None = None
) -> list[JobRow]:
    """Return jobs, newest first, below id `before`."""
    query = select(JobRow).where(*_conditions(wanted))
    if before is not None:
        query = query.where(JobRow.id < before)
    return list(await session.scalars(query.order_by(JobRow.id.desc()).limit(limit)))


async def count_jobs(session: AsyncSession, wanted: JobFilter) -> tuple[int, bool]:
    """Return how many jobs match, at most `COUNT_LIMIT`, and whether there are more."""
    some = select(JobRow.id).where(*_conditions(wanted)).limit(COUNT_LIMIT + 1).subquery()
    found = (await session.execute(select(func.count()).select_from(some))).scalar_one()
    return min(found, COUNT_LIMIT), found > COUNT_LIMIT


async def summarise_jobs(session: AsyncSession) -> list[JobCount]:
    """Return the number of jobs by name and state."""
    rows = await session.execute(
        select(JobRow.name, JobRow.state, func.count(), func.min(JobRow.run_at))
        .group_by(JobRow.name, JobRow.state)
        .order_by(JobRow.name, JobRow.state)
        .limit(SUMMARY_ROWS)
    )
    return [JobCount(name, JobState(state), count, oldest) for name, state, count, oldest in rows]


async def workers_alive(session: AsyncSession) -> tuple[int, datetime | None]:
    """Return how many workers are alive and when the last was heard of."""
    alive = WorkerRow.seen_at > func.now() - WORKER_SILENT
    row = await session.execute(select(func.count().filter(alive), func.max(WorkerRow.seen_at)))
    count, seen_at = row.one()
    return count, seen_at


async def queue_state(session: AsyncSession) -> tuple[int, int, datetime | None]:
    """Return how many jobs are due, how many are parked, and since when the oldest is due."""
    is_due = (JobRow.state == JobState.READY) & (JobRow.run_at <= func.now())
    due, oldest = (await session.execute(select(func.count(), func.min(JobRow.run_at)).where(is_due))).one()
    parked = await session.execute(select(func.count()).where(JobRow.state == JobState.PARKED))
    return due, parked.scalar_one(), oldest


async def oldest_due_timer(session: AsyncSession) -> datetime | None:
    """Return the instant of the oldest service-level timer that should have fired and has not."""
    waiting = SlaTimer.fired_at.is_(None) & SlaTimer.due_at.is_not(None) & (SlaTimer.due_at <= func.now())
    return (await session.execute(select(func.min(SlaTimer.due_at)).where(waiting))).scalar_one()


def _conditions(wanted: JobFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        found.append(JobRow.state == wanted.state)
    if wanted.name is not None:
        found.append(JobRow.name == wanted.name)
    return found
