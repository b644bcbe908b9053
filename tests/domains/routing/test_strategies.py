"""How a team takes turns: who comes next, in which words, and what is fair in the long run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.routing.engine.agents import Candidate, choose_agent
from itsm.domains.routing.enums import NotTaken
from itsm.domains.teams.enums import AssignmentMode

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEAST, ROUND, WEIGHTED = AssignmentMode.LEAST_LOADED, AssignmentMode.ROUND_ROBIN, AssignmentMode.WEIGHTED


def agent(number: int, **numbers: Any) -> Candidate:
    return Candidate(agent_id=UUID(int=number), name=f"Agent {number}", **numbers)


def fill(team: Iterable[Candidate], tickets: int, mode: AssignmentMode) -> dict[UUID, Candidate]:
    """Assign one after another, nothing finished in between."""
    held = {candidate.agent_id: candidate for candidate in team}
    for number in range(tickets):
        chosen = choose_agent(held.values(), mode=mode).agent
        assert chosen is not None
        at = NOON + timedelta(seconds=number)
        held[chosen.agent_id] = replace(chosen, open_count=chosen.open_count + 1, last_assigned_at=at)
    return held


def test_round_robin_takes_whose_turn_it_is_however_much_they_have() -> None:
    waiting = agent(1, open_count=30, last_assigned_at=NOON - timedelta(hours=2))
    recent = agent(2, last_assigned_at=NOON)
    choice = choose_agent([recent, waiting], mode=ROUND)
    assert choice.agent == waiting
    assert [c.not_taken for c in choice.considered] == [None, NotTaken.ASSIGNED_MORE_RECENTLY]
    assert choice.why() == "Agent 1 was assigned longest ago of 2 present."
    assert choose_agent([recent, waiting, agent(3), agent(4)], mode=ROUND).agent == agent(3)


def test_weights_share_the_work() -> None:
    senior, junior = agent(1, open_count=3, weight=2), agent(2, open_count=2)
    choice = choose_agent([senior, junior], mode=WEIGHTED)
    assert choice.agent == senior
    assert [c.not_taken for c in choice.considered] == [None, NotTaken.MORE_FOR_THEIR_WEIGHT]
    assert choice.why() == "Agent 1 has 3 open at weight 2, the fewest for their weight of 2 present."
    assert choice.to_json()["mode"] == "weighted"


def test_equals_by_weight_go_to_the_longest_idle() -> None:
    early, late = agent(1, open_count=1, last_assigned_at=NOON), agent(2, open_count=3, weight=2)
    choice = choose_agent([early, late], mode=WEIGHTED)
    assert choice.agent == late
    assert choice.considered[1].not_taken is NotTaken.ASSIGNED_MORE_RECENTLY
    assert choice.why().endswith("and was assigned longest ago of 2 equals.")


@pytest.mark.parametrize("mode", [LEAST, ROUND, WEIGHTED])
def test_the_last_word_has_the_id(mode: AssignmentMode) -> None:
    choice = choose_agent([agent(2), agent(1)], mode=mode)
    assert choice.agent == agent(1)
    assert choice.considered[1].not_taken is NotTaken.LATER_IN_ORDER


@given(st.integers(1, 7), st.integers(0, 60), st.sampled_from([LEAST, ROUND]))
def test_one_after_another_the_team_is_filled_evenly(members: int, tickets: int, mode: AssignmentMode) -> None:
    counts = [held.open_count for held in fill(map(agent, range(1, members + 1)), tickets, mode).values()]
    assert sum(counts) == tickets
    assert max(counts) - min(counts) <= 1


@given(st.lists(st.integers(1, 10), min_size=1, max_size=6), st.integers(1, 4))
def test_a_weighted_team_ends_at_exactly_its_weights(weights: list[int], rounds: int) -> None:
    team = [agent(number, weight=weight) for number, weight in enumerate(weights, 1)]
    held = fill(team, rounds * sum(weights), WEIGHTED)
    assert [held[candidate.agent_id].open_count for candidate in team] == [rounds * weight for weight in weights]


@given(st.lists(st.integers(0, 20), min_size=2, max_size=6), st.integers(1, 5))
def test_round_robin_gives_everybody_one_before_anybody_two(loads: list[int], rounds: int) -> None:
    team = [agent(number, open_count=load) for number, load in enumerate(loads, 1)]
    held = fill(team, rounds * len(team), ROUND)
    gained = Counter(held[candidate.agent_id].open_count - candidate.open_count for candidate in team)
    assert gained == {rounds: len(team)}
