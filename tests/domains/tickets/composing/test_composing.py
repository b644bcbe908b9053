"""Drafts on the server, replies held a moment, messages that crossed, people named."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text, update

from itsm.domains.notifications.api import set_mail_room
from itsm.domains.tickets.models import Ticket
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

Drain = Callable[[], Awaitable[int]]
Headers = dict[str, str]


@pytest.fixture(autouse=True)
def _mail_room() -> None:
    set_mail_room(OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="https://desk.example")


@pytest.fixture
async def ticket(world: World, drain: Drain) -> str:
    made = await raise_ticket(world.actor("user.ph"))
    await assign(made.id, world.users["agent.ph"])
    await drain()
    return f"/api/tickets/{made.id}"


async def assign(ticket_id: UUID, user_id: UUID) -> None:
    async with open_work(system_actor()) as work:
        change = update(Ticket).where(Ticket.id == ticket_id).execution_options(synchronize_session=False)
        await work.session.execute(change.values(assignee_id=user_id))


async def hold_for(client: httpx.AsyncClient, seconds: int, admin: Headers) -> None:
    address, body = "/api/admin/settings/reply_hold_seconds", {"value": seconds}
    answer = await client.patch(address, json=body, headers=admin | {"If-Match": "*"})
    assert answer.status_code == 200, answer.text


async def let_time_pass() -> None:
    async with open_work(system_actor()) as work:
        await work.session.execute(text("UPDATE jobs SET run_at = now() WHERE name = 'tickets.send_reply'"))


async def said(client: httpx.AsyncClient, ticket: str, headers: Headers) -> list[str]:
    return [item["body"] for item in (await client.get(f"{ticket}/comments", headers=headers)).json()["items"]]


async def composer(client: httpx.AsyncClient, ticket: str, headers: Headers) -> dict[str, Any]:
    return dict((await client.get(f"{ticket}/composer", headers=headers)).json())


async def mails(database: Database, template: str) -> int:
    async with database.reading() as session:
        return int(
            await session.scalar(text("SELECT count(*) FROM deliveries WHERE template = :t"), {"t": template}) or 0
        )


async def test_a_draft_is_one_for_a_person_a_ticket_and_a_channel(
    client: httpx.AsyncClient, ticket: str, login: Login
) -> None:
    agent, colleague = await login("agent.ph"), await login("agent2.ph")
    for body in ("Hel", "Hello Ana"):
        answer = await client.put(f"{ticket}/drafts/reply", json={"body": body}, headers=agent)
        assert answer.status_code == 200, answer.text
    await client.put(f"{ticket}/drafts/note", json={"body": "Looks like the battery"}, headers=agent)
    found = (await composer(client, ticket, agent))["drafts"]
    assert [(d["channel"], d["body"]) for d in found] == [("note", "Looks like the battery"), ("reply", "Hello Ana")]
    assert (await composer(client, ticket, colleague))["drafts"] == []
    own = (await client.get("/api/tickets/drafts", headers=agent)).json()["items"]
    assert [(d["channel"], d["title"]) for d in own] == [("note", own[0]["title"]), ("reply", own[0]["title"])]
    assert own[0]["ticket"]["name"].startswith("TKT-")
    assert (await client.delete(f"{ticket}/drafts/note", headers=agent)).status_code == 204
    assert [d["channel"] for d in (await composer(client, ticket, agent))["drafts"]] == ["reply"]


async def test_a_draft_outlives_the_sight_of_its_ticket(
    client: httpx.AsyncClient, database: Database, world: World, ticket: str, login: Login
) -> None:
    agent = await login("agent.ph")
    await client.put(f"{ticket}/drafts/reply", json={"body": "Half a thought"}, headers=agent)
    async with open_work(system_actor()) as work:
        await work.session.execute(
            update(Ticket)
            .values(team_id=world.teams["network"], assignee_id=None)
            .execution_options(synchronize_session=False)
        )
    [own] = (await client.get("/api/tickets/drafts", headers=agent)).json()["items"]
    assert (own["body"], own["ticket"], own["title"]) == ("Half a thought", None, None)
    assert (await client.get(f"{ticket}/composer", headers=agent)).status_code == 404


async def test_requesters_draft_replies_and_no_notes(client: httpx.AsyncClient, ticket: str, login: Login) -> None:
    ana = await login("user.ph")
    assert (await client.put(f"{ticket}/drafts/reply", json={"body": "Still"}, headers=ana)).status_code == 200
    assert (await client.put(f"{ticket}/drafts/note", json={"body": "Psst"}, headers=ana)).status_code == 403
    held = await client.post(f"{ticket}/held-replies", json={"body": "Hello"}, headers=ana)
    assert held.status_code == 403


async def test_a_held_reply_is_seen_and_mailed_by_nobody_until_it_is_sent(
    client: httpx.AsyncClient, database: Database, ticket: str, login: Login, drain: Drain
) -> None:
    agent, ana, colleague = await login("agent.ph"), await login("user.ph"), await login("agent2.ph")
    await client.put(f"{ticket}/drafts/reply", json={"body": "We look"}, headers=agent)
    held = await client.post(f"{ticket}/held-replies", json={"body": "We look at it."}, headers=agent)
    assert held.status_code == 201, held.text
    await drain()
    assert await mails(database, "ticket_commented") == 0
    for headers in (agent, ana, colleague):
        assert await said(client, ticket, headers) == []
    mine = await composer(client, ticket, agent)
    assert ([d["id"] for d in mine["held"]], mine["drafts"]) == ([held.json()["id"]], [])
    assert (await composer(client, ticket, colleague))["held"] == []
    await let_time_pass()
    await drain()
    assert await said(client, ticket, ana) == ["We look at it."]
    assert await mails(database, "ticket_commented") == 1
    author = (await client.get(f"{ticket}/comments", headers=ana)).json()["items"][0]["author"]["name"]
    assert author == "Bea Santos"
    assert (await composer(client, ticket, agent))["held"] == []


async def test_undo_makes_it_a_draft_again_and_nothing_is_ever_sent(
    client: httpx.AsyncClient, database: Database, ticket: str, login: Login, drain: Drain
) -> None:
    agent, colleague = await login("agent.ph"), await login("agent2.ph")
    reply = (await client.post(f"{ticket}/held-replies", json={"body": "Oops"}, headers=agent)).json()
    address = f"{ticket}/held-replies/{reply['id']}"
    assert (await client.post(f"{address}/undo", headers=colleague)).status_code == 404
    undone = await client.post(f"{address}/undo", headers=agent)
    assert undone.json()["state"] == "withdrawn"
    await let_time_pass()
    await drain()
    assert await said(client, ticket, agent) == []
    assert [d["body"] for d in (await composer(client, ticket, agent))["drafts"]] == ["Oops"]
    late = await client.post(f"{address}/send", headers=agent)
    assert (late.status_code, late.json()["code"]) == (409, "already_sent")


async def test_send_now_and_a_hold_of_nothing(
    client: httpx.AsyncClient, database: Database, ticket: str, login: Login, drain: Drain
) -> None:
    agent = await login("agent.ph")
    reply = (await client.post(f"{ticket}/held-replies", json={"body": "One"}, headers=agent)).json()
    sent = await client.post(f"{ticket}/held-replies/{reply['id']}/send", headers=agent)
    assert sent.json()["state"] == "sent"
    await hold_for(client, 0, await login("admin"))
    at_once = await client.post(f"{ticket}/held-replies", json={"body": "Two"}, headers=agent)
    assert at_once.json()["state"] == "sent"
    await let_time_pass()
    await drain()
    assert await said(client, ticket, agent) == ["One", "Two"]


async def test_who_may_no_longer_answer_gets_the_words_back(
    client: httpx.AsyncClient, database: Database, world: World, ticket: str, login: Login, drain: Drain
) -> None:
    agent = await login("agent.ph")
    await client.post(f"{ticket}/held-replies", json={"body": "Late"}, headers=agent)
    async with open_work(system_actor()) as work:
        await work.session.execute(
            update(Ticket)
            .values(team_id=world.teams["network"], assignee_id=None)
            .execution_options(synchronize_session=False)
        )
    await let_time_pass()
    await drain()
    assert await said(client, ticket, await login("manager.ph")) == []
    [own] = (await client.get("/api/tickets/drafts", headers=agent)).json()["items"]
    assert own["body"] == "Late"


@pytest.mark.parametrize("path", ["held-replies", "comments"])
async def test_a_message_that_crossed_is_read_first(
    client: httpx.AsyncClient, ticket: str, login: Login, path: str
) -> None:
    agent, ana = await login("agent.ph"), await login("user.ph")
    seen = (await client.get(ticket, headers=agent)).json()["created_at"]
    await client.post(f"{ticket}/comments", json={"body": "Psst", "is_internal": True}, headers=agent)
    news = (await client.post(f"{ticket}/comments", json={"body": "It works again"}, headers=ana)).json()
    stale = {"body": "Please restart it", "seen_until": seen}
    refused = await client.post(f"{ticket}/{path}", json=stale, headers=agent)
    assert (refused.status_code, refused.json()["code"]) == (409, "newer_messages")
    assert refused.json()["comment_ids"] == [news["id"]]
    seen_all = stale | {"seen_until": news["created_at"]}
    assert (await client.post(f"{ticket}/{path}", json=seen_all, headers=agent)).status_code == 201
    assert (await client.post(f"{ticket}/{path}", json=stale | {"send_anyway": True}, headers=agent)).status_code == 201


async def test_who_is_named_follows_the_ticket_and_finds_it(
    client: httpx.AsyncClient, database: Database, world: World, ticket: str, login: Login, drain: Drain
) -> None:
    agent, jomar = await login("agent.ph"), await login("agent2.ph")
    named = str(world.users["agent2.ph"])
    note = {"body": "@Jomar Reyes what do you think?", "is_internal": True, "mention_ids": [named]}
    assert (await client.post(f"{ticket}/comments", json=note, headers=agent)).status_code == 201
    watchers = (await client.get(f"{ticket}/watchers", headers=agent)).json()["items"]
    assert [w["name"] for w in watchers] == ["Jomar Reyes"]
    found = (await client.get("/api/tickets?view=queue&mentioned=true", headers=jomar)).json()
    assert [f"/api/tickets/{item['id']}" for item in found["items"]] == [ticket]
    assert (await client.get("/api/tickets?mentioned=true", headers=agent)).json()["total"] == 0
    await drain()
    assert (await mails(database, "ticket_mentioned"), await mails(database, "ticket_commented")) == (1, 0)
    async with database.reading() as session:
        data = await session.scalar(text("SELECT data FROM domain_events WHERE name = 'ticket.mentioned'"))
    assert (data["user_id"], data["is_internal"]) == (named, True)


async def test_nobody_is_named_in_what_they_cannot_read(
    client: httpx.AsyncClient, world: World, ticket: str, login: Login
) -> None:
    agent = await login("agent.ph")
    for login_name, is_internal, code in (
        ("user.ph", True, "not_staff"),
        ("user.us", False, "unknown_reference"),
        ("agent.us", True, "unknown_reference"),
    ):
        body = {"body": "@you", "is_internal": is_internal, "mention_ids": [str(world.users[login_name])]}
        answer = await client.post(f"{ticket}/comments", json=body, headers=agent)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code), login_name
    public = {"body": "@Ana", "mention_ids": [str(world.users["user.ph"])]}
    assert (await client.post(f"{ticket}/comments", json=public, headers=agent)).status_code == 201
