"""From rows to what goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.approvals.engine.people import Delegation, Place, seats_for
from itsm.domains.approvals.enums import Standing, Vote
from itsm.domains.approvals.models import Approval, ApprovalDelegation, ApprovalPlace, ApprovalStep
from itsm.domains.approvals.repository import Whole, delegations_of, wholes
from itsm.domains.approvals.schemas import (
    ApprovalFactRead,
    ApprovalPerson,
    ApprovalPlaceRead,
    ApprovalRead,
    ApprovalStepRead,
    DelegationRead,
    LetterRead,
)
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.approvals.service.by_mail import Letter
    from itsm.platform.actor import Actor

Names = Mapping[UUID, str]


async def read_many(
    session: AsyncSession, actor: Actor, approvals: Sequence[Approval], now: datetime
) -> list[ApprovalRead]:
    """Return approvals as they go out, in a number of queries that does not depend on how many they are."""
    found = await wholes(session, approvals)
    people = {person for whole in found for person in _people(whole)}
    names = await users.names(session, people)
    approvers = {place.approver_id for whole in found for place in whole.seats}
    delegations = await delegations_of(session, approvers, now)
    return [_read(whole, names, _mine(actor, whole, delegations, now), actor) for whole in found]


async def read_one(session: AsyncSession, actor: Actor, approval: Approval, now: datetime) -> ApprovalRead:
    """Return one approval as it goes out."""
    return (await read_many(session, actor, [approval], now))[0]


def _mine(actor: Actor, whole: Whole, delegations: Sequence[Delegation[UUID]], now: datetime) -> list[ApprovalPlace]:
    if actor.id is None or whole.approval.state != Standing.OPEN:
        return []
    places = [Place(place.approver_id, place.decided_by_id) for place in whole.seats]
    step, barred = whole.step, whole.approval.barred_ids
    seats = seats_for(actor.id, places, delegations, stand_ins=step.stand_in_ids, barred=barred, now=now)
    return [whole.seats[index] for index in seats]


def _people(whole: Whole) -> set[UUID]:
    places = [place for of_step in whole.places.values() for place in of_step]
    stand_ins = [person for step in whole.steps for person in step.stand_in_ids]
    decided = [place.decided_by_id for place in places if place.decided_by_id]
    return {whole.approval.requester_id, *stand_ins, *decided, *(place.approver_id for place in places)}


def _read(whole: Whole, names: Names, mine: Sequence[ApprovalPlace], actor: Actor) -> ApprovalRead:
    approval = whole.approval
    return ApprovalRead(
        id=approval.id,
        subject_type=approval.subject_type,
        subject_id=approval.subject_id,
        purpose=approval.purpose,
        number=approval.number,
        title=approval.title,
        path=approval.path,
        facts=[ApprovalFactRead(**fact) for fact in approval.facts],
        requester=_ref(approval.requester_id, names),
        state=approval.state,
        needs_sign_in=approval.needs_sign_in,
        is_own=actor.id in approval.barred_ids,
        position=approval.position,
        steps=[_step(step, whole.places[step.position], names) for step in whole.steps],
        decides_for=[_ref(place.approver_id, names) for place in mine],
        void_reason=approval.void_reason,
        created_at=approval.created_at,
        settled_at=approval.settled_at,
        version=approval.version,
    )


def _step(step: ApprovalStep, places: Sequence[ApprovalPlace], names: Names) -> ApprovalStepRead:
    return ApprovalStepRead(
        name=step.name,
        rule=step.rule,
        needed=step.needed,
        approved=sum(place.vote == Vote.APPROVED for place in places),
        state=step.state,
        due_at=step.due_at,
        is_escalated=step.escalated_at is not None,
        stand_ins=[_ref(person, names) for person in step.stand_in_ids],
        places=[
            ApprovalPlaceRead(
                approver=_ref(place.approver_id, names),
                vote=place.vote,
                reason=place.reason,
                way=place.way,
                decided_by=_ref(place.decided_by_id, names) if place.decided_by_id else None,
                decided_at=place.decided_at,
            )
            for place in places
        ],
    )


def _ref(person: UUID, names: Names) -> ApprovalPerson:
    return ApprovalPerson(id=person, name=names.get(person, ""))


async def letter_read(session: AsyncSession, letter: Letter) -> LetterRead:
    """Return what the page behind a link shows."""
    approval = letter.found.approval
    names = await users.names(session, {approval.requester_id})
    return LetterRead(
        person=letter.person,
        number=approval.number,
        title=approval.title,
        facts=[ApprovalFactRead(**fact) for fact in approval.facts],
        requester=names.get(approval.requester_id, ""),
        step=letter.found.step.name,
        state=approval.state,
        due_at=letter.found.step.due_at,
        can_decide=letter.can_decide,
        needs_sign_in=approval.needs_sign_in,
        expires_at=letter.expires_at,
    )


async def delegations_read(
    session: AsyncSession, actor: Actor, rows: Sequence[ApprovalDelegation]
) -> list[DelegationRead]:
    """Return delegations with the names of their people."""
    names = await users.names(session, {person for row in rows for person in (row.person_id, row.delegate_id)})
    return [
        DelegationRead(
            id=row.id,
            person=_ref(row.person_id, names),
            delegate=_ref(row.delegate_id, names),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            reason=row.reason,
            is_own=row.person_id == actor.id,
        )
        for row in rows
    ]
