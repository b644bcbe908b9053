"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from itsm.domains.reporting.schedules.queries import forget_runs
from itsm.domains.reporting.schedules.sending import send_run
from itsm.domains.reporting.schedules.service import SEND_JOB, find_due
from itsm.domains.reporting.star.logins import renew_all
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

RENEW_JOB: Final = "reporting.renew_logins"
FIND_JOB: Final = "reporting.find_due_reports"
FORGET_JOB: Final = "reporting.forget_reports"
KEEP_FILES: Final = timedelta(days=14)
KEEP_RUNS: Final = timedelta(days=400)


async def renew_logins(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Ask anew how far each login of the database sees. Takes no arguments."""
    del args
    await renew_all(work)


async def find_due_reports(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Queue the scheduled reports that are due. Takes no arguments."""
    del args
    if await find_due(work):
        work.defer(FIND_JOB, {})


async def send_report(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Count and mail one report: `run_id`."""
    await send_run(work, UUID(str(args["run_id"])))


async def forget_reports(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Let go of files that were mailed, and later of what is known of the mailing. Takes no arguments."""
    del args
    await forget_runs(work.session, files_before=work.now - KEEP_FILES, runs_before=work.now - KEEP_RUNS)


JOBS: Final = {
    RENEW_JOB: Job(renew_logins, max_attempts=3, timeout_seconds=60),
    FIND_JOB: Job(find_due_reports, max_attempts=3, timeout_seconds=60),
    SEND_JOB: Job(send_report, max_attempts=6, timeout_seconds=180, backoff_seconds=15),
    FORGET_JOB: Job(forget_reports, max_attempts=3, timeout_seconds=120),
}
SCHEDULES: Final = (
    Schedule(RENEW_JOB, RENEW_JOB, every_seconds=60),
    Schedule(FIND_JOB, FIND_JOB, every_seconds=60),
    Schedule(FORGET_JOB, FORGET_JOB, every_seconds=86_400),
)
