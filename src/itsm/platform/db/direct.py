"""Prepared statements on the transaction's own connection, past SQLAlchemy: for the few that every request runs.

They see and do what the session sees and does: same connection, same transaction, same errors, and whoever
listens to the engine hears of them. What they spare is SQLAlchemy's compiler, cursor and greenlet, which cost
more than PostgreSQL's answer. Rows waiting in the session are the caller's to flush first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from asyncpg.exceptions import IntegrityConstraintViolationError, InterfaceError, PostgresError
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from itsm.platform.db.servers import is_gone

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

_KEY = "direct"
_DIALECT = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]


@dataclass(slots=True)
class _Link:
    """The connection of one transaction, as SQLAlchemy and as asyncpg know it."""

    transaction: Any
    connection: Connection
    adapted: Any
    driver: Any
    listeners: Any


class Prepared:
    """A statement written with SQLAlchemy's expressions and compiled once, at import."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        self._names: list[str] = compiled.positiontup
        self._constants: dict[str, Any] = compiled.params

    async def fetch(self, session: AsyncSession, **values: Any) -> list[Any]:
        """Run it with values for its bind parameters by name; see `fetch`."""
        given = self._constants | values
        return await fetch(session, self.sql, *[given[name] for name in self._names])


async def fetch(session: AsyncSession, sql: str, *values: Any) -> list[Any]:
    """Run a statement with its `values` for $1, $2 …; return its rows, by position or name, with JSON parsed.

    Raises DBAPIError as the session would: IntegrityError where a constraint refuses.
    """
    link = session.info.get(_KEY)
    if link is None or link.transaction is not session.sync_session.get_transaction():
        link = await _link(session)
    if link.listeners:
        link.listeners(link.connection, None, sql, values, None, False)
    try:
        rows: list[Any] = await link.driver.fetch(sql, *values)
    except Exception as fault:  # noqa: BLE001 - whatever it is, callers get it as SQLAlchemy would give it
        await _refuse(session, link, sql, fault)
    except BaseException:
        # Cancelled: nobody knows what was still under way, so the connection is used no more.
        await session.run_sync(lambda _: link.connection.invalidate())
        raise
    return rows


async def flush(session: AsyncSession) -> None:
    """Write what waits in the session, without a round through it where nothing does."""
    if session.new or session.dirty or session.deleted:
        await session.flush()


async def first(session: AsyncSession, sql: str, *values: Any) -> Any:
    """Return the first row of a statement (see `fetch`), or None."""
    rows = await fetch(session, sql, *values)
    return rows[0] if rows else None


async def _link(session: AsyncSession) -> _Link:
    link = await session.run_sync(_linked)
    if link.adapted._transaction is None:  # noqa: SLF001 - SQLAlchemy sends BEGIN with its own first statement only
        try:
            await link.adapted._start_transaction()  # noqa: SLF001
        except Exception as fault:  # noqa: BLE001 - as below
            await _refuse(session, link, "BEGIN", fault)
    session.info[_KEY] = link
    return link


def _linked(session: Session) -> _Link:
    connection = session.connection()
    adapted: Any = connection.connection.dbapi_connection
    heard = connection.engine.dispatch.before_cursor_execute
    return _Link(session.get_transaction(), connection, adapted, adapted.driver_connection, heard)


async def _refuse(session: AsyncSession, link: _Link, sql: str, fault: Exception) -> NoReturn:
    """Raise what SQLAlchemy would raise. Of a connection that is gone it must hear: it drops the pool's others, too."""
    if link.driver.is_closed():
        await session.run_sync(lambda _: link.connection.exec_driver_sql(sql))
    dialect: Any = link.connection.dialect
    if is_gone(fault):
        await session.run_sync(lambda _: link.connection.invalidate(fault))
    original = _original(dialect.dbapi, fault)
    if not isinstance(original, dialect.dbapi.Error):
        raise fault
    raise DBAPIError.instance(sql, None, original, dialect.dbapi.Error, dialect=dialect) from original


def _original(dbapi: Any, fault: Exception) -> Exception:
    """Return a fault of asyncpg as SQLAlchemy's adapter names it; any other as it is."""
    kinds = {IntegrityConstraintViolationError: dbapi.IntegrityError, PostgresError: dbapi.DatabaseError}
    for kind, name in (kinds | {InterfaceError: dbapi.InterfaceError}).items():
        if isinstance(fault, kind):
            named: Exception = name(str(fault), fault)
            named.__cause__ = fault
            return named
    return fault
