"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.webhooks.sending import send_delivery
from itsm.domains.webhooks.service import ANNOUNCE_JOB, SEND_JOB, announce, forget_deliveries
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

FORGET_JOB: Final = "webhooks.forget_deliveries"
KEEP_DAYS: Final = 30
_BATCH: Final = 5_000


async def send(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Make one attempt at a delivery: `delivery_id`. Its marks are units of work of their own."""
    await send_delivery(work.actor, UUID(str(args["delivery_id"])))


async def announce_event(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Tell webhooks of one event; `args` are a subscriber's."""
    await announce(work, args)


async def forget_old(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete deliveries older than `KEEP_DAYS`. Takes no arguments."""
    del args
    if await forget_deliveries(work, before=work.now - timedelta(days=KEEP_DAYS), limit=_BATCH) == _BATCH:
        work.defer(FORGET_JOB, {})


JOBS: Final = {
    # The attempts are counted on the delivery; the job outlives them.
    SEND_JOB: Job(send, max_attempts=16, timeout_seconds=60, backoff_seconds=10),
    ANNOUNCE_JOB: Job(announce_event),
    FORGET_JOB: Job(forget_old, timeout_seconds=120),
}
SCHEDULES: Final = (Schedule(FORGET_JOB, FORGET_JOB, every_seconds=86_400),)
