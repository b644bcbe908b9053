"""A proxy on loopback that makes a connection slow, narrow, broken or silent."""

from __future__ import annotations

import asyncio
import random
import threading
from dataclasses import dataclass, field
from typing import Self

CHUNK = 16_384
HALF_OPEN = "half-open"
DOWN = "down"
_STEP_SECONDS = 0.05


@dataclass
class Toxics:
    """What is done to the bytes between here and a port. May be changed at any time.

    `delay_seconds` holds each piece back; `reset_share` breaks the connection with that chance at a piece of the
    client's; `bytes_per_second` narrows the way to the server; `mode` HALF_OPEN passes nothing on and answers nothing,
    DOWN closes at once.
    """

    target: tuple[str, int]
    delay_seconds: float = 0
    reset_share: float = 0
    bytes_per_second: int = 0
    mode: str = ""
    port: int = 0
    passed: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None
    _links: set[asyncio.Task[None]] = field(default_factory=set)

    def __enter__(self) -> Self:
        """Listen on a free port."""
        listening = threading.Event()

        def run() -> None:
            asyncio.set_event_loop(self._loop)
            server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", self.port))
            self.port = server.sockets[0].getsockname()[1]
            listening.set()
            self._loop.run_forever()

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        listening.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening and drop every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(10)

    def cure(self) -> None:
        """Pass everything on as it is."""
        self.delay_seconds, self.reset_share, self.bytes_per_second, self.mode = 0, 0, 0, ""

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.mode == DOWN:
            writer.transport.abort()
            return
        try:
            onward, back = await asyncio.open_connection(*self.target)
        except OSError:
            writer.transport.abort()
            return
        ways = [self._pass(reader, back, is_out=True), self._pass(onward, writer, is_out=False)]
        tasks = {asyncio.ensure_future(way) for way in ways}
        self._links |= tasks
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        self._links -= tasks
        writer.transport.abort()
        back.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_out: bool) -> None:
        while data := await reader.read(CHUNK):
            while self.mode == HALF_OPEN:  # noqa: ASYNC110 - set from another thread
                await asyncio.sleep(_STEP_SECONDS)
            if self.mode == DOWN or (is_out and random.random() < self.reset_share):
                return
            if self.delay_seconds:
                await asyncio.sleep(self.delay_seconds)
            if self.bytes_per_second:
                await asyncio.sleep(len(data) / self.bytes_per_second)
            self.passed += len(data)
            writer.write(data)
            await writer.drain()
