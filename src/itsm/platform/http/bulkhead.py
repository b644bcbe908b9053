"""A bound on costly requests: some at once, some waiting, the others told to come back, so that ordinary ones go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from itsm.platform.errors import Unavailable

PATIENCE_SECONDS: Final = 10.0
_AGAIN_SECONDS: Final = 5


class Bulkhead:
    """A FastAPI dependency for one kind of costly request in this process; held until the answer is sent."""

    def __init__(self, *, at_once: int, waiting: int, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """`at_once` are let in, `waiting` more wait for at most `patience_seconds`."""
        self._slots = asyncio.Semaphore(at_once)
        self._most_waiting = waiting
        self._waiting = 0
        self._patience = patience_seconds

    async def __call__(self) -> AsyncIterator[None]:
        """Hold a place. Raises Unavailable (503) where there is none and too many wait, or it takes too long."""
        await self._enter()
        try:
            yield
        finally:
            self._slots.release()

    async def _enter(self) -> None:
        if self._slots.locked() and self._waiting >= self._most_waiting:
            raise _full()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._slots.acquire()
        except TimeoutError as late:
            raise _full() from late
        finally:
            self._waiting -= 1


def _full() -> Unavailable:
    again = str(_AGAIN_SECONDS)
    return Unavailable("Many such requests are being answered; try again in a moment.", headers={"Retry-After": again})
