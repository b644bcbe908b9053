"""The job table's statements: claim, finish, fail, rescue, schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

MAX_BACKOFF_SECONDS = 3_600
WORKER_SILENT_SECONDS = 15

# Jobs of one lock key run in order: one is ready only when no earlier one is waiting or running.
_CLAIM = text("""
    WITH next AS (
        SELECT j.id FROM jobs j
        WHERE j.state = 'ready' AND j.run_at <= now()
          AND (j.lock_key IS NULL OR NOT EXISTS (
                SELECT 1 FROM jobs e
                WHERE e.lock_key = j.lock_key AND e.id < j.id AND e.state IN ('ready', 'running')))
        ORDER BY j.run_at, j.id
        LIMIT :limit
        FOR UPDATE SKIP LOCKED)
    UPDATE jobs SET state = 'running', attempts = attempts + 1, locked_by = :worker, locked_at = now()
    FROM next WHERE jobs.id = next.id
    RETURNING jobs.id, jobs.name, jobs.args, jobs.attempts
""")
_FINISH = text("DELETE FROM jobs WHERE id = :id AND locked_by = :worker AND state = 'running' RETURNING id")
_RETRY = text("""
    UPDATE jobs SET state = 'ready', locked_by = NULL, locked_at = NULL, last_error = :error,
                    run_at = now() + make_interval(secs => :delay)
    WHERE id = :id AND locked_by = :worker
""")
_PARK = text("""
    UPDATE jobs SET state = 'parked', locked_by = NULL, locked_at = NULL, last_error = :error
    WHERE id = :id AND locked_by = :worker
""")
_RESCUE = text("""
    UPDATE jobs SET state = 'ready', locked_by = NULL, locked_at = NULL, run_at = now(),
                    last_error = 'the worker that ran it stopped'
    WHERE state = 'running' AND NOT EXISTS (
        SELECT 1 FROM job_workers w
        WHERE w.id = jobs.locked_by AND w.seen_at > now() - make_interval(secs => :silent))
""")
# Taken by this worker and not in its hands: what became of the claim, or of the job, was lost with the line.
_RECLAIM = text("""
    UPDATE jobs SET state = 'ready', locked_by = NULL, locked_at = NULL, run_at = now(),
                    last_error = 'the database went away while it ran'
    WHERE state = 'running' AND locked_by = :worker AND id <> ALL(:held)
      AND locked_at < now() - make_interval(secs => :silent)
""")
_BEAT = text("""
    INSERT INTO job_workers (id, host, pid, started_at, seen_at) VALUES (:id, :host, :pid, now(), now())
    ON CONFLICT (id) DO UPDATE SET seen_at = now()
""")
_LEAVE = text("DELETE FROM job_workers WHERE id = :id OR seen_at < now() - interval '1 day'")
_TICK = text("""
    INSERT INTO job_schedules (name, last_tick) VALUES (:name, :tick)
    ON CONFLICT (name) DO UPDATE SET last_tick = excluded.last_tick WHERE job_schedules.last_tick < excluded.last_tick
    RETURNING name
""")


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job this worker holds. `attempts` counts this run."""

    id: int
    name: str
    args: dict[str, Any]
    attempts: int


async def claim(session: AsyncSession, worker: UUID, limit: int) -> list[ClaimedJob]:
    """Take up to `limit` jobs that are due, counting the attempt before it is made."""
    rows = await session.execute(_CLAIM, {"worker": worker, "limit": limit})
    return [ClaimedJob(*row) for row in rows]


async def finish(session: AsyncSession, worker: UUID, job_id: int) -> bool:
    """Remove a finished job; False where this worker no longer holds it (its effects must not stand)."""
    return (await session.execute(_FINISH, {"id": job_id, "worker": worker})).first() is not None


async def retry_later(session: AsyncSession, worker: UUID, job_id: int, *, error: str, delay_seconds: float) -> None:
    """Put a failed job back, to run after `delay_seconds`."""
    await session.execute(_RETRY, {"id": job_id, "worker": worker, "error": error, "delay": delay_seconds})


async def park(session: AsyncSession, worker: UUID, job_id: int, *, error: str) -> None:
    """Set a job aside that keeps failing; an administrator sees it and can run it again."""
    await session.execute(_PARK, {"id": job_id, "worker": worker, "error": error})


async def rescue(session: AsyncSession) -> int:
    """Give back the jobs of workers that have been silent too long; return how many."""
    result = await session.execute(_RESCUE, {"silent": WORKER_SILENT_SECONDS})
    return int(getattr(result, "rowcount", 0))


async def reclaim(session: AsyncSession, worker: UUID, held: Collection[int]) -> int:
    """Give back the jobs that this worker has taken some time ago and is not running; return how many.

    `held`: ids of those it runs. They are what a database that went away in the middle leaves behind.
    """
    result = await session.execute(_RECLAIM, {"worker": worker, "held": list(held), "silent": WORKER_SILENT_SECONDS})
    return int(getattr(result, "rowcount", 0))


async def beat(session: AsyncSession, worker: UUID, *, host: str, pid: int) -> None:
    """Say that this worker is alive."""
    await session.execute(_BEAT, {"id": worker, "host": host, "pid": pid})


async def leave(session: AsyncSession, worker: UUID) -> None:
    """Say that this worker goes."""
    await session.execute(_LEAVE, {"id": worker})


async def take_tick(session: AsyncSession, name: str, tick: int) -> bool:
    """Tell whether this caller is the one to start tick number `tick` of schedule `name`."""
    return (await session.execute(_TICK, {"name": name, "tick": tick})).first() is not None
