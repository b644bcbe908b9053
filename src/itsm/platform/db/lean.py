"""One statement that only reads, asked of the driver itself: where a session would be half the cost of the answer.

The connection is one of the pool's, so limits, settings and recycling are the same; the statement runs by itself
(autocommit), prepared once a connection. Faults come out as SQLAlchemy's, so that they are answered like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import greenlet_spawn

from itsm.platform.db.engine import get_database

if TYPE_CHECKING:
    from itsm.platform.db.engine import Database


async def fetch(statement: str, values: Sequence[Any] = (), *, database: Database | None = None) -> list[Any]:
    """Return the rows of `statement`, with `values` for its places `$1`, `$2` …; of this process's database or another.

    Raises DBAPIError as a session does, TimeoutError of the pool where no connection comes free.
    """
    engine = (database or get_database()).engine
    borrowed = await engine.raw_connection()
    driver: Any = borrowed.driver_connection
    try:
        # Whoever counts or records statements listens to the engine; these count like all others.
        for listener in engine.sync_engine.dispatch.before_cursor_execute:
            listener(None, None, statement, tuple(values), None, False)
        rows: list[Any] = await driver.fetch(statement, *values)
    except TimeoutError:
        driver.terminate()  # nobody is at the other end
        raise
    except (PostgresError, InterfaceError) as fault:
        raise DBAPIError(statement, None, fault, True, driver.is_closed()) from fault
    finally:
        await greenlet_spawn(borrowed.invalidate if driver.is_closed() else borrowed.close)
    return rows
