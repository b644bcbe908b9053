"""Time spent on a ticket: noted by who works it, summed, taken back by its owner, unseen by requesters."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World


@pytest.fixture
async def entries(world: World) -> str:
    return f"/api/tickets/{(await raise_ticket(world.actor('user.ph'))).id}/time-entries"


async def test_noted_summed_and_taken_back(
    client: httpx.AsyncClient, database: Database, entries: str, login: Login
) -> None:
    agent, colleague, manager = await login("agent.ph"), await login("agent2.ph"), await login("manager.ph")
    first = await client.post(entries, json={"minutes": 25, "note": "Changed the roller."}, headers=agent)
    assert first.status_code == 201, first.text
    await client.post(entries, json={"minutes": 90, "spent_on": "2026-01-05"}, headers=colleague)
    listed = (await client.get(entries, headers=agent)).json()
    assert listed["total_minutes"] == 115
    assert [(one["user"]["name"], one["minutes"], one["may_remove"]) for one in listed["items"]] == [
        ("Bea Santos", 25, True),
        ("Jomar Reyes", 90, False),
    ]
    mine, theirs = (f"{entries}/{one['id']}" for one in listed["items"])
    assert (await client.delete(theirs, headers=agent)).status_code == 403
    assert (await client.delete(theirs, headers=manager)).status_code == 204
    assert (await client.delete(mine, headers=agent)).status_code == 204
    assert (await client.delete(mine, headers=agent)).status_code == 404
    assert (await client.get(entries, headers=agent)).json() == {"items": [], "total_minutes": 0}
    async with database.reading() as session:
        found = await session.scalars(text("SELECT action FROM audit_entries WHERE action LIKE 'time_%' ORDER BY seq"))
        assert list(found) == ["time_entry.created"] * 2 + ["time_entry.deleted"] * 2


async def test_who_asked_sees_nothing_of_it(client: httpx.AsyncClient, entries: str, login: Login) -> None:
    requester, elsewhere = await login("user.ph"), await login("agent.us")
    assert (await client.get(entries, headers=requester)).status_code == 403
    assert (await client.post(entries, json={"minutes": 5}, headers=requester)).status_code == 403
    assert (await client.get(entries, headers=elsewhere)).status_code == 404
    agent = await login("agent.ph")
    await client.post(entries, json={"minutes": 25, "note": "Psst."}, headers=agent)
    timeline = await client.get(entries.replace("time-entries", "timeline"), headers=requester)
    assert "Psst." not in timeline.text
    assert "25 min" not in timeline.text


@pytest.mark.parametrize("wrong", [{}, {"minutes": 0}, {"minutes": 1441}, {"minutes": 5, "spent_on": "2999-01-01"}])
async def test_refused(client: httpx.AsyncClient, entries: str, login: Login, wrong: dict[str, Any]) -> None:
    answer = await client.post(entries, json=wrong, headers=await login("agent.ph"))
    assert answer.status_code == 422, answer.text


async def test_the_export_of_a_list_has_the_minutes(client: httpx.AsyncClient, entries: str, login: Login) -> None:
    agent = await login("agent.ph")
    for minutes in (25, 35):
        await client.post(entries, json={"minutes": minutes}, headers=agent)
    table = await client.get("/api/dashboard/export/tickets", params={"format": "json"}, headers=agent)
    assert [row["minutes_spent"] for row in table.json()] == [60]
