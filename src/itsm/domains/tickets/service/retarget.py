"""Let the clocks of a ticket follow another priority."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from itsm.domains.sla import api as sla
from itsm.domains.tickets.service.clocks import clock_columns
from itsm.domains.tickets.service.deciding import sla_facts
from itsm.domains.tickets.service.reroute import place_of, requester_of_ticket, said_by

if TYPE_CHECKING:
    from itsm.domains.tickets.enums import Priority
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork


async def retarget_clocks(work: UnitOfWork, ticket: TicketRecord, priority: Priority) -> dict[str, Any]:
    """Re-target the clocks from the ticket's start and return the columns the ticket keeps of them."""
    requester = await requester_of_ticket(work.session, ticket)
    place = await place_of(work.session, ticket)
    facts = sla_facts(ticket.id, said_by(ticket), place, requester, priority=priority, started_at=ticket.created_at)
    facts = replace(facts, team_id=ticket.team_id)
    return clock_columns(await sla.change_priority(work, facts=facts), was_breached=ticket.is_breached)
