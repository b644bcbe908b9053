"""Background work of the lab: runs, and drafts whose time has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import delete

from itsm.domains.lab.models import Backtest
from itsm.domains.lab.repository import due_drafts
from itsm.domains.lab.running import fail_run, run_backtest
from itsm.domains.lab.service.drafts import activate_planned
from itsm.domains.lab.service.runs import JOB, MOST_ATTEMPTS
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

log = structlog.get_logger("itsm.lab")

KEEP_RUNS: Final = timedelta(days=90)


async def run(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Run a backtest; `run_id` is its id. It reads and writes in sessions of its own: it may take minutes."""
    del work
    run_id = UUID(str(args["run_id"]))
    try:
        await run_backtest(run_id)
    except Exception as fault:
        # The run itself shows what went wrong; another try over the same past would go wrong alike.
        log.exception("lab.run_failed", run=str(run_id))
        await fail_run(run_id, f"{type(fault).__name__}: {fault}"[:500])


async def activate_due(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Put every draft into force whose time has come. No arguments."""
    del args
    for draft_id in await due_drafts(work.session, work.now):
        await activate_planned(work, draft_id)


async def forget_runs(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete runs after ninety days; drafts and versions stay. No arguments."""
    del args
    await work.session.execute(delete(Backtest).where(Backtest.created_at < work.now - KEEP_RUNS))


JOBS: Final = {
    JOB: Job(run, max_attempts=MOST_ATTEMPTS + 1, timeout_seconds=3_600),
    "lab.activate_due": Job(activate_due, max_attempts=5, timeout_seconds=60),
    "lab.forget_runs": Job(forget_runs, max_attempts=3, timeout_seconds=120),
}
SCHEDULES: Final = (
    # The draft's own job comes at its minute; this finds what a lost one left behind.
    Schedule("lab.activate_due", "lab.activate_due", every_seconds=60),
    Schedule("lab.forget_runs", "lab.forget_runs", every_seconds=86_400),
)
