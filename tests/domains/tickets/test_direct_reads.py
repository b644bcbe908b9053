"""The short way to the most asked answers: the same answers, refusals and headers as the ordinary way."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from itsm.platform.db.engine import Database
from itsm.platform.settings import Settings
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

UNKNOWN = "019a0000-0000-7000-8000-000000000000"
PATHS = (
    "/api/tickets",
    "/api/tickets?limit=2&view=queue&sort=-created_at",
    "/api/tickets?limit=0",
    "/api/tickets?sort=taste",
    "/api/tickets?cursor=x",
    "/api/tickets?status=open",
    "/api/tickets?category=Hardware&q=laptop&fields=title,team",
    "/api/tickets/{id}",
    "/api/tickets/{number}",
    "/api/tickets/{id}/timeline",
    "/api/tickets/{number}/timeline",
    f"/api/tickets/{UNKNOWN}",
    f"/api/tickets/{UNKNOWN}/timeline",
    "/api/tickets/TKT-1999-000001",
)
# Of their own for every answer: the request's id, and what is left of a clock at this very second.
_OWN = {"x-request-id", "content-length"}


@pytest.fixture
async def ordinary(
    client: httpx.AsyncClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the same application without the short way."""
    from itsm.wiring import app

    monkeypatch.setattr(app, "DIRECT_READS", ())
    transport = httpx.ASGITransport(app.create_app(settings), raise_app_exceptions=False, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        yield http


@pytest.mark.parametrize("name", ["manager.ph", "agent.ph", "user.ph", "user.id", None])
async def test_both_ways_answer_alike(
    client: httpx.AsyncClient, ordinary: httpx.AsyncClient, login: Login, world: World, name: str | None
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    headers = {"Origin": "http://testserver"} | (await login(name) if name else {})
    for path in PATHS:
        asked = path.format(id=made.id, number=made.number)
        short, long = await client.get(asked, headers=headers), await ordinary.get(asked, headers=headers)
        assert short.status_code == long.status_code, asked
        assert _body(short) == _body(long), asked
        assert _headers(short) == _headers(long), asked
        if tag := short.headers.get("etag"):
            again = await client.get(asked, headers=headers | {"If-None-Match": tag})
            assert (again.status_code, again.content) == (304, b""), asked


async def test_other_methods_and_spellings_take_the_ordinary_way(
    client: httpx.AsyncClient, login: Login, world: World, database: Database
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    headers = await login("manager.ph")
    assert (await client.get(f"/api/tickets/{str(made.id).upper()}", headers=headers)).status_code == 200
    assert (await client.get(f"/api/tickets/{made.number.lower()}", headers=headers)).status_code == 200
    only = await client.get(f"/api/tickets/{made.id}?fields=title", headers=headers)
    assert set(only.json()) == {"id", "title"}
    assert (await client.get(f"/api/tickets/{made.id}/timeline?limit=0", headers=headers)).status_code == 422
    assert (await client.put("/api/tickets", headers=headers)).status_code == 405
    assert (await client.get("/api/tickets/duplicates", headers=headers)).status_code == 200


async def test_a_bug_is_answered_as_one(
    client: httpx.AsyncClient, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    from itsm.domains.tickets.routes import reading

    def broken(*_: object) -> None:
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr(reading, "build_filter", broken)
    answer = await client.get("/api/tickets", headers=await login("manager.ph"))
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal_error"
    assert "secret" not in answer.text


def _body(answer: httpx.Response) -> object:
    body = answer.json()
    body.pop("request_id", None)
    for clock in ("response", "resolution"):
        if isinstance((body.get("sla") or {}).get(clock), dict):
            body["sla"][clock].pop("remaining_seconds", None)
    return json.dumps(body)


def _headers(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in _OWN}
