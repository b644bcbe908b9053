"""The connection to PostgreSQL: one pool a process, with timeouts that keep one fault from spreading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from itsm.platform import jsonio
from itsm.platform.cache.snapshot import forget_all

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_STATEMENT_TIMEOUT_MS = 15_000
_LOCK_TIMEOUT_MS = 5_000
_IDLE_IN_TRANSACTION_MS = 30_000
_POOL_WAIT_SECONDS = 5
_RECYCLE_SECONDS = 1_800


@dataclass(slots=True)
class Database:
    """The pool and the session factory of this process."""

    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    _reads: AsyncEngine = field(init=False)

    def __post_init__(self) -> None:
        self._reads = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    async def close(self) -> None:
        """Close every pooled connection."""
        await self.engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session that only reads: no transaction is kept, nothing can be committed.

        Each statement sees what was committed when it began (autocommit), which spares BEGIN and COMMIT. A connection
        is borrowed with the first statement: who finds everything in memory takes none.
        """
        session = self.sessions(bind=self._reads, autoflush=False)
        async with closing_session(session):
            yield session


@asynccontextmanager
async def closing_session(session: AsyncSession) -> AsyncIterator[None]:
    """Close `session` at the end, whatever ends it.

    After a fault in a task of its own, as SQLAlchemy does: a rollback waits, and may be cancelled meanwhile.
    A session that ended well has nothing left to wait for, and is spared the task.
    """
    try:
        yield
    except BaseException:
        async with session:
            raise
    await session.close()


def async_url(url: str) -> Any:
    """Return `url` for the asyncpg dialect. Libpq's multi-host form is kept in the query."""
    return make_url(url).set(drivername="postgresql+asyncpg")


def open_database(url: str, *, pool_size: int, application: str = "itsm", **server_settings: str) -> Database:
    """Return a database handle; no connection is made yet. `server_settings` go to every connection."""
    settings = {
        "application_name": application,
        "statement_timeout": str(_STATEMENT_TIMEOUT_MS),
        "lock_timeout": str(_LOCK_TIMEOUT_MS),
        "idle_in_transaction_session_timeout": str(_IDLE_IN_TRANSACTION_MS),
        "timezone": "UTC",
        "jit": "off",
    } | server_settings
    engine = create_async_engine(
        async_url(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=_POOL_WAIT_SECONDS,
        pool_recycle=_RECYCLE_SECONDS,
        pool_use_lifo=True,
        json_serializer=jsonio.dumps_text,
        json_deserializer=jsonio.loads,
        connect_args={"server_settings": settings, "timeout": 5, "prepared_statement_cache_size": 500},
    )
    sessions = async_sessionmaker(engine, expire_on_commit=False, autobegin=True)
    return Database(engine, sessions)


_database: Database | None = None


def set_database(database: Database | None) -> None:
    """Make `database` the one this process uses; what was remembered of another one is forgotten."""
    global _database  # noqa: PLW0603 - one pool a process, set at start and in tests
    _database = database
    forget_all()


def get_database() -> Database:
    """Return this process's database. Raises RuntimeError before the process has opened one."""
    if _database is None:
        raise RuntimeError("the database is not open in this process")
    return _database
