"""The connection to PostgreSQL: one pool a process, with timeouts that keep one fault from spreading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from itsm.platform import jsonio
from itsm.platform.cache.snapshot import forget_all
from itsm.platform.db.servers import CONNECT_SECONDS, READ_WRITE, Servers, drop_dead_connections

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_STATEMENT_TIMEOUT_MS = 15_000
_LOCK_TIMEOUT_MS = 5_000
_IDLE_IN_TRANSACTION_MS = 30_000
_POOL_WAIT_SECONDS = 5
_RECYCLE_SECONDS = 1_800
_ANSWER_SECONDS = 20  # after the server's own limit; one that vanished would else be waited for a quarter of an hour


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
    """Return `url` for the asyncpg dialect.

    Several hosts, as libpq writes them (`postgresql://user@one:5432,two:5432/itsm`), go into the query as SQLAlchemy
    writes them; of several the one is meant that takes writes, unless `target_session_attrs` says otherwise.
    """
    parts = urlsplit(url)
    account, at, hosts = parts.netloc.rpartition("@")
    if "," in hosts:
        query = "&".join([*(f"host={host}" for host in hosts.split(",")), parts.query]).rstrip("&")
        url = f"{parts.scheme}://{account}{at}{parts.path}?{query}"
    found = make_url(url).set(drivername="postgresql+asyncpg")
    named = found.query.get("host", "")
    has_several = isinstance(named, tuple) or "," in named
    if has_several and "target_session_attrs" not in found.query:
        found = found.update_query_dict({"target_session_attrs": READ_WRITE})
    return found


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
        connect_args={
            "async_creator_fn": Servers().connect,
            "server_settings": settings,
            "timeout": CONNECT_SECONDS,
            "command_timeout": _ANSWER_SECONDS,
            "prepared_statement_cache_size": 500,
        },
    )
    drop_dead_connections(engine)
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
