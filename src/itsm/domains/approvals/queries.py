"""Lists of one's own approvals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, not_, or_, select

from itsm.domains.approvals.enums import ApprovalView
from itsm.domains.approvals.models import Approval, ApprovalPlace, ApprovalStep
from itsm.domains.approvals.visibility import lenders

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


def _of_step() -> ColumnElement[bool]:
    return (ApprovalPlace.approval_id == Approval.id) & (ApprovalPlace.position == Approval.position)


def _pending(me: UUID | None, now: datetime) -> ColumnElement[bool]:
    """Return what waits for this person: as `engine.people.seats_for` says, in SQL."""
    step = (ApprovalStep.approval_id == Approval.id) & (ApprovalStep.position == Approval.position)
    mine = exists().where(
        _of_step(),
        step,
        ApprovalPlace.vote.is_(None),
        or_(
            ApprovalPlace.approver_id == me,
            ApprovalPlace.approver_id.in_(lenders(me, now)),
            ApprovalStep.stand_in_ids.contains([me]),
        ),
    )
    spoke = exists().where(_of_step(), ApprovalPlace.decided_by_id == me)
    return (Approval.state == "open") & not_(Approval.barred_ids.contains([me])) & mine & not_(spoke)


def _condition(view: ApprovalView, me: UUID | None, now: datetime) -> ColumnElement[bool]:
    if view is ApprovalView.PENDING:
        return _pending(me, now)
    if view is ApprovalView.ASKED:
        return Approval.requester_id == me
    return exists().where(ApprovalPlace.approval_id == Approval.id, ApprovalPlace.decided_by_id == me)


async def mine(
    session: AsyncSession, actor: Actor, view: ApprovalView, *, now: datetime, before: UUID | None, limit: int
) -> Sequence[Approval]:
    """Return a page of the actor's own approvals, the newest first; one row more than `limit` where there are more."""
    query = select(Approval).where(_condition(view, actor.id, now))
    if before is not None:
        query = query.where(Approval.id < before)
    return list(await session.scalars(query.order_by(Approval.id.desc()).limit(limit + 1)))


async def count_mine(session: AsyncSession, actor: Actor, view: ApprovalView, *, now: datetime) -> int:
    """Return how many there are."""
    query = select(func.count()).select_from(Approval).where(_condition(view, actor.id, now))
    return await session.scalar(query) or 0


async def steps_to_chase(session: AsyncSession, now: datetime, *, limit: int) -> Sequence[UUID]:
    """Return the approvals whose open step must be looked at, the longest waiting first."""
    query = select(ApprovalStep.approval_id).where(ApprovalStep.chase_at <= now)
    return list(await session.scalars(query.order_by(ApprovalStep.chase_at).limit(limit)))
