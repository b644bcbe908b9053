"""The least loaded agent, and why not the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.routing.engine.agents import AgentChoice, Candidate, choose_agent
from itsm.domains.routing.engine.named import prefer
from itsm.domains.routing.enums import NotTaken
from itsm.domains.teams.enums import AssignmentMode

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def agent(number: int, **numbers: Any) -> Candidate:
    return Candidate(agent_id=UUID(int=number), name=f"Agent {number}", **numbers)


def reasons(choice: AgentChoice) -> dict[int, NotTaken | None]:
    return {considered.candidate.agent_id.int: considered.not_taken for considered in choice.considered}


def test_the_fewest_open_tickets() -> None:
    choice = choose_agent([agent(1, open_count=3), agent(2, open_count=1), agent(3, open_count=2)])
    assert choice.agent == agent(2, open_count=1)
    assert reasons(choice) == {2: None, 1: NotTaken.MORE_OPEN_TICKETS, 3: NotTaken.MORE_OPEN_TICKETS}
    assert choice.why() == "Agent 2 has 1 open, the fewest of 3 present."


def test_between_equals_the_longest_idle() -> None:
    recent, idle = agent(1, last_assigned_at=NOON), agent(2, last_assigned_at=NOON - timedelta(hours=1))
    choice = choose_agent([recent, idle])
    assert choice.agent == idle
    assert reasons(choice)[1] is NotTaken.ASSIGNED_MORE_RECENTLY
    assert choice.why() == "Agent 2 has 0 open, the fewest of 2 present, and was assigned longest ago of 2 equals."


def test_never_assigned_comes_before_long_ago() -> None:
    assert choose_agent([agent(1, last_assigned_at=NOON), agent(2)]).agent == agent(2)


def test_then_by_id() -> None:
    choice = choose_agent([agent(2), agent(1)])
    assert choice.agent == agent(1)
    assert reasons(choice)[2] is NotTaken.LATER_IN_ORDER


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"is_active": False}, NotTaken.INACTIVE),
        ({"is_away": True}, NotTaken.AWAY),
        ({"is_assignable": False}, NotTaken.NOT_ASSIGNABLE),
        ({"capacity": 0}, NotTaken.AT_CAPACITY),
        ({"absence": NotTaken.OFF_SHIFT}, NotTaken.OFF_SHIFT),
        ({"absence": NotTaken.ON_LEAVE}, NotTaken.ON_LEAVE),
    ],
)
def test_who_cannot_take_it(numbers: dict[str, Any], reason: NotTaken) -> None:
    choice = choose_agent([agent(1, **numbers), agent(2, open_count=9, capacity=10)])
    assert choice.agent is not None
    assert choice.agent.agent_id.int == 2
    assert choice.why() == "Agent 2 is the only one who can take it now."
    assert reasons(choice) == {2: None, 1: reason}
    alone = choose_agent([agent(1, **numbers)])
    assert (alone.agent, reasons(alone)) == (None, {1: reason})
    assert "queue" in alone.why()


def test_excluded_agents_are_passed_over() -> None:
    choice = choose_agent([agent(1), agent(2, open_count=5)], excluded=frozenset({UUID(int=1)}))
    assert reasons(choice) == {2: None, 1: NotTaken.EXCLUDED}


def test_an_empty_team_has_nobody() -> None:
    choice = choose_agent([])
    assert choice.to_json() == {
        "assignee_id": None,
        "assignee": None,
        "why": "The team has no members; the ticket waits in its queue.",
        "mode": "least_loaded",
        "via": "team",
        "asked_skills": [],
        "candidates": [],
    }


def test_a_team_that_works_by_hand_says_so() -> None:
    choice = AgentChoice(agent=None, considered=(), is_by_hand=True)
    assert choice.why() == "The team takes its tickets by hand; the ticket waits in its queue."
    assert choice.to_json()["mode"] == "manual"


def test_nobody_who_can_says_what_was_needed() -> None:
    choice = choose_agent([agent(1, is_away=True)])
    assert choice.why() == "Nobody in the team is active, present and below capacity; the ticket waits in its queue."


def test_the_chosen_one_stands_first_then_who_could_then_who_could_not() -> None:
    team = [agent(1, is_away=True), agent(2, open_count=5), agent(3, is_active=False), agent(4, open_count=3)]
    assert [c.candidate.agent_id.int for c in choose_agent(team).considered] == [4, 2, 1, 3]


def test_the_stored_explanation_has_the_numbers() -> None:
    stored = choose_agent([agent(1, open_count=2, capacity=5, last_assigned_at=NOON), agent(2, is_away=True)]).to_json()
    assert (stored["assignee_id"], stored["assignee"]) == (str(UUID(int=1)), "Agent 1")
    assert stored["candidates"] == [
        {
            "id": str(UUID(int=1)),
            "name": "Agent 1",
            "open_count": 2,
            "capacity": 5,
            "weight": 1,
            "last_assigned_at": "2026-03-02T12:00:00+00:00",
            "not_taken": None,
            "missing_skills": [],
            "team": None,
        },
        {
            "id": str(UUID(int=2)),
            "name": "Agent 2",
            "open_count": 0,
            "capacity": None,
            "weight": 1,
            "last_assigned_at": None,
            "not_taken": "away",
            "missing_skills": [],
            "team": None,
        },
    ]


PRINTERS, SAP = UUID(int=71), UUID(int=72)
WANTED = {PRINTERS: "Printers", SAP: "SAP"}


def test_only_who_has_every_skill_that_is_asked_for() -> None:
    both = agent(1, open_count=9, skills=frozenset(WANTED))
    one = agent(2, skills=frozenset({SAP}))
    choice = choose_agent([both, one], skills=WANTED)
    assert choice.agent == both
    assert reasons(choice) == {1: None, 2: NotTaken.LACKS_SKILL}
    assert [c["missing_skills"] for c in choice.to_json()["candidates"]] == [[], ["Printers"]]
    nobody = choose_agent([one], skills=WANTED)
    assert nobody.agent is None
    assert nobody.why() == (
        "Nobody in the team is active, present, below capacity and skilled in Printers, SAP; "
        "the ticket waits in its queue."
    )
    assert nobody.to_json()["asked_skills"] == ["Printers", "SAP"]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        agent_id=st.uuids(),
        name=st.just("x"),
        is_active=st.booleans(),
        is_away=st.booleans(),
        open_count=st.integers(0, 3),
        capacity=st.none() | st.integers(0, 3),
        weight=st.integers(1, 3),
        absence=st.sampled_from([None, NotTaken.OFF_SHIFT, NotTaken.ON_LEAVE]),
        skills=st.frozensets(st.sampled_from([PRINTERS, SAP])),
        last_assigned_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    max_size=6,
    unique_by=lambda candidate: candidate.agent_id,
)


CHOOSING = st.sampled_from([mode for mode in AssignmentMode if mode is not AssignmentMode.MANUAL])


@given(CANDIDATES, CHOOSING, st.sampled_from([{}, {SAP: "SAP"}]))
def test_exactly_the_chosen_one_has_no_reason_against(
    candidates: list[Candidate], mode: AssignmentMode, skills: dict[UUID, str]
) -> None:
    choice = choose_agent(candidates, mode=mode, skills=skills)
    taken = [c.candidate for c in choice.considered if c.not_taken is None]
    assert taken == ([choice.agent] if choice.agent else [])
    assert len(choice.considered) == len(candidates)
    assert choose_agent(list(reversed(candidates)), mode=mode, skills=skills) == choice


class TestNamedByTheRule:
    TEAM = (agent(1, open_count=5), agent(2), agent(3, is_away=True))

    def test_they_get_it_if_they_can(self) -> None:
        choice = prefer(choose_agent(self.TEAM), UUID(int=1))
        assert choice.agent == self.TEAM[0]
        assert reasons(choice) == {1: None, 2: NotTaken.RULE_NAMES_ANOTHER, 3: NotTaken.AWAY}
        assert choice.why() == "The rule names Agent 1."
        assert choice.considered[0].candidate == self.TEAM[0]

    def test_else_the_team_chooses_and_says_why(self) -> None:
        choice = prefer(choose_agent(self.TEAM), UUID(int=3))
        assert choice.agent == self.TEAM[1]
        assert choice.why() == "The rule names Agent 3 (away). Agent 2 has 0 open, the fewest of 2 present."

    def test_one_who_left_the_team(self) -> None:
        choice = prefer(choose_agent(self.TEAM), UUID(int=9))
        assert choice.why().startswith("The agent that the rule names is not among those the team asks. Agent 2 has")

    def test_nobody_is_named(self) -> None:
        assert prefer(choose_agent(self.TEAM), None) == choose_agent(self.TEAM)

    def test_nobody_can(self) -> None:
        choice = prefer(choose_agent([agent(3, is_away=True)]), UUID(int=3))
        assert (choice.agent, choice.to_json()["why"].startswith("The rule names Agent 3 (away). Nobody")) == (
            None,
            True,
        )
