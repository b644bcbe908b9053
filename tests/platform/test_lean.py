"""Plain reading: rows as they are, faults as a session raises them, connections that died are replaced."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.platform.db import lean
from itsm.platform.db.engine import Database
from tests.domains.tickets.helpers import counted


async def test_rows_come_with_their_values(database: Database) -> None:
    key = uuid4()
    [row] = await lean.fetch("SELECT $1::uuid::text, $2::int + 1, '{\"a\": 1}'::jsonb", (key, 41))
    assert tuple(row) == (str(key), 42, {"a": 1})


async def test_the_connection_goes_back_also_after_a_fault(database: Database) -> None:
    for _ in range(30):
        with pytest.raises(DBAPIError) as caught:
            await lean.fetch("SELECT 1 / $1::int", (0,))
    assert getattr(caught.value.orig, "sqlstate", "") == "22012"
    assert not caught.value.connection_invalidated
    assert database.engine.sync_engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_a_connection_that_died_is_replaced(database: Database, postgres: EmbeddedPostgres) -> None:
    [[first]] = await lean.fetch("SELECT pg_backend_pid()")
    postgres.query(f"SELECT pg_terminate_backend({first}, 5000)")
    await asyncio.sleep(0.1)
    [[second]] = await lean.fetch("SELECT pg_backend_pid()")
    assert second != first


async def test_a_connection_lost_meanwhile_is_said_to_be_lost(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        await lean.fetch("SELECT pg_terminate_backend(pg_backend_pid())")
    assert caught.value.connection_invalidated
    assert await lean.fetch("SELECT 1")


async def test_who_listens_to_statements_hears_of_these(database: Database) -> None:
    with counted(database) as statements:
        await lean.fetch("SELECT 7")
    assert statements == ["SELECT 7"]


async def test_who_waits_for_a_cancelled_statement_finds_the_connection_in_order(database: Database) -> None:
    task = asyncio.create_task(lean.fetch("SELECT pg_sleep(30)"))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await lean.fetch("SELECT 1")
    assert database.engine.sync_engine.pool.checkedout() == 0  # type: ignore[attr-defined]
