"""Use case: remind those who have not decided, and let others decide where it is late."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.approvals.engine.people import fixed
from itsm.domains.approvals.engine.timing import Chase, chase
from itsm.domains.approvals.enums import Standing
from itsm.domains.approvals.events import ApprovalEscalated, ApprovalReminded
from itsm.domains.approvals.repository import Whole, lock_approval, whole_of
from itsm.domains.approvals.service.common import standing, take_part
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork


async def chase_step(work: UnitOfWork, approval_id: UUID) -> None:
    """Do what the open step of an approval needs now, and set when to look again."""
    approval = await lock_approval(work.session, approval_id)
    found = await whole_of(work.session, approval)
    step = found.step
    if approval.state != Standing.OPEN or step.opened_at is None or step.due_at is None:
        step.chase_at = None
        return
    what, step.chase_at = chase(
        work.now,
        step.opened_at,
        step.due_at,
        is_reminded=step.reminded_at is not None,
        is_escalated=step.escalated_at is not None,
    )
    if what is Chase.REMIND:
        step.reminded_at = work.now
        work.record(ApprovalReminded(**standing(found), told=take_part(found), summary=f"Reminded: {approval.number}"))
    elif what is Chase.ESCALATE:
        await _escalate(work, found)


async def _escalate(work: UnitOfWork, found: Whole) -> None:
    """Let the superiors of those who have not decided decide as well, or whom the request named."""
    step, approval = found.step, found.approval
    silent = {place.approver_id for place in found.seats if place.vote is None}
    cards = await users.get_users(work.session, silent)
    superiors = [card.manager_id for card in cards.values() if card.manager_id is not None]
    asked = {place.approver_id for place in found.seats}
    wanted = fixed((*superiors, *approval.escalate_to_ids), {*approval.barred_ids, *asked})
    active = await users.get_users(work.session, set(wanted))
    step.escalated_at = work.now
    step.stand_in_ids = [person for person in wanted if person in active and active[person].is_active]
    work.record(
        ApprovalEscalated(
            **standing(found),
            stand_ins=tuple(step.stand_in_ids),
            told=take_part(found),
            summary=f"{approval.number} waits too long for “{step.name}”: {len(step.stand_in_ids)} others may decide",
        )
    )
