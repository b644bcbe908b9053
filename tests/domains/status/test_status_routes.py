"""Service status over the interface: posting, timelines, "me too", mails, and who sees what of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.db.tables import EventRow
from tests.conftest import Login
from tests.domains.tickets.helpers import counted
from tests.fuzz.targets import REPORT

ANY = {"If-Match": "*"}
Drain = Callable[[], Awaitable[int]]
INCIDENT = {"kind": "incident", "title": "Mail is slow", "body": "It takes a minute.", "impact": "degraded"}


async def post(client: httpx.AsyncClient, headers: dict[str, str], **more: Any) -> dict[str, Any]:
    answer = await client.post("/api/status/posts", json=INCIDENT | more, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def page(client: httpx.AsyncClient, headers: dict[str, str]) -> dict[str, Any]:
    return dict((await client.get("/api/status", headers=headers)).raise_for_status().json())


async def add_service(client: httpx.AsyncClient, headers: dict[str, str], name: str = "Mail") -> str:
    answer = await client.post("/api/status/services", json={"name": name}, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_an_incident_from_first_word_to_solved(client: httpx.AsyncClient, login: Login) -> None:
    admin, agent, reader = await login("admin"), await login("agent.ph"), await login("user.ph")
    mail = await add_service(client, admin)
    made = await post(client, agent, service_ids=[mail])
    assert (made["state"], made["services"], made["affected_count"]) == ("investigating", ["Mail"], 0)
    seen = await page(client, reader)
    assert [service["state"] for service in seen["services"]] == ["degraded"]
    assert seen["incidents"][0]["affected_count"] is None
    path = f"/api/status/posts/{made['id']}"
    news = {"state": "identified", "body": "A full disk.", "next_update_at": "2030-01-01T00:00:00Z"}
    told = (await client.post(f"{path}/updates", json=news, headers=agent)).json()
    assert [update["state"] for update in told["updates"]] == ["identified", "investigating"]
    solved = await client.post(f"{path}/updates", json={"state": "resolved", "body": "Room made."}, headers=agent)
    assert (solved.json()["state"], solved.json()["next_update_at"]) == ("resolved", None)
    late = await client.post(f"{path}/updates", json=news, headers=agent)
    assert (late.status_code, late.json()["code"]) == (409, "post_ended")
    after = await page(client, reader)
    assert (after["incidents"], after["recent"][0]["title"]) == ([], "Mail is slow")
    assert after["services"][0]["state"] == "operational"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"impact": None}, "impact"),
        ({"kind": "announcement"}, "impact"),
        ({"kind": "maintenance", "impact": None}, "ends_at"),
        ({"ends_at": "2030-01-01T00:00:00Z"}, "ends_at"),
        ({"kind": "maintenance", "impact": None, "ends_at": "2020-01-01T00:00:00Z"}, "ends_at"),
        ({"service_ids": ["01890000-0000-7000-8000-000000000000"]}, "service_ids"),
        ({"ticket": "TKT-2026-999999"}, "ticket"),
        ({"title": "x"}, "title"),
    ],
)
async def test_what_a_post_needs_is_asked_for(
    client: httpx.AsyncClient, login: Login, more: dict[str, Any], field: str
) -> None:
    answer = await client.post("/api/status/posts", json=INCIDENT | more, headers=await login("agent.ph"))
    assert answer.status_code == 422
    assert [error["field"].removeprefix("body.") for error in answer.json()["errors"]] == [field]


async def test_a_state_of_another_kind_is_refused(client: httpx.AsyncClient, login: Login) -> None:
    agent = await login("agent.ph")
    made = await post(client, agent)
    body = {"state": "scheduled", "body": "Tomorrow."}
    answer = await client.post(f"/api/status/posts/{made['id']}/updates", json=body, headers=agent)
    assert answer.json()["errors"][0]["field"] == "state"


async def test_maintenance_ends_by_itself(client: httpx.AsyncClient, login: Login, database: Database) -> None:
    agent = await login("agent.ph")
    now = utc_now()
    span = {"starts_at": (now - timedelta(hours=1)).isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    made = await post(client, agent, kind="maintenance", impact=None, **span)
    assert (await page(client, agent))["maintenance"][0]["state"] == "in_progress"
    async with database.sessions() as session, session.begin():
        await session.execute(text("UPDATE status_posts SET ends_at = now() - interval '1 minute'"))
    assert [one["state"] for one in (await page(client, agent))["recent"]] == ["completed"]
    moved = await client.patch(f"/api/status/posts/{made['id']}", json={"title": "Another title"}, headers=agent | ANY)
    assert moved.json()["code"] == "post_ended"


async def test_a_post_is_worded_anew_and_stale_words_are_refused(client: httpx.AsyncClient, login: Login) -> None:
    agent = await login("agent.ph")
    made = await post(client, agent)
    path = f"/api/status/posts/{made['id']}"
    renamed = await client.patch(
        path, json={"title": "Mail is down", "impact": "down"}, headers=agent | {"If-Match": '"1"'}
    )
    assert (renamed.json()["title"], renamed.json()["version"]) == ("Mail is down", 2)
    stale = await client.patch(path, json={"title": "Mail is up"}, headers=agent | {"If-Match": '"1"'})
    assert stale.status_code == 412


async def test_me_too_counts_once_and_is_for_open_incidents(
    client: httpx.AsyncClient, login: Login, database: Database
) -> None:
    agent, reader = await login("agent.ph"), await login("user.ph")
    made = await post(client, agent)
    path = f"/api/status/posts/{made['id']}/me-too"
    for _ in range(2):
        assert (await client.put(path, headers=reader)).status_code == 204
    assert (await page(client, reader))["incidents"][0]["is_affected"] is True
    assert (await page(client, agent))["incidents"][0]["affected_count"] == 1
    async with database.reading() as session:
        rooms = await session.scalar(select(EventRow.live_rooms).where(EventRow.name == "status.joined"))
    assert rooms is not None
    assert "queue" in rooms
    assert "all" not in rooms
    assert (await client.delete(path, headers=reader)).status_code == 204
    assert (await page(client, agent))["incidents"][0]["affected_count"] == 0
    news = await post(client, agent, kind="announcement", impact=None)
    assert (await client.put(f"/api/status/posts/{news['id']}/me-too", headers=reader)).status_code == 404


async def test_who_is_affected_or_subscribed_is_mailed_once_in_their_language(
    client: httpx.AsyncClient, login: Login, database: Database, drain: Drain
) -> None:
    agent, reader, other = await login("agent.ph"), await login("user.ph"), await login("user.us")
    await client.patch("/api/auth/me", json={"locale": "zh-Hans"}, headers=reader)
    made = await post(client, agent)
    path = f"/api/status/posts/{made['id']}"
    await client.put(f"{path}/me-too", headers=reader)
    await client.put("/api/status/subscription", headers=reader)
    await client.put("/api/status/subscription", headers=other)
    assert (await page(client, reader))["is_subscribed"] is True
    await drain()
    await client.post(f"{path}/updates", json={"state": "resolved", "body": "Room made."}, headers=agent)
    await client.delete("/api/status/subscription", headers=other)
    await drain()
    async with database.reading() as session:
        mails = await session.execute(text("SELECT subject FROM deliveries WHERE template = 'status_update'"))
        subjects = sorted(row.subject for row in mails)
    assert set(subjects) == {
        "[We are looking into it] Mail is slow",
        "[已解决] Mail is slow",
        "[正在调查] Mail is slow",
    }
    assert len(subjects) == len(set(subjects))


async def test_the_ticket_behind_it_is_for_staff(client: httpx.AsyncClient, login: Login) -> None:
    agent, reader = await login("agent.ph"), await login("user.ph")
    ticket = (await client.post("/api/tickets", json=REPORT, headers=reader)).json()
    admin = await login("admin")
    made = await post(client, admin, ticket=ticket["number"])
    assert made["ticket_number"] == ticket["number"]
    assert (await page(client, agent))["incidents"][0]["ticket_number"] == ticket["number"]
    assert (await page(client, reader))["incidents"][0]["ticket_number"] is None


async def test_only_who_may_post_and_keep(client: httpx.AsyncClient, login: Login) -> None:
    reader, agent = await login("user.ph"), await login("agent.ph")
    assert (await client.post("/api/status/posts", json=INCIDENT, headers=reader)).status_code == 403
    assert (await client.post("/api/status/services", json={"name": "Mail"}, headers=agent)).status_code == 403
    admin = await login("admin")
    service = await add_service(client, admin)
    twice = await client.post("/api/status/services", json={"name": "Mail"}, headers=admin)
    assert (twice.status_code, twice.json()["code"]) == (409, "name_taken")
    off = await client.patch(f"/api/status/services/{service}", json={"is_active": False}, headers=admin | ANY)
    assert off.json()["is_active"] is False
    assert (await page(client, reader))["services"] == []


async def test_one_post_and_many_cost_equally_many_queries(
    client: httpx.AsyncClient, login: Login, database: Database
) -> None:
    agent = await login("agent.ph")
    await post(client, agent)
    with counted(database) as few:
        await page(client, agent)
    for number in range(10):
        await post(client, agent, title=f"Trouble number {number}")
    with counted(database) as many:
        await page(client, agent)
    assert len(many) == len(few)
