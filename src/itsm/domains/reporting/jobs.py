"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from typing import Any, Final

from itsm.domains.reporting.star.logins import renew_all
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.work import UnitOfWork

RENEW_JOB: Final = "reporting.renew_logins"


async def renew_logins(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Ask anew how far each login of the database sees. Takes no arguments."""
    del args
    await renew_all(work)


JOBS: Final = {RENEW_JOB: Job(renew_logins, max_attempts=3, timeout_seconds=60)}
SCHEDULES: Final = (Schedule(RENEW_JOB, RENEW_JOB, every_seconds=60),)
