"""A ticket as rules see it, for trying rules on it."""

from __future__ import annotations

from datetime import datetime

import httpx

from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

ADMIN = "/api/admin"


async def test_a_ticket_is_tried_again_as_it_was_raised(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"), 7, tags=("press",), priority="P3")
    admin = await login("admin")
    found = (await client.get(f"{ADMIN}/rule-facts/{made.number.lower()}", headers=admin)).raise_for_status().json()
    assert (found["number"], found["chosen_priority"], found["tags"], found["source"]) == (
        made.number,
        "P3",
        ["press"],
        "portal",
    )
    described = {"number", "chosen_priority", "requester", "created_at"}
    facts = {name: value for name, value in found.items() if name not in described}
    routed = await client.post(f"{ADMIN}/routing-rules/test", json=facts, headers=admin)
    assert routed.json()["team"]["id"] == made.shown["team"]["id"]
    chosen = facts | {"priority": found["chosen_priority"]}
    classified = await client.post(f"{ADMIN}/classification-rules/test", json=chosen, headers=admin)
    assert (classified.json()["priority"], classified.json()["source"]) == ("P3", "requester")
    promised = await client.post(
        f"{ADMIN}/sla-policies/preview", json={"facts": facts | {"started_at": found["created_at"]}}, headers=admin
    )
    due_at = datetime.fromisoformat(promised.json()["resolution"]["due_at"])
    assert due_at == made.shown["sla"]["resolution"]["due_at"]


async def test_only_those_who_keep_the_rules(client: httpx.AsyncClient, login: Login, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    path = f"{ADMIN}/rule-facts/{made.number}"
    assert (await client.get(path, headers=await login("manager.ph"))).status_code == 403
    admin = await login("admin")
    for unknown in ("TKT-2020-000001", "x"):
        assert (await client.get(f"{ADMIN}/rule-facts/{unknown}", headers=admin)).status_code == 404
