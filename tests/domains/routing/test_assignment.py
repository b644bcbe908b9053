"""Assignment on a real database: even under simultaneous callers, counts that are right."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text, update

from itsm.domains.routing import api
from itsm.domains.routing.models import AgentLoad
from itsm.domains.teams import api as teams
from itsm.domains.teams.enums import AssignmentMode
from itsm.domains.users import api as users
from itsm.domains.users.models import User
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.fuzz.targets import REPORT


async def make_team(key: str, members: int, *, joined: tuple[UUID, ...] = ()) -> tuple[UUID, list[UUID]]:
    async with open_work(system_actor()) as work:
        team = await teams.create_team(work, teams.NewTeam(key=key, name=key))
        people = list(joined)
        for number in range(members):
            person = await users.create_user(
                work, users.NewUser(email=f"{key}{number}@x.example", name=f"{key} {number}", role=Role.IT_AGENT)
            )
            people.append(person.id)
        for person_id in people:
            await teams.put_member(work, team.id, person_id, teams.Place())
    return team.id, people


async def assign(team_id: UUID, *, released: UUID | None = None) -> UUID | None:
    async with open_work(system_actor()) as work:
        return (await api.assign_agent(work, team_id, released=released)).agent_id


async def counts(database: Database) -> dict[UUID, int]:
    async with database.reading() as session:
        rows = await session.execute(select(AgentLoad.user_id, AgentLoad.open_count))
        return {row.user_id: row.open_count for row in rows}


async def test_fifty_at_once_end_ten_each(database: Database) -> None:
    team_id, people = await make_team("five", 5)
    chosen = Counter(await asyncio.gather(*(assign(team_id) for _ in range(50))))
    assert chosen == dict.fromkeys(people, 10)
    assert {user: count for user, count in (await counts(database)).items() if user in people} == chosen


@pytest.mark.parametrize("mode", [AssignmentMode.ROUND_ROBIN, AssignmentMode.WEIGHTED])
async def test_fifty_at_once_in_turn_end_ten_each(database: Database, mode: AssignmentMode) -> None:
    team_id, people = await make_team("turns", 5)
    async with open_work(system_actor()) as work:
        await teams.update_team(work, team_id, {"assignment_mode": mode}, version=6)
    chosen = Counter(await asyncio.gather(*(assign(team_id) for _ in range(50))))
    assert chosen == dict.fromkeys(people, 10)


async def test_weights_divide_what_comes_at_once(database: Database) -> None:
    team_id, people = await make_team("shares", 3)
    async with open_work(system_actor()) as work:
        await teams.put_member(work, team_id, people[0], teams.Place(weight=3))
        await teams.update_team(work, team_id, {"assignment_mode": AssignmentMode.WEIGHTED}, version=5)
    chosen = Counter(await asyncio.gather(*(assign(team_id) for _ in range(20))))
    assert chosen == {people[0]: 12, people[1]: 4, people[2]: 4}


async def test_agents_of_two_teams_are_counted_once(database: Database) -> None:
    first, people = await make_team("first", 3)
    second, _ = await make_team("second", 0, joined=tuple(people))
    chosen = Counter(await asyncio.gather(*(assign(team) for _ in range(15) for team in (first, second))))
    assert chosen == dict.fromkeys(people, 10)


async def test_first_tickets_of_overlapping_teams_do_not_wait_in_a_circle(
    database: Database, client: httpx.AsyncClient, login: Login, drain: Callable[[], Awaitable[int]]
) -> None:
    """Twenty tickets at once for teams that share people, none of whom ever had one: all are made, all are counted."""
    _, people = await make_team("ring", 12)
    members = [tuple(people[(4 * n + step) % 12] for step in range(8)) for n in range(3)]
    overlapping = [(await make_team(f"ring{n}", 0, joined=those))[0] for n, those in enumerate(members)]
    await drain()
    assert set(people) <= set(await counts(database))
    words, headers = ("alpaca", "burlap", "cotton"), await login("admin")
    for word, team_id in zip(words, overlapping, strict=True):
        rule = {"where": {"field": "title", "op": "mentions_any", "value": [word]}, "team_id": str(team_id)}
        body = rule | {"name": f"Looms {word}", "position": 0, "reason": "Teams that overlap."}
        assert (await client.post("/api/admin/routing-rules", json=body, headers=headers)).status_code == 201
    before = await ended_deadlocks(database)
    asked = [REPORT | {"title": f"The {words[n % 3]} loom number {n} stands still"} for n in range(20)]
    answers = await asyncio.gather(*(client.post("/api/tickets", json=body, headers=headers) for body in asked))
    assert [answer.status_code for answer in answers] == [201] * 20
    assert await ended_deadlocks(database) == before
    after = await counts(database)
    assert sum(after[user] for user in people) == 20


async def ended_deadlocks(database: Database) -> int:
    async with database.reading() as session:
        await session.execute(text("SELECT pg_stat_force_next_flush()"))
        query = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int((await session.execute(query)).scalar_one())


async def test_who_takes_tickets_off_several_agents_never_waits_in_a_circle(database: Database) -> None:
    team_id, people = await make_team("hold", 2)
    first, second = sorted(people)
    for _ in people:
        async with open_work(system_actor()) as work:
            await api.assign_agent(work, team_id)
    before = await ended_deadlocks(database)

    async def take_off_both() -> None:
        async with open_work(system_actor()) as work:
            await api.hold_loads(work, [second, None, first])
            for user_id in (second, first):
                await api.release_agent(work, user_id)

    async with open_work(system_actor()) as work:
        await api.hold_loads(work, [first])
        waiting = asyncio.create_task(take_off_both())
        await until_somebody_waits_for_a_lock(database)
        await api.claim_agent(work, second)
    await waiting
    assert await ended_deadlocks(database) == before
    after = await counts(database)
    assert (after[first], after[second]) == (0, 1)


async def until_somebody_waits_for_a_lock(database: Database) -> None:
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    waiting = 0
    while not waiting:
        async with database.reading() as session:
            waiting = int((await session.execute(query)).scalar_one())


async def test_what_is_rolled_back_is_not_counted(database: Database) -> None:
    team_id, people = await make_team("lost", 2)
    with pytest.raises(ZeroDivisionError):
        await assign_and_fail(team_id)
    after = await counts(database)
    assert not any(after.get(user) for user in people)


async def assign_and_fail(team_id: UUID) -> None:
    async with open_work(system_actor()) as work:
        await api.assign_agent(work, team_id)
        raise ZeroDivisionError


async def test_the_reason_has_everybodys_numbers(database: Database) -> None:
    team_id, people = await make_team("why", 3)
    async with open_work(system_actor()) as work:
        await work.session.execute(update(User).where(User.id == people[0]).values(is_active=False))
        await work.session.execute(
            text("INSERT INTO agent_loads (user_id, open_count, is_away) VALUES (:u, 4, false)"), {"u": people[1]}
        )
        assignment = await api.assign_agent(work, team_id)
    stored = assignment.to_json()
    assert (assignment.agent_id, assignment.agent_name) == (people[2], "why 2")
    assert [(c["name"], c["open_count"], c["not_taken"]) for c in stored["candidates"]] == [
        ("why 2", 0, None),
        ("why 1", 4, "more_open_tickets"),
        ("why 0", 0, "inactive"),
    ]


async def test_several_in_one_unit_of_work_see_each_other(database: Database) -> None:
    team_id, people = await make_team("bulk", 3)
    async with open_work(system_actor()) as work:
        chosen = Counter([(await api.assign_agent(work, team_id)).agent_id for _ in range(7)])
        await api.release_agent(work, people[0])
        await api.claim_agent(work, people[1])
    assert sorted(chosen.values()) == [2, 2, 3]
    after = await counts(database)
    assert after[people[0]] == chosen[people[0]] - 1
    assert after[people[1]] == chosen[people[1]] + 1
    assert after[people[2]] == chosen[people[2]]


async def test_handing_on_moves_the_count(database: Database) -> None:
    team_id, (first, second) = await make_team("pair", 2)
    other, (third,) = await make_team("other", 1)
    assert {await assign(team_id), await assign(team_id)} == {first, second}
    assert await assign(other, released=first) == third
    after = await counts(database)
    assert (after[first], after[second], after[third]) == (0, 1, 1)
    async with open_work(system_actor()) as work:
        chosen = await api.assign_agent(work, team_id, api.Asked(excluded=frozenset({first})), released=second)
    assert chosen.agent_id == second
    assert (await counts(database))[second] == 1


async def test_by_hand(database: Database) -> None:
    team_id, (first, second) = await make_team("hand", 2)
    async with open_work(system_actor()) as work:
        await api.claim_agent(work, first)
        await api.claim_agent(work, first, is_new=False)
        await api.reassign(work, first, second)
        await api.reassign(work, first, first)
        await api.reassign(work, None, second)
    after = await counts(database)
    assert (after[first], after[second]) == (1, 2)
    async with open_work(system_actor()) as work:
        await api.reassign(work, first, None)
        await api.release_agent(work, first)
        await api.correct_loads(work, {second: 9})
    after = await counts(database)
    assert (after[first], after[second]) == (0, 9)
    assert await assign(team_id) == first


async def test_a_team_that_works_by_hand_gets_nobody_and_locks_nobody(database: Database) -> None:
    team_id, _ = await make_team("queue", 2)
    async with open_work(system_actor()) as work:
        await teams.update_team(work, team_id, {"assignment_mode": AssignmentMode.MANUAL}, version=3)
    assert await assign(team_id) is None
    async with database.reading() as session:
        assert (await api.preview_agent(session, team_id)).is_by_hand


async def test_an_empty_team_keeps_its_ticket_in_the_queue(database: Database) -> None:
    team_id, _ = await make_team("empty", 0)
    assert await assign(team_id) is None
    assert await assign(UUID(int=1)) is None


async def test_opposite_moves_at_once_do_not_wait_in_a_circle(database: Database) -> None:
    left, (a, b) = await make_team("left", 2)
    right, (c, d) = await make_team("right", 2)
    async with open_work(system_actor()) as work:
        await api.correct_loads(work, dict.fromkeys((a, b, c, d), 20))
    moves = [assign(right, released=a) for _ in range(10)] + [assign(left, released=c) for _ in range(10)]
    moves += [swap(a, c) for _ in range(5)] + [swap(c, a) for _ in range(5)]
    await asyncio.gather(*moves)
    after = await counts(database)
    assert sum(after[user] for user in (a, b, c, d)) == 80


async def swap(giver: UUID, taker: UUID) -> UUID | None:
    async with open_work(system_actor()) as work:
        await api.reassign(work, giver, taker)
    return None


async def test_a_preview_counts_nothing(database: Database) -> None:
    team_id, people = await make_team("look", 2)
    async with database.reading() as session:
        choice = await api.preview_agent(session, team_id)
    assert choice.agent is not None
    assert choice.agent.agent_id in people
    after = await counts(database)
    assert not any(after.get(user) for user in people)
