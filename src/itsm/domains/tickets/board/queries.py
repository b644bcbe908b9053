"""What the people of a team have, and what of it is close to be late, in one statement; the wishes that wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from itsm.domains.routing.models import AgentLoad
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.tickets.enums import RequestState
from itsm.domains.tickets.models import FINISHED_RANK, PriorityRequest, Ticket
from itsm.domains.tickets.visibility import visible
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

AGENTS_MAX: Final = 500
REQUESTS_MAX: Final = 200
TEAMS_MAX: Final = 200
AT_RISK: Final = or_(Ticket.response_state == "warning", Ticket.resolution_state == "warning")
"""As the list with `?sla=warning` counts it."""


async def teams_to_look_after(session: AsyncSession, actor: Actor) -> dict[UUID, str]:
    """Return the active teams whose board the actor may open, by name: all, or those they work in."""
    query = select(Team.id, Team.name).where(Team.is_active).order_by(func.lower(Team.name)).limit(TEAMS_MAX)
    if not actor.can("tickets.read_all"):
        query = query.where(Team.id.in_(sorted(actor.team_ids)))
    return {row.id: row.name for row in await session.execute(query)}


async def work_of(session: AsyncSession, actor: Actor, team_ids: Sequence[UUID]) -> Sequence[Any]:
    """Return the active members of these teams by name, with what they have of the tickets the actor sees."""
    limit = TeamMember.max_open_tickets
    members = (
        select(
            TeamMember.user_id,
            func.bool_or(TeamMember.is_lead).label("is_lead"),
            case((func.bool_or(limit.is_(None)), None), else_=func.max(limit)).label("capacity"),
        )
        .where(TeamMember.team_id.in_(team_ids))
        .group_by(TeamMember.user_id)
        .subquery()
    )
    has = and_(Ticket.assignee_id == User.id, Ticket.queue_rank < FINISHED_RANK, visible(actor))
    query = (
        select(
            User.id,
            User.name,
            members.c.is_lead,
            members.c.capacity,
            func.coalesce(func.bool_or(AgentLoad.is_away), False).label("is_away"),
            *_counts(),
        )
        .join(members, members.c.user_id == User.id)
        .outerjoin(AgentLoad, AgentLoad.user_id == User.id)
        .outerjoin(Ticket, has)
        .where(User.is_active)
        .group_by(User.id, User.name, members.c.is_lead, members.c.capacity)
        .order_by(func.lower(User.name), User.id)
        .limit(AGENTS_MAX)
    )
    return (await session.execute(query)).all()


async def totals_of(session: AsyncSession, actor: Actor, team_id: UUID | None) -> Any:
    """Return the counts of a team's open tickets, or of all that the actor sees."""
    query = select(
        *_counts(),
        func.count(case((Ticket.assignee_id.is_(None), 1))).label("unassigned"),
        func.count(case((Ticket.is_escalated, 1))).label("escalated"),
    ).where(Ticket.queue_rank < FINISHED_RANK, visible(actor))
    return (await session.execute(query if team_id is None else query.where(Ticket.team_id == team_id))).one()


async def open_requests(session: AsyncSession, actor: Actor, team_id: UUID | None) -> Sequence[Any]:
    """Return (request, ticket, team, who asked) of what waits for a decision, the oldest first."""
    asked = aliased(User)
    query = (
        select(PriorityRequest, Ticket, Team.name.label("team"), asked.name.label("asked"))
        .join(Ticket, Ticket.id == PriorityRequest.ticket_id)
        .outerjoin(Team, Team.id == Ticket.team_id)
        .outerjoin(asked, asked.id == PriorityRequest.requested_by_id)
        .where(PriorityRequest.state == RequestState.OPEN.value, visible(actor))
        .order_by(PriorityRequest.id)
        .limit(REQUESTS_MAX)
    )
    return (await session.execute(query if team_id is None else query.where(Ticket.team_id == team_id))).all()


async def count_requests(session: AsyncSession, actor: Actor, team_id: UUID | None) -> int:
    """Return how many wishes wait."""
    conditions: list[ColumnElement[bool]] = [PriorityRequest.state == RequestState.OPEN.value, visible(actor)]
    if team_id is not None:
        conditions.append(Ticket.team_id == team_id)
    query = select(func.count()).select_from(PriorityRequest).join(Ticket, Ticket.id == PriorityRequest.ticket_id)
    return int(await session.scalar(query.where(*conditions)) or 0)


def _counts() -> list[ColumnElement[int]]:
    """Return how many of the joined tickets there are, are at risk, were late, and are P1."""
    return [
        func.count(Ticket.id).label("open"),
        func.count(case((AT_RISK, Ticket.id))).label("at_risk"),
        func.count(case((Ticket.is_breached, Ticket.id))).label("breached"),
        func.count(case((Ticket.priority == 1, Ticket.id))).label("p1"),
    ]
