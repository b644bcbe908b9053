"""Puts together what a choice of agent needs: the numbers of the moment, and who is at work, from memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from itsm.domains.presence import api as presence
from itsm.domains.routing.engine.agents import AgentChoice, Candidate, choose_agent
from itsm.domains.routing.engine.named import prefer
from itsm.domains.routing.engine.urgent import Roster, choose_urgent
from itsm.domains.routing.enums import NotTaken
from itsm.domains.settings.enums import Priority

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from itsm.domains.routing.decision import TeamChoice
    from itsm.domains.routing.queries import TeamLoads


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a ticket asks of whoever gets it. `is_urgent`: it does not wait for the morning (P1).

    `excluded` agents are passed over; `named` is who the rule names, and who gets it if they can.
    """

    skill_ids: tuple[UUID, ...] = ()
    is_urgent: bool = False
    excluded: frozenset[UUID] = frozenset()
    named: UUID | None = None


ANYBODY: Final = Asked()
TICK: Final = timedelta(microseconds=1)
"""How much later the next of several assignments at one instant is."""


def asked_of(team: TeamChoice, *, excluded: frozenset[UUID] = frozenset()) -> Asked:
    """Return what a ticket routed like this asks of its agent; a P1 does not wait for the morning."""
    return Asked(
        skill_ids=team.skill_ids, is_urgent=team.priority is Priority.P1, excluded=excluded, named=team.agent_id
    )


def teams_to_ask(people: presence.Presence, team_id: UUID, asked: Asked) -> tuple[UUID, ...]:
    """Return the teams whose members may get the ticket, the first its own; one unless it is urgent."""
    return people.followed_from(team_id) if asked.is_urgent else (team_id,)


def choose(loads: Sequence[TeamLoads], people: presence.Presence, asked: Asked, at: datetime) -> AgentChoice:
    """Return who of these teams, the first the ticket's own, gets it at `at`, by the very rules of live traffic."""
    own = loads[0]
    if own.is_by_hand:
        return AgentChoice(agent=None, considered=(), is_by_hand=True)
    skills = people.named_skills(asked.skill_ids)
    if not asked.is_urgent:
        candidates = at_work(own.candidates, people, at)
        return prefer(choose_agent(candidates, excluded=asked.excluded, mode=own.mode, skills=skills), asked.named)
    rosters = [
        Roster(
            team_id=team.team_id,
            name=team.name,
            candidates=at_work(team.candidates, people, at),
            mode=team.mode,
            on_call=people.duty_of(team.team_id).on_call,
        )
        for team in loads
        if team is own or (team.is_active and not team.is_by_hand)
    ]
    return prefer(choose_urgent(rosters, excluded=asked.excluded, skills=skills), asked.named)


def counted(team: TeamLoads, agent: Candidate, at: datetime) -> TeamLoads:
    """Return a team's numbers after `agent` got one more ticket at `at`."""
    candidates = tuple(
        replace(c, open_count=c.open_count + 1, last_assigned_at=at) if c.agent_id == agent.agent_id else c
        for c in team.candidates
    )
    return replace(team, candidates=candidates)


def at_work(candidates: Iterable[Candidate], people: presence.Presence, at: datetime) -> tuple[Candidate, ...]:
    """Return the candidates with what shifts, leave and skills say of them at `at`."""
    return tuple(_known(candidate, people, at) for candidate in candidates)


def _known(candidate: Candidate, people: presence.Presence, at: datetime) -> Candidate:
    absence, skills = people.absence_of(candidate.agent_id, at), people.skills_of(candidate.agent_id)
    if absence is None and not skills:
        return candidate
    return replace(candidate, absence=NotTaken(absence.value) if absence else None, skills=skills)
