"""Ratings: one tap by who asked, once for each resolution, changeable while the ticket may be rated."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, raise_ticket
from tests.factories.world import World


@pytest.fixture
async def path(world: World) -> str:
    """A ticket of user.ph, not resolved yet."""
    return f"/api/tickets/{(await raise_ticket(world.actor('user.ph'))).id}"


async def move(client: httpx.AsyncClient, path: str, headers: dict[str, str], **body: Any) -> None:
    answer = await client.post(f"{path}/transitions", json=body, headers=headers)
    assert answer.status_code == 200, answer.text


async def resolve(client: httpx.AsyncClient, path: str, headers: dict[str, str]) -> None:
    await move(client, path, headers, to="in_progress")
    await move(client, path, headers, to="resolved", **RESOLUTION)


async def rate(client: httpx.AsyncClient, path: str, headers: dict[str, str], **body: Any) -> httpx.Response:
    return await client.put(f"{path}/rating", json=body, headers=headers)


async def test_one_rating_for_each_resolution(client: httpx.AsyncClient, login: Login, path: str) -> None:
    requester, staff = await login("user.ph"), await login("admin")
    early = await rate(client, path, requester, score=5)
    assert (early.status_code, early.json()["code"]) == (409, "rating_closed")
    await resolve(client, path, staff)
    first = await rate(client, path, requester, score=2)
    assert first.status_code == 200, first.text
    changed = (await rate(client, path, requester, score=4, comment=" Better than I thought. ")).json()
    assert (changed["current"]["score"], changed["current"]["comment"]) == (4, "Better than I thought.")
    assert (changed["earlier"], changed["can_rate"]) == ([], True)
    await client.post(f"{path}/reopen", json={"reason": "It is broken again."}, headers=requester)
    between = (await client.get(f"{path}/rating", headers=requester)).json()
    assert (between["current"], between["can_rate"], len(between["earlier"])) == (None, False, 1)
    assert (await rate(client, path, requester, score=1)).status_code == 409
    await resolve(client, path, staff)
    again = (await rate(client, path, requester, score=5)).json()
    assert ([again["current"]["score"]], [one["score"] for one in again["earlier"]]) == ([5], [4])
    seen = (await client.get(f"{path}/rating", headers=staff)).json()
    assert (seen["current"], seen["can_rate"]) == (again["current"], False)


async def test_only_who_asked_rates(client: httpx.AsyncClient, login: Login, path: str) -> None:
    staff = await login("admin")
    await resolve(client, path, staff)
    assert (await rate(client, path, staff, score=5)).status_code == 403
    assert (await rate(client, path, await login("user.us"), score=5)).status_code == 404
    assert (await rate(client, path, await login("user.ph"), score=6)).status_code == 422


async def test_reading_decides_nothing(client: httpx.AsyncClient, login: Login, path: str) -> None:
    requester = await login("user.ph")
    await resolve(client, path, await login("admin"))
    await client.get(f"{path}/rating?score=5&rate=5", headers=requester)
    assert (await client.get(f"{path}/rating", headers=requester)).json()["current"] is None


async def test_closed_tickets_are_rated_for_some_days(
    client: httpx.AsyncClient, login: Login, path: str, database: Database
) -> None:
    requester = await login("user.ph")
    await resolve(client, path, await login("admin"))
    await client.post(f"{path}/confirm", headers=requester)
    assert (await rate(client, path, requester, score=3)).json()["closes_at"] is not None
    async with database.sessions() as session, session.begin():
        past = utc_now() - timedelta(days=15)
        await session.execute(text("UPDATE tickets SET closed_at = :at"), {"at": past})
    assert (await rate(client, path, requester, score=5)).status_code == 409


async def test_a_rating_is_audited_listed_and_counted(client: httpx.AsyncClient, login: Login, path: str) -> None:
    requester, admin = await login("user.ph"), await login("admin")
    await resolve(client, path, admin)
    before = (await client.get(path, headers=admin)).json()["version"]
    await rate(client, path, requester, score=4, comment="Kind.")
    await rate(client, path, requester, score=4, comment="Kind.")
    assert (await client.get(path, headers=admin)).json()["version"] == before
    entries = (await client.get("/api/admin/audit?action=ticket.rated", headers=admin)).json()["items"]
    assert [entry["changes"]["rating"] for entry in entries] == [[None, 4]]
    listed = (await client.get("/api/tickets?rating=4,5", headers=admin)).json()["items"]
    assert [f"/api/tickets/{item['id']}" for item in listed] == [path]
    shown = (await client.get("/api/dashboard/panels/csat_by_team", headers=admin)).json()["rows"][0]["cells"]
    assert [cell["value"] for cell in shown] == [1, 4.0, 100.0]
