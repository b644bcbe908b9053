"""Loading approvals under the visibility rule, and locking what is decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from itsm.domains.approvals.engine.people import Delegation
from itsm.domains.approvals.errors import NoSuchApproval
from itsm.domains.approvals.models import Approval, ApprovalDelegation, ApprovalPlace, ApprovalStep
from itsm.domains.approvals.visibility import visible
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_DELEGATIONS = 200


@dataclass(frozen=True, slots=True)
class Whole:
    """An approval with its steps in order and their places by step."""

    approval: Approval
    steps: Sequence[ApprovalStep]
    places: Mapping[int, Sequence[ApprovalPlace]]

    @property
    def step(self) -> ApprovalStep:
        """Return the step whose turn it is, or was last."""
        return self.steps[self.approval.position]

    @property
    def seats(self) -> Sequence[ApprovalPlace]:
        """Return the places of that step."""
        return self.places[self.approval.position]


async def load_visible(session: AsyncSession, actor: Actor, approval_id: UUID, now: datetime) -> Approval:
    """Return an approval the actor sees; raise NoSuchApproval."""
    found: Approval | None = await session.scalar(
        select(Approval).where(Approval.id == approval_id, visible(actor, now))
    )
    if found is None:
        raise NoSuchApproval("There is no such approval.")
    return found


async def lock_approval(session: AsyncSession, approval_id: UUID) -> Approval:
    """Return an approval as it is now, locked until the commit; raise NoSuchApproval."""
    query = select(Approval).where(Approval.id == approval_id).with_for_update()
    found: Approval | None = await session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchApproval("There is no such approval.")
    return found


async def wholes(session: AsyncSession, approvals: Sequence[Approval]) -> list[Whole]:
    """Return these approvals with steps and places, in two queries."""
    ids = [one.id for one in approvals]
    of_steps = select(ApprovalStep).where(ApprovalStep.approval_id.in_(ids))
    steps = await session.scalars(of_steps.order_by(ApprovalStep.position).execution_options(populate_existing=True))
    by_approval: dict[UUID, list[ApprovalStep]] = {}
    for step in steps:
        by_approval.setdefault(step.approval_id, []).append(step)
    of_places = select(ApprovalPlace).where(ApprovalPlace.approval_id.in_(ids))
    places: dict[UUID, dict[int, list[ApprovalPlace]]] = {}
    for place in await session.scalars(
        of_places.order_by(ApprovalPlace.position, ApprovalPlace.seat).execution_options(populate_existing=True)
    ):
        places.setdefault(place.approval_id, {}).setdefault(place.position, []).append(place)
    return [Whole(one, by_approval[one.id], places[one.id]) for one in approvals]


async def whole_of(session: AsyncSession, approval: Approval) -> Whole:
    """Return one approval with its steps and places."""
    return (await wholes(session, [approval]))[0]


async def live_of(session: AsyncSession, subject_type: str, subject_id: UUID) -> Sequence[Approval]:
    """Return what was asked for a thing and is open or approved, locked; these can be voided."""
    query = select(Approval).where(
        Approval.subject_type == subject_type,
        Approval.subject_id == subject_id,
        Approval.state.in_(("open", "approved")),
    )
    return list(await session.scalars(query.order_by(Approval.id).with_for_update()))


async def of_subject(session: AsyncSession, subject_type: str, subject_id: UUID) -> Sequence[Approval]:
    """Return everything that was ever asked for a thing, the newest first (tens at most)."""
    query = select(Approval).where(Approval.subject_type == subject_type, Approval.subject_id == subject_id)
    return list(await session.scalars(query.order_by(Approval.id.desc()).limit(50)))


async def delegations_of(session: AsyncSession, person_ids: Collection[UUID], now: datetime) -> list[Delegation[UUID]]:
    """Return who decides at this moment for these people."""
    if not person_ids:
        return []
    query = select(ApprovalDelegation).where(
        ApprovalDelegation.person_id.in_(person_ids),
        ApprovalDelegation.starts_at <= now,
        ApprovalDelegation.ends_at > now,
        ApprovalDelegation.revoked_at.is_(None),
    )
    rows = await session.scalars(query)
    return [Delegation(row.person_id, row.delegate_id, row.starts_at, row.ends_at) for row in rows]


async def own_delegations(session: AsyncSession, person_id: UUID | None) -> Sequence[ApprovalDelegation]:
    """Return what this person delegates or was delegated, the last to end first."""
    query = select(ApprovalDelegation).where(
        (ApprovalDelegation.person_id == person_id) | (ApprovalDelegation.delegate_id == person_id),
        ApprovalDelegation.revoked_at.is_(None),
    )
    rows = await session.scalars(query.order_by(ApprovalDelegation.ends_at.desc()).limit(MOST_DELEGATIONS))
    return list(rows)


async def lock_delegation(session: AsyncSession, delegation_id: UUID, person_id: UUID | None) -> ApprovalDelegation:
    """Return a person's own delegation that stands, locked; raise NotFound."""
    row = await session.get(ApprovalDelegation, delegation_id, with_for_update=True)
    if row is None or row.person_id != person_id or row.revoked_at is not None:
        raise NotFound
    return row
