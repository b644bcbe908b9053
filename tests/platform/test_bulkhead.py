"""Costly requests are bounded: two at once, one waits, the others are told to come back; places are given back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse

from itsm.platform.http.bulkhead import Bulkhead
from itsm.platform.http.problems import install_problem_handlers


class Slow:
    """An application with one bounded route that streams until it is let go."""

    def __init__(self, patience_seconds: float) -> None:
        self.go_on = asyncio.Event()
        self.inside = self.most = 0
        self.app = FastAPI()
        install_problem_handlers(self.app)
        places = Bulkhead(at_once=2, waiting=1, patience_seconds=patience_seconds)

        @self.app.get("/slow", dependencies=[Depends(places)])
        async def slow() -> StreamingResponse:
            return StreamingResponse(self._stream())

    async def _stream(self) -> AsyncIterator[bytes]:
        self.inside += 1
        self.most = max(self.most, self.inside)
        await self.go_on.wait()
        self.inside -= 1
        yield b"done"

    def client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://testserver")


@pytest.mark.asvs("15.2.2")
async def test_what_is_too_much_is_refused_at_once_and_the_rest_is_answered_in_turn() -> None:
    slow = Slow(patience_seconds=30)
    async with slow.client() as client:
        asked = [asyncio.create_task(client.get("/slow")) for _ in range(6)]
        refused, under_way = await asyncio.wait(asked, timeout=1)
        assert [one.result().status_code for one in refused] == [503] * 3
        assert all(one.result().headers["retry-after"] == "5" for one in refused)
        slow.go_on.set()
        assert [answer.status_code for answer in await asyncio.gather(*under_way)] == [200] * 3
        assert slow.most == 2, "the place is held until the answer is sent"
        assert (await client.get("/slow")).status_code == 200


async def test_who_waits_too_long_is_told_so_and_takes_no_place_with_them() -> None:
    slow = Slow(patience_seconds=0.1)
    async with slow.client() as client:
        held = [asyncio.create_task(client.get("/slow")) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert (await client.get("/slow")).status_code == 503
        slow.go_on.set()
        assert [answer.status_code for answer in await asyncio.gather(*held)] == [200, 200]
        assert (await client.get("/slow")).status_code == 200
