"""Who takes a P1 when nobody of its team can: a team that is awake, then somebody on call. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from itsm.domains.routing.engine.agents import NO_SKILLS, AgentChoice, Candidate, Considered, choose_agent, inability
from itsm.domains.routing.enums import NotTaken, Via
from itsm.domains.teams.enums import AssignmentMode

# Being called is the point of a list: it reaches people at home, and those who get no tickets by themselves.
_CALLED: Final = frozenset({NotTaken.OFF_SHIFT, NotTaken.NOT_ASSIGNABLE, NotTaken.AT_CAPACITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A team that may take a P1: its members with their numbers, and whom it calls, in order."""

    team_id: UUID
    name: str
    candidates: tuple[Candidate, ...]
    mode: AssignmentMode = AssignmentMode.LEAST_LOADED
    on_call: tuple[UUID, ...] = ()


def choose_urgent(
    rosters: Sequence[Roster],
    *,
    excluded: frozenset[UUID] = frozenset(),
    skills: Mapping[UUID, str] = NO_SKILLS,
) -> AgentChoice:
    """Return who gets a P1 of the first roster's team; the others are the teams that follow it, in turn.

    Somebody of its own, else somebody of a team that is awake (the ticket goes to that team), else the first on
    call who can be called. Everybody who was asked is in the explanation.
    """
    asked = [choose_agent(r.candidates, excluded=excluded, mode=r.mode, skills=skills) for r in rosters]
    found = next((place for place, choice in enumerate(asked) if choice.agent is not None), None)
    if found == 0:
        return asked[0]
    everybody = _everybody(rosters, asked)
    if found is not None:
        chosen = asked[found]
        return replace(
            chosen,
            considered=_chosen_first(everybody, chosen.agent),
            via=Via.FOLLOWED,
            team_id=rosters[found].team_id,
        )
    return _called(rosters, asked[0], everybody, excluded, skills)


def _called(
    rosters: Sequence[Roster],
    nobody: AgentChoice,
    everybody: tuple[Considered, ...],
    excluded: frozenset[UUID],
    skills: Mapping[UUID, str],
) -> AgentChoice:
    for place, roster in enumerate(rosters):
        members = {candidate.agent_id: candidate for candidate in roster.candidates}
        for user_id in roster.on_call:
            agent = members.get(user_id)
            if agent is not None and inability(agent, excluded, skills, _CALLED) is None:
                return replace(
                    nobody,
                    agent=agent,
                    considered=_chosen_first(everybody, agent),
                    via=Via.ON_CALL,
                    team_id=roster.team_id if place else None,
                )
    return replace(nobody, considered=everybody)


def _everybody(rosters: Sequence[Roster], asked: Sequence[AgentChoice]) -> tuple[Considered, ...]:
    """Return who was considered, team by team; a member of several teams once, as they stand in the last."""
    seen: dict[UUID, Considered] = {}
    for place, (roster, choice) in enumerate(zip(rosters, asked, strict=True)):
        for considered in choice.considered:
            seen.pop(considered.candidate.agent_id, None)
            seen[considered.candidate.agent_id] = replace(considered, team=roster.name if place else None)
    return tuple(seen.values())


def _chosen_first(everybody: tuple[Considered, ...], agent: Candidate | None) -> tuple[Considered, ...]:
    chosen = [replace(c, not_taken=None) for c in everybody if agent and c.candidate.agent_id == agent.agent_id]
    return (*chosen, *(c for c in everybody if agent is None or c.candidate.agent_id != agent.agent_id))
