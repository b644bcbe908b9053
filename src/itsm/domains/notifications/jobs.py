"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.notifications.bell.service import forget_notices
from itsm.domains.notifications.digests import READERS, send_digests
from itsm.domains.notifications.sending import send_delivery
from itsm.domains.notifications.service import SEND_JOB, forget_deliveries
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

DIGESTS_JOB: Final = "notifications.send_digests"
FORGET_JOB: Final = "notifications.forget_deliveries"
KEEP_DAYS: Final = 180
_BATCH: Final = 5_000


async def send_email(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Send one delivery: `delivery_id`. Its marks are units of work of their own; this one stays empty."""
    await send_delivery(work.actor, UUID(args["delivery_id"]))


async def forget_old(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete finished deliveries and notices older than `KEEP_DAYS`. Takes no arguments."""
    del args
    before = work.now - timedelta(days=KEEP_DAYS)
    gone = (
        await forget_deliveries(work, before=before, limit=_BATCH),
        await forget_notices(work, before=before, limit=_BATCH),
    )
    if _BATCH in gone:
        work.defer(FORGET_JOB, {})


async def send_due_digests(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Send the digests that are due. Takes no arguments; goes on at once while there are more."""
    del args
    if await send_digests(work) == READERS:
        work.defer(DIGESTS_JOB, {})


JOBS: Final[dict[str, Job]] = {
    # The attempts of a mail are counted on its delivery; the job outlives them, whatever else fails.
    SEND_JOB: Job(send_email, max_attempts=20, timeout_seconds=90, backoff_seconds=15),
    DIGESTS_JOB: Job(send_due_digests, timeout_seconds=120),
    FORGET_JOB: Job(forget_old, timeout_seconds=120),
}

SCHEDULES: Final = (
    Schedule(DIGESTS_JOB, DIGESTS_JOB, every_seconds=60),
    Schedule(FORGET_JOB, FORGET_JOB, every_seconds=86_400),
)
