"""Configuration kept in memory: read once, used by every request, replaced when its version moves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import text

from itsm.platform.telemetry.metrics import count_cache

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

T = TypeVar("T")

# Another process's change is seen after at most this long; a change made here is seen at once.
FRESH_SECONDS = 1.0
_READ_VERSIONS = text("SELECT name, version FROM config_versions")

_versions: dict[str, int] = {}
_checked_at = float("-inf")
_check_lock = asyncio.Lock()
_known: list[ConfigSnapshot[Any]] = []


class ConfigSnapshot(Generic[T]):
    """The configuration called `name`, as one immutable object built by `load`.

    `UnitOfWork.touch_config(name)` makes every process load it again.
    """

    def __init__(self, name: str, load: Callable[[AsyncSession], Awaitable[T]]) -> None:
        self.name = name
        self._load = load
        self._value: T | None = None
        self._version = -1
        self._lock = asyncio.Lock()
        _known.append(self)

    async def get(self, session: AsyncSession) -> T:
        """Return the present configuration; asks the database at most once a second for its version."""
        await _refresh_versions(session)
        version = _versions.get(self.name, 0)
        if self._value is not None and self._version == version:
            count_cache("configuration", is_hit=True)
        else:
            count_cache("configuration", is_hit=False)
            async with self._lock:
                if self._value is None or self._version != version:
                    self._value = await self._load(session)
                    self._version = version
        return self._value

    def forget(self) -> None:
        """Drop the value held here."""
        self._value = None
        self._version = -1


async def _refresh_versions(session: AsyncSession) -> None:
    global _checked_at  # noqa: PLW0603 - one clock for all snapshots of the process
    if time.monotonic() - _checked_at < FRESH_SECONDS:
        return
    async with _check_lock:
        if time.monotonic() - _checked_at < FRESH_SECONDS:
            return
        rows = await session.execute(_READ_VERSIONS)
        _versions.update((name, version) for name, version in rows)
        _checked_at = time.monotonic()


def recheck_now() -> None:
    """Make the next `get` ask the database, whatever was asked before (after a change made here)."""
    global _checked_at  # noqa: PLW0603 - one clock for all snapshots of the process
    _checked_at = float("-inf")


def forget_all() -> None:
    """Drop every snapshot of this process; for tests that change the database underneath."""
    _versions.clear()
    recheck_now()
    for snapshot in _known:
        snapshot.forget()
