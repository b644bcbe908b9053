"""Follows the event log: every web process reads it for its own sockets.

Wakes at a commit of this process, at a message of another (Redis), else every `POLL_SECONDS`. A database that
is down is waited for; a log that went backwards (a restored database) is noticed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog

from itsm.domains.realtime.queries import LiveRow, head, rows_after
from itsm.platform.db.engine import get_database
from itsm.platform.jobs.signals import Listener

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from itsm.domains.realtime.cursor import Cursor

log = structlog.get_logger("itsm.realtime")

POLL_SECONDS: Final = 0.3
SOON_SECONDS: Final = 0.03
"""After a wake-up that found nothing: an older transaction is about to end."""
SOON_TRIES: Final = 5
FAULT_SECONDS: Final = 1.0
BATCH: Final = 500


class EventTail:
    """Gives `emit` every live event after the moment it began, in order, once, in batches.

    `lost` is called when the log turns out to be another one: what was missed cannot be known.
    """

    def __init__(self, emit: Callable[[list[LiveRow]], Awaitable[None]], lost: Callable[[], Awaitable[None]]) -> None:
        self._emit = emit
        self._lost = lost
        self._cursor: Cursor | None = None
        self._has_fault = False
        self._soon = 0

    async def run(self) -> None:
        """Follow the log until cancelled."""
        listener = Listener()
        try:
            while True:
                pause = await self._turn()
                if pause and await listener.wait(pause):
                    self._soon = SOON_TRIES
        finally:
            listener.close()

    async def _turn(self) -> float:
        """Read and emit once; return the seconds to wait for a wake-up before the next time."""
        try:
            count = await self.step()
        except asyncio.CancelledError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever a dying database raises
            if not self._has_fault:
                log.warning("realtime.tail_interrupted", error=f"{type(fault).__name__}: {fault}")
            self._has_fault = True
            return FAULT_SECONDS
        if count:
            self._soon = 0
            return 0.0 if count == BATCH else SOON_SECONDS
        if self._soon:
            self._soon -= 1
            return SOON_SECONDS
        return POLL_SECONDS

    async def step(self) -> int:
        """Read one batch, emit it and remember the place; return how many events it held."""
        async with get_database().reading() as session:
            if self._cursor is None:
                self._cursor = await head(session)
            if self._has_fault:
                await self._check_place(await head(session))
            rows = await rows_after(session, self._cursor, limit=BATCH)
        if rows:
            await self._emit(rows)
            self._cursor = rows[-1].cursor
        return len(rows)

    async def _check_place(self, end: Cursor) -> None:
        """Go on where the log was left, unless it is another log now."""
        log.info("realtime.tail_resumed")
        if self._cursor is not None and self._cursor.xid > end.xid:
            self._cursor = end
            await self._lost()
        self._has_fault = False
