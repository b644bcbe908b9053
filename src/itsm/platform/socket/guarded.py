"""The Socket.IO server with limits that the library leaves open.

Refused, by closing the connection: binary packets (their attachments are collected without bound),
packets that cannot be read, and more packets than a browser of ours ever sends. A packet is at most
`MAX_PACKET_BYTES`. Errors carry no text: a socket error once printed a server's client table
(CVE-2026-102489).
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, Final

import socketio
import structlog

from itsm.platform.socket.bucket import TokenBucket

log = structlog.get_logger("itsm.socket")

MAX_PACKET_BYTES: Final = 16_384
PACKET_BURST: Final = 80
"""A browser that comes back re-watches every open ticket at once."""
PACKETS_PER_SECOND: Final = 5.0
_TEXT_PACKETS: Final = ("0", "1", "2", "3")
"""Socket.IO's CONNECT, DISCONNECT, EVENT and ACK."""


class GuardedServer(socketio.AsyncServer):  # type: ignore[misc]  # the library is untyped
    """An `AsyncServer` that closes connections which misbehave."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_http_buffer_size=MAX_PACKET_BYTES, async_handlers=False, **options)
        self._buckets: dict[str, TokenBucket] = {}
        self.opened_at: dict[str, float] = {}
        """Monotonic seconds at which each Engine.IO connection began, signed in or not."""

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        self._buckets[eio_sid] = TokenBucket(PACKET_BURST, PACKETS_PER_SECOND)
        self.opened_at[eio_sid] = time.monotonic()
        await super()._handle_eio_connect(eio_sid, environ)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        bucket = self._buckets.get(eio_sid)
        if bucket is None or not bucket.take():
            return await self._expel(eio_sid, "too many packets")
        if not isinstance(data, str) or not data.startswith(_TEXT_PACKETS):
            return await self._expel(eio_sid, "a packet of a refused kind")
        try:
            await super()._handle_eio_message(eio_sid, data)
        except Exception as error:  # noqa: BLE001 - whatever a hostile packet provokes
            await self._expel(eio_sid, type(error).__name__)
        return None

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        self._buckets.pop(eio_sid, None)
        self.opened_at.pop(eio_sid, None)
        await super()._handle_eio_disconnect(eio_sid, reason)

    async def _expel(self, eio_sid: str, reason: str) -> None:
        log.info("socket.expelled", reason=reason)
        await self.cut(eio_sid)

    async def cut(self, eio_sid: str) -> None:
        """End a connection now, without waiting for what is unsent.

        The library's own `disconnect` waits until the client has read everything: a client that
        does not read would keep its caller waiting for ever.
        """
        connection = self.eio.sockets.pop(eio_sid, None)
        if connection is None:
            return
        await connection.close(wait=False, abort=True)
        with contextlib.suppress(asyncio.QueueEmpty):
            while True:
                connection.queue.get_nowait()
        # The library's sign for the writer to stop and close the transport.
        connection.queue.put_nowait(None)
