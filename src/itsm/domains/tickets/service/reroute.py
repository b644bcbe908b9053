"""Ask the present rules about a ticket that exists already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.tickets.enums import Impact, Source, Urgency
from itsm.domains.tickets.queries.prelude import Requester
from itsm.domains.tickets.service.deciding import Decided, Said, decide, ticket_facts
from itsm.domains.tickets.service.references import Place
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerouted:
    """Where the rules send a ticket now, and why."""

    team_id: UUID | None
    assignee_id: UUID | None
    is_unrouted: bool
    why: dict[str, Any]


async def reroute(work: UnitOfWork, ticket: TicketRecord, *, excluded: frozenset[UUID]) -> Rerouted:
    """Return team and agent by the present rules; the agents' counts follow, the ticket does not yet."""
    place = await place_of(work.session, ticket)
    requester = await requester_of_ticket(work.session, ticket)
    facts = replace(ticket_facts(said_by(ticket), place, requester), priority=ticket.priority)
    team = await routing.choose_team(work.session, facts)
    agent = None
    if team.team_id is not None:
        asked = routing.asked_of(team, excluded=excluded)
        agent = await routing.assign_agent(work, team.team_id, asked, released=ticket.assignee_id)
    elif ticket.assignee_id is not None:
        await routing.release_agent(work, ticket.assignee_id)
    team_id = agent.team_id if agent else team.team_id
    names = await teams.team_names(work.session, {team_id} if team_id else set())
    named = {"team": names.get(team_id) if team_id else None}
    return Rerouted(
        team_id=team_id,
        assignee_id=agent.agent_id if agent else None,
        is_unrouted=team.is_unrouted,
        why=routing.routing_explanation(team, agent) | named,
    )


async def decide_again(session: AsyncSession, ticket: TicketRecord) -> Decided:
    """Return what the present rules make of a ticket as it is now, the requester's first choice left aside."""
    return await decide(
        session, said_by(ticket), await place_of(session, ticket), await requester_of_ticket(session, ticket)
    )


def said_by(ticket: TicketRecord) -> Said:
    """Return what rules look at."""
    return Said(
        type=ticket.type,
        title=ticket.title,
        description=ticket.description,
        business_impact=ticket.business_impact,
        impact=Impact(ticket.impact) if ticket.impact else None,
        urgency=Urgency(ticket.urgency) if ticket.urgency else None,
        priority=None,
        source=Source(ticket.source),
        tags=tuple(ticket.tags),
    )


async def place_of(session: AsyncSession, ticket: TicketRecord) -> Place:
    """Return category, subcategory and location of a ticket, in use or not."""
    reference = await settings.reference(session)
    return Place(
        category=reference.category_by_id[ticket.category_id],
        subcategory=reference.category_by_id[ticket.subcategory_id] if ticket.subcategory_id else None,
        location=reference.location_by_id[ticket.location_id],
    )


async def requester_of_ticket(session: AsyncSession, ticket: TicketRecord) -> Requester:
    """Return the requester of a ticket, as far as rules look at them."""
    card = await users.get_user(session, ticket.requester_id)
    if card is None:
        raise LookupError(f"ticket {ticket.number} has a requester that does not exist")
    return Requester(
        id=card.id, name=card.name, is_active=card.is_active, is_vip=card.is_vip, department=card.department
    )
