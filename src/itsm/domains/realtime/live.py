"""Live updates of one web process: its sockets, its gate and its place in the event log."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

import structlog

from itsm.domains.realtime.gate import LiveGate
from itsm.domains.realtime.tail import EventTail
from itsm.platform.socket.hub import SocketHub

if TYPE_CHECKING:
    from collections.abc import Collection

    from itsm.domains.realtime.ports import LivePorts
    from itsm.domains.realtime.queries import LiveRow

log = structlog.get_logger("itsm.realtime")

CHECK_SECONDS: Final = 2.0
STALE_SECONDS: Final = 4.0
"""No message leaves on authority older than this."""
WATCHES_PER_CHECK: Final = 40
_ENDS_SESSIONS: Final = frozenset({"session.revoked", "user.deactivated", "user.role_changed", "password.changed"})
_MOVES: Final = frozenset({"team", "team_id", "assignee", "assignee_id", "requester", "requester_id", "watchers"})


class LiveUpdates:
    """Everything live of this process. `app` is the ASGI application for `/socket.io`."""

    def __init__(self, ports: LivePorts, *, origins: Collection[str], host_names: Collection[str]) -> None:
        self.gate = LiveGate(ports, set_rooms=self._set_rooms, disconnect=self._disconnect)
        self.hub = SocketHub(self.gate, origins=origins, host_names=host_names)
        self.tail = EventTail(self.emit, self.hub.close)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def app(self) -> Any:
        """Return the ASGI application that answers `/socket.io`."""
        return self.hub.app

    def start(self) -> None:
        """Begin to follow the event log and to check sessions; needs the database of this process."""
        self._tasks = [asyncio.create_task(self.tail.run()), asyncio.create_task(self._check_for_ever())]

    async def stop(self) -> None:
        """Stop, and let go of every client."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await self.hub.close()

    async def emit(self, rows: list[LiveRow]) -> None:
        """Send a batch of events to the sockets of this process, each in order."""
        if any(row.name in _ENDS_SESSIONS for row in rows) or self._is_stale():
            await self.gate.check_sessions()
        # All questions come before the first message: a fault among them repeats none.
        moved = [row.subject_id for row in rows if not _MOVES.isdisjoint(row.payload.get("changed", ()))]
        for ticket_id in dict.fromkeys(moved):
            await self.gate.check_ticket(f"ticket:{ticket_id}")
        for row in rows:
            await self.hub.broadcast(row.type, {**row.payload, "cursor": str(row.cursor)}, row.rooms)

    def _is_stale(self) -> bool:
        return time.monotonic() - self.gate.checked_at > STALE_SECONDS

    async def _check_for_ever(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            try:
                await self.gate.check_sessions()
                await self.gate.check_oldest_watches(WATCHES_PER_CHECK)
                await self.hub.close_strangers()
            except Exception as fault:  # noqa: BLE001 - a database that is down is waited for
                log.warning("realtime.check_failed", error=f"{type(fault).__name__}: {fault}")

    async def _set_rooms(self, sid: str, rooms: frozenset[str]) -> None:
        await self.hub.set_rooms(sid, rooms)

    async def _disconnect(self, sid: str) -> None:
        await self.hub.disconnect(sid)
