"""Background work of this room."""

from __future__ import annotations

from typing import Any, Final

from itsm.domains.audit.chain.anchors import ANCHOR_SECONDS, write_anchor
from itsm.domains.audit.chain.partitions import make_months
from itsm.domains.audit.chain.retiring import retire_entries
from itsm.domains.audit.chain.sealing import watch
from itsm.domains.audit.chain.service import verify_and_keep
from itsm.platform.jobs.model import Job, Loop, Schedule
from itsm.platform.work import UnitOfWork

DAY_SECONDS: Final = 86_400


async def verify(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Verify the whole chain and keep what was found. No arguments."""
    del args
    await verify_and_keep(work)


JOBS = {
    "audit.anchor": Job(write_anchor, max_attempts=10, timeout_seconds=30),
    "audit.verify": Job(verify, max_attempts=2, timeout_seconds=3_600),
    "audit.months": Job(make_months, max_attempts=5, timeout_seconds=60),
    "audit.retire": Job(retire_entries, max_attempts=3, timeout_seconds=1_800),
}
SCHEDULES = (
    Schedule("audit.anchor", "audit.anchor", every_seconds=ANCHOR_SECONDS),
    Schedule("audit.verify", "audit.verify", every_seconds=DAY_SECONDS),
    Schedule("audit.months", "audit.months", every_seconds=DAY_SECONDS),
    Schedule("audit.retire", "audit.retire", every_seconds=DAY_SECONDS),
)
LOOPS = (Loop("audit.seal", watch),)
