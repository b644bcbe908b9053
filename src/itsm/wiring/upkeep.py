"""Housekeeping of the platform's own tables: answers to repeated requests, the event log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from itsm.platform.db.tables import EventRow, IdempotencyRow
from itsm.platform.http.idempotency import KEEP_HOURS
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

KEEP_EVENTS = timedelta(days=30)


async def forget_old_rows(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete stored answers after a day and events after thirty; the audit trail keeps what happened. No arguments."""
    del args
    answers_before = work.now - timedelta(hours=KEEP_HOURS)
    await work.session.execute(delete(IdempotencyRow).where(IdempotencyRow.created_at < answers_before))
    await work.session.execute(delete(EventRow).where(EventRow.recorded_at < work.now - KEEP_EVENTS))


JOBS = {"platform.forget_old_rows": Job(forget_old_rows, max_attempts=3, timeout_seconds=120)}
SCHEDULES = (Schedule("platform.forget_old_rows", "platform.forget_old_rows", every_seconds=3_600),)
