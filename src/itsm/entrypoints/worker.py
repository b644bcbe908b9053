"""The worker: background jobs, schedules and loops, until told to stop."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import AsyncExitStack

import structlog
import uvloop

from itsm.platform.jobs.runner import Worker
from itsm.platform.settings import Settings, get_settings
from itsm.platform.telemetry.exposition import declare_known_events, expose_metrics
from itsm.platform.telemetry.logs import configure_logs
from itsm.platform.telemetry.sentry import start_reporting
from itsm.platform.telemetry.tracing import start_tracing, stop_tracing
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble
from itsm.wiring.jobs import JOBS
from itsm.wiring.schedules import LOOPS, SCHEDULES

log = structlog.get_logger("itsm.worker")


def work() -> None:
    """Run a worker in this process until SIGTERM or SIGINT; running jobs are finished first."""
    settings = get_settings()
    configure_logs(settings)
    start_reporting(settings, "worker")
    start_tracing(settings, "worker")
    try:
        expose_metrics(settings)
        declare_known_events(settings)
        uvloop.run(_work_until_signalled(settings))
    except Exception:
        log.exception("worker.ended")
        sys.exit(1)
    finally:
        stop_tracing()


async def _work_until_signalled(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run_worker(settings, stop)


async def run_worker(settings: Settings, stop: asyncio.Event, *, own_resources: bool = True) -> None:
    """Work until ``stop`` is set. ``own_resources=False`` uses the database and Redis the process has open."""
    assemble(settings)
    async with AsyncExitStack() as stack:
        if own_resources:
            await stack.enter_async_context(resources(settings, "itsm-worker"))
        worker = Worker(JOBS, SCHEDULES, LOOPS, slots=settings.worker_slots)
        running = asyncio.create_task(worker.run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        worker.stop()
        await running
