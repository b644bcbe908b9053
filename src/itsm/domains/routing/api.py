"""What other rooms may ask of routing, and have done by it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.conditions.api import TicketFacts as RoutingFacts
from itsm.domains.routing.assignment import (
    Assignment,
    assign_agent,
    claim_agent,
    correct_loads,
    reassign,
    release_agent,
)
from itsm.domains.routing.decision import TeamChoice
from itsm.domains.routing.engine.agents import AgentChoice, choose_agent
from itsm.domains.routing.engine.named import prefer
from itsm.domains.routing.engine.teams import RoutingRules
from itsm.domains.routing.queries import peek_team_loads
from itsm.domains.routing.repository import get_rule
from itsm.domains.routing.simulation import Roster, SimulatedLoads, load_rosters
from itsm.domains.routing.versions import (
    activate_content,
    content_of_version,
    current_content,
    current_engine,
    engine_from,
    list_versions,
)

__all__ = [
    "AgentChoice",
    "Assignment",
    "Roster",
    "RoutingFacts",
    "RoutingRules",
    "SimulatedLoads",
    "TeamChoice",
    "activate_content",
    "assign_agent",
    "choose_team",
    "claim_agent",
    "content_of_version",
    "correct_loads",
    "current_content",
    "current_engine",
    "engine_from",
    "list_versions",
    "load_rosters",
    "preview_agent",
    "reassign",
    "release_agent",
    "require_rule",
    "routing_explanation",
]


async def choose_team(session: AsyncSession, facts: RoutingFacts) -> TeamChoice:
    """Return the team of a ticket and what else the rules ask for; no query while the rules are fresh."""
    return (await current_engine(session)).choose_team(facts)


async def preview_agent(session: AsyncSession, team_id: UUID, *, named: UUID | None = None) -> AgentChoice:
    """Return who would get a ticket of this team now; `named` is who the rule names. Nothing is locked or counted."""
    loads = await peek_team_loads(session, team_id)
    if loads.is_by_hand:
        return AgentChoice(agent=None, considered=(), is_by_hand=True)
    return prefer(choose_agent(loads.candidates), named)


def routing_explanation(team: TeamChoice, assignment: Assignment | None) -> dict[str, Any]:
    """Return both decisions as one document, as it is stored with the ticket and shown on it."""
    nobody: dict[str, Any] = {
        "assignee_id": None,
        "assignee": None,
        "why": "No team; the ticket is unrouted.",
        "candidates": [],
    }
    return team.to_json() | (assignment.to_json() if assignment else nobody)


async def require_rule(session: AsyncSession, rule_id: UUID) -> None:
    """Raise NotFound (404) unless there is such a rule, in use or not."""
    await get_rule(session, rule_id)
