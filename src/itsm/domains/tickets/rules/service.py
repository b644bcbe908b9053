"""A ticket as rules see it now, to try rules on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.rules.queries import chosen_priority
from itsm.domains.tickets.rules.schemas import RuleFactsRead
from itsm.domains.tickets.service.deciding import ticket_facts
from itsm.domains.tickets.service.reroute import place_of, requester_of_ticket, said_by

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def rule_facts(session: AsyncSession, actor: Actor, reference: str) -> RuleFactsRead:
    """Return the facts of a ticket by id or number. Raises NotFound (404)."""
    ticket = await load_visible(session, actor, reference)
    requester = await requester_of_ticket(session, ticket)
    facts = ticket_facts(said_by(ticket), await place_of(session, ticket), requester)
    return RuleFactsRead(
        number=ticket.number,
        chosen_priority=await chosen_priority(session, ticket.id),
        requester=requester.name,
        created_at=ticket.created_at,
        category=str(facts.category_id),
        subcategory=str(facts.subcategory_id) if facts.subcategory_id else None,
        location=str(facts.location_id),
        type=facts.type,
        priority=ticket.priority,
        impact=facts.impact,
        urgency=facts.urgency,
        source=facts.source,
        department=facts.department,
        requester_id=facts.requester_id,
        is_vip=facts.is_vip,
        title=facts.title,
        description=facts.description,
        business_impact=facts.business_impact,
        tags=list(facts.tags),
    )
