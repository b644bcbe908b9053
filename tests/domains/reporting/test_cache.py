"""Counted panels in a real Redis: shared, renewed by events, counted once for all who ask at once."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from itsm.domains.reporting.service.cached import KEPT_SECONDS, Kept, cache_counts, read_kept
from itsm.entrypoints.local.redis import EmbeddedRedis
from itsm.platform.cache.redis import RedisPort, set_redis
from tests.conftest import Login
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

PANEL = "/api/dashboard/panels/now"


@pytest.fixture
async def _redis() -> AsyncIterator[None]:
    with tempfile.TemporaryDirectory(prefix="itsm-redis-") as home:
        server = EmbeddedRedis(Path(home))
        port = RedisPort(await asyncio.to_thread(server.start))
        set_redis(port)
        yield
        set_redis(RedisPort(""))
        await port.close()
        await asyncio.to_thread(server.stop)


def first(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["rows"][0]["cells"][0]["count"])


@pytest.mark.usefixtures("_redis")
async def test_a_panel_is_counted_once_until_something_happens(
    client: httpx.AsyncClient, login: Login, world: World
) -> None:
    manager, other = await login("manager.ph"), await login("admin")
    answers = [await client.get(PANEL, headers=headers) for headers in (manager, manager)]
    assert [first(answer) for answer in answers] == [0, 0]
    assert answers[0].json()["as_of"] == answers[1].json()["as_of"]
    assert await cache_counts() == {"hits": 1, "misses": 1, "joined": 0}
    await raise_ticket(world.actor("user.ph"))
    seen = 0
    # What took long to count is kept for ten times as long: on a slow machine that may be a moment.
    async with asyncio.timeout(20):
        while seen == 0:
            seen = first(await client.get(PANEL, headers=manager))
    assert seen == 1
    # Zones and reach are part of the question.
    assert first(await client.get(PANEL, headers=await login("agent.us"))) == 0
    assert first(await client.get(PANEL, headers=other)) == 1


@pytest.mark.usefixtures("_redis")
async def test_who_asks_at_once_shares_one_count(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("manager.ph")
    answers = await asyncio.gather(*(client.get(PANEL, headers=headers) for _ in range(12)))
    assert {first(answer) for answer in answers} == {0}
    counts = await cache_counts()
    assert counts["misses"] == 1
    assert counts["hits"] + counts["joined"] == 11


async def test_without_redis_every_question_is_counted(client: httpx.AsyncClient, login: Login, world: World) -> None:
    headers = await login("manager.ph")
    assert first(await client.get(PANEL, headers=headers)) == 0
    await raise_ticket(world.actor("user.ph"))
    assert first(await client.get(PANEL, headers=headers)) == 1


def test_how_long_a_count_is_good() -> None:
    kept = Kept(at=1_000.0, took=0.2, mark="7.1.8", body=b"{}")
    assert read_kept(kept.written()) == kept
    assert kept.is_good("7.1.8", 1_000 + KEPT_SECONDS - 1)
    assert not kept.is_good("7.1.8", 1_000 + KEPT_SECONDS)
    assert kept.is_good("9.9.9", 1_001.9)
    assert not kept.is_good("9.9.9", 1_002.1)
    assert [read_kept(stored) for stored in (None, b"", b"1 2\n{}", b"a b c\n")] == [None] * 4
