"""A Socket.IO connection over WebSocket that costs next to nothing: one protocol object, no tasks, no timers.

It speaks as much of RFC 6455, Engine.IO 4 and Socket.IO 5 as the product's server sends: short text frames. Ten
thousand clients of a library would be measured instead of the server.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
from typing import Any, Final

_FIN_TEXT, _FIN_CLOSE, _FIN_PING, _FIN_PONG = 0x81, 0x88, 0x89, 0x8A
_SHORT, _TWO_BYTES = 126, 126
_MASK: Final = b"\0\0\0\0"  # masked as a client must, with a key that changes nothing
JOIN_SECONDS: Final = 30.0


class LiveSocket(asyncio.Protocol):
    """One connection of the bearer of `token`; may be connected again once it has ended."""

    __slots__ = ("_buffer", "_is_upgraded", "_joined", "_transport", "ended", "heard", "is_joined", "token")

    def __init__(self, token: str) -> None:
        self.token = token
        self.is_joined = False
        self.ended = asyncio.Event()
        self.heard: dict[str, float] = {}
        """When each change was first heard of (perf_counter), by "ticket id/version"."""
        self._buffer = b""
        self._is_upgraded = False
        self._transport: Any = None
        self._joined: asyncio.Future[bool] | None = None

    async def connect(self, port: int) -> bool:
        """Connect and sign in; tell whether that went well.

        Raises OSError where nobody listens, TimeoutError where the server does not answer in time.
        """
        loop = asyncio.get_running_loop()
        self._buffer, self._is_upgraded, self.is_joined = b"", False, False
        self.ended.clear()
        self._joined = loop.create_future()
        await loop.create_connection(lambda: self, "127.0.0.1", port)
        async with asyncio.timeout(JOIN_SECONDS):
            return await self._joined

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade to WebSocket."""
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            (
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol has it
        """Tell who waits."""
        self._settle(is_in=False)
        self.ended.set()

    def data_received(self, data: bytes) -> None:
        """Take what came, frame by frame."""
        self._buffer += data
        if not self._is_upgraded and not self._upgrade():
            return
        while (frame := self._next_frame()) is not None:
            self._take(*frame)

    def _upgrade(self) -> bool:
        """Leave the answer to the handshake behind; False while it is not whole, or was a refusal."""
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return False
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self._transport.close()
            return False
        self._buffer, self._is_upgraded = rest, True
        return True

    def _next_frame(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        length, start = buffer[1] & 0x7F, 2
        if length >= _SHORT:
            start = 4 if length == _TWO_BYTES else 10
            if len(buffer) < start:
                return None
            length = int.from_bytes(buffer[2:start], "big")
        if len(buffer) < start + length:
            return None
        self._buffer = buffer[start + length :]
        return buffer[0], buffer[start : start + length]

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _FIN_PING:
            self._send(_FIN_PONG, body)
        elif kind == _FIN_CLOSE:
            self._transport.close()
        elif kind == _FIN_TEXT:
            self._hear(body)

    def _hear(self, body: bytes) -> None:
        if body == b"2":
            self._send(_FIN_TEXT, b"3")
        elif body.startswith(b"0"):
            self._send(_FIN_TEXT, b"40" + json.dumps({"token": self.token}).encode())
        elif body.startswith(b"40"):
            self._settle(is_in=True)
        elif body.startswith(b"44"):
            self._transport.close()
        elif body.startswith(b"42"):
            self._note(body[2:])

    def _note(self, message: bytes) -> None:
        payload = json.loads(message)[1]
        if "version" in payload:
            self.heard.setdefault(f"{payload['id']}/{payload['version']}", time.perf_counter())

    def _settle(self, *, is_in: bool) -> None:
        self.is_joined = is_in
        if self._joined is not None and not self._joined.done():
            self._joined.set_result(is_in)

    def _send(self, kind: int, body: bytes) -> None:
        is_short = len(body) < _SHORT
        length = bytes([0x80 | len(body)]) if is_short else bytes([0x80 | _TWO_BYTES]) + len(body).to_bytes(2, "big")
        self._transport.write(bytes([kind]) + length + _MASK + body)
