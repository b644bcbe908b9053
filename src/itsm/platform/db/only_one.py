"""Keep a piece of work to one process at a time, for as long as it takes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import text

from itsm.platform.db.engine import get_database
from itsm.platform.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_TAKE = text("SELECT pg_try_advisory_lock(hashtext(:name))")
_GIVE_BACK = text("SELECT pg_advisory_unlock(hashtext(:name))")


@asynccontextmanager
async def only_one(name: str, refusal: str) -> AsyncIterator[None]:
    """Hold the lock `name` of the database while the block runs; PostgreSQL gives it back should the process die.

    Raises Conflict (409) with `refusal` at once where another process or task holds it.
    """
    database = get_database()
    async with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if not (await connection.execute(_TAKE, {"name": name})).scalar_one():
            raise Conflict(refusal)
        try:
            yield
        finally:
            await connection.execute(_GIVE_BACK, {"name": name})
