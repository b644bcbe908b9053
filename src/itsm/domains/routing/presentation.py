"""Between the words of the interface and those of the engine: names for ids, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.conditions import api as conditions
from itsm.domains.conditions.schemas import MismatchRead
from itsm.domains.presence import api as presence
from itsm.domains.routing.decision import RuleOutcome, TeamChoice
from itsm.domains.routing.engine.agents import AgentChoice
from itsm.domains.routing.engine.teams import VOCABULARY
from itsm.domains.routing.enums import Via
from itsm.domains.routing.models import RoutingRuleRow
from itsm.domains.routing.schemas import (
    CandidateRead,
    Named,
    RoutingRuleRead,
    RoutingTestRead,
    RuleOutcomeRead,
)
from itsm.domains.settings.enums import Priority
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.expressions.tree import Node, from_json


@dataclass(frozen=True, slots=True)
class Names:
    """The names of everything rules mention."""

    mentioned: dict[str, str]
    teams: Mapping[UUID, str]
    people: Mapping[UUID, str]
    skills: Mapping[UUID, str]


async def names_for(session: AsyncSession, rows: Sequence[RoutingRuleRow]) -> Names:
    """Return the names that these rules need, in three queries whatever their number."""
    team_ids = {row.team_id for row in rows if row.team_id}
    people = {watcher for row in rows for watcher in row.watcher_ids}
    people |= {row.agent_id for row in rows if row.agent_id}
    return await names_of(session, team_ids, people, [from_json(row.where) for row in rows])


async def names_of(session: AsyncSession, team_ids: set[UUID], people: set[UUID], trees: Sequence[Node] = ()) -> Names:
    """Return the names of these teams and people, and of everything that conditions mention."""
    return Names(
        await conditions.mentioned(session, trees, VOCABULARY),
        await teams.team_names(session, team_ids) if team_ids else {},
        await users.names(session, people) if people else {},
        (await presence.present(session)).skill_names,
    )


def show_rule(row: RoutingRuleRow, names: Names) -> RoutingRuleRead:
    """Return a rule with names for ids."""
    return RoutingRuleRead(
        id=row.id,
        name=row.name,
        where=row.where,
        mentioned=conditions.mentioned_by(row.where, VOCABULARY, names.mentioned),
        team=Named(id=row.team_id, name=names.teams[row.team_id]) if row.team_id else None,
        agent=Named(id=row.agent_id, name=names.people[row.agent_id]) if row.agent_id else None,
        priority_floor=Priority(row.priority_floor) if row.priority_floor else None,
        watchers=_named((watcher, names.people[watcher]) for watcher in row.watcher_ids),
        notify_manager=row.notify_manager,
        skills=_named((skill, names.skills[skill]) for skill in row.skill_ids if skill in names.skills),
        position=row.position,
        is_active=row.is_active,
        version=row.version,
    )


def show_test(
    team: TeamChoice, outcomes: Iterable[RuleOutcome], agent: AgentChoice | None, names: Names
) -> RoutingTestRead:
    """Return where a ticket would go and why, with names for ids."""
    chosen = agent.agent if agent else None
    return RoutingTestRead(
        team=Named(id=team.team_id, name=names.teams[team.team_id]) if team.team_id else None,
        rule=team.rule,
        rule_id=team.rule_id,
        rule_version=team.rule_version,
        added_by=list(team.added_by),
        priority=team.priority,
        watchers=_named((watcher, names.people[watcher]) for watcher in team.watcher_ids),
        notify_manager=team.notify_manager,
        is_unrouted=team.is_unrouted,
        assignee=Named(id=chosen.agent_id, name=chosen.name) if chosen else None,
        via=agent.via if agent else Via.TEAM,
        asked_skills=list(agent.asked_skills) if agent else [],
        why=agent.why() if agent else "No rule names a team; the ticket would be listed as unrouted.",
        candidates=[CandidateRead.model_validate(c.to_json()) for c in agent.considered] if agent else [],
        rules=[_show_outcome(outcome, names) for outcome in outcomes],
    )


def _show_outcome(outcome: RuleOutcome, names: Names) -> RuleOutcomeRead:
    became: Literal["applied", "not_matched", "too_late"] = "not_matched"
    if not outcome.mismatches:
        became = "too_late" if outcome.is_too_late else "applied"
    mismatches = [MismatchRead.of(mismatch, names.mentioned) for mismatch in outcome.mismatches]
    return RuleOutcomeRead(id=outcome.rule_id, name=outcome.name, outcome=became, mismatches=mismatches)


def _named(pairs: Iterable[tuple[UUID, str | None]]) -> list[Named]:
    named = [Named(id=entry, name=name or "") for entry, name in pairs]
    return sorted(named, key=lambda entry: (entry.name.casefold(), entry.id))
