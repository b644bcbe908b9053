"""Use cases: ask for an approval, and take back what was asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.approvals.engine.people import fixed
from itsm.domains.approvals.engine.steps import needed_of
from itsm.domains.approvals.engine.timing import reminder_at
from itsm.domains.approvals.enums import Standing, StepRule
from itsm.domains.approvals.errors import TooFewApprovers
from itsm.domains.approvals.events import ApprovalAsked, ApprovalStepOpened, ApprovalVoided
from itsm.domains.approvals.models import Approval, ApprovalPlace, ApprovalStep
from itsm.domains.approvals.repository import Whole, live_of, whole_of, wholes
from itsm.domains.approvals.service.common import standing, take_part
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWish:
    """A step to come: who is asked, how many must say yes (`quorum` counts for that rule only), how soon."""

    name: str
    rule: StepRule
    approver_ids: Sequence[UUID]
    due: timedelta
    quorum: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be approved, as it is shown, by whom. `path` is where it stands in the desk."""

    subject_type: str
    subject_id: UUID
    number: str
    title: str
    path: str
    facts: Sequence[tuple[str, str]]
    requester_id: UUID
    steps: Sequence[StepWish]
    purpose: str = "approval"
    barred_ids: Collection[UUID] = field(default_factory=tuple)
    escalate_to_ids: Sequence[UUID] = field(default_factory=tuple)
    needs_sign_in: bool = False


async def ask_approval(work: UnitOfWork, wish: Wish) -> Approval:
    """Ask for an approval; its first step is open at once.

    Raises TooFewApprovers (409) where a step has too few people left who may decide.
    """
    approval = Approval(
        id=new_id(),
        subject_type=wish.subject_type,
        subject_id=wish.subject_id,
        purpose=wish.purpose,
        number=wish.number,
        title=wish.title,
        path=wish.path,
        facts=[{"label": label, "value": value} for label, value in wish.facts],
        requester_id=wish.requester_id,
        barred_ids=list(dict.fromkeys((wish.requester_id, *wish.barred_ids))),
        escalate_to_ids=list(wish.escalate_to_ids),
        needs_sign_in=wish.needs_sign_in,
        state=Standing.OPEN.value,
        position=0,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(approval)
    await work.session.flush()
    for position, step in enumerate(wish.steps):
        _add_step(work, approval, position, step)
        await work.session.flush()
        _add_places(work, approval, position, step)
    await work.session.flush()
    whole = await whole_of(work.session, approval)
    asked = tuple(place.approver_id for places in whole.places.values() for place in places)
    event = ApprovalAsked(
        **standing(whole), approvers=asked, summary=f"Approval of {approval.number} asked for", told=take_part(whole)
    )
    work.record(event)
    open_step(work, whole)
    return approval


async def void_approvals(work: UnitOfWork, subject_type: str, subject_id: UUID, reason: str) -> int:
    """Make what is open or approved for a thing count no more; return how many there were."""
    found = await live_of(work.session, subject_type, subject_id)
    for whole in await wholes(work.session, found):
        approval = whole.approval
        before, approval.state = approval.state, Standing.VOIDED.value
        approval.void_reason, approval.version, approval.updated_at = reason, approval.version + 1, work.now
        for step in whole.steps:
            step.chase_at = None
            if step.state in {Standing.OPEN, Standing.WAITING}:
                step.state = Standing.VOIDED.value
        work.record(
            ApprovalVoided(
                **standing(whole),
                reason=reason,
                told=take_part(whole),
                changes={"approval": (before, approval.state)},
                summary=f"Approval of {approval.number} voided: {reason}",
            )
        )
    return len(found)


def open_step(work: UnitOfWork, whole: Whole) -> None:
    """Make it the turn of the step at the approval's position."""
    step = whole.step
    step.state, step.opened_at = Standing.OPEN.value, work.now
    step.due_at = work.now + timedelta(seconds=step.due_seconds)
    step.chase_at = reminder_at(step.opened_at, step.due_at)
    work.record(ApprovalStepOpened(**standing(whole), told=take_part(whole)))


def _add_step(work: UnitOfWork, approval: Approval, position: int, wish: StepWish) -> None:
    people = fixed(wish.approver_ids, approval.barred_ids)
    needed = needed_of(wish.rule, wish.quorum, len(people))
    if needed is None:
        raise TooFewApprovers(
            f"For “{wish.name}” there are too few people who may decide: {len(people)}.", step=wish.name
        )
    work.session.add(
        ApprovalStep(
            approval_id=approval.id,
            position=position,
            name=wish.name,
            rule=wish.rule.value,
            needed=needed,
            due_seconds=max(60, int(wish.due.total_seconds())),
            state=Standing.WAITING.value,
            stand_in_ids=[],
        )
    )


def _add_places(work: UnitOfWork, approval: Approval, position: int, wish: StepWish) -> None:
    for seat, person in enumerate(fixed(wish.approver_ids, approval.barred_ids)):
        work.session.add(
            ApprovalPlace(
                id=new_id(), approval_id=approval.id, position=position, seat=seat, approver_id=person, reason=""
            )
        )
