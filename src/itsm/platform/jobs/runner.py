"""A worker: claims jobs, runs them in slots, keeps schedules and loops going until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import time
from typing import TYPE_CHECKING

import structlog

from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.ids import new_id
from itsm.platform.jobs import queue
from itsm.platform.jobs.signals import Listener
from itsm.platform.telemetry.metrics import count_job
from itsm.platform.telemetry.tracing import span
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from itsm.platform.jobs.model import Job, Loop, Schedule

log = structlog.get_logger("itsm.jobs")

_POLL_SECONDS = 0.5
_HEARTBEAT_SECONDS = 4
_SCHEDULE_SECONDS = 1.0
_FAULT_PAUSE_SECONDS = 1.0
_MAX_ERROR_CHARS = 2_000


class LostJobError(Exception):
    """The job was given to somebody else meanwhile; what this run did must not stand."""


class Worker:
    """Runs jobs in `slots` at once. `run` returns after `stop` when every running job has ended."""

    def __init__(
        self,
        jobs: Mapping[str, Job],
        schedules: Sequence[Schedule] = (),
        loops: Sequence[Loop] = (),
        *,
        slots: int = 8,
    ) -> None:
        self.id = new_id()
        self._jobs = jobs
        self._schedules = schedules
        self._loops = loops
        self._slots = slots
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()

    def stop(self) -> None:
        """Take no new work; let what runs end."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until stopped. Faults of the database are waited out, never fatal."""
        listener = Listener()
        await self._beat_first()
        turns: list[tuple[str, Callable[[], Awaitable[float]]]] = [
            ("heartbeat", self._heartbeat),
            ("schedules", self._start_due_schedules),
        ]
        turns += [(loop.name, loop.run) for loop in self._loops]
        background = [asyncio.create_task(self._repeat(name, run)) for name, run in turns]
        try:
            await self._claim_until_stopped(listener)
            await asyncio.gather(*self._running, return_exceptions=True)
        finally:
            listener.close()
            for task in background:
                task.cancel()
            await asyncio.gather(*background, return_exceptions=True)
            await self._leave()

    async def run_until_empty(self) -> int:
        """Run every job that is due, one after another, and return how many; for commands and tests."""
        done = 0
        await self._beat()
        while jobs := await self._claim(1):
            await self._run_job(jobs[0])
            done += 1
        await self._leave()
        return done

    async def _claim_until_stopped(self, listener: Listener) -> None:
        while not self._stopping.is_set():
            free = self._slots - len(self._running)
            jobs = await self._claim_safely(free) if free else []
            for job in jobs:
                self._start(job)
            if len(self._running) >= self._slots:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            elif not jobs:
                await self._idle(listener)

    def _start(self, job: queue.ClaimedJob) -> None:
        task = asyncio.create_task(self._run_job(job))
        self._running.add(task)
        self._held.add(job.id)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: self._held.discard(job.id))

    async def _idle(self, listener: Listener) -> None:
        """Wait for a wake-up, a finished job (its successor may be due), the poll, or the stop."""
        waits = {asyncio.ensure_future(listener.wait(_POLL_SECONDS)), asyncio.ensure_future(self._stopping.wait())}
        _, left = await asyncio.wait(waits | self._running, return_when=asyncio.FIRST_COMPLETED)
        for task in waits & left:
            task.cancel()

    async def _claim_safely(self, limit: int) -> list[queue.ClaimedJob]:
        try:
            return await self._claim(limit)
        except Exception:
            log.exception("jobs.claim_failed")
            await asyncio.sleep(_FAULT_PAUSE_SECONDS)
            return []

    async def _claim(self, limit: int) -> list[queue.ClaimedJob]:
        async with get_database().sessions() as session, session.begin():
            return await queue.claim(session, self.id, limit)

    async def _run_job(self, job: queue.ClaimedJob) -> None:
        spec = self._jobs.get(job.name)
        began, outcome = time.perf_counter(), "done"
        try:
            with span(f"job {job.name}", **{"itsm.job.id": str(job.id)}):
                await self._handle(job, spec)
        except LostJobError:
            log.warning("jobs.lost", job=job.name, id=job.id)
            outcome = "lost"
        except Exception as fault:  # noqa: BLE001 - whatever a job raises, it is put back or parked
            outcome = await self._failed(job, spec, fault)
        count_job(job.name, outcome, time.perf_counter() - began)

    async def _handle(self, job: queue.ClaimedJob, spec: Job | None) -> None:
        """Run one job; its effects and the removal of its row commit together."""
        if spec is None:
            raise LookupError(f"no handler for job {job.name}")
        if job.attempts > spec.max_attempts:
            raise RuntimeError("it ended its worker each time it was tried")
        async with asyncio.timeout(spec.timeout_seconds), open_work(system_actor()) as work:
            await spec.handler(work, job.args)
            if not await queue.finish(work.session, self.id, job.id):
                raise LostJobError(job.name)

    async def _failed(self, job: queue.ClaimedJob, spec: Job | None, fault: Exception) -> str:
        """Put a job back or park it; return which, as the metrics call it."""
        error = f"{type(fault).__name__}: {fault}"[:_MAX_ERROR_CHARS].replace("\x00", "")
        give_up = spec is None or job.attempts >= spec.max_attempts
        log.warning("jobs.failed", job=job.name, id=job.id, attempts=job.attempts, parked=give_up, error=error)
        try:
            async with get_database().sessions() as session, session.begin():
                if give_up or spec is None:
                    await queue.park(session, self.id, job.id, error=error)
                else:
                    delay = min(spec.backoff_seconds * 2 ** (job.attempts - 1), queue.MAX_BACKOFF_SECONDS)
                    await queue.retry_later(session, self.id, job.id, error=error, delay_seconds=delay)
        except Exception:
            log.exception("jobs.fail_not_recorded", job=job.name, id=job.id)
        return "parked" if give_up else "retried"

    async def _repeat(self, name: str, run: Callable[[], Awaitable[float]]) -> None:
        while not self._stopping.is_set():
            try:
                pause = await run()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("jobs.loop_failed", loop=name)
                pause = _FAULT_PAUSE_SECONDS
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(pause, 0.001)):
                    await self._stopping.wait()

    async def _heartbeat(self) -> float:
        await self._beat()
        async with get_database().sessions() as session, session.begin():
            rescued = await queue.rescue(session) + await queue.reclaim(session, self.id, self._held)
        if rescued:
            log.warning("jobs.rescued", count=rescued)
        return _HEARTBEAT_SECONDS

    async def _start_due_schedules(self) -> float:
        for schedule in self._schedules:
            tick = int(time.time()) // schedule.every_seconds
            async with open_work(system_actor()) as work:
                if await queue.take_tick(work.session, schedule.name, tick):
                    work.defer(schedule.job, schedule.args or {}, dedupe_key=f"schedule:{schedule.name}")
        return _SCHEDULE_SECONDS

    async def _beat_first(self) -> None:
        """Say that this worker is there; a database that is away just now is waited for."""
        while not self._stopping.is_set():
            try:
                await self._beat()
            except Exception:
                log.exception("jobs.waits_for_database")
                await asyncio.sleep(_FAULT_PAUSE_SECONDS)
            else:
                return

    async def _beat(self) -> None:
        async with get_database().sessions() as session, session.begin():
            await queue.beat(session, self.id, host=socket.gethostname(), pid=os.getpid())

    async def _leave(self) -> None:
        with contextlib.suppress(Exception):
            async with get_database().sessions() as session, session.begin():
                await queue.leave(session, self.id)
