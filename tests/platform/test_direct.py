"""Statements past SQLAlchemy: the same transaction, the same errors, the same care for a broken connection."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from itsm.platform.actor import system_actor
from itsm.platform.db.direct import Prepared, fetch, first, flush
from itsm.platform.db.engine import Database
from itsm.platform.db.tables import ScheduleRow
from itsm.platform.work import open_work

INSERT = "INSERT INTO job_schedules (name, last_tick) VALUES ($1, $2)"
COUNT = "SELECT count(*) FROM job_schedules"
ROLE = "SELECT pg_backend_pid()"


async def count(database: Database) -> int:
    async with database.reading() as session:
        return int((await fetch(session, COUNT))[0][0])


async def insert(*names: str) -> None:
    async with open_work(system_actor()) as work:
        for name in names:
            await fetch(work.session, INSERT, name, 1)


async def test_it_is_part_of_the_transaction(database: Database) -> None:
    async with database.sessions() as session:
        await fetch(session, INSERT, "a", 1)
        session.add(ScheduleRow(name="b", last_tick=2))
        await flush(session)
        assert (await first(session, COUNT))[0] == 2
        assert await count(database) == 0
        await session.rollback()
        assert (await first(session, COUNT))[0] == 0
        await fetch(session, INSERT, "c", 3)
        await session.commit()
    assert await count(database) == 1


async def test_the_session_first_or_the_statement_first_is_one_transaction(database: Database) -> None:
    async with database.sessions() as session:
        own = (await session.execute(text(ROLE))).scalar_one()
        assert (await first(session, ROLE))[0] == own
        await fetch(session, INSERT, "a", 1)
        assert (await session.execute(text(COUNT))).scalar_one() == 1
    assert await count(database) == 0


async def test_a_constraint_refuses_as_it_does_a_session(database: Database) -> None:
    await insert("a")
    with pytest.raises(IntegrityError) as refused:
        await insert("b", "a")
    original = refused.value.orig
    assert getattr(original, "sqlstate", None) == "23505"
    assert getattr(original.__cause__, "constraint_name", None) == "pk_job_schedules"
    assert await count(database) == 1


async def test_other_faults_keep_their_state(database: Database) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with database.sessions() as session:
            await fetch(session, "SELECT 1 / $1::int", 0)
    assert getattr(refused.value.orig, "sqlstate", None) == "22012"


async def test_a_lost_connection_is_told_of_and_replaced(database: Database) -> None:
    async def lose() -> None:
        async with open_work(system_actor()) as work:
            own = (await first(work.session, ROLE))[0]
            async with database.reading() as other:
                await fetch(other, "SELECT pg_terminate_backend($1)", own)
            await fetch(work.session, INSERT, "a", 1)

    with pytest.raises(DBAPIError) as lost:
        await lose()
    assert lost.value.connection_invalidated
    assert await count(database) == 0


@pytest.mark.parametrize("is_reading", [True, False])
async def test_connections_lost_in_the_pool_cost_one_refusal_at_most(database: Database, *, is_reading: bool) -> None:
    """As after a restart of the server: the first who notices has all of them replaced."""
    opened = [database.sessions() for _ in range(3)]
    for session in opened:
        await fetch(session, COUNT)
    for session in opened[1:]:
        await fetch(opened[0], "SELECT pg_terminate_backend($1)", (await first(session, ROLE))[0])
    for session in reversed(opened):
        with contextlib.suppress(DBAPIError):
            await session.close()
    refused: list[DBAPIError] = []
    for _ in range(3):
        try:
            async with database.reading() if is_reading else database.sessions() as session:
                await fetch(session, COUNT)
        except DBAPIError as fault:
            refused.append(fault)
    assert [fault.connection_invalidated for fault in refused] in ([], [True])


async def test_a_cancelled_statement_leaves_no_connection_behind(database: Database) -> None:
    pids: list[int] = []

    async def sleep() -> None:
        async with database.sessions() as session:
            pids.append((await first(session, ROLE))[0])
            await fetch(session, "SELECT pg_sleep(10)")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await sleep()
    async with database.sessions() as session:
        assert (await first(session, ROLE))[0] not in pids
    assert database.engine.sync_engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_a_statement_in_expressions_is_compiled_once_and_heard_of(database: Database) -> None:
    asked = Prepared(select(ScheduleRow.last_tick).where(ScheduleRow.name == bindparam("name")))
    heard: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: heard.append(args[2]))
    async with database.sessions() as session:
        await fetch(session, INSERT, "a", 7)
        assert [tuple(row) for row in await asked.fetch(session, name="a")] == [(7,)]
    assert [sql for sql in heard if "job_schedules" in sql] == [INSERT, asked.sql]
