"""One server or several: addresses, which of them is taken, and which never again."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from drills.pair import FOLLOWS, Node
from drills.toxics import HALF_OPEN, Toxics
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.processes import free_port
from itsm.platform.db import engine, lean
from itsm.platform.db.direct import fetch
from itsm.platform.db.engine import Database, async_url, open_database
from itsm.platform.db.servers import NoServerError, Servers

BACKEND = text("SELECT pg_backend_pid()")
WRITE = text("CREATE TABLE IF NOT EXISTS t (n int)")


@pytest.mark.parametrize(
    ("url", "hosts", "aim"),
    [
        ("postgresql://i:p@one:5432,two:5433/itsm", ("one:5432", "two:5433"), "read-write"),
        ("postgresql://i:p@one,two/itsm?ssl=require", ("one", "two"), "read-write"),
        ("postgresql://i@one:1,two:2/itsm?target_session_attrs=any", ("one:1", "two:2"), "any"),
        ("postgresql://i@/itsm?host=/a,/b&port=1,2", "/a,/b", "read-write"),
        ("postgresql+asyncpg://i@/itsm?host=/a&port=1", "/a", None),
    ],
)
def test_addresses_of_several_hosts(url: str, hosts: object, aim: str | None) -> None:
    read = async_url(url)
    assert (read.query["host"], read.query.get("target_session_attrs")) == (hosts, aim)
    assert (read.username, read.database, read.drivername) == ("i", "itsm", "postgresql+asyncpg")


def test_an_address_of_one_host_is_not_touched() -> None:
    read = async_url("postgresql://i:p@db:5433/itsm?ssl=require")
    assert (read.host, read.port, dict(read.query)) == ("db", 5433, {"ssl": "require"})


@pytest.fixture
def pair() -> Iterator[tuple[Node, Node]]:
    """A primary, and a standby that follows it."""
    with tempfile.TemporaryDirectory(prefix="itsm-two-", ignore_cleanup_errors=True) as folder:
        embedded = EmbeddedPostgres(Path(folder), durable=False)
        embedded.extra_settings = FOLLOWS
        embedded.start()
        embedded.stop()
        first, second = (Node(name, embedded.home / name, embedded) for name in ("first", "second"))
        first.take_over_from(embedded)
        first.start()
        second.follow(first)
        second.start()
        yield first, second
        second.kill()
        first.kill()


@pytest.fixture
async def desk(pair: tuple[Node, Node]) -> AsyncIterator[Database]:
    first, second = pair
    url = f"postgresql://itsm@/itsm?host={second.home},{first.home}&port={second.port},{first.port}"
    database = open_database(url, pool_size=3)
    yield database
    await database.close()


async def port_of(database: Database) -> int:
    return int((await lean.fetch("SELECT current_setting('port')", database=database))[0][0])


async def test_the_one_that_takes_writes_is_found_again_and_an_old_primary_never(
    desk: Database, pair: tuple[Node, Node]
) -> None:
    first, second = pair
    assert await port_of(desk) == first.port
    first.kill()
    with pytest.raises((DBAPIError, OSError)):
        await port_of(desk)
    await asyncio.to_thread(second.promote)
    assert await port_of(desk) == second.port
    async with desk.sessions() as session, session.begin():
        await session.execute(WRITE)
    await asyncio.to_thread(first.start)
    second.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'itsm'")
    await asyncio.sleep(0.3)
    assert await port_of(desk) == second.port, "a closed connection is not lent, and the old primary not taken"
    second.kill()
    await asyncio.sleep(0.3)
    with pytest.raises(OSError, match="was replaced: timeline 1, and 2 has been seen"):
        await port_of(desk)


async def test_a_demoted_server_is_left(desk: Database, pair: tuple[Node, Node]) -> None:
    """25006: what was the primary only reads now. Its connection goes, the next one looks for the primary."""
    async with desk.sessions() as session:
        before = await session.scalar(BACKEND)
        await session.execute(text("SET TRANSACTION READ ONLY"))
        with pytest.raises(DBAPIError) as refused:
            await session.execute(WRITE)
    assert refused.value.connection_invalidated
    async with desk.sessions() as session:
        assert await session.scalar(BACKEND) != before


async def test_a_server_that_falls_silent_is_given_up_and_its_connection_not_used_again(
    pair: tuple[Node, Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = pair
    first.query("ALTER ROLE itsm PASSWORD 'x'")
    monkeypatch.setattr(engine, "_ANSWER_SECONDS", 1)
    with Toxics(("127.0.0.1", first.port)) as line:
        desk = open_database(f"postgresql://itsm:x@127.0.0.1:{line.port}/itsm", pool_size=1)
        async with desk.sessions() as session:
            before = await session.scalar(BACKEND)
            line.mode = HALF_OPEN
            with pytest.raises(TimeoutError):
                await session.scalar(BACKEND)
        line.cure()
        async with desk.sessions() as session:
            after = await session.scalar(BACKEND)
            line.mode = HALF_OPEN
            with pytest.raises(TimeoutError):
                await fetch(session, "SELECT 1")
        line.cure()
        assert before != after != int((await lean.fetch("SELECT pg_backend_pid()", database=desk))[0][0])
        line.mode = HALF_OPEN
        with pytest.raises(TimeoutError):
            await lean.fetch("SELECT 1", database=desk)
        line.cure()
        assert (await lean.fetch("SELECT 1", database=desk))[0][0] == 1
        await desk.close()


async def test_where_none_answers_the_reasons_are_named() -> None:
    ports = free_port(), free_port()
    with pytest.raises(NoServerError, match=f"127.0.0.1:{ports[0]} .*127.0.0.1:{ports[1]} "):
        await Servers().connect(host=["127.0.0.1", "127.0.0.1"], port=ports, user="i", database="i", timeout=1)


async def test_one_host_is_the_drivers_own_business() -> None:
    with pytest.raises(OSError, match="Connect call failed") as refused:
        await Servers().connect(host="127.0.0.1", port=free_port(), user="i", database="i", timeout=1)
    assert not isinstance(refused.value, NoServerError)
