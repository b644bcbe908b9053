"""The live connections of this web process and the rooms they are in."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import socketio
import structlog
from engineio import packet as engine_packet
from socketio import packet as socket_packet

from itsm.platform import jsonio
from itsm.platform.socket.guarded import GuardedServer
from itsm.platform.telemetry.metrics import set_sockets

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable

    from itsm.platform.socket.port import SocketGate

log = structlog.get_logger("itsm.socket")

NAMESPACE: Final = "/"
CLIENT_EVENTS: Final = ("ticket.watch", "ticket.unwatch")
MAX_TOKEN_CHARS: Final = 4_096
MAX_UNREAD_PACKETS: Final = 1_000
"""Packets waiting for one client; beyond, it is cut off and fetches what it missed."""
SIGN_IN_SECONDS: Final = 10.0
_BREATH: Final = 250
"""Connections served before other work of the process gets a turn."""


class _Json:
    """The serialiser of all packets, for UUIDs and times in payloads."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return jsonio.dumps_text(value)

    @staticmethod
    def loads(raw: str | bytes, **_: Any) -> Any:
        return jsonio.loads(raw)


class SocketHub:
    """Accepts connections that its gate admits and sends messages to rooms.

    `origins`: the origins whose pages may connect; a page served by one of `host_names` may too.
    Callers without an Origin (programs, not browsers) still need a token.
    """

    def __init__(self, gate: SocketGate, *, origins: Collection[str], host_names: Collection[str]) -> None:
        self._gate = gate
        self._origins = frozenset(origins)
        self._host_names = frozenset(host_names)
        self._signed_in: dict[str, str] = {}
        self._server = GuardedServer(
            async_mode="asgi",
            cors_allowed_origins=self._is_allowed_origin,
            serializer="default",
            json=_Json,
            ping_interval=25,
            ping_timeout=20,
            http_compression=False,
            logger=False,
            engineio_logger=False,
        )
        self._server.on("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        for event in CLIENT_EVENTS:
            self._server.on(event, self._receiver(event))
        self.app = socketio.ASGIApp(self._server, socketio_path="socket.io")
        """ASGI application, to be mounted where it sees the path `/socket.io`."""

    @property
    def count(self) -> int:
        """Return how many connections are open and signed in."""
        return len(self._signed_in)

    async def broadcast(self, event: str, payload: dict[str, Any], rooms: Iterable[str]) -> None:
        """Send `event` once to every connection in any of `rooms`.

        The packet is encoded once and put straight into each connection's queue; its own writer takes
        it from there. A connection that does not read holds up nobody and is cut off.
        """
        packet = self._encode(event, payload)
        slow: list[str] = []
        for number, eio_sid in enumerate(self._members(rooms), 1):
            if not self._enqueue(eio_sid, packet):
                slow.append(eio_sid)
            if number % _BREATH == 0:
                await asyncio.sleep(0)
        for eio_sid in slow:
            await self._server.cut(eio_sid)

    async def set_rooms(self, sid: str, rooms: frozenset[str]) -> None:
        """Put a signed-in connection into exactly these rooms."""
        if sid not in self._signed_in:
            return
        present = {room for room in self._server.rooms(sid) if room != sid}
        for room in present - rooms:
            await self._server.leave_room(sid, room)
        for room in rooms - present:
            await self._server.enter_room(sid, room)

    async def disconnect(self, sid: str) -> None:
        """End a connection, its transport included."""
        if eio_sid := self._signed_in.get(sid):
            await self._server.cut(eio_sid)

    async def close_strangers(self) -> int:
        """End connections that did not sign in within `SIGN_IN_SECONDS`; return how many."""
        deadline = time.monotonic() - SIGN_IN_SECONDS
        known = set(self._signed_in.values())
        late = [e for e, since in self._server.opened_at.items() if since < deadline and e not in known]
        for eio_sid in late:
            await self._server.cut(eio_sid)
        return len(late)

    async def close(self) -> None:
        """End every connection; clients come back by themselves, each after its own random delay."""
        for eio_sid in list(self._server.opened_at):
            await self._server.cut(eio_sid)

    def _encode(self, event: str, payload: dict[str, Any]) -> engine_packet.Packet:
        encoded = self._server.packet_class(
            socket_packet.EVENT, namespace=NAMESPACE, data=[event, payload], binary=False
        ).encode()
        return engine_packet.Packet(engine_packet.MESSAGE, encoded)

    def _members(self, rooms: Iterable[str]) -> set[str]:
        manager = self._server.manager
        return {eio_sid for room in rooms for _, eio_sid in manager.get_participants(NAMESPACE, room)}

    def _enqueue(self, eio_sid: str, packet: engine_packet.Packet) -> bool:
        connection = self._server.eio.sockets.get(eio_sid)
        if connection is None or connection.closed:
            return True
        if connection.queue.qsize() >= MAX_UNREAD_PACKETS:
            return False
        connection.queue.put_nowait(packet)
        return True

    async def _connect(self, sid: str, _environ: dict[str, Any], auth: Any = None) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        rooms = None
        if isinstance(token, str) and len(token) <= MAX_TOKEN_CHARS:
            rooms = await self._admit(sid, token)
        if rooms is None:
            raise socketio.exceptions.ConnectionRefusedError("unauthorized")
        self._signed_in[sid] = self._server.manager.eio_sid_from_sid(sid, NAMESPACE)
        set_sockets(self.count)
        for room in rooms:
            await self._server.enter_room(sid, room)

    async def _admit(self, sid: str, token: str) -> frozenset[str] | None:
        """Ask the gate. Its faults end the transport, so that the client comes back by itself."""
        try:
            return await self._gate.admit(sid, token)
        except Exception:
            log.exception("socket.gate_failed")
            raise

    async def _disconnect(self, sid: str, _reason: str = "") -> None:
        self._signed_in.pop(sid, None)
        set_sockets(self.count)
        self._gate.gone(sid)

    def _receiver(self, event: str) -> Callable[..., Awaitable[dict[str, Any]]]:
        async def receive(sid: str, data: Any = None, *_more: Any) -> dict[str, Any]:
            return await self._gate.receive(sid, event, data)

        return receive

    def _is_allowed_origin(self, origin: str | None, environ: dict[str, Any]) -> bool:
        if not origin or origin in self._origins:
            return True
        page, asked = urlsplit(origin), environ.get("HTTP_HOST", "")
        return page.netloc == asked and page.hostname in self._host_names
