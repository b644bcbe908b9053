"""Assignment looks at shifts, leave and skills from memory, and finds somebody for a P1 at night."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from itsm.domains.presence import api as presence
from itsm.domains.presence.enums import Weekday
from itsm.domains.presence.service import add_skill
from itsm.domains.routing import api
from itsm.domains.routing.decision import TeamChoice
from itsm.domains.settings.enums import Priority
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.domains.routing.test_assignment import make_team
from tests.domains.tickets.helpers import counted

pytestmark = pytest.mark.usefixtures("database")
NEVER = {day.value: [] for day in Weekday} | {
    # A minute that is long over, so that nobody is on shift whenever this runs.
    ((utc_now() - timedelta(days=3)).strftime("%A").lower()): [{"start": "00:00", "end": "00:01"}]
}
URGENT = api.Asked(is_urgent=True)


async def off_shift(*people: UUID) -> None:
    async with open_work(system_actor()) as work:
        for person in people:
            await presence.set_shift(work, person, timezone="UTC", week=NEVER)


async def assign(team_id: UUID, asked: api.Asked = api.ANYBODY) -> api.Assignment:
    async with open_work(system_actor()) as work:
        return await api.assign_agent(work, team_id, asked)


def reasons(assignment: api.Assignment) -> dict[str, str | None]:
    return {c["name"]: c["not_taken"] for c in assignment.to_json()["candidates"]}


async def test_who_is_off_shift_or_on_leave_is_passed_over() -> None:
    team_id, (off, away, here) = await make_team("shifts", 3)
    await off_shift(off)
    now = utc_now()
    async with open_work(system_actor()) as work:
        for start in (now - timedelta(days=9), now - timedelta(hours=1), now + timedelta(days=9)):
            await presence.plan_leave(work, away, starts_at=start, ends_at=start + timedelta(days=1), reason="")
    assignment = await assign(team_id)
    assert assignment.agent_id == here
    assert reasons(assignment) == {"shifts 2": None, "shifts 0": "off_shift", "shifts 1": "on_leave"}


async def test_a_rule_may_ask_for_skills() -> None:
    team_id, (_, skilled) = await make_team("skills", 2)
    async with open_work(system_actor()) as work:
        skill = await add_skill(work, "Plotters")
        await presence.set_skills(work, skilled, [skill.id])
    asked = api.asked_of(TeamChoice(team_id=team_id, skill_ids=(skill.id,)))
    for _ in range(2):
        assignment = await assign(team_id, asked)
        assert assignment.agent_id == skilled
    assert reasons(assignment) == {"skills 1": None, "skills 0": "lacks_skill"}


async def test_a_p1_goes_to_the_team_that_is_awake_and_anything_else_waits(database: Database) -> None:
    asleep, sleepers = await make_team("asleep", 2)
    awake, (there,) = await make_team("awake", 1)
    await off_shift(*sleepers)
    async with open_work(system_actor()) as work:
        await presence.set_duty(work, asleep, follow_team_id=awake, on_call_ids=sleepers[1:])
    waiting = await assign(asleep)
    assert (waiting.agent_id, waiting.team_id) == (None, asleep)
    followed = await assign(asleep, URGENT)
    assert (followed.agent_id, followed.team_id) == (there, awake)
    said = api.routing_explanation(TeamChoice(team_id=asleep), followed)
    assert (said["team_id"], said["passed_on_from"], said["via"]) == (str(awake), str(asleep), "followed")
    async with database.reading() as session:
        preview = await api.preview_agent(session, asleep, URGENT)
    assert preview.agent is not None
    assert preview.agent.agent_id == there
    await off_shift(there)
    called = await assign(asleep, URGENT)
    assert (called.agent_id, called.team_id, called.choice.via.value) == (sleepers[1], asleep, "on_call")


async def test_teams_that_follow_each_other_do_not_wait_in_a_circle() -> None:
    left, lefts = await make_team("left", 2)
    right, rights = await make_team("right", 2)
    async with open_work(system_actor()) as work:
        await presence.set_duty(work, left, follow_team_id=right, on_call_ids=[])
        await presence.set_duty(work, right, follow_team_id=left, on_call_ids=[])
    given = await asyncio.gather(*(assign(team, URGENT) for _ in range(10) for team in (left, right)))
    assert Counter(assignment.agent_id for assignment in given) == dict.fromkeys((*lefts, *rights), 5)


async def test_a_choice_costs_one_statement_whoever_is_at_work(database: Database) -> None:
    team_id, people = await make_team("cheap", 3)
    await off_shift(people[0])
    await assign(team_id)
    async with open_work(system_actor()) as work:
        await presence.present(work.session)
        with counted(database) as statements:
            await api.assign_agent(work, team_id)
    assert len(statements) == 1


def test_only_a_p1_does_not_wait_for_the_morning() -> None:
    asked = [api.asked_of(TeamChoice(priority=priority)).is_urgent for priority in Priority]
    assert asked == [True, False, False, False]
