"""Canned replies and macros: who keeps them, what they change, and that all of it happens or nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.notifications.api import set_mail_room
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, counted, raise_ticket
from tests.factories.world import World

MACROS = "/api/tickets/macros"
Drain = Callable[[], Awaitable[int]]
Headers = dict[str, str]
REPLY: dict[str, Any] = {"name": "We are on it", "body": "Dear {requester}, {agent} works on {number}."}
WAIT = {"status": {"to": "pending", "pending_reason": "user"}, "add_tags": ["waiting"], "assignee_id": "me"}


@pytest.fixture(autouse=True)
def _mail_room() -> None:
    set_mail_room(OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="https://desk.example")


@pytest.fixture
async def ticket(world: World, drain: Drain) -> str:
    made = await raise_ticket(world.actor("user.ph"), tags=("laptop",))
    await drain()
    return f"/api/tickets/{made.id}"


async def keep(client: httpx.AsyncClient, headers: Headers, **body: Any) -> str:
    answer = await client.post(MACROS, json=REPLY | body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def names(client: httpx.AsyncClient, headers: Headers) -> list[str]:
    return [item["name"] for item in (await client.get(MACROS, headers=headers)).json()["items"]]


async def apply(
    client: httpx.AsyncClient, ticket: str, macro: str, headers: Headers, *, version: int | str = "*", **body: Any
) -> httpx.Response:
    tag = {"If-Match": version if version == "*" else f'"{version}"'}
    return await client.post(f"{ticket}/macros/{macro}/apply", json=body, headers=headers | tag)


async def messages(client: httpx.AsyncClient, ticket: str, headers: Headers) -> list[tuple[str, bool]]:
    answer = await client.get(f"{ticket}/comments", headers=headers)
    return [(item["body"], item["is_internal"]) for item in answer.json()["items"]]


async def test_kept_changed_and_given_up(client: httpx.AsyncClient, database: Database, login: Login) -> None:
    agent, colleague = await login("agent.ph"), await login("agent2.ph")
    address = f"{MACROS}/{await keep(client, agent)}"
    assert (await client.patch(address, json={"name": "Soon"}, headers=agent)).status_code == 428
    changed = await client.patch(address, json={"changes": WAIT}, headers=agent | {"If-Match": '"1"'})
    assert (changed.json()["version"], changed.json()["fields"]) == (2, ["tags", "assignee", "status"])
    assert changed.json()["changes"]["assignee"] == {"id": "me", "name": ""}
    stale = await client.patch(address, json={"name": "Old"}, headers=agent | {"If-Match": '"1"'})
    assert stale.status_code == 412
    assert await names(client, colleague) == []
    assert (await client.delete(address, headers=colleague | {"If-Match": "*"})).status_code == 404
    assert (await client.delete(address, headers=agent | {"If-Match": '"2"'})).status_code == 204
    assert await names(client, agent) == []
    async with database.reading() as session:
        found = await session.scalars(
            text("SELECT action FROM audit_entries WHERE action LIKE 'ticket_macro.%' ORDER BY seq")
        )
        assert list(found) == ["ticket_macro.created", "ticket_macro.updated", "ticket_macro.deleted"]


async def test_leads_keep_those_of_their_team_and_managers_everybodys(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    lead, member, elsewhere = await login("agent.id"), await login("agent2.id"), await login("agent.us")
    manager = await login("manager.ph")
    team = {"scope": "team", "team_id": str(world.teams["it_support_id"])}
    shared = {"scope": "shared", "name": "Everybody's"}
    assert (await client.post(MACROS, json=REPLY | team, headers=member)).status_code == 422
    assert (await client.post(MACROS, json=REPLY | shared, headers=lead)).status_code == 403
    ours = f"{MACROS}/{await keep(client, lead, **team)}"
    await keep(client, manager, **shared)
    assert await names(client, member) == ["Everybody's", "We are on it"]
    assert await names(client, elsewhere) == ["Everybody's"]
    any_version, other = {"If-Match": "*"}, {"name": "Ours"}
    assert (await client.patch(ours, json=other, headers=member | any_version)).status_code == 403
    assert (await client.patch(ours, json=other, headers=elsewhere | any_version)).status_code == 404
    assert (await client.patch(ours, json=other, headers=lead | any_version)).status_code == 200
    assert (await client.patch(ours, json=other | {"body": "Soon."}, headers=manager | any_version)).status_code == 200
    listed = (await client.get(MACROS, headers=lead)).json()
    assert (listed["may_share"], [entry["name"] for entry in listed["teams"]]) == (False, ["IT Support ID"])
    assert [item["may_edit"] for item in listed["items"]] == [False, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": "Dear {requestor},"},
        {"body": ""},
        {"changes": {"status": {"to": "pending"}}},
        {"changes": {"status": {"to": "closed"}}},
        {"changes": {"status": {"to": "resolved", "resolution_summary": "Done so."}}},
        {"changes": {"status": {"to": "in_progress", "pending_reason": "user"}}},
        {"changes": {"status": {"to": "resolved"} | RESOLUTION | {"resolution_category": "Magic"}}},
        {"changes": {"title": "Another title"}},
        {"changes": {"team_id": "0190a5d8-0000-7000-8000-000000000000"}},
        {"changes": {"assignee_id": "0190a5d8-0000-7000-8000-000000000000"}},
        {"scope": "team"},
    ],
)
async def test_what_could_not_be_done_is_not_kept(
    client: httpx.AsyncClient, login: Login, wrong: dict[str, Any]
) -> None:
    answer = await client.post(MACROS, json=REPLY | wrong, headers=await login("agent.ph"))
    assert answer.status_code == 422, answer.text


async def test_it_says_and_changes_what_it_names_and_nothing_else(
    client: httpx.AsyncClient, database: Database, ticket: str, login: Login, drain: Drain
) -> None:
    agent = await login("agent.ph")
    macro = await keep(client, agent, changes=WAIT)
    before = (await client.get(ticket, headers=agent)).json()
    seen = (await client.get(f"{ticket}/macros/{macro}", headers=agent)).json()
    said = f"Dear Ana Ramirez, Bea Santos works on {before['number']}."
    assert (seen["text"], seen["version"]) == (said, before["version"])
    after_tags = {"field": "tags", "before": "laptop", "after": "laptop, waiting", "refused": None}
    assert seen["effects"][0] == after_tags
    assert [(one["field"], one["after"]) for one in seen["effects"][1:]] == [
        ("assignee", "Bea Santos"),
        ("status", "pending"),
    ]
    assert (await client.get(ticket, headers=agent)).json() == before
    answer = await apply(client, ticket, macro, agent, version=before["version"])
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert (after["status"], after["pending_reason"], after["tags"]) == ("pending", "user", ["laptop", "waiting"])
    assert after["assignee"]["name"] == "Bea Santos"
    kept = ("priority", "team", "category", "title", "location", "requester")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert await messages(client, ticket, agent) == [(said, False)]
    await drain()
    async with database.reading() as session:
        found = await session.scalars(text("SELECT name FROM domain_events WHERE name LIKE 'ticket.macro%'"))
        assert list(found) == ["ticket.macro_applied"]
        mails = await session.scalars(text("SELECT template FROM deliveries WHERE address LIKE 'user.ph@%'"))
        assert list(mails).count("ticket_commented") == 0


async def test_all_of_it_or_nothing(client: httpx.AsyncClient, ticket: str, login: Login) -> None:
    agent = await login("agent.ph")
    wish = {"priority": {"priority": "P1", "reason": "It spreads."}, "add_tags": ["spreading"]}
    macro = await keep(client, agent, changes=wish)
    seen = (await client.get(f"{ticket}/macros/{macro}", headers=agent)).json()
    assert [one["refused"] is None for one in seen["effects"]] == [True, False]
    before = (await client.get(ticket, headers=agent)).json()
    assert (await apply(client, ticket, macro, agent)).status_code == 403
    assert (await client.get(ticket, headers=agent)).json() == before
    assert await messages(client, ticket, agent) == []


async def test_stale_screens_and_crossed_messages_are_refused(
    client: httpx.AsyncClient, ticket: str, login: Login
) -> None:
    agent, requester = await login("agent.ph"), await login("user.ph")
    macro = await keep(client, agent)
    version = (await client.get(ticket, headers=agent)).json()["version"]
    missing = await client.post(f"{ticket}/macros/{macro}/apply", json={}, headers=agent)
    assert missing.status_code == 428
    await client.post(f"{ticket}/comments", json={"body": "It works again."}, headers=requester)
    assert (await apply(client, ticket, macro, agent, version=version)).status_code == 412
    crossed = await apply(client, ticket, macro, agent, seen_until="2026-01-01T00:00:00Z")
    assert (crossed.status_code, crossed.json()["code"]) == (409, "newer_messages")
    anyway = await apply(client, ticket, macro, agent, seen_until="2026-01-01T00:00:00Z", send_anyway=True)
    assert anyway.status_code == 200


async def test_a_note_stays_among_colleagues_and_words_may_be_changed(
    client: httpx.AsyncClient, ticket: str, login: Login
) -> None:
    agent, requester = await login("agent.ph"), await login("user.ph")
    note = await keep(client, agent, is_internal=True)
    assert (await apply(client, ticket, note, agent, text="Looked at the switch.")).status_code == 200
    assert await messages(client, ticket, agent) == [("Looked at the switch.", True)]
    assert await messages(client, ticket, requester) == []
    tags = await keep(client, agent, body="", changes={"add_tags": ["seen"], "remove_tags": ["laptop"]})
    changed = await apply(client, ticket, tags, agent)
    assert (changed.json()["tags"], len(await messages(client, ticket, agent))) == (["seen"], 1)


async def test_resolved_in_one_press_and_not_twice(client: httpx.AsyncClient, ticket: str, login: Login) -> None:
    agent = await login("agent.ph")
    macro = await keep(client, agent, body="Please try again.", changes={"status": {"to": "resolved"} | RESOLUTION})
    solved = (await apply(client, ticket, macro, agent)).json()
    assert (solved["status"], solved["root_cause"]) == ("resolved", RESOLUTION["root_cause"])
    give = await keep(client, agent, body="", changes={"status": {"to": "in_progress"}})
    assert (await apply(client, ticket, give, agent)).json()["code"] == "transition_not_allowed"


async def test_a_list_costs_the_same_for_one_and_for_many(
    client: httpx.AsyncClient, database: Database, login: Login
) -> None:
    agent = await login("agent.ph")
    await keep(client, agent)
    with counted(database) as few:
        await client.get(MACROS, headers=agent)
    for number in range(10):
        await keep(client, agent, name=f"Macro {number}")
    with counted(database) as many:
        assert len(await names(client, agent)) == 11
    assert len(many) == len(few)


async def test_a_macro_of_a_team_that_is_gone_can_still_be_listed(
    client: httpx.AsyncClient, world: World, login: Login
) -> None:
    manager = await login("manager.ph")
    await keep(client, manager, changes={"team_id": str(world.teams["network"])})
    async with open_work(system_actor()) as work:
        await work.session.execute(text("UPDATE teams SET is_active = false WHERE key = 'network'"))
    listed = (await client.get(MACROS, headers=manager)).json()["items"]
    assert listed[0]["changes"]["team"]["name"] == "Network"
