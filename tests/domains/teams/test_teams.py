"""Teams and their members, through the interface and the services."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from itsm.domains.teams import api as teams
from itsm.domains.teams.routes import router
from itsm.domains.users import api as users
from itsm.platform.actor import Actor, Role, system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.http.deps import current_actor
from itsm.platform.http.problems import install_problem_handlers
from itsm.platform.permissions import ROLE_PERMISSIONS
from itsm.platform.work import open_work

pytestmark = pytest.mark.usefixtures("database")
NEW = {"key": "apps", "name": "Applications", "description": "Vision PLM and Pivot88", "location": "philippines"}


@asynccontextmanager
async def calling_as(role: Role) -> AsyncIterator[httpx.AsyncClient]:
    actor = Actor(id=uuid4(), name="Somebody", role=role, permissions=ROLE_PERMISSIONS[role])
    app = FastAPI()
    app.include_router(router, prefix="/api")
    install_problem_handlers(app)
    app.dependency_overrides[current_actor] = lambda: actor
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def add_person(name: str, role: Role = Role.IT_AGENT) -> UUID:
    async with open_work(system_actor()) as work:
        new = users.NewUser(email=f"{name.lower()}@madison88.example", name=name, role=role)
        return (await users.create_user(work, new)).id


async def test_a_manager_adds_reads_and_changes_a_team() -> None:
    boss = await add_person("Boss", Role.IT_MANAGER)
    async with calling_as(Role.IT_MANAGER) as client:
        made = await client.post("/api/teams", json=NEW | {"manager_id": str(boss)})
        team = made.json()
        assert made.status_code == 201
        assert made.headers["location"] == f"/api/teams/{team['id']}"
        assert (team["location"], team["manager"]) == ("Philippines", {"id": str(boss), "name": "Boss"})
        assert (team["assignment_mode"], team["member_count"], team["version"]) == ("least_loaded", 0, 1)
        path = f"/api/teams/{team['id']}"
        assert (await client.get(path)).json() == team
        changes = {"name": "Business applications", "assignment_mode": "manual", "location": None}
        assert (await client.patch(path, json=changes)).status_code == 428
        changed = await client.patch(path, json=changes, headers={"If-Match": '"1"'})
        assert changed.status_code == 200
        assert changed.json() | {"updated_at": ""} == team | changes | {"version": 2, "updated_at": ""}
        assert (await client.patch(path, json=changes, headers={"If-Match": '"1"'})).status_code == 412


async def test_members_come_change_and_go() -> None:
    ana = await add_person("Ana")
    async with calling_as(Role.IT_MANAGER) as client:
        team = (await client.post("/api/teams", json=NEW)).json()
        path = f"/api/teams/{team['id']}/members"
        added = await client.put(f"{path}/{ana}", json={"is_lead": True})
        assert added.json() == {
            "user": {"id": str(ana), "name": "Ana"},
            "is_active": True,
            "is_lead": True,
            "is_assignable": True,
            "max_open_tickets": None,
            "weight": 1,
        }
        await client.put(f"{path}/{ana}", json={"is_lead": True, "max_open_tickets": 20})
        await client.put(f"{path}/{ana}", json={"is_lead": True, "max_open_tickets": 20})
        listed = (await client.get(path)).json()
        assert [(item["user"]["name"], item["max_open_tickets"]) for item in listed["items"]] == [("Ana", 20)]
        assert (await client.delete(f"{path}/{ana}")).status_code == 204
        assert (await client.delete(f"{path}/{ana}")).status_code == 404
        assert (await client.get(path)).json()["total"] == 0
    async with get_database().reading() as session:
        query = text("SELECT name FROM domain_events WHERE subject_id = :id ORDER BY seq")
        names = (await session.execute(query, {"id": UUID(team["id"])})).scalars().all()
    assert names == ["team.created", "team.member_added", "team.member_changed", "team.member_removed"]


async def test_only_active_staff_can_join() -> None:
    eva = await add_person("Eva", Role.END_USER)
    gone = await add_person("Gone")
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, gone)
    async with calling_as(Role.IT_MANAGER) as client:
        team = (await client.post("/api/teams", json=NEW)).json()
        for user_id in (eva, gone, uuid4()):
            answer = await client.put(f"/api/teams/{team['id']}/members/{user_id}", json={})
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["field"] == "user_id"
        assert (await client.put(f"/api/teams/{uuid4()}/members/{eva}", json={})).status_code == 404


async def test_names_and_keys_are_unique_whatever_their_case() -> None:
    async with calling_as(Role.SYSTEM_ADMIN) as client:
        assert (await client.post("/api/teams", json=NEW)).status_code == 201
        for clash in ({"key": "apps2", "name": "APPLICATIONS"}, {"key": "apps", "name": "Other"}):
            answer = await client.post("/api/teams", json=clash)
            assert (answer.status_code, answer.json()["code"]) == (409, "team_name_taken")


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "No Spaces"},
        {"key": ""},
        {"name": ""},
        {"name": "x" * 81},
        {"name": None},
        {"description": "x" * 501},
        {"location": "Atlantis"},
        {"manager_id": str(uuid4())},
        {"manager_id": "x"},
        {"assignment_mode": "random"},
        {"is_active": False},
        {"unknown": 1},
    ],
)
async def test_bad_fields_are_refused(changes: dict[str, object]) -> None:
    async with calling_as(Role.SYSTEM_ADMIN) as client:
        assert (await client.post("/api/teams", json=NEW | changes)).status_code == 422


async def test_staff_read_and_only_managers_write() -> None:
    ana = await add_person("Ana")
    async with calling_as(Role.SYSTEM_ADMIN) as client:
        team = (await client.post("/api/teams", json=NEW)).json()
    path = f"/api/teams/{team['id']}"
    async with calling_as(Role.IT_AGENT) as client:
        assert (await client.get("/api/teams")).status_code == 200
        assert (await client.get(f"{path}/members")).status_code == 200
        refused = [
            await client.post("/api/teams", json=NEW),
            await client.patch(path, json={"name": "x"}, headers={"If-Match": '"1"'}),
            await client.put(f"{path}/members/{ana}", json={}),
            await client.delete(f"{path}/members/{ana}"),
        ]
        assert [answer.status_code for answer in refused] == [403] * 4
    async with calling_as(Role.END_USER) as client:
        for address in ("/api/teams", path, f"{path}/members"):
            assert (await client.get(address)).status_code == 403


async def test_the_list_is_by_name_filtered_and_conditional() -> None:
    async with calling_as(Role.SYSTEM_ADMIN) as client:
        made = (await client.post("/api/teams", json=NEW)).json()
        headers = {"If-Match": '"1"'}
        await client.patch(f"/api/teams/{made['id']}", json={"is_active": False}, headers=headers)
        everything = await client.get("/api/teams")
        active = (await client.get("/api/teams", params={"active": "true"})).json()
        names = [item["name"] for item in everything.json()["items"]]
        assert names == sorted(names, key=str.lower)
        assert len(active["items"]) == len(names) - 1
        tag = everything.headers["etag"]
        assert (await client.get("/api/teams", headers={"If-None-Match": tag})).status_code == 304


async def test_whose_teams_knows_active_teams_only() -> None:
    ana = await add_person("Ana")
    async with open_work(system_actor()) as work:
        first = await teams.create_team(work, teams.NewTeam(key="b-team", name="Beta"))
        second = await teams.create_team(work, teams.NewTeam(key="a-team", name="Alpha"))
        for team in (first, second):
            await teams.put_member(work, team.id, ana, teams.Place())
    async with get_database().reading() as session:
        assert [name for _, name in await teams.teams_of(session, ana)] == ["Alpha", "Beta"]
        assert await teams.team_ids_of(session, ana) == {first.id, second.id}
    async with open_work(system_actor()) as work:
        await teams.update_team(work, first.id, {"is_active": False}, version=2)
    async with get_database().reading() as session:
        assert await teams.team_ids_of(session, ana) == {second.id}
