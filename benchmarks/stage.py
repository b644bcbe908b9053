"""The servers under measurement: a durable PostgreSQL and a Redis of our own, web and worker as in production."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import psutil

from itsm.entrypoints import migrations
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.processes import free_port
from itsm.entrypoints.local.redis import MEMORY_URL, EmbeddedRedis
from itsm.entrypoints.local.up import is_ready
from itsm.platform.settings import get_settings
from itsm.platform.telemetry.logs import configure_logs
from itsm.wiring.app import resources
from itsm.wiring.assemble import assemble

T = TypeVar("T")

HOST = "127.0.0.1"
READY_SECONDS = 120
STOP_SECONDS = 10


class Stage:
    """Servers in a temporary folder. Databases are copied from templates, so that every level starts afresh."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="itsm-bench-"))
        self.postgres = EmbeddedPostgres(self.home)
        self.redis = EmbeddedRedis(self.home)
        self.env = dict(os.environ)
        self.web_pids: list[int] = []
        self.is_open = False

    def open(self) -> None:
        """Start PostgreSQL and Redis and bring an empty database to the present schema."""
        redis_url = ""
        url = self.postgres.start()
        if self.redis.start() != MEMORY_URL:
            redis_url = self.redis.url
        own = {
            "ITSM_HOME": str(self.home),
            "ITSM_DATABASE_URL": url,
            "ITSM_REDIS_URL": redis_url,
            "ITSM_SECRET_KEY": secrets.token_urlsafe(48),
            "ITSM_RATE_LIMITS": "0",
            "ITSM_DEMO_PASSWORD": secrets.token_urlsafe(12),
        }
        self.env |= own
        os.environ.update(own)
        get_settings.cache_clear()
        migrations.migrate(get_settings())
        self.is_open = True

    def close(self) -> None:
        """Stop everything and remove the folder."""
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def keep_as(self, template: str) -> None:
        """Keep the present database under another name, to start from later."""
        self.postgres.query(f"DROP DATABASE IF EXISTS {template} WITH (FORCE)")
        self.postgres.query(f"CREATE DATABASE {template} TEMPLATE itsm OWNER itsm STRATEGY file_copy")

    def start_from(self, template: str) -> None:
        """Replace the present database by a copy of a kept one, written out to disk."""
        self.postgres.query("DROP DATABASE IF EXISTS itsm WITH (FORCE)")
        self.postgres.query(f"CREATE DATABASE itsm TEMPLATE {template} OWNER itsm STRATEGY file_copy")
        self.postgres.query("CHECKPOINT")

    def sql(self, statement: str) -> str:
        """Run SQL on the product's database as its superuser; return the unaligned output."""
        return self.postgres.query(statement, database="itsm")

    @contextmanager
    def web(self, processes: int = 1, port: int = 0) -> Iterator[int]:
        """Serve with `itsm serve`, from a free port where none is given; yield the port."""
        port = port or free_port()
        arguments = ["serve", "--host", HOST, "--port", str(port), "--processes", str(processes)]
        with self._running(arguments) as pid:
            self.web_pids.append(pid)
            self._wait_until_ready(port)
            yield port
            self.web_pids.remove(pid)

    @contextmanager
    def worker(self) -> Iterator[None]:
        """Run one worker."""
        with self._running(["worker"]):
            time.sleep(2)
            yield

    @contextmanager
    def _running(self, arguments: list[str]) -> Iterator[int]:
        log = self.home / "logs" / f"{arguments[0]}.log"
        with log.open("w") as output:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "itsm", *arguments], env=self.env, stdout=output, stderr=output
            )
        try:
            yield process.pid
        finally:
            _end(process)

    def _wait_until_ready(self, port: int) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready(HOST, port):
            if time.monotonic() > deadline:
                log = (self.home / "logs" / "serve.log").read_text()[-2000:]
                raise RuntimeError(f"the web server is not ready after {READY_SECONDS} s: {log}")
            time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process and everything it started."""
    with suppress(psutil.NoSuchProcess):
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
        process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs(family, timeout=STOP_SECONDS)
        for one in alive:
            one.kill()
    process.wait()


def in_product(action: Callable[[], Awaitable[T]]) -> T:
    """Run `action` in this process with the product assembled and its database open."""

    async def run() -> T:
        settings = get_settings()
        configure_logs(settings.model_copy(update={"log_level": "WARNING"}))
        assemble(settings)
        async with resources(settings, "itsm-bench"):
            return await action()

    return asyncio.run(run())
