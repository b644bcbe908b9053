"""Who is connected to this process, with what authority, and what each may hear."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.realtime.rooms import rooms_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from itsm.domains.realtime.ports import LivePorts
    from itsm.platform.actor import Actor

MAX_SOCKETS_PER_SESSION: Final = 30
MAX_WATCHES: Final = 60
MAX_KEY_CHARS: Final = 40
"""A ticket's id has 36 characters, its number fewer."""


@dataclass(slots=True)
class _Watch:
    rooms: frozenset[str]
    checked_at: float


@dataclass(slots=True)
class _Connection:
    actor: Actor
    session_id: UUID
    watches: dict[str, _Watch] = field(default_factory=dict)

    def rooms(self) -> frozenset[str]:
        return rooms_of(self.actor).union(*(watch.rooms for watch in self.watches.values()))


class LiveGate:
    """Admits sockets and keeps their rooms true; implements the hub's `SocketGate`.

    `set_rooms` and `disconnect` are the hub's.
    """

    def __init__(
        self,
        ports: LivePorts,
        *,
        set_rooms: Callable[[str, frozenset[str]], Awaitable[None]],
        disconnect: Callable[[str], Awaitable[None]],
    ) -> None:
        self._ports = ports
        self._set_rooms = set_rooms
        self._disconnect = disconnect
        self._connections: dict[str, _Connection] = {}
        self.checked_at = time.monotonic()
        """When every session here was last known to stand (monotonic seconds)."""

    async def admit(self, sid: str, token: str) -> frozenset[str] | None:
        """Return the rooms of the token's person, or None to refuse the socket."""
        actor = await self._ports.actor_of_token(token)
        if actor is None or actor.session_id is None or self._count(actor.session_id) >= MAX_SOCKETS_PER_SESSION:
            return None
        self._connections[sid] = _Connection(actor, actor.session_id)
        return rooms_of(actor)

    async def receive(self, sid: str, event: str, data: Any) -> dict[str, Any]:
        """Handle `ticket.watch` and `ticket.unwatch` `{id}`; unknown and unseen tickets answer alike."""
        connection = self._connections.get(sid)
        key = data.get("id") if isinstance(data, dict) else None
        if connection is None or not isinstance(key, str) or not 0 < len(key) <= MAX_KEY_CHARS:
            return {"ok": False, "code": "bad_request"}
        if event == "ticket.unwatch":
            connection.watches.pop(key, None)
        elif not await self._watch(connection, key):
            return {"ok": False, "code": "not_found"}
        if sid in self._connections:
            await self._set_rooms(sid, connection.rooms())
        return {"ok": True}

    def gone(self, sid: str) -> None:
        """Forget a socket that has ended."""
        self._connections.pop(sid, None)

    async def check_sessions(self) -> None:
        """Cut off every socket whose session has ended; move the others to the rooms of what they are now."""
        started = time.monotonic()
        asked = {connection.session_id: connection.actor for connection in self._connections.values()}
        actors = await self._ports.actors_now(asked.values()) if asked else {}
        for sid, connection in list(self._connections.items()):
            if connection.session_id not in asked:
                continue
            actor = actors.get(connection.session_id)
            if actor is None or actor.id != connection.actor.id:
                self.gone(sid)
                await self._disconnect(sid)
            elif _authority(actor) != _authority(connection.actor):
                connection.actor = actor
                await self._check_watches(sid, connection, list(connection.watches))
        self.checked_at = started

    async def check_ticket(self, room: str) -> None:
        """Ask again who may hear of the ticket whose room this is: it has moved."""
        for sid, connection in list(self._connections.items()):
            keys = [key for key, watch in connection.watches.items() if room in watch.rooms]
            if keys:
                await self._check_watches(sid, connection, keys)

    async def check_oldest_watches(self, count: int) -> None:
        """Ask again about the watches that were not asked about for longest."""
        watches = [
            (watch.checked_at, sid, key)
            for sid, connection in self._connections.items()
            for key, watch in connection.watches.items()
        ]
        for _, sid, key in sorted(watches)[:count]:
            if connection := self._connections.get(sid):
                await self._check_watches(sid, connection, [key])

    async def _watch(self, connection: _Connection, key: str) -> bool:
        if key not in connection.watches and len(connection.watches) >= MAX_WATCHES:
            return False
        rooms = frozenset(await self._ports.ticket_rooms(connection.actor, key))
        if rooms:
            connection.watches[key] = _Watch(rooms, time.monotonic())
        return bool(rooms)

    async def _check_watches(self, sid: str, connection: _Connection, keys: list[str]) -> None:
        for key in keys:
            if not await self._watch(connection, key):
                connection.watches.pop(key, None)
        if sid in self._connections:
            await self._set_rooms(sid, connection.rooms())

    def _count(self, session_id: UUID) -> int:
        return sum(connection.session_id == session_id for connection in self._connections.values())


def _authority(actor: Actor) -> tuple[Any, ...]:
    return actor.role, actor.permissions, actor.team_ids
