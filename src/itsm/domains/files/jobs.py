"""Background work of this room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog

from itsm.domains.files.queries import keys_in_use
from itsm.platform.clock import utc_now
from itsm.platform.storage.adapters import get_storage

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

log = structlog.get_logger("itsm.files")

# Longer than any upload or transaction can take between the bytes and their row.
_LEFTOVER_AGE: Final = timedelta(hours=24)
_BATCH: Final = 500


async def sweep_leftovers(work: UnitOfWork, _args: dict[str, Any]) -> None:
    """Remove bytes that never got a row: their process died between the two. Harmless to repeat."""
    batch: list[str] = []
    # Storage keeps the time of the wall clock, whatever clock this unit of work has.
    async for key in get_storage().list_older(utc_now() - _LEFTOVER_AGE):
        batch.append(key)
        if len(batch) == _BATCH:
            await _sweep(work, batch)
            batch = []
    await _sweep(work, batch)


async def _sweep(work: UnitOfWork, keys: list[str]) -> None:
    if not keys:
        return
    used = await keys_in_use(work.session, keys)
    for key in keys:
        if key not in used:
            await get_storage().delete(key)
            log.info("files.leftover_removed", key=key)
