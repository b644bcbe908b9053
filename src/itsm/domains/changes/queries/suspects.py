"""Which changes may have caused an incident: those carried out shortly before it, on what it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import select

from itsm.domains.changes.models import Change

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

SUSPECTED_FOR: Final = timedelta(hours=72)
"""So long after its end a change is looked at when something it touched breaks."""
MOST: Final = 20


async def carried_out_before(
    session: AsyncSession, raised_at: datetime, asset_ids: Collection[UUID]
) -> Sequence[Change]:
    """Return the changes on one of these assets that were begun before `raised_at` and ended not long before it.

    One that is still being carried out counts too. The latest first.
    """
    query = (
        select(Change)
        .where(Change.asset_ids.overlap(list(asset_ids)), Change.started_at <= raised_at)
        .where(Change.finished_at.is_(None) | (Change.finished_at >= raised_at - SUSPECTED_FOR))
        .order_by(Change.started_at.desc(), Change.id)
        .limit(MOST)
        .with_for_update(key_share=True)
    )
    return list(await session.scalars(query.execution_options(populate_existing=True)))
