"""A ticket as rules see it now, to try rules on it; and how rules fare."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.classification import api as classification
from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.rules.enums import RuleSetKind
from itsm.domains.tickets.rules.queries import Wanted, chosen_priority, rule_figures, tickets_of_rule
from itsm.domains.tickets.rules.schemas import DecidedTicketRead, RuleFactsRead, RuleFigures, RuleStatisticsRead
from itsm.domains.tickets.service.deciding import ticket_facts
from itsm.domains.tickets.service.reroute import place_of, requester_of_ticket, said_by
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

_RECENT: Final = timedelta(days=30)
_LONG: Final = timedelta(days=90)


async def rule_statistics(session: AsyncSession, kind: RuleSetKind, *, now: datetime) -> list[RuleStatisticsRead]:
    """Return how each rule fares that decided a ticket in the last 90 days."""
    rows = await rule_figures(session, kind, since=now - _LONG, recent=now - _RECENT)
    return [
        RuleStatisticsRead(
            rule_id=row.rule_id,
            last_30_days=RuleFigures(hits=row.recent_hits, corrections=row.recent_corrections),
            last_90_days=RuleFigures(hits=row.hits, corrections=row.corrections),
        )
        for row in rows
    ]


async def decided_tickets(
    session: AsyncSession, kind: RuleSetKind, rule_id: UUID, wanted: Wanted, *, now: datetime
) -> list[DecidedTicketRead]:
    """Return tickets of the last 90 days that a rule decided, with what people put right, by name.

    Raises NotFound (404) for a rule that is not there.
    """
    room = routing if kind is RuleSetKind.ROUTING else classification
    await room.require_rule(session, rule_id)
    rows = await tickets_of_rule(session, kind, rule_id, wanted, since=now - _LONG)
    corrections = [correction for row in rows for correction in row.corrections or ()]
    mentioned = {try_uuid(value) for one in corrections for value in (one["previous"], one["corrected"]) if value}
    names = await _names(session, {one for one in mentioned if one})
    return [
        DecidedTicketRead.model_validate(
            {
                "id": row.id,
                "number": row.number,
                "title": row.title,
                "created_at": row.created_at,
                "corrections": [_named(one, names) for one in row.corrections or ()],
            }
        )
        for row in rows
    ]


async def _names(session: AsyncSession, ids: set[UUID]) -> dict[str, str]:
    if not ids:
        return {}
    reference = await settings.reference(session)
    categories = {str(one): reference.category_by_id[one].name for one in ids if one in reference.category_by_id}
    found = await teams.team_names(session, ids)
    return categories | {str(team_id): name for team_id, name in found.items()}


def _named(correction: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    ends = {name: names.get(correction[name], correction[name]) for name in ("previous", "corrected")}
    return correction | ends


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
