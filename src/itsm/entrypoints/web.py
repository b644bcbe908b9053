"""The web server: uvicorn with uvloop and httptools, one event loop a process."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
import uvloop

from itsm.entrypoints.worker import run_worker
from itsm.platform.settings import Settings, get_settings
from itsm.platform.telemetry.exposition import declare_known_events, expose_metrics
from itsm.platform.telemetry.logs import configure_logs
from itsm.platform.telemetry.sentry import start_reporting
from itsm.platform.telemetry.tracing import Traced, start_tracing
from itsm.wiring.app import create_served_app

APPLICATION = "itsm.entrypoints.web:app"
STARTED_POLL_SECONDS = 0.05
GRACE_SECONDS = 4  # what open requests get to finish after the stop signal
YOUNG_OBJECTS = 20_000  # made before the collector looks; a request makes some hundreds, and most go by themselves
KEEP_ALIVE_SECONDS = 75  # longer than a balancer keeps its idle connections, so that it never meets a closed one


def app() -> Any:
    """Build the application a server process runs (uvicorn calls this in every process)."""
    settings = get_settings()
    configure_logs(settings)
    start_reporting(settings, "web")
    start_tracing(settings, "web")
    declare_known_events(settings)
    served = create_served_app(settings)
    keep_from_collector()
    return Traced(served) if settings.otlp_endpoint else served


def keep_from_collector() -> None:
    """Take what was built so far, which lives as long as the process, out of the garbage collector's rounds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


def serve(host: str, port: int, *, processes: int = 1, with_worker: bool = False) -> None:
    """Serve until told to stop. ``with_worker`` also runs jobs in this one process (no Redis to wake another)."""
    options: dict[str, Any] = {
        "factory": True,
        "host": host,
        "port": port,
        "loop": "uvloop",
        "http": "httptools",
        "ws": "websockets-sansio",
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # our own layer believes only ITSM_TRUSTED_PROXIES
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
    expose_metrics(get_settings(), processes=processes)
    if with_worker:
        server = _QuietServer(uvicorn.Config(APPLICATION, **options))
        uvloop.run(_serve_and_work(server, get_settings()))
    else:
        uvicorn.run(APPLICATION, workers=processes, **options)


class _QuietServer(uvicorn.Server):
    """A server that leaves signals to its caller: uvicorn's own handling would end the worker beside it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


async def _serve_and_work(server: uvicorn.Server, settings: Settings) -> None:
    """Run server and worker in one event loop; the stop signal ends both."""
    stop = asyncio.Event()

    def end() -> None:
        server.should_exit = True
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end)
    worker = asyncio.create_task(_work_once_serving(server, settings, stop))
    await server.serve()
    stop.set()
    await worker


async def _work_once_serving(server: uvicorn.Server, settings: Settings, stop: asyncio.Event) -> None:
    while not server.started and not stop.is_set():  # noqa: ASYNC110 - uvicorn offers a flag only
        await asyncio.sleep(STARTED_POLL_SECONDS)
    if server.started:
        await run_worker(settings, stop, own_resources=False)
