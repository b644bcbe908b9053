"""Tickets as rules see them, for those who keep the rules."""

from fastapi import APIRouter

from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.rules.schemas import RuleFactsRead
from itsm.domains.tickets.rules.service import rule_facts
from itsm.platform.http.deps import CurrentActor, Reading, require

router = APIRouter(prefix="/admin", tags=["administration"], dependencies=[require("settings.manage")])


@router.get("/rule-facts/{ticket_id}")
async def get_rule_facts(ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> RuleFactsRead:
    """Return a ticket as rules see it now, in the shape that the tests of rules take."""
    return await rule_facts(session, actor, ticket_id)
