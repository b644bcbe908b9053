"""What other rooms may ask of routing, and have done by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.conditions.api import TicketFacts as RoutingFacts
from itsm.domains.presence import api as presence
from itsm.domains.routing.assignment import (
    Assignment,
    assign_agent,
    claim_agent,
    correct_loads,
    hold_loads,
    reassign,
    release_agent,
)
from itsm.domains.routing.choosing import ANYBODY, TICK, Asked, asked_of, choose, counted, teams_to_ask
from itsm.domains.routing.decision import TeamChoice
from itsm.domains.routing.engine.agents import AgentChoice
from itsm.domains.routing.engine.teams import RoutingRules
from itsm.domains.routing.queries import load_rosters, peek_team_loads
from itsm.domains.routing.repository import RULES
from itsm.domains.routing.simulation import SimulatedLoads
from itsm.domains.routing.versions import (
    activate_content,
    current_content,
    current_engine,
    engine_from,
)
from itsm.platform.clock import utc_now

__all__ = [
    "ANYBODY",
    "RULES",
    "AgentChoice",
    "Asked",
    "Assignment",
    "RoutingFacts",
    "RoutingRules",
    "SimulatedLoads",
    "TeamChoice",
    "activate_content",
    "asked_of",
    "assign_agent",
    "choose_team",
    "claim_agent",
    "correct_loads",
    "current_content",
    "current_engine",
    "engine_from",
    "hold_loads",
    "load_rosters",
    "preview_agent",
    "preview_agents",
    "reassign",
    "release_agent",
    "require_rule",
    "routing_explanation",
]


async def choose_team(session: AsyncSession, facts: RoutingFacts) -> TeamChoice:
    """Return the team of a ticket and what else the rules ask for; no query while the rules are fresh."""
    return (await current_engine(session)).choose_team(facts)


async def preview_agent(session: AsyncSession, team_id: UUID, asked: Asked = ANYBODY) -> AgentChoice:
    """Return who would get a ticket of this team now. Nothing is locked or counted."""
    people = await presence.present(session)
    loads = await peek_team_loads(session, teams_to_ask(people, team_id, asked))
    return choose(loads, people, asked, utc_now())


async def preview_agents(session: AsyncSession, wanted: Sequence[tuple[UUID, Asked]]) -> list[AgentChoice]:
    """Return who would get each of these tickets (team, what it asks), one after another, each seeing the earlier.

    One query whatever their number; nothing is locked or counted.
    """
    people, now = await presence.present(session), utc_now()
    asked = [(teams_to_ask(people, team_id, asks), asks) for team_id, asks in wanted]
    team_ids = sorted({team_id for teams, _ in asked for team_id in teams})
    loads = {team.team_id: team for team in await peek_team_loads(session, team_ids)} if team_ids else {}
    choices = []
    for number, (teams, asks) in enumerate(asked):
        choice = choose([loads[team_id] for team_id in teams], people, asks, now)
        choices.append(choice)
        if choice.agent is not None:
            loads = {key: counted(team, choice.agent, now + number * TICK) for key, team in loads.items()}
    return choices


def routing_explanation(team: TeamChoice, assignment: Assignment | None) -> dict[str, Any]:
    """Return both decisions as one document, as it is stored with the ticket and shown on it.

    Where another team took it over, `team_id` is that team and `passed_on_from` the one that the rules named.
    """
    if assignment is None:
        nobody = AgentChoice(agent=None, considered=())
        return team.to_json() | nobody.to_json() | {"why": "No team; the ticket is unrouted."}
    said = team.to_json() | assignment.to_json()
    if assignment.team_id != team.team_id:
        said |= {"team_id": str(assignment.team_id), "passed_on_from": str(team.team_id)}
    return said


async def require_rule(session: AsyncSession, rule_id: UUID) -> None:
    """Raise NotFound (404) unless there is such a rule, in use or not."""
    await RULES.get(session, rule_id)
