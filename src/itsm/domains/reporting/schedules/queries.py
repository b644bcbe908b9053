"""Loading schedules and their runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from itsm.domains.reporting.schedules.models import ReportRun, ReportSchedule
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def schedules_of(session: AsyncSession, owner_id: UUID, limit: int) -> Sequence[ReportSchedule]:
    """Return the schedules of a person, by name."""
    query = select(ReportSchedule).where(ReportSchedule.owner_id == owner_id)
    return (
        await session.scalars(query.order_by(func.lower(ReportSchedule.name), ReportSchedule.id).limit(limit))
    ).all()


async def own_schedule(session: AsyncSession, owner_id: UUID, schedule_id: UUID, *, lock: bool) -> ReportSchedule:
    """Return a schedule of a person. Raises NotFound for anybody else's."""
    found = await session.get(ReportSchedule, schedule_id, with_for_update=lock)
    if found is None or found.owner_id != owner_id:
        raise NotFound
    return found


async def due_schedules(session: AsyncSession, now: datetime, limit: int) -> Sequence[ReportSchedule]:
    """Return schedules that are due, locked; those that another worker holds are left to it."""
    query = select(ReportSchedule).where(ReportSchedule.next_at <= now).order_by(ReportSchedule.next_at).limit(limit)
    return (await session.scalars(query.with_for_update(skip_locked=True))).all()


async def run_with_schedule(session: AsyncSession, run_id: UUID) -> tuple[ReportRun, ReportSchedule] | None:
    """Return a run and its schedule, both locked; None where the schedule was removed."""
    run = await session.get(ReportRun, run_id, with_for_update=True)
    if run is None:
        return None
    schedule = await session.get(ReportSchedule, run.schedule_id, with_for_update=True)
    return (run, schedule) if schedule is not None else None


async def file_of(session: AsyncSession, run_id: UUID) -> tuple[str, str, bytes] | None:
    """Return name, media type and content of what a run mailed, None once it was forgotten."""
    row = (
        await session.execute(
            select(ReportRun.file_name, ReportRun.media_type, ReportRun.file).where(ReportRun.id == run_id)
        )
    ).first()
    return (row[0] or "", row[1] or "", row[2]) if row is not None and row[2] is not None else None


async def forget_runs(session: AsyncSession, *, files_before: datetime, runs_before: datetime) -> None:
    """Let files go, and later the runs themselves."""
    old = ReportRun.due_at < files_before
    await session.execute(update(ReportRun).where(old, ReportRun.file.is_not(None)).values(file=None))
    await session.execute(delete(ReportRun).where(ReportRun.due_at < runs_before))
