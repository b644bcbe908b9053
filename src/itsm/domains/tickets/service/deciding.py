"""What the rules make of a ticket: its priority, then its team. Asks memory, not the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from itsm.domains.classification import api as classification
from itsm.domains.conditions.api import TicketFacts
from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import Impact, Priority, PrioritySource, Source, TicketType, Urgency

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
    source: Source
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Priority and team with their reasons. A routing rule may have raised the priority."""

    priority: Priority
    source: PrioritySource
    classification: dict[str, Any]
    team: routing.TeamChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What decides: the rules of one version each, compiled."""

    classifier: classification.RuleSet
    choices: classification.ChoicePolicy
    router: routing.RoutingRules


async def decide(session: AsyncSession, said: Said, place: Place, requester: Requester) -> Decided:
    """Return what the present rules decide."""
    engines = Engines(
        classifier=await classification.current_engine(session),
        choices=await classification.choice_policy(session),
        router=await routing.current_engine(session),
    )
    return decide_by(engines, ticket_facts(said, place, requester))


def decide_by(engines: Engines, facts: TicketFacts) -> Decided:
    """Return what these rules decide. Pure: live tickets and the rule lab go through here alike."""
    found = engines.classifier.classify(facts, engines.choices)
    team = engines.router.choose_team(replace(facts, priority=found.priority))
    why = found.to_json()
    source = PrioritySource(found.source.value)
    if team.priority < found.priority:
        why |= {"priority": team.priority.value, "raised_by_routing": team.rule or ", ".join(team.added_by)}
        source = PrioritySource.RULE
    return Decided(priority=min(team.priority, found.priority), source=source, classification=why, team=team)


def ticket_facts(said: Said, place: Place, requester: Requester) -> TicketFacts:
    """Return what rules look at."""
    return TicketFacts(
        category_id=place.category.id,
        subcategory_id=place.subcategory.id if place.subcategory else None,
        location_id=place.location.id,
        type=said.type,
        priority=said.priority,
        impact=said.impact,
        urgency=said.urgency,
        source=said.source,
        department=requester.department,
        requester_id=requester.id,
        is_vip=requester.is_vip,
        title=said.title,
        description=said.description,
        business_impact=said.business_impact,
        tags=said.tags,
    )


def sla_facts(
    ticket_id: UUID, said: Said, place: Place, requester: Requester, *, priority: Priority, started_at: datetime
) -> sla.Facts:
    """Return what service level policies look at."""
    return sla.Facts(
        ticket_id=ticket_id,
        started_at=started_at,
        location_key=place.location.key,
        ticket=replace(ticket_facts(said, place, requester), priority=priority),
    )
