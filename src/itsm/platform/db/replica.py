"""Reports read a replica where there is one; the primary answers while it is away or too far behind.

How far behind: every two seconds the primary's place in its log is noted with the time, and the replica asked for the
place it has come to. It is as old as the last noted place that it has passed. That needs no right and no clock but our
own, and an idle primary makes no replica look old.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

import structlog
from asyncpg import InterfaceError, PostgresError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from itsm.platform.db import lean
from itsm.platform.db.engine import Database, get_database

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

log = structlog.get_logger("itsm.replica")
T = TypeVar("T")
CHECK_SECONDS: Final = 2.0
_PATIENCE_SECONDS: Final = 1.5
_NOTES: Final = 600
_PLACE = text("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")
_REPLAYED = text("SELECT pg_is_in_recovery(), pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint")
FAULTS: Final = (SQLAlchemyError, PostgresError, InterfaceError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class ReplicaState:
    """Whether reports read the replica now, how old it is at most (seconds, None: unknown), and why not, in words."""

    is_used: bool
    lag_seconds: float | None
    reason: str = ""


@dataclass(slots=True)
class Replica:
    """A replica with what is known of it. `max_lag_seconds`: older ones are not read."""

    database: Database
    max_lag_seconds: float
    clock: Callable[[], float] = time.monotonic
    state: ReplicaState = ReplicaState(is_used=False, lag_seconds=None, reason="not asked yet")
    _places: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=_NOTES))
    _checked_at: float = float("-inf")
    _checking: asyncio.Task[None] | None = None

    async def usable(self) -> bool:
        """Tell whether to read it now. Only the first to ask waits for the answer; later ones get the last known."""
        if self.clock() - self._checked_at > CHECK_SECONDS and self._checking is None:
            self._checking = asyncio.create_task(self.check())
            self._checking.add_done_callback(self._checked)
        if self._checked_at == float("-inf") and self._checking is not None:
            await asyncio.shield(self._checking)
        return self.state.is_used

    def _checked(self, task: asyncio.Task[None]) -> None:
        self._checking = None
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("replica.check_failed", error=f"{type(fault).__name__}: {fault}")

    async def check(self) -> None:
        """Ask both servers how they stand."""
        now = self.clock()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                self._places.append((now, int((await _one(get_database(), _PLACE))[0])))
                is_replica, replayed = await _one(self.database, _REPLAYED)
            self._judge(now, is_replica=is_replica, replayed=replayed)
        except FAULTS as fault:
            self.set_aside(f"{type(fault).__name__}: {fault}")
        self._checked_at = self.clock()

    def set_aside(self, why: str) -> None:
        """Read the primary until the replica was asked again."""
        self._settle(ReplicaState(is_used=False, lag_seconds=None, reason=why))
        self._checked_at = self.clock()

    def _judge(self, now: float, *, is_replica: bool, replayed: int | None) -> None:
        if not is_replica or replayed is None:
            self._settle(ReplicaState(is_used=False, lag_seconds=None, reason="it follows no primary"))
            return
        lag = _lag(self._places, now, replayed)
        if lag is None or lag > self.max_lag_seconds:
            self._settle(ReplicaState(is_used=False, lag_seconds=lag, reason="it is too far behind"))
        else:
            self._settle(ReplicaState(is_used=True, lag_seconds=round(lag, 1)))

    def _settle(self, state: ReplicaState) -> None:
        if state.is_used != self.state.is_used:
            log.info("replica.used" if state.is_used else "replica.left", reason=state.reason, lag=state.lag_seconds)
        self.state = state


def _lag(places: Sequence[tuple[float, int]], now: float, replayed: int) -> float | None:
    """Return how old the replica is: the age of the last noted place that it has passed; None: older than all notes."""
    passed = [moment for moment, place in places if place <= replayed]
    return now - max(passed) if passed else None


async def _one(database: Database, statement: Any) -> Any:
    async with database.reading() as session:
        return (await session.execute(statement)).one()


_replica: Replica | None = None


def set_replica(replica: Replica | None) -> None:
    """Make `replica` the one that reports of this process read."""
    global _replica  # noqa: PLW0603 - one replica a process, set at start and in tests
    _replica = replica


def replica_state() -> ReplicaState | None:
    """Return what is known of the replica, None where there is none."""
    return _replica.state if _replica is not None else None


async def read(statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """Return the rows of a statement that only reads, as `lean.fetch` does: from the replica where that is good."""
    return await _first_there(lambda database: lean.fetch(statement, values, database=database))


async def read_with(ask: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Return what `ask` reads with a session: of the replica where that is good; asked again of the primary if not."""

    async def asked(database: Database) -> T:
        async with database.reading() as session:
            return await ask(session)

    return await _first_there(asked)


async def _first_there(ask: Callable[[Database], Awaitable[T]]) -> T:
    if _replica is not None and await _replica.usable():
        try:
            return await ask(_replica.database)
        except FAULTS as fault:
            # Gone, or what it has to replay came in the way: the primary knows the same.
            _replica.set_aside(f"{type(fault).__name__}: {fault}")
    return await ask(get_database())
