"""Teams as they would fill up: the agents' loads of a thought-out past, for the rule lab.

Members, capacities, skills and ways of assigning are the present ones. Shifts count from when they were set, leave
from when it was planned; who had set themselves away is not known, so nobody had. The choice itself is
`choosing.choose`, as in live traffic.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from itsm.domains.presence import api as presence
from itsm.domains.routing.choosing import ANYBODY, Asked, choose, teams_to_ask
from itsm.domains.routing.engine.agents import AgentChoice, Candidate
from itsm.domains.routing.queries import TeamLoads

Turn = tuple[int, int]
"""An instant (seconds since 1970) and what happens to the agent's count then: -1 solved, +1 came back."""


class SimulatedLoads:
    """Counts of open tickets as time goes by. Holds the agents and the turns still ahead, no tickets."""

    def __init__(self, teams: Mapping[UUID, TeamLoads], people: presence.Presence) -> None:
        """Start with nobody having anything; `people` says who was at work when."""
        self._teams = teams
        self._people = people
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

    def assign(self, team_id: UUID, at: datetime, turns: Sequence[Turn], asked: Asked = ANYBODY) -> AgentChoice:
        """Give one more ticket of a team to whom the engine chooses at this moment; time only goes forward."""
        self._advance(int(at.timestamp()))
        if team_id not in self._teams:
            return AgentChoice(agent=None, considered=())
        team_ids = teams_to_ask(self._people, team_id, asked)
        loads = [self._loaded(self._teams[key]) for key in team_ids if key in self._teams]
        choice = choose(loads, self._people, asked, at)
        if choice.agent is not None:
            self._open[choice.agent.agent_id] += 1
            self._last[choice.agent.agent_id] = at
            self.expect(choice.agent.agent_id, turns)
        return choice

    def _advance(self, instant: int) -> None:
        while self._ahead and self._ahead[0][0] <= instant:
            _, agent_id, step = heapq.heappop(self._ahead)
            self._open[agent_id] = max(0, self._open[agent_id] + step)

    def _loaded(self, team: TeamLoads) -> TeamLoads:
        return replace(team, candidates=tuple(self._counted(member) for member in team.candidates))

    def _counted(self, member: Candidate) -> Candidate:
        agent_id = member.agent_id
        return replace(member, open_count=self._open[agent_id], last_assigned_at=self._last.get(agent_id))
