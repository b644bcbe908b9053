"""Tickets as rules see them, and how rules fare, for those who keep the rules."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.rules.enums import RuleSetKind
from itsm.domains.tickets.rules.queries import Wanted
from itsm.domains.tickets.rules.schemas import DecidedTicketRead, RuleFactsRead, RuleStatisticsRead
from itsm.domains.tickets.rules.service import decided_tickets, rule_facts, rule_statistics
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.ids import try_uuid

router = APIRouter(prefix="/admin", tags=["administration"], dependencies=[require("settings.manage")])


@router.get("/rule-facts/{ticket_id}")
async def get_rule_facts(ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> RuleFactsRead:
    """Return a ticket as rules see it now, in the shape that the tests of rules take."""
    return await rule_facts(session, actor, ticket_id)


@router.get("/rule-statistics/{kind}")
async def list_rule_statistics(kind: RuleSetKind, session: Reading) -> Page[RuleStatisticsRead]:
    """Return how many tickets each rule decided in the last 30 and 90 days, and how many people corrected."""
    items = await rule_statistics(session, kind, now=utc_now())
    return Page(items=items, next_cursor=None, total=len(items), total_is_estimate=False)


@router.get("/rule-statistics/{kind}/{rule_id}/tickets")
async def list_tickets_of_rule(
    kind: RuleSetKind,
    rule_id: UUID,
    page: PageQuery,
    session: Reading,
    corrected: Annotated[bool, Query(description="Only those that a person corrected.")] = False,
) -> Page[DecidedTicketRead]:
    """Return the tickets behind the figures of one rule, the latest first."""
    wanted = Wanted(only_corrected=corrected, after=_after(page.cursor), limit=page.limit + 1)
    found = await decided_tickets(session, kind, rule_id, wanted, now=utc_now())
    shown = found[: page.limit]
    last = shown[-1] if len(found) > page.limit else None
    cursor = encode_cursor(last.created_at.isoformat(), str(last.id)) if last else None
    return Page(items=shown, next_cursor=cursor, total=None, total_is_estimate=False)


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    values = decode_cursor(cursor, str, str)
    if values is None:
        return None
    try:
        moment, ticket_id = datetime.fromisoformat(values[0] or ""), try_uuid(values[1] or "")
    except ValueError:
        ticket_id = None
    if ticket_id is None or moment.tzinfo is None:
        raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
    return moment, ticket_id
