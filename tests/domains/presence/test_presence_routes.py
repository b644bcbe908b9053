"""Shifts, leave, skills and on-call lists over the interface, and who may plan whose time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from itsm.domains.presence.routes import router
from itsm.platform.actor import Actor
from itsm.platform.db.engine import Database, get_database
from itsm.platform.db.tables import EventRow
from itsm.platform.http.deps import current_actor
from itsm.platform.http.problems import install_problem_handlers
from tests.domains.tickets.helpers import counted
from tests.factories.world import World

WEEK = {day: [] for day in ("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")} | {
    "monday": [{"start": "08:00", "end": "12:00"}, {"start": "13:00", "end": "24:00"}]
}
SHIFT = {"timezone": "Asia/Manila", "week": WEEK}
LEAVE = {"starts_at": "2026-03-02T00:00:00+08:00", "ends_at": "2026-03-03T00:00:00+08:00", "reason": "Surgery"}
PERIOD = {"starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-03-08T00:00:00Z"}


@asynccontextmanager
async def calling_as(actor: Actor) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(router, prefix="/api")
    install_problem_handlers(app)
    app.dependency_overrides[current_actor] = lambda: actor
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def schedule_of(client: httpx.AsyncClient, user_id: UUID, **more: Any) -> dict[str, Any]:
    page = (await client.get("/api/presence/schedule", params=PERIOD | more)).raise_for_status().json()
    found: dict[str, Any] = next(item for item in page["items"] if item["user"]["id"] == str(user_id))
    return found


async def events(database: Database) -> list[tuple[str, dict[str, Any], Any]]:
    async with database.reading() as session:
        rows = await session.execute(select(EventRow.name, EventRow.data, EventRow.live_rooms).order_by(EventRow.id))
        return [(row.name, row.data, row.live_rooms) for row in rows]


async def test_a_manager_sets_the_hours_of_their_people(world: World) -> None:
    ana = world.users["agent.ph"]
    async with calling_as(world.actor("manager.ph")) as client:
        before = await schedule_of(client, ana)
        assert (before["shift"], before["spans"], before["absence"], before["may_manage"]) == (None, [], None, True)
        path = f"/api/presence/people/{ana}/shift"
        assert (await client.put(path, json=SHIFT)).status_code == 204
        assert (await client.put(path, json=SHIFT)).status_code == 204
        after = await schedule_of(client, ana, team=str(world.teams["it_support_ph"]))
        assert (after["shift"], after["timezone"]) == (SHIFT, "Asia/Manila")
        assert after["spans"] == [
            {"starts_at": "2026-03-02T00:00:00Z", "ends_at": "2026-03-02T04:00:00Z"},
            {"starts_at": "2026-03-02T05:00:00Z", "ends_at": "2026-03-02T16:00:00Z"},
        ]
        assert (await client.delete(path)).status_code == 204
        assert (await client.delete(path)).status_code == 204
        assert (await schedule_of(client, ana))["shift"] is None
    told = await events(get_database())
    assert [name for name, *_ in told] == ["shift.changed", "shift.changed"]
    assert told[0][2] == [f"user:{ana}", "queue", f"team:{world.teams['it_support_ph']}"]


@pytest.mark.parametrize(
    "week",
    [
        WEEK | {"monday": [{"start": "12:00", "end": "12:00"}]},
        WEEK | {"monday": [{"start": "08:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}]},
        WEEK | {"monday": [{"start": "8", "end": "24:30"}]},
    ],
)
async def test_hours_that_are_no_hours_are_refused(world: World, week: dict[str, Any]) -> None:
    async with calling_as(world.actor("manager.ph")) as client:
        path = f"/api/presence/people/{world.users['agent.ph']}/shift"
        assert (await client.put(path, json={"timezone": "Asia/Manila", "week": week})).status_code == 422
        assert (await client.put(path, json={"timezone": "Mars/Base", "week": WEEK})).status_code == 422
        requester = f"/api/presence/people/{world.users['user.ph']}/shift"
        assert (await client.put(requester, json=SHIFT)).json()["errors"][0]["code"] == "not_staff"


async def test_one_plans_ones_own_leave_and_colleagues_see_no_reason(world: World) -> None:
    ana = world.users["agent.ph"]
    async with calling_as(world.actor("agent.ph")) as client:
        made = await client.post("/api/presence/leaves", json=LEAVE)
        leave = made.json()
        assert (made.status_code, leave["reason"], leave["user_id"]) == (201, "Surgery", str(ana))
        path = f"/api/presence/leaves/{leave['id']}"
        assert (await client.patch(path, json={"reason": "x"})).status_code == 428
        moved = await client.patch(path, json={"ends_at": "2026-03-05T00:00:00Z"}, headers={"If-Match": '"1"'})
        assert (moved.json()["version"], moved.json()["ends_at"]) == (2, "2026-03-05T00:00:00Z")
        same = await client.patch(path, json={"ends_at": "2026-03-05T00:00:00Z"}, headers={"If-Match": '"2"'})
        assert same.json()["version"] == 2
        listed = (await client.get("/api/presence/leaves", params={"limit": 1})).json()
        assert ([entry["id"] for entry in listed["items"]], listed["next_cursor"]) == ([leave["id"]], None)
        assert (await schedule_of(client, ana))["leaves"][0]["reason"] == "Surgery"
    async with calling_as(world.actor("agent2.ph")) as client:
        seen = await schedule_of(client, ana)
        assert (seen["leaves"][0]["reason"], seen["may_plan"]) == (None, False)
        assert (await client.delete(path, headers={"If-Match": '"2"'})).status_code == 403
        assert (await client.post("/api/presence/leaves", json=LEAVE | {"user_id": str(ana)})).status_code == 403
    async with calling_as(world.actor("manager.ph")) as client:
        assert (await schedule_of(client, ana))["leaves"][0]["reason"] == "Surgery"
        assert (await client.delete(path, headers={"If-Match": '"2"'})).status_code == 204
        assert (await client.delete(path, headers={"If-Match": '"3"'})).status_code == 404
        assert (await schedule_of(client, ana))["leaves"] == []
    assert "Surgery" not in str(await events(get_database()))


async def test_leave_ends_after_it_starts_and_has_an_end(world: World) -> None:
    async with calling_as(world.actor("agent.ph")) as client:
        for ends_at, code in (("2026-03-01T00:00:00Z", "out_of_order"), ("2029-01-01T00:00:00Z", "too_long")):
            refused = await client.post("/api/presence/leaves", json=LEAVE | {"ends_at": ends_at})
            assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)


async def test_leave_is_listed_page_by_page(world: World) -> None:
    async with calling_as(world.actor("agent.ph")) as client:
        made = [
            (await client.post("/api/presence/leaves", json=LEAVE | {"ends_at": f"2026-03-0{day}T00:00:00Z"})).json()[
                "id"
            ]
            for day in (3, 4, 5)
        ]
        first = (await client.get("/api/presence/leaves", params={"limit": 2})).json()
        rest = await client.get("/api/presence/leaves", params={"limit": 2, "cursor": first["next_cursor"]})
        shown = [entry["id"] for entry in (*first["items"], *rest.json()["items"])]
        assert (sorted(shown), len(first["items"])) == (sorted(made), 2)


async def test_requesters_have_no_schedule_and_agents_do_not_set_hours(world: World) -> None:
    async with calling_as(world.actor("user.ph")) as client:
        assert (await client.get("/api/presence/schedule")).status_code == 403
        assert (await client.post("/api/presence/leaves", json=LEAVE)).status_code == 403
    async with calling_as(world.actor("agent.ph")) as client:
        assert (
            await client.put(f"/api/presence/people/{world.users['agent.ph']}/shift", json=SHIFT)
        ).status_code == 403
        assert (await client.post("/api/presence/skills", json={"name": "SAP"})).status_code == 403
        wide = PERIOD | {"ends_at": "2026-06-08T00:00:00Z"}
        assert (await client.get("/api/presence/schedule", params=wide)).status_code == 422


async def test_skills_are_words_from_one_list(world: World) -> None:
    ana = world.users["agent.ph"]
    async with calling_as(world.actor("manager.ph")) as client:
        sap = (await client.post("/api/presence/skills", json={"name": "SAP"})).json()
        assert (await client.post("/api/presence/skills", json={"name": "sap"})).json()["code"] == "skill_name_taken"
        path = f"/api/presence/people/{ana}/skills"
        assert (await client.put(path, json={"skill_ids": [sap["id"]]})).status_code == 204
        assert (await client.put(path, json={"skill_ids": [sap["id"]]})).status_code == 204
        assert (await schedule_of(client, ana))["skills"] == [{"id": sap["id"], "name": "SAP"}]
        assert (await client.put(path, json={"skill_ids": [str(ana)]})).status_code == 422
        assert (await client.put(path, json={"skill_ids": [sap["id"], sap["id"]]})).status_code == 422
        change = f"/api/presence/skills/{sap['id']}"
        retired = await client.patch(change, json={"is_active": False}, headers={"If-Match": '"1"'})
        assert (retired.json()["version"], retired.json()["is_active"]) == (2, False)
        assert (await client.patch(change, json={"is_active": False}, headers={"If-Match": '"2"'})).json()[
            "version"
        ] == 2
        assert (await schedule_of(client, ana))["skills"] == []
        assert [skill["name"] for skill in (await client.get("/api/presence/skills")).json()["items"]] == ["SAP"]
        missing = f"/api/presence/skills/{ana}"
        assert (await client.patch(missing, json={"name": "x"}, headers={"If-Match": '"1"'})).status_code == 404
    assert [name for name, *_ in await events(get_database())] == [
        "skill.changed",
        "agent.skills_changed",
        "skill.changed",
    ]


async def test_who_takes_over_at_night(world: World) -> None:
    ph, us = world.teams["it_support_ph"], world.teams["it_support_us"]
    async with calling_as(world.actor("manager.ph")) as client:
        path = f"/api/teams/{ph}/on-call"
        empty = await client.get(path)
        assert (empty.json(), empty.headers["etag"]) == ({"follow_team": None, "on_call": []}, '"0"')
        wanted = {
            "follow_team_id": str(us),
            "on_call_ids": [str(world.users["agent2.ph"]), str(world.users["agent.ph"])],
        }
        made = await client.put(path, json=wanted, headers={"If-Match": '"0"'})
        assert made.json() == {
            "follow_team": {"id": str(us), "name": "IT Support US"},
            "on_call": [
                {"id": str(world.users["agent2.ph"]), "name": "Jomar Reyes"},
                {"id": str(world.users["agent.ph"]), "name": "Bea Santos"},
            ],
        }
        assert (await client.put(path, json=wanted, headers={"If-Match": '"0"'})).status_code == 412
        assert (await client.get(path)).json() == made.json()
        for body, code in (
            ({"follow_team_id": str(ph)}, "itself"),
            ({"on_call_ids": [str(world.users["agent.us"])]}, "not_in_team"),
            ({"follow_team_id": str(world.users["agent.us"])}, "unknown_reference"),
        ):
            refused = await client.put(path, json=body, headers={"If-Match": '"1"'})
            assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)
        assert (await client.get(f"/api/teams/{world.users['agent.us']}/on-call")).status_code == 404


async def test_a_schedule_costs_the_same_for_one_and_for_all(world: World, database: Database) -> None:
    costs: list[int] = []
    async with calling_as(world.actor("manager.ph")) as client:
        (await client.get("/api/presence/schedule", params=PERIOD)).raise_for_status()
        for more in ({"team": str(world.teams["it_admin"])}, {}):
            with counted(database) as statements:
                (await client.get("/api/presence/schedule", params=PERIOD | more)).raise_for_status()
            costs.append(len(statements))
    assert costs[0] == costs[1]
