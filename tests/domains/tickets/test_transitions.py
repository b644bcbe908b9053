"""Moving tickets: who may, what each move needs, what clocks and agents' counts make of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.tickets.queries.loads import open_counts
from itsm.domains.tickets.service import chase_requesters
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, post, raise_ticket
from tests.factories.world import World


async def loads_are_right(database: Database) -> bool:
    async with database.reading() as session:
        found = await session.execute(text("SELECT user_id, open_count FROM agent_loads WHERE open_count > 0"))
        return dict(found.all()) == await open_counts(session)


async def move(client: httpx.AsyncClient, ticket: Any, headers: dict[str, str], to: str, **more: Any) -> httpx.Response:
    return await post(client, f"/{ticket}/transitions", headers, to=to, **more)


async def test_the_life_of_a_ticket(client: httpx.AsyncClient, login: Login, database: Database, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff, requester = await login("manager.ph"), await login("user.ph")
    started = await move(client, made.id, staff, "in_progress", comment="I will have a look.")
    assert started.status_code == 200, started.text
    assert started.json()["first_responded_at"]
    assert started.json()["sla"]["response"]["state"] == "met"
    waiting = (await move(client, made.id, staff, "pending", pending_reason="user")).json()
    assert waiting["sla"]["resolution"]["state"] == "paused"
    assert waiting["pending_reason"] == "user"
    resumed = (await move(client, made.id, staff, "in_progress")).json()
    assert resumed["sla"]["resolution"]["state"] == "running"
    assert resumed["pending_reason"] is None
    resolved = (await move(client, made.id, staff, "resolved", **RESOLUTION)).json()
    assert resolved["sla"]["resolution"]["state"] == "met"
    assert resolved["resolved_at"]
    assert await loads_are_right(database)
    reopened = await post(client, f"/{made.id}/reopen", requester, reason="It went dark again.")
    assert reopened.json()["status"] == "reopened"
    assert reopened.json()["reopen_count"] == 1
    assert reopened.json()["resolution_summary"] is None
    assert reopened.json()["sla"]["resolution"]["state"] == "running"
    assert await loads_are_right(database)
    await move(client, made.id, staff, "in_progress")
    await move(client, made.id, staff, "resolved", **RESOLUTION)
    closed = await post(client, f"/{made.id}/confirm", requester)
    assert (closed.json()["status"], closed.json()["auto_closed"]) == ("closed", False)
    again = await post(client, f"/{made.id}/reopen", requester, reason="Once more, sorry.")
    assert again.json()["status"] == "reopened"
    assert await loads_are_right(database)


@pytest.mark.asvs("2.3.1")
@pytest.mark.peer_class("S40")
async def test_refusals_name_the_moves_that_are_allowed(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff = await login("manager.ph")
    refused = await move(client, made.id, staff, "closed", **RESOLUTION)
    assert (refused.status_code, refused.json()["code"]) == (409, "transition_not_allowed")
    assert refused.json()["allowed"] == ["in_progress"]
    requester = await login("user.ph")
    assert (await move(client, made.id, requester, "in_progress")).status_code == 403
    assert (await move(client, made.id, requester, "closed")).json()["allowed"] == []
    assert (await move(client, made.id, await login("user2.ph"), "in_progress")).status_code == 404


@pytest.mark.asvs("2.3.1")
async def test_a_move_says_what_it_lacks(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff = await login("manager.ph")
    await move(client, made.id, staff, "in_progress")
    lacking = await move(client, made.id, staff, "resolved", resolution_summary="Done.")
    assert (lacking.status_code, lacking.json()["code"]) == (422, "fields_required")
    assert {e["field"] for e in lacking.json()["errors"]} == {"resolution_category", "root_cause"}
    assert (await move(client, made.id, staff, "pending")).status_code == 422
    unknown = await move(client, made.id, staff, "resolved", **RESOLUTION | {"resolution_category": "Magic"})
    assert unknown.json()["errors"][0]["field"] == "resolution_category"
    assert (await client.get(f"/api/tickets/{made.id}", headers=staff)).json()["status"] == "in_progress"


async def test_who_starts_an_unassigned_ticket_has_it(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"), category="Other")
    assert made.shown["assignee"] is None
    started = await move(client, made.id, await login("manager.ph"), "in_progress")
    assert started.json()["assignee"]["id"] == str(world.users["manager.ph"])
    assert await loads_are_right(database)


async def test_resolved_tickets_close_themselves(database: Database, world: World, client: httpx.AsyncClient) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    async with open_work(system_actor()) as work:
        await work.session.execute(
            text(
                "UPDATE tickets SET status = 'resolved', resolved_at = now(), resolution_summary = 'x', "
                "resolution_category = 'Fixed', root_cause = 'y' WHERE id = :id"
            ),
            {"id": made.id},
        )
    assert await close_resolved_at(days=1.9) == 0
    assert await close_resolved_at(days=2.1) == 1
    assert await close_resolved_at(days=2.1) == 0
    async with database.reading() as session:
        found = (await session.execute(text("SELECT status, auto_closed, version FROM tickets"))).one()
    assert tuple(found) == ("closed", True, 2)


async def close_resolved_at(*, days: float) -> int:
    async with open_work(system_actor(), now=utc_now() + timedelta(days=days)) as work:
        return await chase_requesters.close_resolved(work)


async def test_who_does_not_answer_is_reminded_and_then_closed(
    client: httpx.AsyncClient, login: Login, database: Database, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff = await login("manager.ph")
    await move(client, made.id, staff, "in_progress")
    await move(client, made.id, staff, "pending", pending_reason="user")
    assert await chase_at(days=0.5) == 0
    assert await chase_at(days=6) == 1
    seen = (await client.get(f"/api/tickets/{made.id}/timeline", headers=staff)).json()
    assert seen["items"][0]["action"] in {"ticket.reminded", "ticket.closed"}
    assert await chase_at(days=20) == (1 if seen["items"][0]["action"] == "ticket.reminded" else 0)
    closed = (await client.get(f"/api/tickets/{made.id}", headers=staff)).json()
    assert (closed["status"], closed["auto_closed"]) == ("closed", True)
    assert closed["resolution_category"] == "No answer"
    assert await loads_are_right(database)


async def test_few_are_closed_at_a_time_and_none_is_forgotten(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chase_requesters, "BATCH", 2)
    staff = await login("manager.ph")
    numbers = []
    for n in range(3):
        made = await raise_ticket(world.actor("user.ph"), title=f"Kiln {n} glows blue")
        await move(client, made.id, staff, "in_progress")
        await move(client, made.id, staff, "pending", pending_reason="user")
        numbers.append(made.number)
    assert [await chase_at(days=30) for _ in range(3)] == [2, 1, 0]
    found = (await client.get("/api/tickets?status=closed&limit=50", headers=staff)).json()["items"]
    assert set(numbers) <= {item["number"] for item in found}
    assert await loads_are_right(database)


async def chase_at(*, days: float) -> int:
    async with open_work(system_actor(), now=utc_now() + timedelta(days=days)) as work:
        return await chase_requesters.chase_pending(work)


async def test_tickets_that_wait_for_a_vendor_are_left_alone(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff = await login("manager.ph")
    await move(client, made.id, staff, "in_progress")
    await move(client, made.id, staff, "pending", pending_reason="vendor")
    assert await chase_at(days=60) == 0


@pytest.mark.parametrize("to", ["solved", "", None, 3])
async def test_unknown_statuses_are_refused(client: httpx.AsyncClient, login: Login, world: World, to: Any) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    assert (await move(client, made.id, await login("manager.ph"), to)).status_code == 422
