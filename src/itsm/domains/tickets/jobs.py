"""Background work of this room: what runs by the clock, and what hears which news. Wiring joins these lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.tickets.assets.service import HEALTH_HEARS, refresh_health, settle_repairs
from itsm.domains.tickets.assets.service import HEARS as ASSETS_HEAR
from itsm.domains.tickets.bulk.service import BULK_JOB
from itsm.domains.tickets.bulk.service import move_batch as change_batch
from itsm.domains.tickets.composing.service import SEND_JOB, send_due
from itsm.domains.tickets.handovers.offering import HEARS as HEARS_OF_ABSENCE
from itsm.domains.tickets.handovers.offering import OFFER_JOB, offer_handover
from itsm.domains.tickets.handovers.service import MOVE_JOB, move_batch
from itsm.domains.tickets.service import chase_requesters
from itsm.domains.tickets.subscribers.levels import HEARS as LEVELS_HEAR
from itsm.domains.tickets.subscribers.levels import escalate_levels
from itsm.domains.tickets.subscribers.notices import HEARS, send_notices
from itsm.domains.tickets.subscribers.scans import HEARS as SCANS_HEAR
from itsm.domains.tickets.subscribers.scans import tell_of_scan
from itsm.domains.tickets.subscribers.thresholds import mark_threshold
from itsm.platform.jobs.model import Job, Schedule

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

__all__ = ["JOBS", "SCHEDULES", "SUBSCRIPTIONS"]

CLOSE_JOB: Final = "tickets.close_resolved"
CHASE_JOB: Final = "tickets.chase_pending"
MARK_JOB: Final = "tickets.mark_threshold"
NOTICES_JOB: Final = "tickets.send_notices"
LEVELS_JOB: Final = "tickets.escalate_levels"
SCANS_JOB: Final = "tickets.tell_of_scan"
REPAIRS_JOB: Final = "tickets.settle_repairs"
HEALTH_JOB: Final = "tickets.refresh_asset_health"


async def close_resolved(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Close what was resolved and not answered; goes on at once while there is more."""
    del args
    if await chase_requesters.close_resolved(work) == chase_requesters.BATCH:
        work.defer(CLOSE_JOB, {}, dedupe_key=f"{CLOSE_JOB}:more")


async def chase_pending(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Remind requesters whose ticket waits for them; close what stays unanswered."""
    del args
    if await chase_requesters.chase_pending(work) == chase_requesters.BATCH:
        work.defer(CHASE_JOB, {}, dedupe_key=f"{CHASE_JOB}:more")


async def hand_over(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Move the next tickets of the handover `handover_id`, or give them back."""
    await move_batch(work, UUID(str(args["handover_id"])))


async def change_many(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Change the next tickets of the bulk change `change_id`, or take them back."""
    await change_batch(work, UUID(str(args["change_id"])))


async def send_reply(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Send the held reply `reply_id`, unless it was taken back or sent meanwhile."""
    await send_due(work, UUID(str(args["reply_id"])))


JOBS: Final[dict[str, Job]] = {
    CLOSE_JOB: Job(close_resolved, max_attempts=3, timeout_seconds=120),
    CHASE_JOB: Job(chase_pending, max_attempts=3, timeout_seconds=120),
    MARK_JOB: Job(mark_threshold),
    NOTICES_JOB: Job(send_notices),
    OFFER_JOB: Job(offer_handover),
    MOVE_JOB: Job(hand_over, timeout_seconds=120),
    SEND_JOB: Job(send_reply),
    BULK_JOB: Job(change_many, timeout_seconds=120),
    LEVELS_JOB: Job(escalate_levels),
    SCANS_JOB: Job(tell_of_scan),
    REPAIRS_JOB: Job(settle_repairs),
    HEALTH_JOB: Job(refresh_health),
}
SCHEDULES: Final = (
    Schedule(CLOSE_JOB, CLOSE_JOB, every_seconds=300),
    Schedule(CHASE_JOB, CHASE_JOB, every_seconds=300),
)
_MARKS: Final = ("sla.warning", "sla.breached")
_HEARD: Final = {
    MARK_JOB: _MARKS,
    NOTICES_JOB: HEARS,
    LEVELS_JOB: LEVELS_HEAR,
    OFFER_JOB: HEARS_OF_ABSENCE,
    SCANS_JOB: SCANS_HEAR,
    REPAIRS_JOB: ASSETS_HEAR,
    HEALTH_JOB: HEALTH_HEARS,
}
SUBSCRIPTIONS: Final[dict[str, tuple[str, ...]]] = {
    name: tuple(job for job, names in _HEARD.items() if name in names)
    for name in (*HEARS, *LEVELS_HEAR, *HEARS_OF_ABSENCE, *SCANS_HEAR, *HEALTH_HEARS)
}
