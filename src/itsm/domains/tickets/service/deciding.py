"""What the rules make of a ticket: its priority, then its team. Asks memory, not the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm.domains.classification import api as classification
from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import Impact, Priority, PrioritySource, TicketType, Urgency

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.queries.prelude import Requester
    from itsm.domains.tickets.service.references import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a ticket says, as far as rules look at it. `priority` is the requester's choice."""

    type: TicketType
    title: str
    description: str
    business_impact: str
    impact: Impact | None
    urgency: Urgency | None
    priority: Priority | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Priority and team with their reasons. A routing rule may have raised the priority."""

    priority: Priority
    source: PrioritySource
    classification: dict[str, Any]
    team: routing.TeamChoice


async def decide(session: AsyncSession, said: Said, place: Place, requester: Requester) -> Decided:
    """Return what the present rules decide."""
    found = await classification.classify(
        session,
        classification.ClassificationFacts(
            title=said.title,
            description=said.description,
            business_impact=said.business_impact,
            impact=said.impact,
            urgency=said.urgency,
            priority=said.priority,
            is_vip=requester.is_vip,
        ),
    )
    team = await routing.choose_team(session, routing_facts(said, place, requester, found.priority))
    why = found.to_json()
    source = PrioritySource(found.source.value)
    if team.priority < found.priority:
        why |= {"priority": team.priority.value, "raised_by_routing": team.rule or ", ".join(team.added_by)}
        source = PrioritySource.RULE
    return Decided(priority=min(team.priority, found.priority), source=source, classification=why, team=team)


def routing_facts(said: Said, place: Place, requester: Requester, priority: Priority) -> routing.RoutingFacts:
    """Return what routing rules look at."""
    return routing.RoutingFacts(
        category_id=place.category.id,
        subcategory_id=place.subcategory.id if place.subcategory else None,
        location_id=place.location.id,
        ticket_type=said.type.value,
        priority=priority,
        department=requester.department,
        title=said.title,
        description=said.description,
        is_vip=requester.is_vip,
    )


def sla_facts(
    ticket_id: UUID,
    *,
    priority: Priority,
    type_: TicketType,
    started_at: datetime,
    place: Place,
    department: str | None,
) -> sla.Facts:
    """Return what service level policies look at."""
    return sla.Facts(
        ticket_id=ticket_id,
        priority=priority.value,
        type=type_.value,
        started_at=started_at,
        category_key=place.category.key,
        subcategory_key=place.subcategory.key if place.subcategory else None,
        location_key=place.location.key,
        department=department,
    )
