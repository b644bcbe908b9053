"""Loading and locking drafts and runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from itsm.domains.lab.enums import Kind
from itsm.domains.lab.models import Backtest, RuleDraft
from itsm.platform.errors import NotFound


async def get_draft(session: AsyncSession, draft_id: UUID, *, lock: bool = False) -> RuleDraft:
    """Return one draft, locked until the commit where asked; raise NotFound."""
    row = await session.get(RuleDraft, draft_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound
    return row


async def get_run(session: AsyncSession, run_id: UUID, *, lock: bool = False) -> Backtest:
    """Return one run, locked until the commit where asked; raise NotFound."""
    row = await session.get(Backtest, run_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound
    return row


async def drafts(
    session: AsyncSession, *, kind: Kind | None, states: Sequence[str], before: UUID | None, limit: int
) -> Sequence[RuleDraft]:
    """Return drafts without their contents, newest first, those begun before draft `before`."""
    query = select(RuleDraft).options(defer(RuleDraft.content), defer(RuleDraft.base))
    if kind is not None:
        query = query.where(RuleDraft.kind == kind)
    if states:
        query = query.where(RuleDraft.state.in_(states))
    if before is not None:
        query = query.where(RuleDraft.id < before)
    return list(await session.scalars(query.order_by(RuleDraft.id.desc()).limit(limit)))


async def runs(session: AsyncSession, *, draft_id: UUID | None, before: UUID | None, limit: int) -> Sequence[Backtest]:
    """Return runs without their contents, newest first, those asked for before run `before`."""
    query = select(Backtest).options(defer(Backtest.content))
    if draft_id is not None:
        query = query.where(Backtest.draft_id == draft_id)
    if before is not None:
        query = query.where(Backtest.id < before)
    return list(await session.scalars(query.order_by(Backtest.id.desc()).limit(limit)))


async def due_drafts(session: AsyncSession, now: datetime) -> Sequence[UUID]:
    """Return the drafts whose time to be activated has come, the earliest first."""
    due = select(RuleDraft.id).where(RuleDraft.state == "scheduled", RuleDraft.activate_at <= now)
    return list(await session.scalars(due.order_by(RuleDraft.activate_at, RuleDraft.id).limit(20)))
