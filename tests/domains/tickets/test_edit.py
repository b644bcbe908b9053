"""Editing tickets and their priority: who may, under which version, and how the clocks follow."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.conftest import Login
from tests.domains.tickets.helpers import post, raise_ticket
from tests.domains.tickets.test_transitions import move
from tests.factories.world import World


async def patch(
    client: httpx.AsyncClient, ticket: Any, headers: dict[str, str], version: int | None, **fields: Any
) -> httpx.Response:
    match = {"If-Match": f'"{version}"'} if version is not None else {}
    return await client.patch(f"/api/tickets/{ticket}", json=fields, headers=headers | match)


async def test_an_edit_needs_the_version_it_was_read_at(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff = await login("manager.ph")
    assert (await patch(client, made.id, staff, None, title="A better title")).status_code == 428
    edited = await patch(client, made.id, staff, 1, title="A better title", tags=["Line-2", "line-2"])
    assert edited.status_code == 200, edited.text
    assert edited.headers["etag"] == '"2"'
    assert edited.json()["title"] == "A better title"
    assert edited.json()["tags"] == ["line-2"]
    stale = await patch(client, made.id, staff, 1, title="Somebody else's title")
    assert (stale.status_code, stale.json()["current_version"]) == (412, 2)
    same = await patch(client, made.id, staff, 2, title="A better title")
    assert same.json()["version"] == 2


async def test_requesters_put_their_words_right_until_work_begins(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    mine, staff = await login("user.ph"), await login("manager.ph")
    assert (await patch(client, made.id, mine, 1, title="Laptop is dark")).status_code == 200
    assert (await patch(client, made.id, mine, 2, tags=["x"])).status_code == 403
    assert (await patch(client, made.id, mine, 2, reclassify=True)).status_code == 403
    await move(client, made.id, staff, "in_progress")
    assert (await patch(client, made.id, mine, 3, title="Laptop was dark")).status_code == 403
    await move(client, made.id, staff, "pending", pending_reason="user")
    assert (await patch(client, made.id, mine, 4, title="Laptop was dark")).status_code == 200


async def test_moving_to_another_category_drops_its_subcategory(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    made = await raise_ticket(world.actor("user.ph"), subcategory="Laptop")
    staff = await login("manager.ph")
    assert made.shown["subcategory"] == "Laptop"
    moved = (await patch(client, made.id, staff, 1, category="Software")).json()
    assert (moved["category"], moved["subcategory"]) == ("Software", None)
    refused = await patch(client, made.id, staff, 2, subcategory="Laptop")
    assert refused.json()["errors"][0]["field"] == "subcategory"
    log = (await client.get(f"/api/tickets/{made.id}/audit-log", headers=staff)).json()
    assert log["items"][0]["changes"] == {"category": ["Hardware", "Software"], "subcategory": ["Laptop", None]}


async def test_the_rules_decide_again_only_when_asked(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    staff = await login("manager.ph")
    edited = (await patch(client, made.id, staff, 1, title="The whole line is down")).json()
    assert edited["priority"] == made.shown["priority"]
    again = (await patch(client, made.id, staff, 2, reclassify=True)).json()
    assert (again["priority"], again["priority_source"]) == ("P1", "rule")
    assert again["sla"]["policy"] != made.shown["sla"]["policy"]
    assert again["decision"]["classification"]["matched"][0]["term"] == "down"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None),
        ("title", "x"),
        ("category", "Nonsense"),
        ("location", None),
        ("status", "closed"),
        ("impact", 3),
    ],
)
async def test_bad_edits_are_refused(
    client: httpx.AsyncClient, login: Login, world: World, field: str, value: Any
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    answer = await patch(client, made.id, await login("manager.ph"), 1, **{field: value})
    assert answer.status_code == 422, answer.text


async def test_priority_is_overridden_with_a_reason(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    body = {"priority": "P1", "reason": "The auditor is here today."}
    assert (await post(client, f"/{made.id}/priority", await login("agent.ph"), **body)).status_code == 403
    manager = await login("manager.ph")
    assert (await post(client, f"/{made.id}/priority", manager, priority="P1")).status_code == 422
    changed = (await post(client, f"/{made.id}/priority", manager, **body)).json()
    assert (changed["priority"], changed["priority_source"]) == ("P1", "override")
    assert changed["decision"]["classification"]["reason"] == body["reason"]
    assert changed["sla"]["resolution"]["due_at"] < made.shown["sla"]["resolution"]["due_at"].isoformat()


async def test_an_agent_asks_and_a_manager_decides(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    agent, manager = await login("agent.ph"), await login("manager.ph")
    body = {"priority": "P2", "reason": "Two people wait for it."}
    asked = await post(client, f"/{made.id}/priority-requests", agent, **body)
    assert asked.status_code == 201, asked.text
    assert (asked.json()["state"], asked.json()["requested_by"]["name"]) == ("open", "Bea Santos")
    assert (await post(client, f"/{made.id}/priority-requests", agent, **body)).status_code == 409
    path = f"/{made.id}/priority-requests/{asked.json()['id']}/decide"
    assert (await post(client, path, agent, approve=True)).status_code == 403
    decided = await post(client, path, manager, approve=True)
    assert decided.json()["priority"] == "P2"
    assert (await post(client, path, manager, approve=True)).status_code == 409
    listed = (await client.get(f"/api/tickets/{made.id}/priority-requests", headers=agent)).json()["items"]
    assert [(r["state"], r["decided_by"]["name"]) for r in listed] == [("approved", "Ramon Dela Cruz")]
    missing = f"/{made.id}/priority-requests/{uuid4()}/decide"
    assert (await post(client, missing, manager, approve=True)).status_code == 404
    actions = [
        e["action"] for e in (await client.get(f"/api/tickets/{made.id}/audit-log", headers=agent)).json()["items"]
    ]
    assert {"ticket.priority_requested", "ticket.priority_decided", "ticket.priority_changed"} <= set(actions)


async def test_nobody_decides_their_own_wish(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    manager = await login("manager.ph")
    asked = await post(client, f"/{made.id}/priority-requests", manager, priority="P2", reason="I want it so.")
    path = f"/{made.id}/priority-requests/{asked.json()['id']}/decide"
    assert (await post(client, path, manager, approve=True)).status_code == 403
    rejected = await post(client, path, await login("manager.us"), approve=False, reason="It can wait.")
    assert rejected.json()["priority"] == made.shown["priority"]


async def test_escalation_puts_a_ticket_first(client: httpx.AsyncClient, login: Login, world: World) -> None:
    urgent = await raise_ticket(world.actor("user.ph"), 1, priority="P1")
    quiet = await raise_ticket(world.actor("user.ph"), 2, priority="P4")
    manager = await login("manager.ph")
    order = [t["id"] for t in (await client.get("/api/tickets?view=queue", headers=manager)).json()["items"]]
    assert order == [str(urgent.id), str(quiet.id)]
    escalated = await post(client, f"/{quiet.id}/escalate", await login("user.ph"), reason="The auditor waits.")
    assert escalated.json()["is_escalated"]
    assert (await post(client, f"/{quiet.id}/escalate", manager, reason="Once more.")).status_code == 409
    order = [t["id"] for t in (await client.get("/api/tickets?view=queue", headers=manager)).json()["items"]]
    assert order == [str(quiet.id), str(urgent.id)]
