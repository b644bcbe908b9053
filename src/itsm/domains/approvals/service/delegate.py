"""Use cases: let somebody decide for oneself for a time, and take that back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.approvals.events import DelegationAdded, DelegationRevoked
from itsm.domains.approvals.models import ApprovalDelegation
from itsm.domains.approvals.repository import MOST_DELEGATIONS, lock_delegation, own_delegations
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

LONGEST: Final = timedelta(days=366)


async def add_delegation(
    work: UnitOfWork, delegate_id: UUID, *, starts_at: datetime, ends_at: datetime, reason: str
) -> ApprovalDelegation:
    """Let `delegate_id` decide for the caller; raise Invalid (422) for oneself, nobody, or times that make no sense."""
    person = work.actor.id
    if person is None or delegate_id == person:
        raise Invalid.field("delegate_id", "Choose somebody else.", "unknown_reference")
    delegate = await users.require_active_user(work.session, delegate_id, field="delegate_id")
    if ends_at <= max(starts_at, work.now):
        raise Invalid.field("ends_at", "It must end after it begins, and not in the past.", "bad_span")
    if ends_at - starts_at > LONGEST:
        raise Invalid.field("ends_at", "A year at most.", "bad_span")
    if len(await own_delegations(work.session, person)) >= MOST_DELEGATIONS:
        raise Conflict("There are too many delegations already.", code="too_many_delegations")
    row = ApprovalDelegation(
        id=new_id(),
        person_id=person,
        delegate_id=delegate_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        created_at=work.now,
    )
    work.session.add(row)
    work.record(
        DelegationAdded(
            subject_id=person,
            delegate_id=delegate_id,
            starts_at=starts_at.isoformat(),
            ends_at=ends_at.isoformat(),
            summary=f"{delegate.name} may decide for {work.actor.name} until {ends_at:%Y-%m-%d}",
        )
    )
    return row


async def revoke_delegation(work: UnitOfWork, delegation_id: UUID) -> None:
    """Take back a delegation of the caller's; raise NotFound (404)."""
    row = await lock_delegation(work.session, delegation_id, work.actor.id)
    row.revoked_at = work.now
    work.record(
        DelegationRevoked(
            subject_id=row.person_id, delegate_id=row.delegate_id, summary=f"{work.actor.name} took a delegation back"
        )
    )
