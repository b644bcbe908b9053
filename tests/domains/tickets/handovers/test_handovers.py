"""Open tickets of somebody deactivated or on leave: offered, previewed, moved, taken back; never silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text, update

from itsm.domains.notifications.api import set_mail_room
from itsm.domains.presence import api as presence
from itsm.domains.presence.repository import lock_leave
from itsm.domains.presence.service import cancel_leave
from itsm.domains.routing.models import AgentLoad
from itsm.domains.tickets.handovers import service
from itsm.domains.tickets.models import Ticket
from itsm.domains.users import api as users
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.domains.tickets.test_notices import mailed
from tests.factories.world import World

Drain = Callable[[], Awaitable[int]]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _mail_room() -> None:
    set_mail_room(OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="https://desk.example")


async def post(client: httpx.AsyncClient, path: str, headers: dict[str, str], body: Any) -> httpx.Response:
    return await client.post(path, headers=headers, json=body)


async def tickets_for(world: World, login: str, count: int) -> list[UUID]:
    """Raise tickets and give them to one agent of the Philippine team, with the counts that follow."""
    made = [(await raise_ticket(world.actor("user.ph"), number)).id for number in range(count)]
    async with open_work(system_actor()) as work:
        await work.session.execute(update(Ticket).where(Ticket.id.in_(made)).values(assignee_id=world.users[login]))
        await work.session.execute(update(AgentLoad).values(open_count=0))
        await work.session.execute(
            update(AgentLoad).where(AgentLoad.user_id == world.users[login]).values(open_count=count)
        )
    return made


async def go_on_leave(user_id: UUID, *, starts_in: timedelta = -timedelta(hours=1), lasts: timedelta = 3 * DAY) -> UUID:
    async with open_work(system_actor()) as work:
        start = work.now + starts_in
        return (await presence.plan_leave(work, user_id, starts_at=start, ends_at=start + lasts, reason="Rest")).id


async def holders(database: Database, ids: list[UUID]) -> Counter[Any]:
    async with database.reading() as session:
        return Counter(await session.scalars(select(Ticket.assignee_id).where(Ticket.id.in_(ids))))


async def loads(database: Database) -> dict[UUID, int]:
    async with database.reading() as session:
        return {row.user_id: row.open_count for row in await session.scalars(select(AgentLoad)) if row.open_count}


async def test_offered_previewed_moved_and_taken_back(
    database: Database, world: World, client: httpx.AsyncClient, login: Login, drain: Drain
) -> None:
    bea, others = world.users["agent.ph"], {world.users["agent2.ph"], world.users["agent3.ph"]}
    ids = await tickets_for(world, "agent.ph", 4)
    headers = await login("manager.ph")
    assert (await client.get("/api/handovers/offers", headers=headers)).json()["items"] == []
    refused = await post(client, "/api/handovers", headers, {"user_id": str(bea), "reason": "On leave"})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_offered")
    await go_on_leave(bea)
    offer = (await client.get("/api/handovers/offers", headers=headers)).json()["items"][0]
    assert (offer["user"]["name"], offer["why"], offer["open_count"]) == ("Bea Santos", "on_leave", 4)
    preview = (await client.get("/api/handovers/preview", headers=headers, params={"user_id": str(bea)})).json()
    forecast = Counter(entry["to"]["id"] for entry in preview["items"])
    assert forecast == {str(other): 2 for other in others}
    assert await holders(database, ids) == {bea: 4}

    started = await post(client, "/api/handovers", headers, {"user_id": str(bea), "reason": "On leave"})
    assert (started.status_code, started.json()["state"], started.json()["waiting"]) == (201, "running", 4)
    await drain()
    assert await holders(database, ids) == dict.fromkeys(others, 2)
    assert await loads(database) == dict.fromkeys(others, 2)
    done = (await client.get("/api/handovers", headers=headers)).json()["items"][0]
    assert (done["state"], done["moved"], done["kept"], done["asked_by"]) == ("done", 4, 0, "Ramon Dela Cruz")
    assert ("ticket_assigned", "agent2.ph") in await mailed(database)

    async with open_work(system_actor()) as work:
        await work.session.execute(update(Ticket).where(Ticket.id == ids[0]).values(assignee_id=world.users["network"]))
    undone = await post(client, f"/api/handovers/{started.json()['id']}/undo", headers, {})
    assert undone.json()["state"] == "undoing"
    await drain()
    assert (await holders(database, ids))[bea] == 3
    last = (await client.get("/api/handovers", headers=headers)).json()["items"][0]
    assert (last["state"], last["returned"], last["kept"]) == ("undone", 3, 1)
    again = await post(client, f"/api/handovers/{started.json()['id']}/undo", headers, {})
    assert (again.status_code, again.json()["code"]) == (409, "not_done")


async def test_some_tickets_only_and_what_was_touched_meanwhile_stays(
    database: Database, world: World, drain: Drain
) -> None:
    bea, lea = world.users["agent.ph"], world.users["agent3.ph"]
    ids = await tickets_for(world, "agent.ph", 3)
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, bea)
    async with open_work(world.actor("manager.ph")) as work:
        handover = await service.start_handover(work, bea, ids[:2], "Left us")
        await work.session.execute(update(Ticket).where(Ticket.id == ids[0]).values(assignee_id=lea))
    await drain()
    found = await holders(database, ids)
    assert (found[bea], found[lea] + found[world.users["agent2.ph"]]) == (1, 2)
    async with database.reading() as session:
        states = await session.execute(
            text("SELECT state, count(*) FROM ticket_handover_items WHERE handover_id = :id GROUP BY 1 ORDER BY 1"),
            {"id": handover.id},
        )
        assert [tuple(row) for row in states] == [("kept", 1), ("moved", 1)]


async def test_tickets_of_others_are_refused_and_agents_may_not(
    world: World, client: httpx.AsyncClient, login: Login
) -> None:
    bea = world.users["agent.ph"]
    await tickets_for(world, "agent.ph", 1)
    other = (await raise_ticket(world.actor("user.us"))).id
    await go_on_leave(bea)
    body = {"user_id": str(bea), "ticket_ids": [str(other)], "reason": "On leave"}
    refused = await post(client, "/api/handovers", await login("manager.ph"), body)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "not_theirs")
    for path in ("/api/handovers", "/api/handovers/offers", f"/api/handovers/preview?user_id={bea}"):
        assert (await client.get(path, headers=await login("agent.ph"))).status_code == 403
    unknown = await post(client, f"/api/handovers/{bea}/undo", await login("manager.ph"), {})
    assert unknown.status_code == 404


async def test_the_manager_is_mailed_when_somebody_with_tickets_leaves(
    database: Database, world: World, drain: Drain
) -> None:
    bea = world.users["agent.ph"]
    await tickets_for(world, "agent.ph", 1)
    await drain()
    await mailed(database)
    await go_on_leave(bea, lasts=timedelta(hours=5))
    await drain()
    assert await mailed(database) == []
    await go_on_leave(bea)
    await drain()
    assert await mailed(database) == [("handover_offer", "manager.ph"), ("handover_offer", "manager.us")]
    async with open_work(system_actor()) as work:
        await users.deactivate_user(work, bea)
    await drain()
    assert {template for template, _ in await mailed(database)} == {"handover_offer"}


async def test_leave_that_begins_later_is_told_when_it_begins_unless_it_was_cancelled(
    database: Database, world: World, drain: Drain
) -> None:
    bea = world.users["agent.ph"]
    await tickets_for(world, "agent.ph", 1)
    await drain()
    await mailed(database)
    leave_id = await go_on_leave(bea, starts_in=DAY)
    await drain()
    assert await mailed(database) == []
    async with database.reading() as session:
        waiting = await session.execute(text("SELECT run_at FROM jobs WHERE name = 'tickets.offer_handover'"))
        assert [run_at > utc_now() for run_at in waiting.scalars()] == [True]
    async with open_work(system_actor()) as work:
        await cancel_leave(work, await lock_leave(work.session, leave_id))
    async with open_work(system_actor()) as work:
        await work.session.execute(text("UPDATE jobs SET run_at = now()"))
        await work.session.execute(text("UPDATE leaves SET starts_at = now() - interval '1 hour'"))
    await drain()
    assert await mailed(database) == []


async def test_a_ticket_without_a_team_waits_unassigned(database: Database, world: World, drain: Drain) -> None:
    bea = world.users["agent.ph"]
    ids = await tickets_for(world, "agent.ph", 1)
    async with open_work(system_actor()) as work:
        await work.session.execute(update(Ticket).where(Ticket.id.in_(ids)).values(team_id=None))
    await go_on_leave(bea)
    async with database.reading() as session:
        forecast = await service.preview_handover(session, bea)
    assert [entry.choice for entry in forecast] == [None]
    async with open_work(system_actor()) as work:
        await service.start_handover(work, bea, None, "On leave")
    await drain()
    assert await holders(database, ids) == {None: 1}
    assert await loads(database) == {}
