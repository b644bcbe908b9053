"""Live: events reach who may hear them, and nobody whose authority has ended; on the served product."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from itsm.platform.db.engine import Database
from itsm.platform.http import health
from itsm.platform.settings import Settings
from tests.factories.world import PASSWORD
from tests.journeys.desk import Person
from tests.journeys.served import served
from tests.platform.socket.test_hub import Client, until

EFFECTIVE_SECONDS = 5
NEW_PASSWORD = "a purple tractor sings at noon 7"
REPORT = {
    "type": "incident",
    "category": "Hardware",
    "title": "Laptop does not start any more",
    "description": "It shows a black screen since this morning and the fan runs.",
    "business_impact": "I cannot process any purchase orders today.",
    "location": "Philippines",
    "confirm_duplicate": True,
}
SignIn = Callable[[str], Awaitable[Person]]


@pytest.fixture
async def address(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    async with served(settings, database) as at:
        yield at
    monkeypatch.setattr(health, "_draining", False)


@pytest.fixture
async def join(address: str) -> AsyncIterator[SignIn]:
    """Sign somebody in over real HTTP, with a cookie jar of their own."""
    opened: list[httpx.AsyncClient] = []

    async def sign_in(name: str) -> Person:
        http = httpx.AsyncClient(base_url=address, timeout=10)
        opened.append(http)
        answer = await http.post("/api/auth/login", json={"email": f"{name}@madison88.example", "password": PASSWORD})
        body = answer.json()
        headers = {"Authorization": f"Bearer {body['access_token']}"}
        return Person(http, headers, body["user"]["id"], body["user"]["name"])

    yield sign_in
    for http in opened:
        await http.aclose()


@pytest.fixture
async def listen(address: str) -> AsyncIterator[Callable[[Person], Awaitable[Client]]]:
    opened: list[Client] = []

    async def connect(who: Person) -> Client:
        client = Client(address)
        opened.append(client)
        await client.connect(who.headers["Authorization"].removeprefix("Bearer "), transports=["websocket"])
        return client

    yield connect
    for client in opened:
        await client.io.disconnect()


def heard(client: Client, ticket: dict[str, Any]) -> list[str]:
    return [name for name, payload in client.heard if payload.get("id") == ticket["id"] or ticket["id"] in str(payload)]


async def test_news_reaches_agents_and_requester_and_nobody_else(join: SignIn, listen: Any) -> None:
    ana, eve, bea, us = [await join(name) for name in ("user.ph", "user2.ph", "agent.ph", "agent.us")]
    sockets = {who: await listen(who) for who in (ana, eve, bea, us)}
    ticket = await ana.raises()
    await until(lambda: "ticket.created" in heard(sockets[bea], ticket))
    await until(lambda: "ticket.created" in heard(sockets[ana], ticket))
    version = next(payload for name, payload in sockets[bea].heard if name == "ticket.created")["version"]
    assert version == 1
    begun = await bea.post(f"/tickets/{ticket['id']}/assign", {"assignee_id": "me"})
    assert begun.status_code == 200
    await bea.moves(ticket["id"], "in_progress")
    await until(lambda: "ticket.updated" in heard(sockets[ana], ticket))
    assert heard(sockets[eve], ticket) == heard(sockets[us], ticket) == []


async def test_an_internal_note_never_reaches_the_requesters_socket_or_polling(join: SignIn, listen: Any) -> None:
    ana, bea = await join("user.ph"), await join("agent.ph")
    ticket = await ana.raises()
    hers, his = await listen(ana), await listen(bea)
    for client in (hers, his):
        assert (await client.io.call("ticket.watch", {"id": ticket["id"]}))["ok"]
    start = (await ana.get("/events")).json()["next_cursor"]
    his_start = (await bea.get("/events")).json()["next_cursor"]
    path = f"/tickets/{ticket['id']}/comments"
    note = (await bea.post(path, {"body": "canary-note", "is_internal": True})).json()
    reply = (await bea.post(path, {"body": "We look at it.", "is_internal": False})).json()
    await until(lambda: reply["id"] in str(hers.heard))
    await until(lambda: note["id"] in str(his.heard))
    assert note["id"] not in str(hers.heard)
    assert "canary" not in str(hers.heard)

    polled = (await ana.get(f"/events?after={start}")).json()
    assert (polled["reset"], reply["id"] in str(polled["items"])) == (False, True)
    assert note["id"] not in str(polled["items"])
    assert note["id"] in (await bea.get(f"/events?after={his_start}")).text
    rest = (await ana.get(f"/events?after={polled['next_cursor']}")).json()
    assert rest["items"] == []


async def signed_out(admin: Person, who: Person) -> None:
    csrf = who.http.cookies.get("itsm_csrf") or ""
    answer = await who.http.post("/api/auth/logout", headers={"X-CSRF-Token": csrf})
    assert answer.status_code == 204, answer.text


async def deactivated(admin: Person, who: Person) -> None:
    answer = await admin.post(f"/users/{who.id}/deactivate")
    assert answer.status_code == 200, answer.text


async def changed_elsewhere(admin: Person, who: Person) -> None:
    """The password is changed in another session of the same person."""
    base = str(who.http.base_url)
    async with httpx.AsyncClient(base_url=base) as other:
        credentials = {"email": "user.ph@madison88.example", "password": PASSWORD}
        token = (await other.post("/api/auth/login", json=credentials)).json()["access_token"]
        body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
        headers = {"Authorization": f"Bearer {token}"}
        answer = await other.post("/api/auth/password/change", json=body, headers=headers)
        assert answer.status_code == 204, answer.text


async def given_another_role(admin: Person, who: Person) -> None:
    path, headers = f"/api/users/{who.id}", admin.headers | {"If-Match": "*"}
    answer = await admin.http.patch(path, json={"role": "it_agent"}, headers=headers)
    assert answer.status_code == 200, answer.text


@pytest.mark.slow
@pytest.mark.parametrize("end", [deactivated, changed_elsewhere, given_another_role], ids=lambda end: end.__name__)
async def test_tokens_links_refresh_and_sockets_are_refused_within_five_seconds(
    join: SignIn, listen: Any, end: Any
) -> None:
    """S05 over the served product: every proof of identity that was handed out before, each by itself."""
    admin, ana = await join("admin"), await join("user.ph")
    socket = await listen(ana)
    wanted = {"name": "Script", "scopes": ["tickets:read"], "expires_in_days": 1}
    token = (await ana.post("/auth/tokens", wanted)).json()["token"]
    ticket = (await ana.post("/tickets", REPORT)).json()
    path = f"/api/tickets/{ticket['id']}/attachments"
    file = await ana.http.post(path, files={"file": ("a.txt", b"hello")}, headers=ana.headers)
    link = (await ana.post(f"/tickets/{ticket['id']}/attachments/{file.json()['id']}/link")).json()["url"]
    bearer = {"Authorization": f"Bearer {token}"}

    async def answers() -> list[int]:
        csrf = ana.http.cookies.get("itsm_csrf") or "none"
        return [
            (await ana.get("/auth/me")).status_code,
            (await ana.http.get("/api/tickets", headers=bearer)).status_code,
            (await ana.http.get(link)).status_code,
            (await ana.http.post("/api/auth/refresh", headers={"X-CSRF-Token": csrf})).status_code,
        ]

    assert await answers() == [200, 200, 200, 200]
    began = time.monotonic()
    await end(admin, ana)
    while await answers() != [401, 401, 404, 401] or socket.io.connected:
        assert time.monotonic() - began < EFFECTIVE_SECONDS
        await asyncio.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize("end", [signed_out, deactivated, changed_elsewhere], ids=lambda end: end.__name__)
async def test_ended_authority_is_refused_within_five_seconds(join: SignIn, listen: Any, end: Any) -> None:
    """CVE-2026-78357: tokens lived on for hours; CVE-2026-59219: sockets lived on for ever."""
    admin, ana = await join("admin"), await join("user.ph")
    socket = await listen(ana)
    assert (await ana.get("/auth/me")).status_code == 200
    began = time.monotonic()
    await end(admin, ana)
    while (await ana.get("/auth/me")).status_code != 401 or socket.io.connected:
        assert time.monotonic() - began < EFFECTIVE_SECONDS
        await asyncio.sleep(0.05)
    csrf = ana.http.cookies.get("itsm_csrf") or "none"
    refreshed = await ana.http.post("/api/auth/refresh", headers={"X-CSRF-Token": csrf})
    assert refreshed.status_code in {401, 403}
    assert (await ana.post("/tickets", {})).status_code == 401
