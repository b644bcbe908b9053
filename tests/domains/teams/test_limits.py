"""Limits of a team's board: shared, kept by who leads it, and no reason to refuse anything."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import text, update

from itsm.domains.teams.models import TeamMember
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

LIMITS = "/api/teams/board-limits"
NONE = {"new": None, "in_progress": None, "pending": None, "resolved": None}


async def of_team(client: httpx.AsyncClient, headers: dict[str, str], name: str) -> dict[str, Any]:
    items = (await client.get(LIMITS, headers=headers)).json()["items"]
    return dict(next(item for item in items if item["team"]["name"] == name))


@pytest.fixture
async def team(world: World, database: Database) -> dict[str, Any]:
    """The team of agent.ph, whom nobody leads but their manager."""
    async with database.reading() as session:
        found = text("SELECT t.id, t.name FROM teams t JOIN team_members m ON m.team_id = t.id WHERE m.user_id = :id")
        row = (await session.execute(found.bindparams(id=world.users["agent.ph"]))).first()
    assert row is not None
    async with open_work(system_actor()) as work:
        await work.session.execute(update(TeamMember).where(TeamMember.team_id == row.id).values(is_lead=False))
    return {"id": row.id, "name": row.name}


async def test_who_leads_keeps_them_and_every_colleague_reads_them(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, team: dict[str, Any]
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    path = f"/api/teams/{team['id']}/board-limits"
    before = await of_team(client, agent, team["name"])
    assert before == NONE | {"team": {"id": str(team["id"]), "name": team["name"]}, "may_edit": False} | {
        "version": before["version"]
    }
    tag = {"If-Match": f'"{before["version"]}"'}
    assert (await client.put(path, json={"in_progress": 3}, headers=agent | tag)).status_code == 403
    assert (await client.put(path, json={"in_progress": 3}, headers=manager)).status_code == 428
    put = await client.put(path, json={"in_progress": 3, "pending": 9}, headers=manager | tag)
    assert (put.status_code, put.json()["in_progress"], put.json()["pending"], put.json()["new"]) == (200, 3, 9, None)
    assert put.headers["etag"] == f'"{before["version"] + 1}"'
    assert (await client.put(path, json={"new": 1}, headers=manager | tag)).status_code == 412
    for wrong in ({"new": 0}, {"new": 1000}, {"closed": 3}, {"new": "many"}):
        assert (await client.put(path, json=wrong, headers=manager | tag)).status_code == 422
    async with open_work(system_actor()) as work:
        leads = update(TeamMember).where(TeamMember.user_id == world.users["agent.ph"])
        await work.session.execute(leads.values(is_lead=True))
    assert (await of_team(client, agent, team["name"]))["may_edit"] is True
    assert (await client.put(path, json={"new": 5}, headers=agent | {"If-Match": "*"})).json()["in_progress"] is None
    async with database.reading() as session:
        told = text("SELECT changes->'board_limits' FROM audit_entries WHERE action = 'team.updated' ORDER BY seq")
        assert (await session.scalars(told)).all()[-2:] == [
            [{}, {"in_progress": 3, "pending": 9}],
            [{"in_progress": 3, "pending": 9}, {"new": 5}],
        ]


async def test_requesters_do_not_hear_of_them(client: httpx.AsyncClient, login: Login) -> None:
    assert (await client.get(LIMITS, headers=await login("user.ph"))).status_code == 403


async def test_a_full_column_refuses_nothing(
    client: httpx.AsyncClient, world: World, login: Login, team: dict[str, Any]
) -> None:
    manager = await login("manager.ph")
    path = f"/api/teams/{team['id']}/board-limits"
    await client.put(path, json={"in_progress": 1}, headers=manager | {"If-Match": "*"})
    ids = [str((await raise_ticket(world.actor("user.ph"), number)).id) for number in range(2)]
    body = {"ids": ids, "action": "transition", "transition": {"to": "in_progress"}}
    answer = await client.post("/api/tickets/bulk", json=body, headers=manager)
    assert (answer.status_code, answer.json()["done"]) == (200, 2)
