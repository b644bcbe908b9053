"""What administrators may do to the machinery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.ops.enums import JobState
from itsm.domains.ops.events import JobRetried, job_subject
from itsm.platform.db.tables import JobRow
from itsm.platform.errors import Conflict, NotFound

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork


async def retry_job(work: UnitOfWork, job_id: int) -> JobRow:
    """Have a parked or waiting job run now. Raises NotFound, Conflict where it is running."""
    work.actor.require("ops.manage")
    job = await work.session.get(JobRow, job_id, with_for_update=True)
    if job is None:
        raise NotFound
    if job.state == JobState.RUNNING:
        raise Conflict("This job is running.", state=job.state)
    before, job.state = job.state, JobState.READY
    job.attempts = 0
    job.run_at = work.now
    work.record(
        JobRetried(
            subject_id=job_subject(job.id),
            job_id=job.id,
            job=job.name,
            changes={"state": (before, JobState.READY)},
            summary=f"Had job {job.id} ({job.name}) run again",
        )
    )
    return job
