"""Changes of many tickets: by a job in the name of who asked, followed, and taken back exactly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text, update

from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, raise_ticket
from tests.factories.world import World

Drain = Callable[[], Awaitable[int]]
CHANGES = "/api/tickets/bulk-changes"
BULK = "/api/tickets/bulk"


async def raised(world: World, count: int, **fields: Any) -> list[UUID]:
    return [(await raise_ticket(world.actor("user.ph"), number, **fields)).id for number in range(count)]


async def stand(database: Database, ids: list[UUID], *columns: Any) -> list[Any]:
    async with database.reading() as session:
        rows = await session.execute(select(*columns).where(Ticket.id.in_(ids)).order_by(Ticket.id))
        return [tuple(row) for row in rows]


async def send(client: httpx.AsyncClient, path: str, headers: dict[str, str], body: Any = None) -> dict[str, Any]:
    answer = await client.post(path, json=body, headers=headers)
    assert answer.status_code < 300, answer.text
    return dict(answer.json())


def of_all(ids: list[UUID], **body: Any) -> dict[str, Any]:
    return {"ids": [str(key) for key in ids]} | body


async def test_a_job_changes_every_ticket_of_a_list_and_takes_it_back(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, drain: Drain
) -> None:
    ids = await raised(world, 30, tags=("laptop",))
    others = await raised(world, 2)
    manager = await login("manager.ph")
    await drain()
    body = {"filters": {"view": "queue", "tag": "laptop"}, "action": "tags", "add_tags": ["recall"], "expected": 30}
    change = await send(client, CHANGES, manager, body)
    assert (change["state"], change["total"], change["waiting"], change["may_undo"]) == ("running", 30, 30, False)
    await drain()
    done = (await client.get(f"{CHANGES}/{change['id']}", headers=manager)).json()
    assert (done["state"], done["done"], done["refused"], done["may_undo"]) == ("done", 30, 0, True)
    assert [tags for (tags,) in await stand(database, ids, Ticket.tags)] == [["laptop", "recall"]] * 30
    assert all(tags == [] for (tags,) in await stand(database, others, Ticket.tags))
    async with database.reading() as session:
        told = text("SELECT count(DISTINCT actor_id) FROM audit_entries WHERE action = 'ticket.updated'")
        assert await session.scalar(told) == 1
        by = await session.scalar(text("SELECT actor_id FROM audit_entries WHERE action = 'ticket.updated' LIMIT 1"))
    assert by == world.users["manager.ph"]
    await send(client, f"{BULK}", manager, of_all(ids[:1], action="tags", remove_tags=["recall"]))
    await send(client, f"{BULK}", manager, of_all(ids[1:2], action="tags", add_tags=["mine"]))
    undone = await send(client, f"{CHANGES}/{change['id']}/undo", manager)
    assert undone["state"] == "undoing"
    await drain()
    read = (await client.get(f"{CHANGES}/{change['id']}", headers=manager)).json()
    assert (read["state"], read["returned"], read["kept"]) == ("undone", 29, 1)
    assert [miss["detail"] for miss in read["misses"]] == ["It was changed since."]
    now = [tags for (tags,) in await stand(database, sorted(ids), Ticket.tags)]
    assert now == [["laptop"], ["laptop", "mine"], *[["laptop"]] * 28]
    again = await client.post(f"{CHANGES}/{change['id']}/undo", headers=manager)
    assert (again.status_code, again.json()["code"]) == (409, "not_done")


async def test_assignments_and_priorities_come_back_as_they_were(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, drain: Drain
) -> None:
    ids = await raised(world, 4)
    manager = await login("manager.ph")
    columns = (Ticket.team_id, Ticket.assignee_id, Ticket.priority, Ticket.priority_source, Ticket.resolution_due_at)
    before = await stand(database, ids, *columns)
    target = {"team_id": str(world.teams["network"]), "assignee_id": str(world.users["network"])}
    assigned = await send(client, BULK, manager, of_all(ids, action="assign", assign=target))
    urgent = {"priority": "P1", "reason": "The line stands."}
    raised_to = await send(client, BULK, manager, of_all(ids, action="priority", priority=urgent))
    assert await stand(database, ids, *columns) != before
    async with open_work(system_actor()) as work:
        await work.session.execute(
            update(Ticket)
            .where(Ticket.id == ids[0])
            .values(assignee_id=world.users["agent3.ph"])
            .execution_options(synchronize_session=False)
        )
    for change in (raised_to, assigned):
        await send(client, f"{CHANGES}/{change['change_id']}/undo", manager)
        await drain()
    after = await stand(database, ids, *columns)
    assert after[1:] == before[1:]
    assert after[0][2:] == before[0][2:]
    assert after[0][1] == world.users["agent3.ph"]
    read = (await client.get(f"{CHANGES}/{assigned['change_id']}", headers=manager)).json()
    assert (read["returned"], read["kept"]) == (3, 1)


async def test_waiting_is_taken_back_and_solving_is_not(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, drain: Drain
) -> None:
    ids = await raised(world, 2)
    manager = await login("manager.ph")
    begun = await send(client, BULK, manager, of_all(ids, action="transition", transition={"to": "in_progress"}))
    wait = {"to": "pending", "pending_reason": "vendor"}
    waiting = await send(client, BULK, manager, of_all(ids[:1], action="transition", transition=wait))
    await send(client, f"{CHANGES}/{waiting['change_id']}/undo", manager)
    await drain()
    assert await stand(database, ids[:1], Ticket.status, Ticket.pending_reason) == [("in_progress", None)]
    solved = {"to": "resolved"} | RESOLUTION
    resolved = await send(client, BULK, manager, of_all(ids, action="transition", transition=solved))
    for change in (resolved, begun):
        await send(client, f"{CHANGES}/{change['change_id']}/undo", manager)
        await drain()
        read = (await client.get(f"{CHANGES}/{change['change_id']}", headers=manager)).json()
        assert (read["returned"], read["kept"]) == (0, 2)
    assert {status for (status,) in await stand(database, ids, Ticket.status)} == {"resolved"}


async def test_a_job_does_what_its_asker_may_and_tells_the_rest(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, drain: Drain
) -> None:
    ids = await raised(world, 3)
    agent = await login("agent.ph")
    async with open_work(system_actor()) as work:
        gone = update(Ticket).where(Ticket.id == ids[0]).execution_options(synchronize_session=False)
        await work.session.execute(gone.values(requester_id=world.users["agent.ph"], team_id=world.teams["network"]))
        await work.session.execute(gone.values(assignee_id=None))
    body = {"filters": {"view": "queue"}, "action": "tags", "add_tags": ["seen"], "expected": 3}
    change = await send(client, CHANGES, agent, body)
    await drain()
    read = (await client.get(f"{CHANGES}/{change['id']}", headers=agent)).json()
    assert (read["done"], read["refused"]) == (2, 1)
    assert [miss["code"] for miss in read["misses"]] == ["forbidden"]


async def test_changes_are_their_askers_own(
    client: httpx.AsyncClient, world: World, login: Login, drain: Drain
) -> None:
    ids = await raised(world, 2)
    agent, colleague = await login("agent.ph"), await login("agent2.ph")
    change = (await send(client, BULK, agent, of_all(ids, action="tags", add_tags=["x"])))["change_id"]
    assert [item["id"] for item in (await client.get(CHANGES, headers=agent)).json()["items"]] == [change]
    assert (await client.get(CHANGES, headers=colleague)).json()["items"] == []
    assert (await client.get(f"{CHANGES}/{change}", headers=colleague)).status_code == 404
    assert (await client.post(f"{CHANGES}/{change}/undo", headers=colleague)).status_code == 404


@pytest.mark.parametrize(
    ("expected", "filters", "code"),
    [(1, {"tag": "none-has-it"}, "nothing_found"), (1, {"view": "queue"}, "list_changed")],
)
async def test_a_list_that_is_another_by_now_is_refused(
    client: httpx.AsyncClient, world: World, login: Login, expected: int, filters: dict[str, str], code: str
) -> None:
    await raised(world, 13)
    body = {"filters": filters, "action": "tags", "add_tags": ["x"], "expected": expected}
    answer = await client.post(CHANGES, json=body, headers=await login("manager.ph"))
    assert (answer.status_code, answer.json()["code"]) == (409, code)


# --- macros ----------------------------------------------------------------------------------------------------------

MACRO: dict[str, Any] = {
    "name": "Recall",
    "body": "Dear {requester}, {number} is part of the recall.",
    "changes": {
        "status": {"to": "pending", "pending_reason": "vendor"},
        "priority": {"priority": "P1", "reason": "The recall"},
        "assignee_id": "me",
        "add_tags": ["recall"],
    },
}
STANDING = (
    *(Ticket.team_id, Ticket.assignee_id, Ticket.status, Ticket.pending_reason),
    *(Ticket.tags, Ticket.priority, Ticket.priority_source),
)


async def kept(client: httpx.AsyncClient, headers: dict[str, str], **body: Any) -> dict[str, Any]:
    macro = await send(client, "/api/tickets/macros", headers, MACRO | body)
    return {"action": "macro", "macro": {"macro_id": macro["id"], "version": macro["version"]}}


async def events_of(database: Database, action: str) -> int:
    async with database.reading() as session:
        counted = text("SELECT count(*) FROM audit_entries WHERE action = :action")
        return int(await session.scalar(counted, {"action": action}) or 0)


async def test_a_macro_changes_what_it_names_on_each_ticket_of_a_list_and_is_taken_back(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, drain: Drain
) -> None:
    ids = await raised(world, 27, tags=("laptop",))
    manager = await login("manager.ph")
    started = {"action": "transition", "transition": {"to": "in_progress"}}
    await send(client, BULK, manager, of_all(ids, **started))
    await send(client, BULK, manager, of_all(ids[:1], action="transition", transition={"to": "resolved"} | RESOLUTION))
    await drain()
    before = await stand(database, ids, *STANDING, Ticket.title, Ticket.location_id)
    macro = await kept(client, manager)
    change = await send(client, CHANGES, manager, macro | {"filters": {"view": "all", "tag": "laptop"}, "expected": 27})
    assert (change["action"], change["state"], change["total"]) == ("macro", "running", 27)
    await drain()
    done = (await client.get(f"{CHANGES}/{change['id']}", headers=manager)).json()
    assert (done["state"], done["done"], done["refused"], done["may_undo"]) == ("done", 26, 1, True)
    assert [miss["id"] for miss in done["misses"]] == [str(ids[0])]
    after = await stand(database, ids, *STANDING, Ticket.title, Ticket.location_id)
    assert after[0] == before[0], "the resolved one is untouched"
    mine = world.users["manager.ph"]
    team_ids = [row[0] for row in before]
    assert after[1:] == [
        (team, mine, "pending", "vendor", ["laptop", "recall"], 1, "override", *row[7:])
        for team, row in zip(team_ids[1:], before[1:], strict=True)
    ]
    assert await events_of(database, "ticket.macro_applied") == 26
    said = (await client.get(f"/api/tickets/{ids[0]}/comments", headers=manager)).json()["items"]
    assert not [one for one in said if "recall" in one["body"]], "nor is anything said on it"
    said = (await client.get(f"/api/tickets/{ids[1]}/comments", headers=manager)).json()["items"]
    assert [one["body"].endswith("is part of the recall.") for one in said] == [True]
    await send(client, BULK, manager, of_all(ids[1:2], action="tags", add_tags=["mine"]))
    await send(
        client, BULK, manager, of_all(ids[2:3], action="priority", priority={"priority": "P2", "reason": "Not as bad"})
    )
    await send(client, f"{CHANGES}/{change['id']}/undo", manager)
    await drain()
    read = (await client.get(f"{CHANGES}/{change['id']}", headers=manager)).json()
    assert (read["state"], read["returned"], read["kept"]) == ("undone", 25, 1)
    now = await stand(database, ids, *STANDING, Ticket.title, Ticket.location_id)
    assert now[3:] == before[3:]
    assert now[1][4] == ["laptop", "mine"]
    assert now[2][2] == "pending", "what was changed since stays whole"


async def test_a_macro_that_is_refused_half_way_leaves_no_trace(
    client: httpx.AsyncClient, database: Database, world: World, login: Login, drain: Drain
) -> None:
    """Tags come before priority: without the right to set one, the tags, their event and the words go as well."""
    ids = await raised(world, 2)
    agent = await login("agent.ph")
    await drain()
    before, updated = await stand(database, ids, *STANDING, Ticket.version), await events_of(database, "ticket.updated")
    macro = await kept(client, agent)
    answer = await send(client, BULK, agent, of_all(ids) | macro)
    assert [(item["ok"], item["code"]) for item in answer["items"]] == [(False, "forbidden")] * 2
    assert await stand(database, ids, *STANDING, Ticket.version) == before
    assert await events_of(database, "ticket.updated") == updated
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM ticket_comments")) == 0
        assert await session.scalar(text("SELECT count(*) FROM domain_events WHERE name LIKE '%comment%'")) == 0


async def test_only_a_macro_of_ones_own_as_it_was_read_and_within_ones_rights(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    ids = await raised(world, 1)
    agent, other = await login("agent.ph"), await login("agent2.ph")
    macro = await kept(client, agent, changes={"add_tags": ["recall"]}, body="")

    async def status(headers: dict[str, str], body: dict[str, Any]) -> tuple[int, str]:
        answer = await client.post(BULK, json=of_all(ids) | body, headers=headers)
        return answer.status_code, str(answer.json().get("code", ""))

    assert await status(other, macro) == (404, "macro_not_found")
    stale = {"macro": macro["macro"] | {"version": 2}}
    assert await status(agent, macro | stale) == (409, "macro_changed")
    assert await status(agent, {"action": "macro"}) == (422, "invalid_fields")
    away = await kept(client, agent, changes={"team_id": str(world.teams["network"])}, body="", name="Away")
    assert (await status(agent, away))[0] == 403
    assert (await status(agent, macro))[0] == 200
