"""The health of assets over the interface: told line by line, kept to sort by, made anew when something happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import text

from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.jobs.model import Job
from itsm.platform.work import open_work
from itsm.wiring.jobs import JOBS
from tests.conftest import Login
from tests.domains.assets.helpers import ANY, add
from tests.domains.assets.imports import Drain, carried_out
from tests.fuzz.targets import REPORT


def day(days: int) -> str:
    return (utc_now().date() + timedelta(days=days)).isoformat()


async def health(client: httpx.AsyncClient, headers: dict[str, str], tag: str) -> dict[str, Any]:
    return dict((await client.get(f"/api/assets/{tag}/health", headers=headers)).raise_for_status().json())


async def kept(client: httpx.AsyncClient, headers: dict[str, str]) -> list[tuple[str, int | None]]:
    """Return tags and kept scores, the least healthy first, page by page."""
    found: list[tuple[str, int | None]] = []
    params: dict[str, Any] = {"sort": "health", "limit": 2}
    while True:
        page = (await client.get("/api/assets", params=params, headers=headers)).raise_for_status().json()
        found += [(one["tag"], one["health"]) for one in page["items"]]
        if page["next_cursor"] is None:
            return found
        params["cursor"] = page["next_cursor"]


async def test_each_line_says_what_it_takes_away(client: httpx.AsyncClient, login: Login, drain: Drain) -> None:
    manager, agent = await login("manager.ph"), await login("agent.ph")
    old = {"purchased_on": day(-2_000), "warranty_until": day(-900), "status": "for_repair"}
    await add(client, manager, tag="LT-1", **old)
    await add(client, manager, tag="LT-2", purchased_on=day(-100), warranty_until=day(995))
    await add(client, manager, tag="LT-3", status="retired")
    found = await health(client, agent, "LT-1")
    assert (found["score"], found["band"]) == (40, "risk")
    assert [(one["rule"], one["finding"], one["points"]) for one in found["lines"]] == [
        ("state", "over", 20),
        ("age", "over", 25),
        ("warranty", "over", 15),
        ("maintenance", "unknown", 0),
        ("open_incidents", "fine", 0),
        ("recent_incidents", "fine", 0),
    ]
    assert found["lines"][2]["number"] == 900
    assert (await health(client, agent, "LT-2"))["score"] == 100
    assert await health(client, agent, "LT-3") == {"score": None, "band": None, "lines": []}
    await drain()
    assert await kept(client, agent) == [("LT-1", 40), ("LT-2", 100), ("LT-3", None)]
    bad = await client.get("/api/assets", params={"sort": "health", "cursor": "x"}, headers=agent)
    assert bad.status_code == 422


async def test_incidents_weigh_until_they_are_solved(client: httpx.AsyncClient, login: Login, drain: Drain) -> None:
    manager, agent = await login("manager.ph"), await login("agent.ph")
    asset = await add(client, manager, tag="LT-1", status="active")
    ticket = (await client.post("/api/tickets", json=REPORT | {"type": "incident"}, headers=agent)).json()["id"]
    path = f"/api/tickets/{ticket}/assets"
    assert (await client.post(path, json={"asset_id": asset["id"]}, headers=manager)).status_code == 201
    await drain()
    assert await kept(client, agent) == [("LT-1", 84)]
    shown = (await client.get("/api/assets/LT-1", headers=manager)).json()
    assert (shown["version"], shown["updated_at"]) == (asset["version"], asset["updated_at"])
    assert (await client.delete(f"{path}/{asset['id']}", headers=manager)).status_code == 204
    await drain()
    assert await kept(client, agent) == [("LT-1", 100)]


async def test_an_import_leaves_every_asset_with_its_health(
    client: httpx.AsyncClient, login: Login, drain: Drain
) -> None:
    manager = await login("manager.ph")
    rows = [{"Tag": f"LT-{n}", "Type": "Laptop", "Name": "x", "Warranty": day(-n)} for n in (1, 2)]
    await carried_out(client, manager, drain, rows)
    assert sorted(await kept(client, manager)) == [("LT-1", 85), ("LT-2", 85)]


async def test_time_alone_makes_scores_anew(
    client: httpx.AsyncClient, login: Login, drain: Drain, database: Database
) -> None:
    manager = await login("manager.ph")
    await add(client, manager, tag="LT-1")
    await drain()
    async with database.sessions() as session, session.begin():
        await session.execute(text("UPDATE assets SET health = 3, warranty_until = current_date - 5"))
    job: Job = JOBS["assets.refresh_all_health"]
    async with open_work(system_actor()) as work:
        await job.handler(work, {})
    assert await kept(client, manager) == [("LT-1", 85)]
    edited = await client.patch("/api/assets/LT-1", json={"warranty_until": day(500)}, headers=manager | ANY)
    assert edited.status_code == 200
    await drain()
    assert await kept(client, manager) == [("LT-1", 100)]
