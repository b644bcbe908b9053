"""A P1 at night: the team that is awake, then who is on call."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from itsm.domains.routing.engine.agents import AgentChoice, Candidate
from itsm.domains.routing.engine.urgent import Roster, choose_urgent
from itsm.domains.routing.enums import NotTaken, Via
from itsm.domains.teams.enums import AssignmentMode

PH, US, ID = UUID(int=11), UUID(int=12), UUID(int=13)
ASLEEP = NotTaken.OFF_SHIFT


def agent(number: int, **numbers: Any) -> Candidate:
    return Candidate(agent_id=UUID(int=number), name=f"Agent {number}", **numbers)


def roster(team_id: UUID, *candidates: Candidate, on_call: tuple[int, ...] = ()) -> Roster:
    called = tuple(UUID(int=number) for number in on_call)
    return Roster(team_id=team_id, name=f"Team {team_id.int}", candidates=candidates, on_call=called)


def reasons(choice: AgentChoice) -> dict[int, tuple[NotTaken | None, str | None]]:
    return {c.candidate.agent_id.int: (c.not_taken, c.team) for c in choice.considered}


def test_somebody_of_the_own_team_comes_first() -> None:
    own = roster(PH, agent(1, open_count=9), on_call=(1,))
    choice = choose_urgent([own, roster(US, agent(2))])
    assert (choice.agent, choice.via, choice.team_id) == (agent(1, open_count=9), Via.TEAM, None)
    assert reasons(choice) == {1: (None, None)}


def test_then_the_team_that_is_awake() -> None:
    sleeping = agent(1, absence=ASLEEP)
    choice = choose_urgent(
        [roster(PH, sleeping, on_call=(1,)), roster(US, agent(2, is_away=True)), roster(ID, agent(3), agent(4))]
    )
    assert (choice.agent, choice.via, choice.team_id) == (agent(3), Via.FOLLOWED, ID)
    assert reasons(choice) == {
        3: (None, "Team 13"),
        1: (ASLEEP, None),
        2: (NotTaken.AWAY, "Team 12"),
        4: (NotTaken.LATER_IN_ORDER, "Team 13"),
    }
    assert choice.why() == (
        "Nobody in the ticket's own team can take it now; Team 13 is on shift: "
        "Agent 3 has 0 open, the fewest of 2 present, and was assigned longest ago of 2 equals."
    )


def test_then_the_first_on_call_who_can_be_called() -> None:
    own = roster(
        PH,
        agent(1, absence=NotTaken.ON_LEAVE),
        agent(2, is_away=True),
        agent(3, absence=ASLEEP, capacity=1, open_count=1, is_assignable=False),
        agent(4, absence=ASLEEP),
        on_call=(9, 1, 2, 3, 4),
    )
    choice = choose_urgent([own, roster(US, agent(5, absence=ASLEEP))])
    assert choice.agent is not None
    assert (choice.agent.agent_id.int, choice.via, choice.team_id) == (3, Via.ON_CALL, None)
    assert choice.considered[0].candidate.agent_id.int == 3
    assert choice.considered[0].not_taken is None
    assert reasons(choice)[5] == (ASLEEP, "Team 12")
    assert choice.why() == "Nobody is on shift; Agent 3 is on call."


def test_then_who_is_on_call_for_the_team_that_follows() -> None:
    choice = choose_urgent([roster(PH, agent(1, absence=ASLEEP)), roster(US, agent(2, absence=ASLEEP), on_call=(2,))])
    assert (choice.agent, choice.via, choice.team_id) == (agent(2, absence=ASLEEP), Via.ON_CALL, US)
    assert reasons(choice) == {2: (None, "Team 12"), 1: (ASLEEP, None)}


def test_else_it_waits_in_its_own_queue() -> None:
    choice = choose_urgent([roster(PH, agent(1, absence=ASLEEP)), roster(US, agent(2, absence=ASLEEP))])
    assert (choice.agent, choice.via, choice.team_id) == (None, Via.TEAM, None)
    assert reasons(choice) == {1: (ASLEEP, None), 2: (ASLEEP, "Team 12")}
    assert "waits in its queue" in choice.why()


def test_a_member_of_both_teams_is_named_once() -> None:
    in_both = agent(1, capacity=1, open_count=1)
    elsewhere = agent(1, open_count=1)
    choice = choose_urgent([roster(PH, in_both), roster(US, elsewhere)])
    assert (choice.agent, choice.team_id) == (elsewhere, US)
    assert reasons(choice) == {1: (None, "Team 12")}


@pytest.mark.parametrize("on_call", [(), (1,)])
def test_skills_and_exclusions_count_at_night_too(on_call: tuple[int, ...]) -> None:
    sap = UUID(int=71)
    own = roster(PH, agent(1, absence=ASLEEP), agent(2, absence=ASLEEP, skills=frozenset({sap})), on_call=on_call)
    choice = choose_urgent([own], skills={sap: "SAP"}, excluded=frozenset({UUID(int=2)}))
    assert choice.agent is None


def test_what_is_asked_counts_in_every_team_that_is_asked() -> None:
    sap = UUID(int=71)
    able = agent(2, skills=frozenset({sap}))
    own, other = roster(PH, agent(1)), roster(US, agent(3, skills=frozenset({sap})), able)
    choice = choose_urgent([own, other], skills={sap: "SAP"}, excluded=frozenset({UUID(int=3)}))
    assert (choice.agent, choice.team_id) == (able, US)
    assert reasons(choice) == {
        2: (None, "Team 12"),
        1: (NotTaken.LACKS_SKILL, None),
        3: (NotTaken.EXCLUDED, "Team 12"),
    }


def test_each_team_takes_turns_in_its_own_way() -> None:
    busy, idle = agent(1, open_count=8, weight=9), agent(2)
    own = Roster(team_id=PH, name="PH", candidates=(busy, idle), mode=AssignmentMode.WEIGHTED)
    assert choose_urgent([own]).agent == busy


def test_a_member_of_both_teams_stands_where_the_last_team_has_them() -> None:
    first, both = agent(1, open_count=5, absence=ASLEEP), agent(2, absence=ASLEEP)
    choice = choose_urgent([roster(PH, both, first), roster(US, both)])
    assert [c.candidate.agent_id.int for c in choice.considered] == [1, 2]
