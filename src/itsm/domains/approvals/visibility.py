"""Who sees which approval: the only place that says so.

Whoever asked for it, whoever has or had a say in it, and whoever decides now for one of those.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, or_, select

from itsm.domains.approvals.models import Approval, ApprovalDelegation, ApprovalPlace, ApprovalStep

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.actor import Actor


def lenders(person_id: UUID | None, now: datetime) -> Select[UUID]:
    """Return the query of those who let this person decide for them at this moment."""
    return select(ApprovalDelegation.person_id).where(
        ApprovalDelegation.delegate_id == person_id,
        ApprovalDelegation.starts_at <= now,
        ApprovalDelegation.ends_at > now,
        ApprovalDelegation.revoked_at.is_(None),
    )


def visible(actor: Actor, now: datetime) -> ColumnElement[bool]:
    """Return the condition on `Approval` that holds for what `actor` sees."""
    me = actor.id
    places = select(ApprovalPlace.approval_id).where(
        or_(
            ApprovalPlace.approver_id == me,
            ApprovalPlace.decided_by_id == me,
            ApprovalPlace.approver_id.in_(lenders(me, now)),
        )
    )
    steps = select(ApprovalStep.approval_id).where(ApprovalStep.stand_in_ids.contains([me]))
    return or_(Approval.requester_id == me, Approval.id.in_(places), Approval.id.in_(steps))
