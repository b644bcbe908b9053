"""Approvals over the interface: delegation, links in mails, reminders and escalation."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.approvals import jobs
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.changes.steps import RISKY, begin, decide, me, moved, read, waiting

Drain = Callable[[], Awaitable[int]]
TOKEN = re.compile(r"/link-is-inserted-when-sent/([0-9a-f-]{36})")


async def submitted(client: httpx.AsyncClient, agent: dict[str, str], **more: object) -> str:
    number = str((await begin(client, agent, **more))["number"])
    await moved(client, agent, number, "submit")
    return number


async def token_for(database: Database, email: str) -> str:
    """Return the secret of the newest link in a mail to somebody, as it is put in when the mail is sent."""
    from itsm.domains.approvals.links import link_address

    async with database.reading() as session:
        query = "SELECT text FROM deliveries WHERE address = :to AND template LIKE 'approval%' ORDER BY id DESC LIMIT 1"
        stored = (await session.execute(text(query), {"to": email})).scalar_one()
        found = TOKEN.search(stored)
        assert found is not None, stored
        from uuid import UUID

        address = await link_address(session, UUID(found.group(1)))
    assert address is not None
    return address.partition("#token=")[2]


@pytest.mark.peer_class("S32")
async def test_one_decision_by_mail_and_looking_decides_nothing(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    agent = await login("agent.ph")
    number = await submitted(client, agent)
    await drain()
    token = await token_for(database, "manager.ph@madison88.example")
    for _ in range(2):
        seen = await client.post("/api/approval-letters", json={"token": token})
        assert (seen.status_code, seen.json()["can_decide"], seen.json()["number"]) == (200, True, number)
    assert (await read(client, agent, number))["state"] == "submitted"
    changed = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    for wrong in (changed, token[:40], "x" * 64, token + "="):
        answer = await client.post("/api/approval-letters/decide", json={"token": wrong, "vote": "approved"})
        assert (answer.status_code, answer.json()["code"]) == (404, "link_not_valid")
    unsaid = await client.post("/api/approval-letters/decide", json={"token": token, "vote": "rejected"})
    assert unsaid.status_code == 422, "a no needs a reason, and the link still works"
    done = await client.post("/api/approval-letters/decide", json={"token": token, "vote": "approved"})
    assert done.json() == {"state": "approved"}
    assert (await read(client, agent, number))["state"] == "approved"
    again = await client.post("/api/approval-letters/decide", json={"token": token, "vote": "approved"})
    assert (again.status_code, again.json()["code"]) == (404, "link_not_valid")
    asked = (await client.get(f"/api/changes/{number}/approvals", headers=agent)).json()["items"][0]
    assert {place["way"] for place in asked["steps"][0]["places"]} == {"mail", None}


async def test_high_risk_is_not_decided_by_a_link_alone(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    await submitted(client, await login("agent.ph"), risk_answers=RISKY)
    await drain()
    token = await token_for(database, "manager.ph@madison88.example")
    assert (await client.post("/api/approval-letters", json={"token": token})).json()["needs_sign_in"] is True
    answer = await client.post("/api/approval-letters/decide", json={"token": token, "vote": "approved"})
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_needed")


async def test_a_delegate_decides_for_somebody_and_both_names_are_kept(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager, other = await login("agent.ph"), await login("manager.ph"), await login("user.ph")
    number = await submitted(client, agent)
    assert await waiting(client, other) == []
    now = utc_now()
    span = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(days=3)).isoformat()}
    body = {"delegate_id": await me(client, other), "reason": "On leave"} | span
    to_oneself = body | {"delegate_id": await me(client, manager)}
    assert (await client.post("/api/approvals/delegations", json=to_oneself, headers=manager)).status_code == 422
    added = await client.post("/api/approvals/delegations", json=body, headers=manager)
    assert added.status_code == 201, added.text
    asked = (await waiting(client, other))[0]
    assert (asked["number"], [one["id"] for one in asked["decides_for"]]) == (number, [await me(client, manager)])
    assert (await decide(client, other, asked["id"])).json()["state"] == "approved"
    shown = (await client.get(f"/api/changes/{number}/approvals", headers=agent)).json()["items"][0]
    place = next(one for one in shown["steps"][0]["places"] if one["vote"])
    assert (place["approver"]["id"], place["decided_by"]["id"]) == (await me(client, manager), await me(client, other))
    path = f"/api/approvals/delegations/{added.json()['id']}"
    assert (await client.delete(path, headers=other)).status_code == 404, "only whose it is takes it back"
    assert (await client.delete(path, headers=manager)).status_code == 204
    await submitted(client, agent)
    assert await waiting(client, other) == []


async def test_half_way_they_are_reminded_and_when_late_others_may_decide(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    agent, manager, admin = await login("agent.ph"), await login("manager.ph"), await login("admin")
    rules = {"items": [{"name": "The boss", "user_ids": [await me(client, manager)], "due_hours": 4}]}
    await client.put("/api/changes/approval-rules", json=rules, headers=manager)
    number = await submitted(client, agent)
    await drain()
    assert await waiting(client, admin) == []
    for hours, template in ((2, "approval_reminded"), (5, "approval_escalated")):
        async with open_work(system_actor()) as work:
            work.now = utc_now() + timedelta(hours=hours)
            asked = await jobs.steps_to_chase(work.session, work.now, limit=9)
            assert len(asked) == 1
            await jobs.chase_one(work, {"approval_id": asked[0]})
        await drain()
        async with database.reading() as session:
            mails = await session.scalar(text("SELECT count(*) FROM deliveries WHERE template = :t"), {"t": template})
        assert mails >= 1, template
    late = (await waiting(client, admin))[0]
    assert late["steps"][0]["is_escalated"] is True
    assert (await decide(client, admin, late["id"])).json()["state"] == "approved"
    assert (await read(client, agent, number))["state"] == "approved"


async def test_what_is_not_one_s_own_business_is_not_there(client: httpx.AsyncClient, login: Login) -> None:
    manager, stranger = await login("manager.ph"), await login("user.ph")
    await submitted(client, await login("agent.ph"))
    asked = (await waiting(client, manager))[0]["id"]
    assert (await client.get(f"/api/approvals/{asked}", headers=manager)).status_code == 200
    assert (await client.get(f"/api/approvals/{asked}", headers=stranger)).status_code == 404
    assert (await decide(client, stranger, asked)).status_code == 404
