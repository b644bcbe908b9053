"""Which agent of a team gets a ticket, and why each of the others did not. Pure.

An active, present member with room left (and with the skills that are asked for), chosen by the team's way of
taking turns: `strategies.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from itsm.domains.routing.engine.strategies import STRATEGIES
from itsm.domains.routing.enums import NotTaken, Via
from itsm.domains.teams.enums import AssignmentMode

NO_SKILLS: Final[Mapping[UUID, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A member of the team with the numbers at the moment of the choice. `capacity` None: no limit.

    `absence` is what their calendar says against them: off shift, on leave.
    """

    agent_id: UUID
    name: str
    is_active: bool = True
    is_away: bool = False
    is_assignable: bool = True
    open_count: int = 0
    capacity: int | None = None
    last_assigned_at: datetime | None = None
    weight: int = 1
    absence: NotTaken | None = None
    skills: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A candidate and why it was not taken; None for the one that was.

    `missing_skills` are names; `team` is set where the candidate is of another team than the ticket's.
    """

    candidate: Candidate
    not_taken: NotTaken | None
    missing_skills: tuple[str, ...] = ()
    team: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the candidate with its numbers as they are stored."""
        candidate = self.candidate
        assigned = candidate.last_assigned_at
        return {
            "id": str(candidate.agent_id),
            "name": candidate.name,
            "open_count": candidate.open_count,
            "capacity": candidate.capacity,
            "weight": candidate.weight,
            "last_assigned_at": assigned.isoformat() if assigned else None,
            "not_taken": self.not_taken.value if self.not_taken else None,
            "missing_skills": list(self.missing_skills),
            "team": self.team,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentChoice:
    """The agent (None: the team's queue) and everybody who was considered, the chosen one first.

    `is_by_hand`: the team takes its tickets by hand, so nobody was considered. `team_id` is the team the
    ticket goes to where that is not the one that was asked (`via` followed). `is_named`: the rule names the
    agent; `passed_over` says of the one it names that they did not get it, and why.
    """

    agent: Candidate | None
    considered: tuple[Considered, ...]
    is_by_hand: bool = False
    is_named: bool = False
    passed_over: str = ""
    mode: AssignmentMode = AssignmentMode.LEAST_LOADED
    via: Via = Via.TEAM
    team_id: UUID | None = None
    asked_skills: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as it is stored with the ticket."""
        return {
            "assignee_id": str(self.agent.agent_id) if self.agent else None,
            "assignee": self.agent.name if self.agent else None,
            "why": self.why(),
            "mode": AssignmentMode.MANUAL.value if self.is_by_hand else self.mode.value,
            "via": self.via.value,
            "asked_skills": list(self.asked_skills),
            "candidates": [considered.to_json() for considered in self.considered],
        }

    def why(self) -> str:
        """Return the reason in one sentence, after the one who was passed over."""
        if self.is_named and self.agent is not None:
            return f"The rule names {self.agent.name}."
        return f"{self.passed_over}. {self._why()}" if self.passed_over else self._why()

    def _why(self) -> str:
        if self.is_by_hand:
            return "The team takes its tickets by hand; the ticket waits in its queue."
        if not self.considered:
            return "The team has no members; the ticket waits in its queue."
        if self.agent is None:
            return f"Nobody in the team is active, present{self._able()}; the ticket waits in its queue."
        if self.via is Via.ON_CALL:
            return f"Nobody is on shift; {self.agent.name} is on call."
        able = [c.candidate for c in self.considered if c.not_taken not in UNABLE]
        said = STRATEGIES[self.mode].why(self.agent, able)
        if self.via is Via.FOLLOWED:
            return f"Nobody in the ticket's own team can take it now; {self.considered[0].team} is on shift: {said}"
        return said

    def _able(self) -> str:
        if not self.asked_skills:
            return " and below capacity"
        return f", below capacity and skilled in {', '.join(self.asked_skills)}"


UNABLE = frozenset(
    {
        NotTaken.INACTIVE,
        NotTaken.NOT_ASSIGNABLE,
        NotTaken.ON_LEAVE,
        NotTaken.OFF_SHIFT,
        NotTaken.AWAY,
        NotTaken.EXCLUDED,
        NotTaken.LACKS_SKILL,
        NotTaken.AT_CAPACITY,
    }
)


def choose_agent(
    candidates: Iterable[Candidate],
    *,
    excluded: frozenset[UUID] = frozenset(),
    mode: AssignmentMode = AssignmentMode.LEAST_LOADED,
    skills: Mapping[UUID, str] = NO_SKILLS,
) -> AgentChoice:
    """Return who gets the ticket by a team's `mode` (one that chooses, not `manual`).

    `excluded` agents are passed over (who handed it back, who must not have it); `skills`, ids with their
    names, are all needed.
    """
    strategy = STRATEGIES[mode]
    ordered = sorted(candidates, key=strategy.order)
    unable = {c.agent_id: inability(c, excluded, skills) for c in ordered}
    agent = next((c for c in ordered if unable[c.agent_id] is None), None)
    considered = [
        Considered(
            candidate=c,
            not_taken=unable[c.agent_id] or (strategy.behind(c, agent) if agent and c is not agent else None),
            missing_skills=_missing(c, skills),
        )
        for c in ordered
    ]
    considered.sort(key=lambda c: (c.not_taken is not None, c.not_taken in UNABLE))
    return AgentChoice(agent=agent, considered=tuple(considered), mode=mode, asked_skills=tuple(skills.values()))


def inability(
    candidate: Candidate,
    excluded: frozenset[UUID],
    skills: Mapping[UUID, str],
    forgiven: frozenset[NotTaken] = frozenset(),
) -> NotTaken | None:
    """Return what keeps a candidate from the ticket, whoever else there is; None when nothing does.

    `forgiven` reasons do not count: who is on call need not be on shift.
    """
    is_full = candidate.capacity is not None and candidate.open_count >= candidate.capacity
    against = (
        (not candidate.is_active, NotTaken.INACTIVE),
        (not candidate.is_assignable, NotTaken.NOT_ASSIGNABLE),
        (candidate.absence is NotTaken.ON_LEAVE, NotTaken.ON_LEAVE),
        (candidate.absence is NotTaken.OFF_SHIFT, NotTaken.OFF_SHIFT),
        (candidate.is_away, NotTaken.AWAY),
        (candidate.agent_id in excluded, NotTaken.EXCLUDED),
        (not skills.keys() <= candidate.skills, NotTaken.LACKS_SKILL),
        (is_full, NotTaken.AT_CAPACITY),
    )
    return next((reason for holds, reason in against if holds and reason not in forgiven), None)


def _missing(candidate: Candidate, skills: Mapping[UUID, str]) -> tuple[str, ...]:
    return tuple(name for skill, name in skills.items() if skill not in candidate.skills)
