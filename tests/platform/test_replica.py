"""Reports and a real streaming standby: read while it follows, left while it is behind or away, and taken up again."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from drills.pair import FOLLOWS, Node
from sqlalchemy import text

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.platform.db import replica
from itsm.platform.db.engine import Database, open_database, set_database
from itsm.platform.db.replica import Replica, ReplicaState
from tests.conftest import Login
from tests.factories.schema import create_schema

WRITE = text("INSERT INTO config_versions (name, version) VALUES (:name, 1)")
COUNT = "SELECT count(*) FROM config_versions WHERE name LIKE 'test.%'"
ON_STANDBY = "SELECT pg_is_in_recovery()"


@pytest.fixture(scope="module")
def standby() -> Iterator[tuple[EmbeddedPostgres, Node]]:
    """A primary of its own and a server that follows it."""
    with (
        tempfile.TemporaryDirectory(prefix="itsm-pri-", ignore_cleanup_errors=True) as first,
        tempfile.TemporaryDirectory(prefix="itsm-sec-", ignore_cleanup_errors=True) as second,
    ):
        primary = EmbeddedPostgres(Path(first), durable=False)
        primary.extra_settings = FOLLOWS
        primary.start()
        follower = Node("second", Path(second), primary)
        follower.follow(primary)
        follower.start()
        yield primary, follower
        follower.kill()
        primary.stop()
        shutil.rmtree(second, ignore_errors=True)


@pytest.fixture
async def both(standby: tuple[EmbeddedPostgres, Node]) -> AsyncIterator[tuple[Database, Replica, Node]]:
    """The desk's tables on the primary, this process on it, and its replica (which may be half a second behind)."""
    primary, follower = standby
    primary.query("DROP DATABASE IF EXISTS desk WITH (FORCE)")
    primary.query("CREATE DATABASE desk OWNER itsm")
    await create_schema(primary.url("desk"))
    database = open_database(primary.url("desk"), pool_size=4)
    set_database(database)
    second = Replica(open_database(follower.url("desk"), pool_size=2), max_lag_seconds=0.5)
    replica.set_replica(second)
    await until(second, is_used=True)
    yield database, second, follower
    replica.set_replica(None)
    set_database(None)
    await second.database.close()
    await database.close()


async def until(second: Replica, *, is_used: bool) -> ReplicaState:
    """Ask again and again until the replica is used, or is not."""
    async with asyncio.timeout(40):
        while True:
            await second.check()
            if second.state.is_used == is_used:
                return second.state
            await asyncio.sleep(0.2)


async def write(database: Database, name: str) -> None:
    async with database.sessions() as session, session.begin():
        await session.execute(WRITE, {"name": name})


async def where() -> bool:
    """Tell whether what is read now is read on the standby."""
    return bool((await replica.read(ON_STANDBY))[0][0])


async def test_it_is_read_while_it_follows(both: tuple[Database, Replica, Node]) -> None:
    database, second, _ = both
    assert await where()
    await write(database, "test.one")
    async with asyncio.timeout(20):
        # Nobody tells when a row has come across.
        while (await replica.read(COUNT))[0][0] != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert second.state.is_used

    async def ask(session: Any) -> bool:
        return bool((await session.execute(text(ON_STANDBY))).scalar_one())

    assert await replica.read_with(ask)


async def test_it_is_left_while_it_is_behind_and_taken_up_again(both: tuple[Database, Replica, Node]) -> None:
    database, second, follower = both
    follower.query("SELECT pg_wal_replay_pause()")
    try:
        await write(database, "test.behind")
        state = await until(second, is_used=False)
        assert state.reason == "it is too far behind"
        assert state.lag_seconds is None or state.lag_seconds > 0.5
        assert not await where()
        assert (await replica.read(COUNT))[0][0] == 1
    finally:
        follower.query("SELECT pg_wal_replay_resume()")
    await until(second, is_used=True)
    assert await where()
    assert (await replica.read(COUNT))[0][0] == 1


async def test_an_idle_primary_makes_it_no_older(both: tuple[Database, Replica, Node]) -> None:
    _, second, _ = both
    for _ in range(4):
        await asyncio.sleep(0.3)
        await second.check()
        assert second.state.is_used, second.state
        assert second.state.lag_seconds == pytest.approx(0, abs=0.3)


async def test_when_it_goes_away_the_primary_answers(both: tuple[Database, Replica, Node]) -> None:
    database, second, follower = both
    await write(database, "test.away")
    follower.kill()
    try:
        # It was fine when it was last asked: the question itself finds out, and is answered all the same.
        assert second.state.is_used
        second._checked_at = second.clock()
        assert (await replica.read(COUNT))[0][0] == 1
        assert not second.state.is_used

        async def ask(session: Any) -> bool:
            return bool((await session.execute(text(ON_STANDBY))).scalar_one())

        assert await replica.read_with(ask) is False
    finally:
        follower.start()
    await until(second, is_used=True)
    assert await where()


async def test_a_server_that_follows_nobody_is_not_read(both: tuple[Database, Replica, Node]) -> None:
    database, _, _ = both
    alone = Replica(database, max_lag_seconds=5)
    await alone.check()
    assert alone.state == ReplicaState(is_used=False, lag_seconds=None, reason="it follows no primary")


async def test_dashboards_and_exports_are_counted_on_it(
    client: httpx.AsyncClient, login: Login, standby: tuple[EmbeddedPostgres, Node]
) -> None:
    primary, follower = standby
    primary.query("DROP DATABASE IF EXISTS desk2 WITH (FORCE)")
    primary.query("CREATE DATABASE desk2 OWNER itsm")
    await create_schema(primary.url("desk2"))
    second = Replica(open_database(follower.url("desk2"), pool_size=2), max_lag_seconds=60)
    second.state = ReplicaState(is_used=True, lag_seconds=1.5)
    second._checked_at = second.clock() + 600
    headers = await login("manager.ph")
    own = (await client.get("/api/dashboard/panels/now", headers=headers)).json()
    assert own["lag_seconds"] is None
    replica.set_replica(second)
    try:
        # The replica is of another desk, without people: whatever comes from it is empty.
        shown = (await client.get("/api/dashboard/panels/assets_now", headers=headers)).json()
        assert shown["lag_seconds"] == 1.5
        teams = await client.get("/api/dashboard/feed/dim_team?format=json", headers=headers)
        assert teams.json() == []
        health = (await client.get("/api/admin/health", headers=await login("admin"))).json()
        check = next(one for one in health["checks"] if one["name"] == "replica")
        assert (check["verdict"], check["value"]) == ("ok", 1.5)
    finally:
        replica.set_replica(None)
        await second.database.close()
    teams = await client.get("/api/dashboard/feed/dim_team?format=json", headers=headers)
    assert len(teams.json()) > 0
