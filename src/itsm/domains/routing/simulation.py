"""Teams as they would fill up: the agents' loads of a thought-out past, for the rule lab.

Members, capacities and ways of assigning are the present ones and everybody counts as present and able: who
was away on a day in the past, and what they could do then, is not known. The choice itself is `choose_agent`,
as in live traffic.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.engine.agents import AgentChoice, Candidate, choose_agent
from itsm.domains.routing.engine.named import prefer
from itsm.domains.routing.queries import rosters
from itsm.domains.teams.enums import AssignmentMode

Turn = tuple[int, int]
"""An instant (seconds since 1970) and what happens to the agent's count then: -1 solved, +1 came back."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in a team; nobody is considered where it takes its tickets by hand."""

    members: tuple[Candidate, ...]
    mode: AssignmentMode

    @property
    def is_by_hand(self) -> bool:
        """Whether nobody is considered."""
        return self.mode is AssignmentMode.MANUAL


async def load_rosters(session: AsyncSession) -> dict[UUID, Roster]:
    """Return the roster of every team, everybody present and with nothing to do."""
    return {team_id: Roster(tuple(members), mode) for team_id, (members, mode) in (await rosters(session)).items()}


class SimulatedLoads:
    """Counts of open tickets as time goes by. Holds the agents and the turns still ahead, no tickets."""

    def __init__(self, teams: Mapping[UUID, Roster]) -> None:
        """Start with nobody having anything."""
        self._teams = teams
        self._open: dict[UUID, int] = defaultdict(int)
        self._last: dict[UUID, datetime] = {}
        self._ahead: list[tuple[int, UUID, int]] = []

    def hold(self, agent_id: UUID, count: int, last_assigned_at: datetime | None) -> None:
        """Say what an agent has at the start."""
        self._open[agent_id] = count
        if last_assigned_at is not None:
            self._last[agent_id] = last_assigned_at

    def expect(self, agent_id: UUID, turns: Iterable[Turn]) -> None:
        """Say when tickets that an agent has will be solved or come back."""
        for at, step in turns:
            heapq.heappush(self._ahead, (at, agent_id, step))

    def assign(self, team_id: UUID, at: datetime, turns: Sequence[Turn], *, named: UUID | None = None) -> AgentChoice:
        """Give one more ticket of a team to whom the engine chooses at this moment; time only goes forward.

        `named` is who the rule names.
        """
        self._advance(int(at.timestamp()))
        roster = self._teams.get(team_id)
        if roster is None or roster.is_by_hand:
            return AgentChoice(agent=None, considered=(), is_by_hand=roster is not None)
        choice = prefer(choose_agent([self._loaded(member) for member in roster.members], mode=roster.mode), named)
        if choice.agent is not None:
            self._open[choice.agent.agent_id] += 1
            self._last[choice.agent.agent_id] = at
            self.expect(choice.agent.agent_id, turns)
        return choice

    def _advance(self, instant: int) -> None:
        while self._ahead and self._ahead[0][0] <= instant:
            _, agent_id, step = heapq.heappop(self._ahead)
            self._open[agent_id] = max(0, self._open[agent_id] + step)

    def _loaded(self, member: Candidate) -> Candidate:
        agent_id = member.agent_id
        return replace(member, open_count=self._open[agent_id], last_assigned_at=self._last.get(agent_id))
