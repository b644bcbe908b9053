"""Background work of this room, as `itsm/wiring/jobs.py` lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.files import scanning, sweeping, uploads
from itsm.domains.files.sweeping import sweep_leftovers
from itsm.platform.jobs.model import Job, Schedule

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

__all__ = ["JOBS", "SCHEDULES", "sweep_leftovers"]

RESCAN_JOB: Final = "files.rescan_waiting"


async def scan(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Have the scanner look into the file `file_id`."""
    await scanning.scan_file(work, UUID(str(args["file_id"])))


async def rescan_waiting(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Ask again for files the scanner was not there for. Takes no arguments."""
    del args
    await scanning.rescan_waiting(work)


async def delete_bytes(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Remove the bytes of the deleted file `file_id`."""
    await scanning.delete_bytes(work, UUID(str(args["file_id"])))


async def delete_keys(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Remove the objects `keys` of an ended upload."""
    del work
    await uploads.delete_keys([str(key) for key in args["keys"]])


async def report_missing(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Tell the log of files whose bytes are gone. Takes no arguments."""
    del args
    await sweeping.report_missing(work)


JOBS: Final[dict[str, Job]] = {
    scanning.SCAN_JOB: Job(scan, max_attempts=5, timeout_seconds=300),
    RESCAN_JOB: Job(rescan_waiting, max_attempts=2, timeout_seconds=60),
    uploads.DELETE_KEYS_JOB: Job(delete_keys, timeout_seconds=300),
    scanning.DELETE_JOB: Job(delete_bytes, timeout_seconds=120),
    "files.sweep_leftovers": Job(sweep_leftovers, max_attempts=3, timeout_seconds=600),
    "files.report_missing": Job(report_missing, max_attempts=3, timeout_seconds=600),
}
SCHEDULES: Final = (
    Schedule(RESCAN_JOB, RESCAN_JOB, every_seconds=60),
    Schedule("files.sweep_leftovers", "files.sweep_leftovers", every_seconds=86_400),
    Schedule("files.report_missing", "files.report_missing", every_seconds=86_400),
)
