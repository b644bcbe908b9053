"""What is left over: bytes without a row go, rows without bytes are told, uploads nobody went on with end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog

from itsm.domains.files.queries import expire_uploads, keys_in_use, rows_of
from itsm.platform.clock import utc_now
from itsm.platform.storage.adapters import get_storage

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

log = structlog.get_logger("itsm.files")

# Longer than any upload or transaction can take between the bytes and their row.
_LEFTOVER_AGE: Final = timedelta(hours=24)
_BATCH: Final = 500
_REPORTED: Final = 20


async def sweep_leftovers(work: UnitOfWork, _args: dict[str, Any]) -> None:
    """Remove uploads that ended, and bytes that have no row: their process died between the two. Harmless to repeat."""
    await expire_uploads(work.session, work.now)
    batch: list[str] = []
    # Storage keeps the time of the wall clock, whatever clock this unit of work has.
    async for key in get_storage().list_older(utc_now() - _LEFTOVER_AGE):
        batch.append(key)
        if len(batch) == _BATCH:
            await _sweep(work, batch)
            batch = []
    await _sweep(work, batch)


async def report_missing(work: UnitOfWork) -> int:
    """Tell the log of files whose bytes are gone, and return how many. Nothing is changed: a backup may have them."""
    missing = 0
    for first in range(256):
        prefix = f"{first:02x}"
        there = {key async for key in get_storage().list_older(utc_now() + timedelta(days=1), prefix)}
        lost = [row for row in await rows_of(work.session, prefix) if row.key not in there]
        for row in lost[: max(0, _REPORTED - missing)]:
            log.error("files.bytes_missing", file_id=str(row.id), owner_type=row.owner_type, owner_id=str(row.owner_id))
        missing += len(lost)
    if missing:
        log.error("files.bytes_missing_total", count=missing)
    return missing


async def _sweep(work: UnitOfWork, keys: list[str]) -> None:
    if not keys:
        return
    used = await keys_in_use(work.session, keys)
    for key in keys:
        if key not in used:
            await get_storage().delete(key)
            log.info("files.leftover_removed", key=key)
