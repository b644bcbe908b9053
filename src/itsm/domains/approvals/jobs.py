"""Background work of approvals: reminders, escalation, mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.approvals.queries import steps_to_chase
from itsm.domains.approvals.service.chase import chase_step
from itsm.domains.approvals.subscribers import mails
from itsm.platform.jobs.model import Job, Schedule

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

CHASE_JOB: Final = "approvals.chase"
ONE_JOB: Final = "approvals.chase_one"
_BATCH: Final = 200


async def chase(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Find the steps that must be looked at; each is done in a job of its own. No arguments."""
    del args
    for approval_id in await steps_to_chase(work.session, work.now, limit=_BATCH):
        work.defer(
            ONE_JOB,
            {"approval_id": approval_id},
            lock_key=f"{ONE_JOB}:{approval_id}",
            dedupe_key=f"{ONE_JOB}:{approval_id}",
        )


async def chase_one(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Remind or escalate one approval. Argument: approval_id."""
    await chase_step(work, UUID(str(args["approval_id"])))


JOBS: Final = {
    CHASE_JOB: Job(chase, max_attempts=3, timeout_seconds=60),
    ONE_JOB: Job(chase_one),
    mails.ASK_JOB: Job(mails.mail_asked),
    mails.SETTLED_JOB: Job(mails.mail_settled),
}
SCHEDULES: Final = (Schedule(CHASE_JOB, CHASE_JOB, every_seconds=60),)
SUBSCRIPTIONS: Final = mails.SUBSCRIPTIONS
