"""Timers: at their instant, exactly once, whoever runs and whatever died."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update

from itsm.domains.sla import api, monitor
from itsm.domains.sla.jobs import sweep as sweep_job
from itsm.domains.sla.models import SlaClock, SlaTimer
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.db.tables import EventRow, JobRow
from itsm.platform.work import open_work
from tests.domains.sla.conftest import Open
from tests.domains.sla.test_service import HOUR, START, clock_of, manila, raised, timers_of

MINUTE = timedelta(minutes=1)


async def events_of(database: Database) -> list[tuple[str, dict[str, Any]]]:
    async with database.sessions() as session:
        rows = await session.scalars(select(EventRow).where(EventRow.name.like("sla.%")).order_by(EventRow.seq))
        return [(row.name, row.data) for row in rows]


async def test_warning_and_breach_fire_at_their_instants(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + 48 * MINUTE - timedelta(seconds=1)) as work:
        assert await monitor.next_due_at(work.session) == START + 48 * MINUTE
        assert await api.fire_due_timers(work) == 0
    async with live_at(START + 48 * MINUTE) as work:
        assert await api.fire_due_timers(work) == 1
    async with live_at(START + HOUR) as work:
        assert await api.fire_due_timers(work) == 1
        assert await api.fire_due_timers(work) == 0
    recorded = await events_of(desk)
    assert [(name, data["metric"], data["threshold"]) for name, data in recorded] == [
        ("sla.warning", "response", 80),
        ("sla.breached", "response", 100),
    ]
    breach = recorded[1][1]
    assert (breach["priority"], breach["policy"], breach["subject_id"]) == ("P1", "P1 critical", str(ticket))
    clock = await clock_of(desk, ticket, "response")
    assert (clock.state, clock.warned_at, clock.breached_at) == ("breached", START + 48 * MINUTE, START + HOUR)


async def test_a_dead_worker_delays_but_changes_no_instant(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + 30 * HOUR) as work:
        assert await api.fire_due_timers(work) == 4
    clock = await clock_of(desk, ticket)
    assert (clock.warned_at, clock.breached_at) == (START + 192 * MINUTE, START + 4 * HOUR)


async def test_several_workers_fire_each_timer_once(desk: Database, live_at: Open) -> None:
    for _ in range(20):
        await raised(live_at, manila("P1"))

    async def work_through() -> int:
        fired = 0
        for _ in range(10):
            async with live_at(START + 2 * HOUR) as work:
                fired += await api.fire_due_timers(work, limit=7)
        return fired

    assert sum(await asyncio.gather(*(work_through() for _ in range(4)))) == 40
    names = [name for name, _ in await events_of(desk)]
    assert (names.count("sla.warning"), names.count("sla.breached")) == (20, 20)


async def test_an_answer_and_the_monitor_at_the_same_moment(desk: Database, live_at: Open) -> None:
    tickets = [await raised(live_at, manila("P1")) for _ in range(10)]

    async def answer(number: int) -> None:
        async with live_at(START + HOUR) as work:
            await api.first_response(work, ticket_id=tickets[number])

    async def watch() -> None:
        async with live_at(START + HOUR) as work:
            await api.fire_due_timers(work)

    await asyncio.gather(*(answer(number) for number in range(10)), *(watch() for _ in range(4)))
    names = [name for name, _ in await events_of(desk)]
    assert (names.count("sla.warning"), names.count("sla.breached")) == (10, 10)


async def test_nothing_fires_while_pending(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + MINUTE) as work:
        await api.first_response(work, ticket_id=ticket)
        await api.pause(work, ticket_id=ticket, reason="user")
    async with live_at(START + 100 * HOUR) as work:
        assert await monitor.next_due_at(work.session) is None
        assert await api.fire_due_timers(work) == 0
        assert await monitor.sweep(work) == monitor.Sweep(crossed=0, has_more=False)


async def test_the_sweep_finds_lost_and_missing_timers(desk: Database, live_at: Open) -> None:
    breached = await raised(live_at, manila("P1"))
    running = await raised(live_at, manila("P4"))
    async with open_work(system_actor()) as work:
        await work.session.execute(delete(SlaTimer))
    async with live_at(START + 5 * HOUR) as work:
        assert (await monitor.sweep(work)).crossed == 4
    assert (await clock_of(desk, breached)).breached_at == START + 4 * HOUR
    clock = await clock_of(desk, running)
    assert (await timers_of(desk, clock))[100] == (clock.due_at, False)
    async with live_at(START + 5 * HOUR) as work:
        assert (await monitor.sweep(work)).crossed == 0


async def test_a_timer_that_is_wrong_is_put_right_and_fires_nothing(desk: Database, live_at: Open) -> None:
    ticket = await raised(live_at, manila("P4"))
    async with open_work(system_actor()) as work:
        await work.session.execute(update(SlaTimer).values(due_at=START))
    async with live_at(START + MINUTE) as work:
        assert await api.fire_due_timers(work) == 0
    clock = await clock_of(desk, ticket)
    assert (await timers_of(desk, clock))[100] == (clock.due_at, False)


async def test_the_sweep_stops_at_its_limit_and_goes_on_later(desk: Database, live_at: Open) -> None:
    for _ in range(3):
        await raised(live_at, manila("P4"))
    async with open_work(system_actor()) as work:
        await work.session.execute(delete(SlaTimer))
    async with live_at(START + MINUTE) as work:
        assert (await monitor.sweep(work, limit=4)).has_more
    async with live_at(START + MINUTE) as work:
        assert not (await monitor.sweep(work, limit=4)).has_more
    async with desk.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(SlaTimer)) == 12


async def test_a_replay_is_left_alone_until_it_is_released(desk: Database) -> None:
    facts = manila("P1")
    async with open_work(system_actor(), now=START) as work:
        await api.start_clocks(work, facts=facts)
    async with open_work(system_actor()) as work:
        assert (await monitor.sweep(work)).crossed == 0
    async with open_work(system_actor()) as work:
        assert await api.release_held(work) == 2
    async with desk.sessions() as session:
        assert await session.scalar(select(func.count()).where(JobRow.name == "sla.sweep")) == 1
    async with open_work(system_actor()) as work:
        await sweep_job(work, {})
    assert (await clock_of(desk, facts.ticket_id)).breached_at == START + 4 * HOUR


async def test_a_replay_that_went_silent_is_taken_over(desk: Database) -> None:
    facts = manila("P1")
    async with open_work(system_actor(), now=START) as work:
        await api.start_clocks(work, facts=facts)
    async with open_work(system_actor()) as work:
        await work.session.execute(update(SlaClock).values(held_until=utc_now() - MINUTE))
    async with open_work(system_actor()) as work:
        assert (await monitor.sweep(work)).crossed == 4


async def test_a_full_sweep_asks_for_another(desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_: Any) -> monitor.Sweep:
        return monitor.Sweep(crossed=0, has_more=True)

    monkeypatch.setattr("itsm.domains.sla.jobs.sweep_clocks", full)
    async with open_work(system_actor()) as work:
        await sweep_job(work, {})
    async with desk.sessions() as session:
        assert await session.scalar(select(func.count()).where(JobRow.name == "sla.sweep")) == 1


async def test_the_watch_sleeps_until_the_next_timer_but_never_long(
    desk: Database, live_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await monitor.watch() == monitor.LONGEST_SLEEP_SECONDS
    started = utc_now()
    async with live_at(started) as work:
        await api.start_clocks(work, facts=manila("P1", started_at=started))
    assert await monitor.watch() == monitor.LONGEST_SLEEP_SECONDS
    warning = started.replace(microsecond=0) + 48 * MINUTE
    for early, wait in ((timedelta(seconds=0.25), 0.25), (timedelta(seconds=-3), monitor.BUSY_SLEEP_SECONDS)):
        monkeypatch.setattr(monitor, "utc_now", lambda early=early: warning - early)
        assert await monitor.watch() == pytest.approx(wait)


async def test_looking_for_due_timers_reads_the_partial_index(desk: Database, live_at: Open) -> None:
    await raised(live_at, manila("P1"))
    async with desk.sessions() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await session.scalars(
            text(
                "EXPLAIN SELECT clock_id FROM sla_timers WHERE fired_at IS NULL AND due_at IS NOT NULL "
                "AND due_at <= now() ORDER BY due_at LIMIT 200"
            )
        )
        assert "ix_sla_timers_pending" in "\n".join(plan)


async def test_a_worker_that_dies_in_the_middle_leaves_everything_to_the_next(desk: Database, live_at: Open) -> None:
    await raised(live_at, manila("P1"))
    async with desk.sessions() as dying:
        from itsm.platform.work import UnitOfWork

        work = UnitOfWork(dying, system_actor())
        work.now = START + HOUR
        assert await monitor.fire_due_timers(work) == 2
        pid = await dying.scalar(text("SELECT pg_backend_pid()"))
        async with live_at(START + HOUR) as other:
            # While it lives its clocks are left to it.
            assert await monitor.fire_due_timers(other) == 0
            await other.session.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        await dying.invalidate()
    async with live_at(START + HOUR) as work:
        assert await monitor.fire_due_timers(work) == 2
    assert [name for name, _ in await events_of(desk)] == ["sla.warning", "sla.breached"]


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_a_clock_that_jumps_fires_nothing_twice_and_misses_nothing(
    desk: Database, live_at: Open, jump: timedelta
) -> None:
    ticket = await raised(live_at, manila("P1"))
    seen = START + 30 * MINUTE
    for moment in (
        seen,
        seen + jump,
        seen,
        START + 48 * MINUTE,
        START + 40 * MINUTE,
        START + HOUR,
        START + 59 * MINUTE,
    ):
        async with live_at(moment) as work:
            await api.fire_due_timers(work)
    async with live_at(START + 20 * MINUTE) as work:
        await api.pause(work, ticket_id=ticket, reason="user")
    async with live_at(START + 3 * HOUR) as work:
        await api.fire_due_timers(work)
    told = [(name, data["threshold"]) for name, data in await events_of(desk) if data["metric"] == "response"]
    assert told == [("sla.warning", 80), ("sla.breached", 100)]
    clock = await clock_of(desk, ticket, "response")
    assert (clock.warned_at, clock.breached_at) == (START + 48 * MINUTE, START + HOUR)


async def test_the_sweep_finds_a_level_beyond_the_breach_whose_timer_was_lost(desk: Database, live_at: Open) -> None:
    from tests.domains.sla.test_service_more import set_policy

    level = {"name": "Late", "metric": "response", "percent": 200, "recipients": ["assignee"]}
    await set_policy("P1 critical", escalations=[level])
    ticket = await raised(live_at, manila("P1"))
    async with live_at(START + HOUR) as work:
        assert await api.fire_due_timers(work) == 2
    async with open_work(system_actor()) as work:
        await work.session.execute(delete(SlaTimer))
    async with live_at(START + 90 * MINUTE) as work:
        assert (await monitor.sweep(work)).crossed == 0
    clock = await clock_of(desk, ticket, "response")
    assert (await timers_of(desk, clock))[200] == (START + 2 * HOUR, False)
    async with live_at(START + 2 * HOUR) as work:
        assert await api.fire_due_timers(work) == 1
        assert [event.name for event in work.events] == ["sla.level_reached"]
        assert work.events[0].live() is None
