"""Use case: say yes or no, for oneself or for somebody who delegated it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.approvals.engine.people import Place, seats_for
from itsm.domains.approvals.engine.steps import StepVotes, course, whole
from itsm.domains.approvals.enums import Standing, Vote, Way
from itsm.domains.approvals.errors import NotAsked, OwnRequest, Settled
from itsm.domains.approvals.events import ApprovalDecided, ApprovalSettled
from itsm.domains.approvals.repository import Whole, delegations_of, lock_approval, whole_of
from itsm.domains.approvals.service.ask import open_step
from itsm.domains.approvals.service.common import standing, take_part
from itsm.domains.approvals.subjects import Outcome, subject_of
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from itsm.domains.approvals.models import Approval, ApprovalPlace
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is said, why, and for whom where the caller has more than one place."""

    vote: Vote
    reason: str = ""
    for_id: UUID | None = None
    way: Way = Way.DESK


async def decide(work: UnitOfWork, approval: Approval, decision: Decision) -> Approval:
    """Say yes or no; the step, the approval and its subject follow in the same commit.

    Raises Settled (409), OwnRequest or NotAsked (403), Invalid (422) for a no without a reason.
    """
    subject = subject_of(approval.subject_type)
    await subject.lock(work, approval.subject_id)
    approval = await lock_approval(work.session, approval.id)
    if approval.state != Standing.OPEN:
        raise Settled("This is decided already, or no longer asked for.", state=approval.state)
    found = await whole_of(work.session, approval)
    place = await _seat(work, found, decision)
    if decision.vote is Vote.REJECTED and not decision.reason:
        raise Invalid.field("reason", "Say why not.", "required")
    place.vote, place.reason, place.way = decision.vote.value, decision.reason, decision.way.value
    place.decided_by_id, place.decided_at = work.actor.id, work.now
    approval.version, approval.updated_at = approval.version + 1, work.now
    _record(work, found, place)
    await _go_on(work, found, decision.reason)
    return approval


async def seats_of(work_now: UnitOfWork, found: Whole) -> list[ApprovalPlace]:
    """Return the places the caller may decide for now, their own first."""
    person = work_now.actor.id
    if person is None:
        return []
    approvers = {place.approver_id for place in found.seats}
    seats = seats_for(
        person,
        [Place(place.approver_id, place.decided_by_id) for place in found.seats],
        await delegations_of(work_now.session, approvers, work_now.now),
        stand_ins=found.step.stand_in_ids,
        barred=found.approval.barred_ids,
        now=work_now.now,
    )
    return [found.seats[index] for index in seats]


async def _seat(work: UnitOfWork, found: Whole, decision: Decision) -> ApprovalPlace:
    if work.actor.id in found.approval.barred_ids:
        raise OwnRequest("Nobody decides on what they asked for or carry out themselves.")
    seats = await seats_of(work, found)
    wanted = [seat for seat in seats if decision.for_id in (None, seat.approver_id)]
    if not wanted:
        raise NotAsked("It is not for you to decide in this step, or you have decided already.")
    return wanted[0]


def _record(work: UnitOfWork, found: Whole, place: ApprovalPlace) -> None:
    said = "approved" if place.vote == Vote.APPROVED else "rejected"
    work.record(
        ApprovalDecided(
            **standing(found),
            vote=place.vote or "",
            reason=place.reason,
            way=place.way or "",
            for_id=place.approver_id,
            by_id=place.decided_by_id or place.approver_id,
            told=take_part(found),
            summary=f"{work.actor.name} {said} {found.approval.number}",
        )
    )


async def _go_on(work: UnitOfWork, found: Whole, reason: str) -> None:
    """Settle the step, open the next, or settle it all."""
    approval = found.approval
    votes = [
        StepVotes(step.needed, tuple(Vote(one.vote) if one.vote else None for one in found.places[step.position]))
        for step in found.steps
    ]
    standings = course(votes)
    for step, now in zip(found.steps, standings, strict=True):
        if now in {Standing.APPROVED, Standing.REJECTED} and step.settled_at is None:
            step.state, step.settled_at, step.chase_at = now.value, work.now, None
    after = whole(standings)
    if after is Standing.OPEN:
        if standings[approval.position] is Standing.APPROVED:
            approval.position += 1
            open_step(work, found)
        return
    approval.state, approval.settled_at = after.value, work.now
    outcome = Outcome(approval_id=approval.id, purpose=approval.purpose, standing=after, reason=reason)
    work.record(
        ApprovalSettled(
            **standing(found),
            standing=after.value,
            reason=reason,
            requester_id=approval.requester_id,
            told=take_part(found),
            changes={"approval": ("open", after.value)},
            summary=f"{approval.number} is {after.value}",
        )
    )
    await work.session.flush()
    await subject_of(approval.subject_type).settled(work, approval.subject_id, outcome)
