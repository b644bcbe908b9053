"""One server, or several of which one takes writes: what each new connection of the pool is made to.

Of several, the one that took writes last is asked first, then the others in their order; each gets
`CONNECT_SECONDS`. Who promoted a standby left the old primary behind: it may come back and still believe that it
takes writes. PostgreSQL counts promotions (the timeline); a process that has seen one never goes back behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import asyncpg
import structlog
from asyncpg import InterfaceError, PostgresError, TargetServerAttributeNotMatched
from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncEngine

log = structlog.get_logger("itsm.database")

CONNECT_SECONDS: Final = 3.0
READ_WRITE: Final = "read-write"
_PORT: Final = 5432
_FAULTS: Final = (OSError, TimeoutError, PostgresError, InterfaceError, TargetServerAttributeNotMatched)
# The server ends this connection (57P01, 57P02), or was demoted under it: nothing can be written here any more (25006).
_GONE_STATES: Final = frozenset({"57P01", "57P02", "25006"})
_TIMELINE: Final = "SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)"
Place = tuple[str, int]


class NoServerError(OSError):
    """None of the servers can be used; the message says why of each."""


class Servers:
    """Makes connections to the right one of the servers a URL names. One object a pool."""

    def __init__(self) -> None:
        self._timeline = 0
        self._last: Place | None = None

    async def connect(self, *, host: Any = None, port: Any = None, **options: Any) -> asyncpg.Connection[Any]:
        """Return a connection, as `asyncpg.connect` does; `host` and `port` may be lists of the same length.

        Raises what asyncpg raises where there is one server, NoServerError where there are several.
        """
        if host is None or isinstance(host, str):
            alone: asyncpg.Connection[Any] = await asyncpg.connect(host=host, port=port, **options)
            return alone
        places = _places(host, port)
        reasons = []
        for place in sorted(places, key=lambda one: one != self._last):
            try:
                return await self._connect_to(place, options)
            except _FAULTS as fault:
                reasons.append(f"{place[0]}:{place[1]} {type(fault).__name__} {fault}".rstrip())
        raise NoServerError(f"no server takes writes: {'; '.join(reasons)}")

    async def _connect_to(self, place: Place, options: dict[str, Any]) -> asyncpg.Connection[Any]:
        connection: asyncpg.Connection[Any] = await asyncpg.connect(host=place[0], port=place[1], **options)
        try:
            timeline = await _timeline(connection)
            self._refuse_replaced(place, timeline)
        except BaseException:
            connection.terminate()
            raise
        if place != self._last or timeline != self._timeline:
            log.info("database.primary", server=place[0], port=place[1], timeline=timeline)
        self._last, self._timeline = place, timeline
        return connection

    def _refuse_replaced(self, place: Place, timeline: int) -> None:
        if timeline < self._timeline:
            log.error("database.old_primary", server=place[0], port=place[1], timeline=timeline)
            raise NoServerError(f"was replaced: timeline {timeline}, and {self._timeline} has been seen")


async def _timeline(connection: asyncpg.Connection[Any]) -> int:
    """Return how often a standby was promoted; 0 where the server does not say (a standby, Aurora)."""
    try:
        return int(await connection.fetchval(_TIMELINE), 16)
    except PostgresError:
        return 0


def _places(hosts: Sequence[str], ports: int | Sequence[int | None] | None) -> list[Place]:
    listed: Sequence[int | None] = [ports] * len(hosts) if ports is None or isinstance(ports, int) else ports
    return [(host, port or _PORT) for host, port in zip(hosts, listed, strict=True)]


def is_gone(fault: BaseException | None) -> bool:
    """Tell whether a fault of the driver means that its connection, and the pool's others, are of no more use.

    A statement that the server should have given up itself by now (TimeoutError) was sent to nobody.
    """
    return isinstance(fault, TimeoutError) or getattr(fault, "sqlstate", None) in _GONE_STATES


def drop_dead_connections(engine: AsyncEngine) -> None:
    """Have the pool lend no connection that is closed, and forget all it holds once a server is seen to be gone."""

    @event.listens_for(engine.sync_engine, "checkout")
    def refuse_closed(adapted: Any, _record: Any, _proxy: Any) -> None:
        if adapted.driver_connection.is_closed():
            raise InvalidatePoolError

    @event.listens_for(engine.sync_engine, "handle_error")
    def notice(context: Any) -> None:
        if is_gone(context.original_exception):
            context.is_disconnect = True
