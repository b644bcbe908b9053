"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.notifications.sending import send_delivery
from itsm.domains.notifications.service import SEND_JOB, forget_deliveries
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

FORGET_JOB: Final = "notifications.forget_deliveries"
KEEP_DAYS: Final = 180
_BATCH: Final = 5_000


async def send_email(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Send one delivery: `delivery_id`. Its marks are units of work of their own; this one stays empty."""
    await send_delivery(work.actor, UUID(args["delivery_id"]))


async def forget_old(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete finished deliveries older than `KEEP_DAYS`. Takes no arguments."""
    del args
    if await forget_deliveries(work, before=work.now - timedelta(days=KEEP_DAYS), limit=_BATCH) == _BATCH:
        work.defer(FORGET_JOB, {})


JOBS: Final[dict[str, Job]] = {
    # The attempts of a mail are counted on its delivery; the job outlives them, whatever else fails.
    SEND_JOB: Job(send_email, max_attempts=20, timeout_seconds=90, backoff_seconds=15),
    FORGET_JOB: Job(forget_old, timeout_seconds=120),
}

SCHEDULES: Final = (Schedule(FORGET_JOB, FORGET_JOB, every_seconds=86_400),)
