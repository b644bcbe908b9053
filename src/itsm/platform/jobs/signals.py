"""Wake-ups: workers and event tails hear at once that there is something to do.

A lost wake-up costs a moment, never work: everybody polls as well.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

Publisher = Callable[[], Awaitable[None]]
_GATHER_SECONDS = 0.01

_listeners: set[asyncio.Event] = set()
_publisher: Publisher | None = None
_pending: asyncio.Task[None] | None = None


def set_publisher(publisher: Publisher | None) -> None:
    """Say how other processes are woken (Redis); None: only this process."""
    global _publisher  # noqa: PLW0603 - one publisher a process
    _publisher = publisher


def wake() -> None:
    """Wake listeners here at once and, with one message for all of `_GATHER_SECONDS`, in other processes."""
    wake_local()
    global _pending  # noqa: PLW0603 - coalesces bursts into one message
    if _publisher is not None and (_pending is None or _pending.done()):
        with contextlib.suppress(RuntimeError):
            _pending = asyncio.get_running_loop().create_task(_publish())


def wake_local() -> None:
    """Wake listeners of this process."""
    for listener in _listeners:
        listener.set()


async def _publish() -> None:
    await asyncio.sleep(_GATHER_SECONDS)
    if _publisher is not None:
        await _publisher()


class Listener:
    """Waits for a wake-up or a time-out, whichever comes first."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        _listeners.add(self._event)

    async def wait(self, timeout_seconds: float) -> bool:
        """Wait at most `timeout_seconds`; tell whether somebody called."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        finally:
            self._event.clear()
        return True

    def close(self) -> None:
        """Stop listening."""
        _listeners.discard(self._event)
