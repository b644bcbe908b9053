"""Jobs: effects and removal commit together, failures wait and are parked, dead workers' jobs are taken over."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select, text

from itsm.platform.actor import system_actor
from itsm.platform.db.engine import Database, open_database, set_database
from itsm.platform.db.tables import JobRow, ScheduleRow
from itsm.platform.ids import new_id
from itsm.platform.jobs import queue
from itsm.platform.jobs.model import Job, Schedule
from itsm.platform.jobs.runner import Worker
from itsm.platform.work import UnitOfWork, open_work


async def add_row(work: UnitOfWork, args: dict[str, Any]) -> None:
    work.session.add(ScheduleRow(name=args["name"], last_tick=1))


async def fail_after_writing(work: UnitOfWork, args: dict[str, Any]) -> None:
    await add_row(work, args)
    await work.session.flush()
    raise RuntimeError("no luck")


async def defer(job: str, *, lock_key: str | None = None, **args: Any) -> None:
    async with open_work(system_actor()) as work:
        work.defer(job, args, lock_key=lock_key)


async def states(database: Database) -> list[tuple[str, int]]:
    async with database.sessions() as session:
        return [tuple(row) for row in await session.execute(select(JobRow.state, JobRow.attempts).order_by(JobRow.id))]


async def rows(database: Database) -> int:
    async with database.sessions() as session:
        return int((await session.execute(select(func.count()).select_from(ScheduleRow))).scalar_one())


async def test_effects_and_removal_commit_together(database: Database) -> None:
    await defer("add", name="a")
    assert await Worker({"add": Job(add_row)}).run_until_empty() == 1
    assert await rows(database) == 1
    assert await states(database) == []


async def test_a_failing_job_leaves_no_effect_and_waits(database: Database) -> None:
    await defer("fail", name="a")
    await Worker({"fail": Job(fail_after_writing, backoff_seconds=60)}).run_until_empty()
    assert await rows(database) == 0
    assert await states(database) == [("ready", 1)]


async def test_a_job_that_keeps_failing_is_parked_with_its_error(database: Database) -> None:
    await defer("fail", name="a")
    await Worker({"fail": Job(fail_after_writing, max_attempts=3, backoff_seconds=0)}).run_until_empty()
    assert await states(database) == [("parked", 3)]
    async with database.sessions() as session:
        assert (await session.execute(select(JobRow.last_error))).scalar_one() == "RuntimeError: no luck"


async def test_an_unknown_job_is_parked_not_lost(database: Database) -> None:
    await defer("nobody")
    await Worker({}).run_until_empty()
    assert await states(database) == [("parked", 1)]


async def test_jobs_of_one_lock_key_run_in_order_also_with_many_slots(database: Database) -> None:
    seen: list[int] = []

    async def note(_: UnitOfWork, args: dict[str, Any]) -> None:
        await asyncio.sleep(0.02 if args["n"] % 2 else 0)
        seen.append(args["n"])

    for n in range(8):
        await defer("note", lock_key="one", n=n)
    worker = Worker({"note": Job(note)}, slots=4)
    running = asyncio.create_task(worker.run())
    await wait_until(lambda: len(seen) == 8)
    worker.stop()
    await running
    assert seen == list(range(8))


async def test_jobs_of_a_silent_worker_are_taken_over(database: Database) -> None:
    await defer("add", name="a")
    dead = new_id()
    async with database.sessions() as session, session.begin():
        await queue.beat(session, dead, host="gone", pid=1)
        assert len(await queue.claim(session, dead, 5)) == 1
        await session.execute(text("UPDATE job_workers SET seen_at = now() - interval '1 minute'"))
    async with database.sessions() as session, session.begin():
        assert await queue.rescue(session) == 1
    await Worker({"add": Job(add_row)}).run_until_empty()
    assert await rows(database) == 1


async def test_a_living_worker_gives_back_what_it_took_and_is_not_running(database: Database) -> None:
    """The database went away in the middle of a job, or of the answer to a claim: nobody else can know of it."""
    for name in ("held", "forgotten", "young"):
        await defer("add", name=name)
    worker, stranger = new_id(), new_id()
    async with database.sessions() as session, session.begin():
        await queue.beat(session, worker, host="here", pid=1)
        held, forgotten, young = [job.id for job in await queue.claim(session, worker, 3)]
        old = text("UPDATE jobs SET locked_at = now() - interval '1 minute' WHERE id <> :young")
        await session.execute(old, {"young": young})
    async with database.sessions() as session, session.begin():
        assert await queue.rescue(session) == 0
        assert await queue.reclaim(session, stranger, []) == 0
        assert await queue.reclaim(session, worker, {held}) == 1
    async with database.sessions() as session:
        ready = (await session.scalars(select(JobRow.id).where(JobRow.state == "ready"))).all()
    assert list(ready) == [forgotten]
    await Worker({"add": Job(add_row)}).run_until_empty()
    assert await rows(database) == 1


async def test_a_worker_that_starts_while_the_database_is_away_waits_for_it(database: Database) -> None:
    await defer("add", name="a")
    away = open_database("postgresql://nobody@127.0.0.1:1/nothing", pool_size=1)
    set_database(away)
    worker = Worker({"add": Job(add_row)})
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0.2)
    assert not running.done()
    set_database(database)
    for _ in range(200):
        if await rows(database):
            break
        await asyncio.sleep(0.1)
    worker.stop()
    await running
    await away.close()
    assert await rows(database) == 1


async def test_a_worker_that_lost_its_job_leaves_no_effect(database: Database) -> None:
    async def lose_it(work: UnitOfWork, args: dict[str, Any]) -> None:
        async with database.sessions() as other, other.begin():
            await other.execute(text("UPDATE jobs SET locked_by = gen_random_uuid()"))
        await add_row(work, args)

    await defer("lose", name="a")
    await Worker({"lose": Job(lose_it)}).run_until_empty()
    assert await rows(database) == 0
    assert await states(database) == [("running", 1)]


@pytest.mark.asvs("15.2.2", "13.1.3")
async def test_a_job_over_its_time_is_stopped(database: Database) -> None:
    async def hang(_: UnitOfWork, __: dict[str, Any]) -> None:
        await asyncio.sleep(30)

    await defer("hang")
    await Worker({"hang": Job(hang, timeout_seconds=0.1, max_attempts=1)}).run_until_empty()
    assert await states(database) == [("parked", 1)]


async def test_a_schedule_is_handed_out_once_over_many_workers(database: Database) -> None:
    ran: list[int] = []

    async def note(_: UnitOfWork, __: dict[str, Any]) -> None:
        ran.append(1)

    schedule = Schedule("daily", "note", every_seconds=100_000)
    workers = [Worker({"note": Job(note)}, [schedule]) for _ in range(3)]
    running = [asyncio.create_task(w.run()) for w in workers]
    await wait_until(lambda: bool(ran))
    await asyncio.sleep(0.2)
    for worker in workers:
        worker.stop()
    await asyncio.gather(*running)
    assert ran == [1]


async def wait_until(condition: Any, timeout_seconds: float = 10) -> None:
    async with asyncio.timeout(timeout_seconds):
        while not condition():  # noqa: ASYNC110 - the condition is not ours to signal
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("slots", [1, 8])
async def test_a_wake_up_starts_a_job_at_once(database: Database, slots: int) -> None:
    done = asyncio.Event()

    async def note(_: UnitOfWork, __: dict[str, Any]) -> None:
        done.set()

    worker = Worker({"note": Job(note)}, slots=slots)
    running = asyncio.create_task(worker.run())
    await asyncio.sleep(0.1)
    await defer("note")
    await asyncio.wait_for(done.wait(), 5)
    worker.stop()
    await running
