"""Timers: how late ten thousand fire that are due within a minute, and what a sweep costs among a million tickets.

The rows are made by SQL, without the tickets themselves (foreign keys off): neither timers nor sweep read them.
"""

from __future__ import annotations

import asyncio
import bisect
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import text

from benchmarks.figures import Figures, Row
from benchmarks.stage import in_product
from itsm.domains.sla import monitor
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from benchmarks.stage import Stage

DUE = 10_000
WITHIN_SECONDS = 60
LEAD_SECONDS = 5
LATE_GOAL_MS = 2_000
TICKETS, ACTIVE = 1_000_000, 50_000
SWEEPS = 5
SWEEP_GOAL_MS = 5_000

_CLOCK_COLUMNS = (
    "id, ticket_id, metric, cycle, priority, policy_version_id, policy_name, is_always, target_seconds, thresholds, "
    "state, phase, phase_since, started_at, targeted_at, due_at, carried_seconds, elapsed_seconds, revision, fired, "
    "stopped_at, met_at"
)
_UNCHECKED = "SET session_replication_role = replica;"
# An hour around the clock, used up at a whole second within the coming minute.
_DUE_SOON = f"""
    {_UNCHECKED}
    WITH due AS (
        SELECT n, date_trunc('second', now()) + make_interval(secs => {LEAD_SECONDS} + n % {WITHIN_SECONDS}) AS at
        FROM generate_series(1, {DUE}) n),
    clocks AS (
        INSERT INTO sla_clocks ({_CLOCK_COLUMNS})
        SELECT uuidv7(), uuidv7(), 'resolution', 1, 'P2', uuidv7(), 'bench', true, 3600, '{{100}}', 'running',
               'running', at - interval '1 hour', at - interval '1 hour', at - interval '1 hour', at, 0, 0, 0, '{{}}',
               NULL, NULL
        FROM due RETURNING id, due_at)
    INSERT INTO sla_timers (clock_id, threshold, due_at) SELECT id, 100, due_at FROM clocks;
    ANALYZE sla_clocks, sla_timers;
"""  # noqa: S608 - constants of this module
# Response and resolution of every ticket. One in twenty is open: answered, its solution due within the next month.
_MILLION = f"""
    {_UNCHECKED}
    CREATE UNLOGGED TABLE bench_clocks AS
    SELECT uuidv7() id, uuidv7() ticket_id, metric, n <= {ACTIVE} AND metric = 'resolution' is_open,
           CASE WHEN n <= {ACTIVE} THEN now() + make_interval(secs => 3600 + n * 52) - interval '30 days'
                ELSE now() - make_interval(secs => n * 60) - interval '60 days' END started_at
    FROM generate_series(1, {TICKETS}) n, (VALUES ('response'), ('resolution')) m (metric);
    INSERT INTO sla_clocks ({_CLOCK_COLUMNS})
    SELECT id, ticket_id, metric, 1, 'P3', uuidv7(), 'bench', true, 2592000, '{{80,100}}',
           CASE WHEN is_open THEN 'running' ELSE 'met' END, CASE WHEN is_open THEN 'running' ELSE 'stopped' END,
           started_at, started_at, started_at, started_at + interval '30 days', 0, 0, 0, '{{}}',
           CASE WHEN is_open THEN NULL ELSE started_at + interval '1 day' END,
           CASE WHEN is_open THEN NULL ELSE started_at + interval '1 day' END
    FROM bench_clocks;
    INSERT INTO sla_timers (clock_id, threshold, due_at)
    SELECT id, t, CASE WHEN is_open THEN started_at + interval '30 days' * t / 100 END
    FROM bench_clocks, (VALUES (80), (100)) v (t);
    UPDATE sla_timers SET fired_at = now() WHERE threshold = 80 AND due_at < now();
    UPDATE sla_clocks SET fired = '{{80}}', warned_at = started_at + interval '24 days', state = 'warning'
    WHERE phase = 'running';
    DROP TABLE bench_clocks;
"""  # noqa: S608 - constants of this module


def measure(stage: Stage, figures: Figures) -> None:
    """Measure both, each in a fresh database."""
    stage.sql(_DUE_SOON)
    _lateness(figures)
    stage.start_from("bench_schema")
    stage.sql(_MILLION)
    stage.sql("VACUUM ANALYZE sla_clocks, sla_timers")
    _sweeps(figures)


def _lateness(figures: Figures) -> None:
    """Run the loop of one worker until every timer has fired; late is what its commit came after the due instant."""

    async def watch() -> list[float]:
        commits: list[datetime] = []
        deadline = time.monotonic() + LEAD_SECONDS + 3 * WITHIN_SECONDS
        while time.monotonic() < deadline:
            pause = await monitor.watch()
            commits.append(datetime.now(UTC))
            async with get_database().reading() as session:
                if await monitor.next_due_at(session) is None:
                    break
            await asyncio.sleep(pause)
        async with get_database().reading() as session:
            rows = await session.execute(text("SELECT due_at, fired_at FROM sla_timers WHERE fired_at IS NOT NULL"))
            return sorted(
                (commits[bisect.bisect_left(commits, fired)] - due).total_seconds() * 1000 for due, fired in rows
            )

    late = in_product(watch)
    p99, most = late[int(len(late) * 0.99)], late[-1]
    figures.add(
        Row(
            f"timers due within {WITHIN_SECONDS} s, late by (until their commit)",
            tickets=f"{len(late):,}",
            rate=f"p99 {p99:,.0f} ms, max {most:,.0f} ms",
            p50=f"{late[len(late) // 2]:,.0f}",
            p95=f"{late[int(len(late) * 0.95)]:,.0f}",
            goal=f"p99 ≤ {LATE_GOAL_MS:,} ms",
            met=len(late) == DUE and p99 <= LATE_GOAL_MS,
        )
    )


def _sweeps(figures: Figures) -> None:
    async def sweep() -> tuple[list[float], list[float]]:
        sweeps, looks = [], []
        for _ in range(SWEEPS):
            began = time.perf_counter()
            async with open_work(system_actor()) as work:
                await monitor.sweep(work)
            sweeps.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            await monitor.watch()
            looks.append((time.perf_counter() - began) * 1000)
        return sorted(sweeps), sorted(looks)

    sweeps, looks = in_product(sweep)
    tickets = f"{TICKETS:,} ({ACTIVE:,} active)"
    middle = SWEEPS // 2
    figures.add(
        Row(
            "sweep that finds nothing missed",
            tickets=tickets,
            rate=f"max {sweeps[-1]:,.0f} ms",
            p50=f"{sweeps[middle]:,.0f}",
            goal=f"≤ {SWEEP_GOAL_MS:,} ms",
            met=sweeps[middle] <= SWEEP_GOAL_MS,
        )
    )
    figures.add(
        Row("look for due timers", tickets=tickets, p50=f"{looks[middle]:,.1f}", rate=f"max {looks[-1]:,.1f} ms")
    )
