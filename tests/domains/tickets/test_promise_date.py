"""Dates promised by hand: by whom, seen by whom, moved by nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text

from itsm.domains.sla import api as sla
from itsm.domains.sla.models import SlaPolicy
from itsm.domains.sla.schemas.policies import PolicyPatch
from itsm.domains.sla.service.manage_policies import update_policy
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, post, raise_ticket
from tests.domains.tickets.test_transitions import move
from tests.factories.world import World

DAY = timedelta(days=1)


async def promise(
    client: httpx.AsyncClient, headers: dict[str, str], ticket_id: UUID, *, days: float, reason: str = "Part on order"
) -> httpx.Response:
    body = {"promised_at": (utc_now() + days * DAY).isoformat(), "reason": reason}
    return await client.put(f"/api/tickets/{ticket_id}/promise", json=body, headers=headers)


async def test_only_a_manager_promises_and_the_requester_sees_the_date_alone(
    client: httpx.AsyncClient, login: Login, world: World, database: Database, drain: Any
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    asker, boss = await login("user.ph"), await login("manager.ph")
    agent = await login(next(name for name, key in world.users.items() if str(key) == made.shown["assignee"]["id"]))
    assert (await promise(client, agent, made.id, days=2)).status_code == 403
    assert (await promise(client, asker, made.id, days=2)).status_code == 403
    for days in (-1, 500):
        assert (await promise(client, boss, made.id, days=days)).status_code == 422
    promised = await promise(client, boss, made.id, days=2)
    assert promised.status_code == 200, promised.text
    shown = promised.json()
    assert shown["version"] == made.version + 1
    assert shown["sla"]["promise"]["state"] == "running"
    assert shown["sla"]["next_due_at"] == made.shown["sla"]["next_due_at"].isoformat().replace("+00:00", "Z")
    again = await promise(client, boss, made.id, days=3, reason="Shipment is late")
    assert again.json()["sla"]["promise"]["due_at"] > shown["sla"]["promise"]["due_at"]

    path = f"/api/tickets/{made.id}/sla"
    staff = (await client.get(path, headers=boss)).json()
    assert [(one["state"], one["reason"]) for one in staff["promises"]] == [
        ("running", "Shipment is late"),
        ("cancelled", "Part on order"),
    ]
    own = (await client.get(path, headers=asker)).json()
    assert [one["reason"] for one in own["promises"]] == [None, None]
    assert own["present"]["promise"]["state"] == "running"
    story = (await client.get(f"/api/tickets/{made.id}/timeline", headers=asker)).json()["items"]
    assert "Shipment" not in str(story)
    await drain()
    async with database.sessions() as session:
        mails = await session.execute(text("SELECT address FROM deliveries WHERE template = 'ticket_promised'"))
        assert sum(address.startswith("user.ph@") for (address,) in mails) == 2


async def test_no_pause_moves_a_promise_and_it_warns_by_itself(
    client: httpx.AsyncClient, login: Login, world: World, database: Database
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    boss = await login("manager.ph")
    due = (await promise(client, boss, made.id, days=2)).json()["sla"]["promise"]["due_at"]
    await move(client, made.id, boss, "in_progress")
    waiting = await move(client, made.id, boss, "pending", pending_reason="user")
    assert waiting.json()["sla"]["resolution"]["state"] == "paused"
    assert (waiting.json()["sla"]["promise"]["state"], waiting.json()["sla"]["promise"]["due_at"]) == ("running", due)
    async with database.sessions() as session:
        timers = await session.execute(
            text(
                "SELECT t.threshold, t.due_at IS NOT NULL FROM sla_timers t JOIN sla_clocks c ON c.id = t.clock_id "
                "WHERE c.metric = 'promise' ORDER BY 1"
            )
        )
        assert [tuple(row) for row in timers] == [(80, True), (100, True)]
    async with open_work(system_actor()) as work:
        work.now = utc_now() + 3 * DAY
        assert await sla.fire_due_timers(work) >= 2
        assert [e.name for e in work.events if e.data().get("metric") == "promise"] == ["sla.warning", "sla.breached"]
    late = (await client.get(f"/api/tickets/{made.id}", headers=boss)).json()
    assert late["sla"]["promise"]["state"] == "breached"


async def test_a_promise_is_kept_by_resolving_and_holds_again_when_reopened(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    boss = await login("manager.ph")
    due = (await promise(client, boss, made.id, days=2)).json()["sla"]["promise"]["due_at"]
    await move(client, made.id, boss, "in_progress")
    resolved = await move(client, made.id, boss, "resolved", **RESOLUTION)
    assert resolved.json()["sla"]["promise"]["state"] == "met"
    refused = await promise(client, boss, made.id, days=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "ticket_finished")
    reopened = await post(client, f"/{made.id}/reopen", boss, reason="It is back")
    assert (reopened.json()["sla"]["promise"]["state"], reopened.json()["sla"]["promise"]["due_at"]) == ("running", due)


async def test_a_promise_is_taken_back_once(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    boss = await login("manager.ph")
    await promise(client, boss, made.id, days=2)
    gone = await post(client, f"/{made.id}/promise/withdraw", boss, reason="Solved otherwise")
    assert gone.json()["sla"]["promise"]["state"] == "cancelled"
    again = await post(client, f"/{made.id}/promise/withdraw", boss, reason="Solved otherwise")
    assert (again.status_code, again.json()["code"]) == (404, "promise_not_found")


@pytest.mark.parametrize("metric", ["update", "ola"])
async def test_other_clocks_mark_nothing_on_the_ticket(world: World, metric: str) -> None:
    from itsm.domains.tickets.repository import load_visible
    from itsm.domains.tickets.service.escalate_ticket import mark_threshold

    made = await raise_ticket(world.actor("user.ph"))
    async with open_work(system_actor()) as work:
        ticket = await load_visible(work.session, work.actor, made.id, for_update=True)
        same = await mark_threshold(work, ticket, metric=metric, threshold=100, is_breach=True, due_at=None)
        assert same is ticket


async def test_the_time_of_a_team_is_that_of_the_team_which_has_the_ticket(world: World, database: Database) -> None:
    async with open_work(system_actor()) as work:
        row = (await work.session.scalars(select(SlaPolicy).where(SlaPolicy.name == "P3 medium"))).one()
        targets = PolicyPatch.model_validate({"targets": {"resolution": 3600, "ola": 600}})
        await update_policy(work, row.id, targets, version=row.version)
    made = await raise_ticket(world.actor("manager.ph"), priority="P3")
    assert made.shown["sla"]["ola"]["state"] == "running"
    async with database.sessions() as session:
        found = await session.execute(
            text(
                "SELECT c.team_id = t.team_id FROM sla_clocks c JOIN tickets t ON t.id = c.ticket_id "
                "WHERE c.metric = 'ola'"
            )
        )
        assert [tuple(one) for one in found] == [(True,)]
    hidden = await raise_ticket(world.actor("user.ph"), 1, priority="P3")
    assert hidden.shown["sla"]["ola"] is None
