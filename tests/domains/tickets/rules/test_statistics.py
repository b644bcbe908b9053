"""Hits of rules, and what people put right of what rules decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import text

from itsm.platform.actor import system_actor
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import post, raise_ticket
from tests.domains.tickets.test_edit import patch
from tests.factories.world import World

ADMIN = "/api/admin"


async def figures(client: httpx.AsyncClient, admin: dict[str, str], kind: str, rule_id: str) -> Any:
    answer = (await client.get(f"{ADMIN}/rule-statistics/{kind}", headers=admin)).raise_for_status().json()
    assert answer["total"] == len(answer["items"])
    return next((one for one in answer["items"] if one["rule_id"] == rule_id), None)


async def behind(client: httpx.AsyncClient, admin: dict[str, str], kind: str, rule_id: str, **query: Any) -> Any:
    path = f"{ADMIN}/rule-statistics/{kind}/{rule_id}/tickets"
    return (await client.get(path, params=query, headers=admin)).raise_for_status().json()


async def test_corrections_count_against_the_rule_that_decided(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    admin, manager = await login("admin"), await login("manager.ph")
    made = [
        await raise_ticket(world.actor("user.ph"), n, title=f"VPN outage number {n}", category="Network")
        for n in range(3)
    ]
    decision = (
        made[0].shown["decision"]
        or (await client.get(f"/api/tickets/{made[0].id}", headers=manager)).json()["decision"]
    )
    rules = {part: decision[part]["rule_id"] for part in ("classification", "routing")}
    for kind, rule_id in rules.items():
        found = await figures(client, admin, kind, rule_id)
        assert found["last_30_days"] == found["last_90_days"] == {"hits": 3, "corrections": 0}

    reason = {"reason": "It is one laptop only."}
    for priority in ("P3", "P4"):
        answer = await post(client, f"/{made[0].id}/priority", manager, priority=priority, **reason)
        assert answer.status_code == 200, answer.text
    other = await client.get("/api/reference", headers=manager)
    teams = {team["name"]: team["id"] for team in other.json()["teams"]}
    here = made[1].shown["team"]["name"]
    there = next(name for name in sorted(teams) if name != here)
    moved = await post(client, f"/{made[1].id}/assign", manager, team_id=teams[there])
    assert moved.status_code == 200, moved.text
    edited = await patch(client, made[2].id, manager, 1, category="Software", subcategory=None)
    assert edited.status_code == 200, edited.text

    classified = await figures(client, admin, "classification", rules["classification"])
    routed = await figures(client, admin, "routing", rules["routing"])
    assert classified["last_30_days"] == {"hits": 3, "corrections": 1}
    assert routed["last_30_days"] == {"hits": 3, "corrections": 2}

    listed = await behind(client, admin, "routing", rules["routing"], corrected=True)
    assert {
        ticket["number"]: [(c["correction"], c["previous"], c["corrected"]) for c in ticket["corrections"]]
        for ticket in listed["items"]
    } == {
        made[1].number: [("team", here, there)],
        made[2].number: [("category", "Network", "Software")],
    }
    wrong = await behind(client, admin, "classification", rules["classification"], corrected=True)
    assert [(c["previous"], c["corrected"]) for c in wrong["items"][0]["corrections"]] == [("P1", "P3")]

    first = await behind(client, admin, "routing", rules["routing"], limit=2)
    rest = await behind(client, admin, "routing", rules["routing"], limit=2, cursor=first["next_cursor"])
    assert [t["number"] for t in first["items"] + rest["items"]] == [t.number for t in reversed(made)]
    assert rest["next_cursor"] is None


async def test_what_is_older_counts_no_more(client: httpx.AsyncClient, login: Login, world: World) -> None:
    admin = await login("admin")
    made = await raise_ticket(world.actor("user.ph"), 5, title="Outage of the old kind")
    answer = (await client.get(f"/api/tickets/{made.id}", headers=admin)).json()
    rule_id = answer["decision"]["classification"]["rule_id"]
    for days, expected in ((45, ({"hits": 0, "corrections": 0}, {"hits": 1, "corrections": 0})), (91, None)):
        async with open_work(system_actor()) as work:
            await work.session.execute(
                text("UPDATE tickets SET created_at = :at WHERE id = :id"),
                {"at": work.now - timedelta(days=days), "id": made.id},
            )
        found = await figures(client, admin, "classification", rule_id)
        assert (found and (found["last_30_days"], found["last_90_days"])) == expected


async def test_who_may_look_and_what_is_refused(client: httpx.AsyncClient, login: Login) -> None:
    manager, admin = await login("manager.ph"), await login("admin")
    rule = "01890000-0000-7000-8000-000000000000"
    for path in ("routing", f"routing/{rule}/tickets"):
        assert (await client.get(f"{ADMIN}/rule-statistics/{path}", headers=manager)).status_code == 403
    assert (await client.get(f"{ADMIN}/rule-statistics/sla", headers=admin)).status_code == 422
    for kind in ("routing", "classification"):
        unknown = await client.get(f"{ADMIN}/rule-statistics/{kind}/{rule}/tickets", headers=admin)
        assert unknown.status_code == 404
    for cursor in ("x", "WyJ4IiwieSJd", "WyIyMDI2LTAxLTAxIiwieSJd"):
        refused = await client.get(
            f"{ADMIN}/rule-statistics/routing/{rule}/tickets", params={"cursor": cursor}, headers=admin
        )
        assert refused.status_code == 422
