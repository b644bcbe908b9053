"""Whose tickets are to be given to others, which they are, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from itsm.domains.presence.models import Leave
from itsm.domains.teams.models import Team
from itsm.domains.tickets.enums import Priority, priority_of
from itsm.domains.tickets.handovers.enums import ItemState, Why
from itsm.domains.tickets.handovers.models import Handover, HandoverItem
from itsm.domains.tickets.models import FINISHED_RANK, Ticket
from itsm.domains.users.api import active_ids_with_role
from itsm.domains.users.models import User
from itsm.platform.actor import Role

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

MOST_TICKETS: Final = 500
MOST_OFFERS: Final = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody whose open tickets wait for a decision; `until` is when their leave ends."""

    user_id: UUID
    name: str
    why: Why
    until: datetime | None
    open_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTicket:
    """An open ticket as far as it matters for who gets it."""

    id: UUID
    number: str
    title: str
    priority: Priority
    team_id: UUID | None
    team: str | None
    skill_ids: tuple[UUID, ...]


# sees all: handing over is for tickets.bulk, which sees all; its routes ask for it
async def offers(session: AsyncSession, now: datetime, *, user_id: UUID | None = None) -> list[Offer]:
    """Return who is deactivated or on leave at `now` and has open tickets, by name; or only `user_id`."""
    until = (
        select(func.max(Leave.ends_at))
        .where(Leave.user_id == User.id, Leave.cancelled_at.is_(None), Leave.starts_at <= now, Leave.ends_at > now)
        .correlate(User)
        .scalar_subquery()
    )
    query = (
        select(User.id, User.name, User.is_active, until.label("until"), func.count())
        .join(Ticket, Ticket.assignee_id == User.id)
        .where(Ticket.queue_rank < FINISHED_RANK, ~User.is_active | until.is_not(None))
        .group_by(User.id)
        .order_by(func.lower(User.name), User.id)
        .limit(MOST_OFFERS)
    )
    rows = await session.execute(query.where(User.id == user_id) if user_id else query)
    return [
        Offer(key, name, Why.ON_LEAVE if is_active else Why.DEACTIVATED, ends if is_active else None, count)
        for key, name, is_active, ends, count in rows
    ]


# sees all: handing over is for tickets.bulk, which sees all; its routes ask for it
async def open_tickets(
    session: AsyncSession, *, assignee_id: UUID | None = None, ids: Collection[UUID] = ()
) -> list[OpenTicket]:
    """Return the open tickets of somebody (or these), as the queue orders them, at most `MOST_TICKETS`."""
    wanted = Ticket.assignee_id == assignee_id if assignee_id else Ticket.id.in_(ids)
    rows = await session.execute(
        select(
            Ticket.id,
            Ticket.number,
            Ticket.title,
            Ticket.priority,
            Ticket.team_id,
            Team.name,
            Ticket.decision["routing"]["skill_ids"],
        )
        .outerjoin(Team, Team.id == Ticket.team_id)
        .where(wanted, Ticket.queue_rank < FINISHED_RANK)
        .order_by(Ticket.queue_rank, Ticket.queue_due_at, Ticket.id)
        .limit(MOST_TICKETS)
    )
    return [
        OpenTicket(
            id=key,
            number=number,
            title=title,
            priority=priority_of(priority),
            team_id=team_id,
            team=team,
            skill_ids=tuple(map(UUID, skills or ())),
        )
        for key, number, title, priority, team_id, team, skills in rows
    ]


# sees all: handing over is for tickets.bulk, which sees all; its routes ask for it
async def lock_tickets(session: AsyncSession, ids: Collection[UUID]) -> None:
    """Lock these tickets in the order of their ids, before any agent's count is locked."""
    await session.execute(select(Ticket.id).where(Ticket.id.in_(ids)).order_by(Ticket.id).with_for_update())


async def next_items(session: AsyncSession, handover_id: UUID, state: ItemState, limit: int) -> Sequence[HandoverItem]:
    """Return the next tickets of a handover that are to be moved or returned."""
    rows = await session.scalars(
        select(HandoverItem)
        .where(HandoverItem.handover_id == handover_id, HandoverItem.state == state)
        .order_by(HandoverItem.ticket_id)
        .limit(limit)
    )
    return rows.all()


async def leave_stands(session: AsyncSession, leave_id: UUID, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether a leave is still as it was told."""
    leave = await session.get(Leave, leave_id)
    return leave is not None and leave.cancelled_at is None and (leave.starts_at, leave.ends_at) == (starts_at, ends_at)


# sees all: handing over is for tickets.bulk, which sees all; its routes ask for it
async def responsible(session: AsyncSession, user_id: UUID) -> list[UUID]:
    """Return who decides about somebody's open tickets: managers of the tickets' teams, else every IT manager."""
    held = select(Ticket.team_id).where(Ticket.assignee_id == user_id, Ticket.queue_rank < FINISHED_RANK)
    managers = await session.scalars(select(Team.manager_id).where(Team.id.in_(held), Team.manager_id.is_not(None)))
    found = [manager_id for manager_id in set(managers) if manager_id is not None]
    return found or list(await active_ids_with_role(session, Role.IT_MANAGER))


async def recent_handovers(
    session: AsyncSession, *, after: UUID | None, limit: int, only: UUID | None = None
) -> Sequence[Any]:
    """Return a page of handovers with their counts, the latest first; one more than `limit` where there are more."""
    giver = aliased(User)
    moved = func.count(case((HandoverItem.state.in_([ItemState.MOVED, ItemState.RETURNING]), 1)))
    query = (
        select(
            Handover,
            giver.name.label("from_name"),
            func.count(HandoverItem.ticket_id).label("total"),
            func.count(case((HandoverItem.state == ItemState.WAITING, 1))).label("waiting"),
            moved.label("moved"),
            func.count(case((HandoverItem.state == ItemState.KEPT, 1))).label("kept"),
            func.count(case((HandoverItem.state == ItemState.RETURNED, 1))).label("returned"),
        )
        .join(giver, giver.id == Handover.from_user_id)
        .outerjoin(HandoverItem, HandoverItem.handover_id == Handover.id)
        .group_by(Handover.id, giver.name)
        .order_by(Handover.id.desc())
        .limit(limit + 1)
    )
    if only is not None:
        query = query.where(Handover.id == only)
    if after is not None:
        query = query.where(Handover.id < after)
    return (await session.execute(query)).all()
