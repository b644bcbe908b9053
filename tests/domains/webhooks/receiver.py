"""A real HTTP server on loopback that answers as a test asks and keeps what it was sent."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field


@dataclass
class Request:
    """One request as it came in."""

    target: str
    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """Answers with `statuses` in turn, the last one again and again; hangs up where it is 0."""

    statuses: list[int] = field(default_factory=lambda: [200])
    body: str = "thank you"
    got: list[Request] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        await self.start_on(0)

    async def start_on(self, port: int) -> None:
        """Listen on a port; 0: a free one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.got.append(Request(first.split()[1], headers, body.decode()))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if status:
            said = self.body.encode()
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(said)}\r\nConnection: close\r\n\r\n".encode())
            writer.write(said)
            await writer.drain()
        writer.close()
