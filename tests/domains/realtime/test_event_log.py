"""Following the event log and catching up, on a real database."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from itsm.domains.realtime import queries, routes
from itsm.domains.realtime.cursor import Cursor, parse_cursor
from itsm.domains.realtime.queries import LiveRow, head
from itsm.domains.realtime.tail import EventTail
from itsm.platform.actor import Role, system_actor
from itsm.platform.ids import new_id
from itsm.platform.work import open_work
from tests.domains.ops.door import a_client, an_actor
from tests.domains.realtime.news import News, Silent, record, tell

if TYPE_CHECKING:
    import httpx

    from itsm.platform.actor import Actor
    from itsm.platform.db.engine import Database


class Heard:
    """Collects what a tail emits."""

    def __init__(self) -> None:
        self.rows: list[LiveRow] = []
        self.is_lost = False
        self.tail = EventTail(self._emit, self._lost)

    async def _emit(self, rows: list[LiveRow]) -> None:
        self.rows += rows

    async def _lost(self) -> None:
        self.is_lost = True

    @property
    def numbers(self) -> list[int]:
        return [row.payload["n"] for row in self.rows]

    async def until(self, count: int) -> list[int]:
        async with asyncio.timeout(10):
            while len(self.rows) < count:  # noqa: ASYNC110 - another task collects
                await asyncio.sleep(0.01)
        return self.numbers


async def test_the_tail_hears_what_comes_after_it_began_once_and_in_order(database: Database) -> None:
    await tell("all", n=0)
    heard = Heard()
    await heard.tail.step()
    await tell("all", n=1)
    await record(Silent(subject_id=new_id()), *(News(subject_id=new_id(), rooms=("all",), n=n) for n in (2, 3)))
    assert await heard.tail.step() == 3
    assert await heard.tail.step() == 0
    assert heard.numbers == [1, 2, 3]
    assert heard.rows == sorted(heard.rows, key=lambda row: row.cursor)


async def test_a_late_commit_is_never_skipped(database: Database) -> None:
    heard = Heard()
    await heard.tail.step()
    async with open_work(system_actor()) as slow:
        await slow.session.execute(text("SELECT pg_current_xact_id()"))
        await tell("all", n=2)
        assert await heard.tail.step() == 0
        slow.record(News(subject_id=new_id(), rooms=("all",), n=1))
    assert await heard.tail.step() == 2
    assert heard.numbers == [1, 2]


async def test_a_rollback_is_never_heard_and_blocks_nothing(database: Database) -> None:
    heard = Heard()
    await heard.tail.step()
    async with database.sessions() as session:
        await session.execute(text("SELECT pg_current_xact_id()"))
        await session.rollback()
    await tell("all", n=1)
    await heard.tail.step()
    assert heard.numbers == [1]


async def test_the_running_tail_wakes_at_a_commit_and_outlives_lost_connections(database: Database) -> None:
    heard = Heard()
    running = asyncio.create_task(heard.tail.run())
    await asyncio.sleep(0.1)
    await tell("all", n=1)
    assert await heard.until(1) == [1]
    async with database.engine.begin() as connection:
        await connection.execute(
            text("""SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""")
        )
    await tell("all", n=2)
    assert await heard.until(2) == [1, 2]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not heard.is_lost


async def test_many_tails_at_once_hear_everything_under_load(database: Database) -> None:
    heard = [Heard() for _ in range(3)]
    for one in heard:
        await one.tail.step()
    running = [asyncio.create_task(one.tail.run()) for one in heard]
    gate = asyncio.Semaphore(8)

    async def write(n: int) -> None:
        async with gate:
            await tell("all", n=n)

    await asyncio.gather(*(write(n) for n in range(120)))
    for one in heard:
        assert sorted(await one.until(120)) == list(range(120))
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def test_a_log_that_went_backwards_is_noticed(database: Database) -> None:
    heard = Heard()
    await heard.tail.step()
    heard.tail._cursor = Cursor(2**62, 1)
    heard.tail._has_fault = True
    await heard.tail.step()
    await tell("all", n=1)
    await heard.tail.step()
    assert heard.is_lost
    assert heard.numbers == [1]


async def _get(client: httpx.AsyncClient, after: str | None = None) -> dict[str, object]:
    answer = await client.get("/api/events", params={"after": after} if after else {})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    body: dict[str, object] = answer.json()
    return body


def _client(actor: Actor) -> httpx.AsyncClient:
    return a_client(actor, routes.router)


async def test_a_client_gets_what_its_rooms_heard_and_nothing_else(database: Database) -> None:
    team = new_id()
    agent = an_actor(Role.IT_AGENT, teams=frozenset({team}))
    async with _client(agent) as client:
        start = await _get(client)
        await tell(f"user:{new_id()}", "queue", f"ticket:{new_id()}:staff", n=1)
        await tell(f"team:{team}", "queue", n=2)
        await tell(f"user:{agent.id}", n=3)
        await tell("all", n=4)
        page = await _get(client, str(start["next_cursor"]))
        assert [item["payload"]["n"] for item in page["items"]] == [2, 3, 4]  # type: ignore[attr-defined]
        assert page["reset"] is False
        assert (await _get(client, str(page["next_cursor"])))["items"] == []
        half = await _get(client, page["items"][0]["cursor"])  # type: ignore[index]
        assert [item["payload"]["n"] for item in half["items"]] == [3, 4]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("role", "hears"), [(Role.END_USER, []), (Role.IT_AGENT, []), (Role.IT_MANAGER, [1])])
async def test_only_who_sees_every_ticket_is_in_the_queue(database: Database, role: Role, hears: list[int]) -> None:
    async with _client(an_actor(role)) as client:
        start = await _get(client)
        await tell("queue", n=1)
        page = await _get(client, str(start["next_cursor"]))
    assert [item["payload"]["n"] for item in page["items"]] == hears  # type: ignore[attr-defined]


async def test_a_requester_who_sits_in_a_team_by_mistake_is_not_in_its_room(database: Database) -> None:
    team = new_id()
    async with _client(an_actor(Role.END_USER, teams=frozenset({team}))) as client:
        start = await _get(client)
        await tell(f"team:{team}", n=1)
        assert (await _get(client, str(start["next_cursor"])))["items"] == []


async def test_who_missed_too_much_is_told_to_fetch_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MAX_EVENTS", 3)
    async with _client(an_actor()) as client:
        start = await _get(client)
        for n in range(3):
            await tell("all", n=n)
        assert len((await _get(client, str(start["next_cursor"])))["items"]) == 3  # type: ignore[arg-type]
        await tell("all", n=3)
        page = await _get(client, str(start["next_cursor"]))
        assert (page["items"], page["reset"]) == ([], True)
        assert (await _get(client, str(page["next_cursor"])))["reset"] is False


async def test_a_cursor_from_another_log_or_from_long_ago_resets(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _client(an_actor()) as client:
        assert (await _get(client, f"{2**62}.1"))["reset"] is True
        monkeypatch.setattr(queries, "MAX_BEHIND_TRANSACTIONS", 1)
        assert (await _get(client, "3.1"))["reset"] is True


@pytest.mark.parametrize(
    "after", ["x", "1", "1.", ".1", "-1.1", "1.1.1", f"{2**64}.1", "1.1'; --", "\uff11.1", "9" * 41]
)
async def test_a_bad_cursor_is_refused(database: Database, after: str) -> None:
    async with _client(an_actor()) as client:
        assert (await client.get("/api/events", params={"after": after})).status_code == 422


async def test_both_readings_use_the_index(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await connection.exec_driver_sql(f"EXPLAIN {queries._TAIL}", ("3", 1, 5))
        assert any("ix_domain_events_tail" in row[0] for row in plan)
        values = {"xid": "3", "seq": 1, "limit": 5, "rooms": ["all"]}
        plan = await connection.execute(text(f"EXPLAIN {queries._MISSED.text}"), values)
        lines = [row[0] for row in plan]
        assert any("ix_domain_events_tail" in line for line in lines)
    async with database.reading() as session:
        assert (await head(session)).seq == 0


def test_cursors_are_written_and_read_back() -> None:
    assert parse_cursor("745.12") == Cursor(745, 12)
    assert str(Cursor(745, 12)) == "745.12"
    assert Cursor(2, 1) > Cursor(1, 9)
