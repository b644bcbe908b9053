"""An incident on what a change touched shortly before stands beside that change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import update

from itsm.domains.changes.models import Change
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.assets.helpers import add
from tests.domains.changes.steps import Headers, begin
from tests.fuzz.targets import REPORT


async def carried_out(client: httpx.AsyncClient, headers: Headers, asset: str, *, ended: timedelta) -> str:
    """A change on an asset that ended so long ago."""
    number = str((await begin(client, headers, asset_ids=[asset]))["number"])
    end = utc_now() - ended
    done = {"state": "implemented", "outcome": "success", "started_at": end - timedelta(hours=1), "finished_at": end}
    async with open_work(system_actor("Test")) as work:
        await work.session.execute(update(Change).where(Change.number == number).values(**done))
    return number


async def beside(client: httpx.AsyncClient, headers: Headers, number: str) -> list[tuple[str, str]]:
    found = (await client.get(f"/api/changes/{number}/tickets", headers=headers)).json()["items"]
    return [(one["number"], one["role"]) for one in found]


async def raise_ticket(client: httpx.AsyncClient, headers: Headers, title: str, **more: Any) -> dict[str, Any]:
    body = REPORT | {"title": title} | more
    answer = await client.post("/api/tickets", params={"confirm_duplicate": "true"}, json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_it_is_found_along_the_graph_within_three_days(
    client: httpx.AsyncClient, login: Login, drain: Callable[[], Awaitable[int]]
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    server = await add(client, manager, "server", name="mnl-db-1", tag="SV-9001")
    service = await add(client, manager, "service", name="Vision PLM", tag="SVC-9001")
    other = await add(client, manager, "service", name="GreatDay", tag="SVC-9002")
    body = {"kind": "runs_on", "asset_id": server["id"]}
    (await client.post(f"/api/assets/{service['id']}/relations", json=body, headers=manager)).raise_for_status()
    recent = await carried_out(client, agent, server["id"], ended=timedelta(hours=71))
    old = await carried_out(client, agent, server["id"], ended=timedelta(hours=73))
    elsewhere = await carried_out(client, agent, other["id"], ended=timedelta(hours=1))
    about = {"asset_ids": [service["id"]]}
    incident = await raise_ticket(client, agent, "Vision PLM shows no styles", **about)
    request = await raise_ticket(client, agent, "A new style library, please", type="service_request", **about)
    await drain()
    assert await beside(client, agent, recent) == [(incident["number"], "suspect")]
    assert await beside(client, agent, old) == await beside(client, agent, elsewhere) == []
    assert request["number"] != incident["number"]


async def test_a_later_link_counts_too_and_what_a_person_said_stays(
    client: httpx.AsyncClient, login: Login, drain: Callable[[], Awaitable[int]]
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    server = await add(client, manager, "server", name="mnl-db-1", tag="SV-9001")
    change = await carried_out(client, agent, server["id"], ended=timedelta(hours=2))
    incident = await raise_ticket(client, agent, "The database answers slowly")
    await drain()
    assert await beside(client, agent, change) == []
    said = {"ticket_id": incident["number"], "role": "caused"}
    (await client.post(f"/api/changes/{change}/tickets", json=said, headers=agent)).raise_for_status()
    link = {"asset_id": server["id"]}
    (await client.post(f"/api/tickets/{incident['number']}/assets", json=link, headers=agent)).raise_for_status()
    await drain()
    assert await beside(client, agent, change) == [(incident["number"], "caused")]
