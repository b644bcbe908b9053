"""What a run found, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.lab.enums import What
from itsm.domains.lab.models import BacktestChange, BacktestLoad

_MOST_LOADS = 50_000


async def changed_tickets(
    session: AsyncSession, run_id: UUID, *, what: What | None, after: int | None, limit: int
) -> Sequence[BacktestChange]:
    """Return changed tickets in the order in which they were raised, those behind number `after`."""
    query = select(BacktestChange).where(BacktestChange.backtest_id == run_id)
    if what is not None:
        query = query.where(BacktestChange.what.contains([what.value]))
    if after is not None:
        query = query.where(BacktestChange.ordinal > after)
    return list(await session.scalars(query.order_by(BacktestChange.ordinal).limit(limit)))


async def count_changed(session: AsyncSession, run_id: UUID, what: What | None) -> int:
    """Return how many tickets changed."""
    query = select(func.count()).select_from(BacktestChange).where(BacktestChange.backtest_id == run_id)
    if what is not None:
        query = query.where(BacktestChange.what.contains([what.value]))
    return await session.scalar(query) or 0


async def loads(session: AsyncSession, run_id: UUID) -> Sequence[BacktestLoad]:
    """Return the loads of every team by hour of the week."""
    query = select(BacktestLoad).where(BacktestLoad.backtest_id == run_id)
    return list(await session.scalars(query.order_by(BacktestLoad.team_id, BacktestLoad.hour).limit(_MOST_LOADS)))
