"""Which agent of a team gets a ticket, and why each of the others did not. Pure.

The active, present agent with room left and the fewest open tickets; between equals the one whose
last assignment is longest ago, never assigned first; then by id, so that the answer is always the
same (domain.md, Routing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from itsm.domains.routing.enums import NotTaken

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A member of the team with the numbers at the moment of the choice. `capacity` None: no limit."""

    agent_id: UUID
    name: str
    is_active: bool = True
    is_away: bool = False
    is_assignable: bool = True
    open_count: int = 0
    capacity: int | None = None
    last_assigned_at: datetime | None = None

    def order(self) -> tuple[int, datetime, UUID]:
        """Return the key by which able candidates are taken, smallest first."""
        return (self.open_count, self.last_assigned_at or _NEVER, self.agent_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A candidate and why it was not taken; None for the one that was."""

    candidate: Candidate
    not_taken: NotTaken | None

    def to_json(self) -> dict[str, Any]:
        """Return the candidate with its numbers as they are stored."""
        candidate = self.candidate
        assigned = candidate.last_assigned_at
        return {
            "id": str(candidate.agent_id),
            "name": candidate.name,
            "open_count": candidate.open_count,
            "capacity": candidate.capacity,
            "last_assigned_at": assigned.isoformat() if assigned else None,
            "not_taken": self.not_taken.value if self.not_taken else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentChoice:
    """The agent (None: the team's queue) and everybody who was considered, the chosen one first.

    `is_by_hand`: the team takes its tickets by hand, so nobody was considered. `is_named`: the rule names
    the agent; `passed_over` says of the one it names that they did not get it, and why.
    """

    agent: Candidate | None
    considered: tuple[Considered, ...]
    is_by_hand: bool = False
    is_named: bool = False
    passed_over: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as it is stored with the ticket."""
        return {
            "assignee_id": str(self.agent.agent_id) if self.agent else None,
            "assignee": self.agent.name if self.agent else None,
            "why": self.why(),
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
            return "Nobody in the team is active, present and below capacity; the ticket waits in its queue."
        able = [c for c in self.considered if c.not_taken not in UNABLE]
        tied = sum(1 for c in able if c.candidate.open_count == self.agent.open_count)
        fewest = f"{self.agent.name} has {self.agent.open_count} open, the fewest of {len(able)} present"
        return f"{fewest}, and was assigned longest ago of {tied} equals." if tied > 1 else f"{fewest}."


UNABLE = frozenset({NotTaken.INACTIVE, NotTaken.NOT_ASSIGNABLE, NotTaken.AWAY, NotTaken.EXCLUDED, NotTaken.AT_CAPACITY})


def choose_agent(candidates: Iterable[Candidate], *, excluded: frozenset[UUID] = frozenset()) -> AgentChoice:
    """Return who gets the ticket. `excluded` agents are passed over (who handed it back, who must not have it)."""
    ordered = sorted(candidates, key=Candidate.order)
    unable = {c.agent_id: _inability(c, excluded) for c in ordered}
    agent = next((c for c in ordered if unable[c.agent_id] is None), None)
    considered = [
        Considered(candidate=c, not_taken=unable[c.agent_id] or (_comparison(c, agent) if agent else None))
        for c in ordered
    ]
    considered.sort(key=lambda c: (c.not_taken is not None, c.not_taken in UNABLE))
    return AgentChoice(agent=agent, considered=tuple(considered))


def _inability(candidate: Candidate, excluded: frozenset[UUID]) -> NotTaken | None:
    if not candidate.is_active:
        return NotTaken.INACTIVE
    if not candidate.is_assignable:
        return NotTaken.NOT_ASSIGNABLE
    if candidate.is_away:
        return NotTaken.AWAY
    if candidate.agent_id in excluded:
        return NotTaken.EXCLUDED
    if candidate.capacity is not None and candidate.open_count >= candidate.capacity:
        return NotTaken.AT_CAPACITY
    return None


def _comparison(candidate: Candidate, taken: Candidate) -> NotTaken | None:
    if candidate is taken:
        return None
    if candidate.open_count > taken.open_count:
        return NotTaken.MORE_OPEN_TICKETS
    if candidate.last_assigned_at != taken.last_assigned_at:
        return NotTaken.ASSIGNED_MORE_RECENTLY
    return NotTaken.LATER_IN_ORDER
