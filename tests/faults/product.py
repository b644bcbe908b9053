"""The product as production runs it, in processes that can be killed: PostgreSQL, Redis, web, worker, a mail sink."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx
import psutil
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.processes import free_port, spawn
from itsm.entrypoints.local.redis import EmbeddedRedis
from itsm.platform.db.engine import open_database, set_database
from itsm.platform.settings import get_settings
from itsm.wiring.assemble import assemble
from tests.factories.world import PASSWORD, build_world

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60


@dataclass
class Sink:
    """A mail server that keeps message ids; `delay_seconds` makes it slow, for as long as it is set."""

    arrived: list[tuple[str, str]] = field(default_factory=list)
    delay_seconds: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail and say so."""
        await asyncio.sleep(self.delay_seconds)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        with self._lock:
            self.arrived.append((str(message_from_bytes(content)["Message-ID"]), envelope.rcpt_tos[0]))
        return "250 taken"

    def counts(self) -> dict[str, int]:
        """Return how often each mail arrived, by message id."""
        found: dict[str, int] = {}
        with self._lock:
            for message_id, _ in self.arrived:
                found[message_id] = found.get(message_id, 0) + 1
        return found


class Product:
    """Starts, kills and starts again each part. Use from the main thread."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.postgres = EmbeddedPostgres(home)
        self.redis = EmbeddedRedis(home)
        self.sink = Sink()
        self._mail = Controller(self.sink, hostname="127.0.0.1", port=free_port())
        self.port = free_port()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        """Where the web server answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start everything on an empty database with the people of the tests."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "logs").mkdir(exist_ok=True)
        self.postgres.start()
        self.redis.start()
        self._mail.start()
        subprocess.run([sys.executable, "-m", "itsm", "migrate"], env=self._environment(), cwd=ROOT, check=True)
        asyncio.run(self._fill())
        self.start_part("web")
        self.start_part("worker")

    def stop(self) -> None:
        """End everything that was started."""
        for name in list(self._processes):
            self.kill(name)
        self._mail.stop()
        self.redis.stop()
        self.postgres.stop()

    def kill(self, name: str) -> None:
        """kill -9 one part."""
        process = self._processes.pop(name, None)
        if process is not None:
            process.kill()
            process.wait()
            return
        server = self.postgres if name == "postgres" else self.redis
        if server.pid is not None:
            psutil.Process(server.pid).kill()
            wait_until(lambda: not server.is_running, seconds=5, what=f"{name} is dead")

    def start_part(self, name: str) -> float:
        """Start one part again; return the seconds until it serves."""
        began = time.monotonic()
        if name == "postgres":
            self.postgres.restart()
        elif name == "redis":
            self.redis.restart()
        else:
            command = ["serve", "--port", str(self.port)] if name == "web" else ["worker"]
            log = self.home / "logs" / f"{name}.log"
            arguments = [sys.executable, "-m", "itsm", *command]
            self._processes[name] = spawn(arguments, log=log, env=self._environment(), cwd=ROOT)
        if name in {"web", "postgres"}:
            wait_until(self.is_ready, seconds=READY_SECONDS, what=f"ready after {name}")
        return time.monotonic() - began

    def is_ready(self) -> bool:
        """Tell whether the web server can serve (True before there is one)."""
        if "web" not in self._processes:
            return True
        try:
            return httpx.get(f"{self.address}/api/health/ready", timeout=3).status_code == 200
        except httpx.HTTPError:
            return False

    def rows(self, sql: str) -> list[list[str]]:
        """Return the rows of a query, as text."""
        answer = self.postgres.query(sql, database="itsm")
        return [line.split("|") for line in answer.splitlines()]

    def value(self, sql: str) -> int:
        """Return the one number a query answers."""
        return int(self.rows(sql)[0][0])

    def sign_in(self, login: str) -> dict[str, str]:
        """Return the headers of somebody signed in."""
        body = {"email": f"{login}@madison88.example", "password": PASSWORD}
        answer = httpx.post(f"{self.address}/api/auth/login", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def settle(self, seconds: float = 120) -> float:
        """Wait until no job is left, letting time pass in the database instead of here; return the seconds.

        What a dead worker held is given back after 15 s, a mail it was sending after 60 s, retries wait: all of
        it is moved into the past, again and again.
        """
        began = time.monotonic()

        deadline = began + seconds
        while left := self.rows(f"{_LET_TIME_PASS} {_LEFT}"):
            assert time.monotonic() < deadline, f"jobs left after {seconds} s: {left}"
            time.sleep(0.5)
        return time.monotonic() - began

    def _environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("ITSM_")}
        return env | {
            "ITSM_HOME": str(self.home),
            "ITSM_DATABASE_URL": self.postgres.url(),
            "ITSM_REDIS_URL": self.redis.url if self.redis.url.startswith("redis") else "",
            "ITSM_SMTP_URL": f"smtp://127.0.0.1:{self._mail.port}",
            "ITSM_PUBLIC_URL": self.address,
            "ITSM_SECRET_KEY": "a key of the kill test that is long enough",
            "ITSM_RATE_LIMITS": "0",
            "ITSM_LOG_LEVEL": "WARNING",
        }

    async def _fill(self) -> None:
        assemble(get_settings())
        database = open_database(self.postgres.url(), pool_size=2)
        set_database(database)
        await build_world()
        set_database(None)
        await database.close()


_LET_TIME_PASS = """
    UPDATE deliveries SET sending_at = sending_at - interval '61 s' WHERE state = 'sending';
    UPDATE jobs SET run_at = now() WHERE state = 'ready' AND attempts > 0;
    UPDATE job_workers SET seen_at = seen_at - interval '15 s' WHERE seen_at < now() - interval '6 s';
"""


_LEFT = "SELECT name, state, attempts, count(*), max(last_error) FROM jobs GROUP BY 1, 2, 3 ORDER BY 4 DESC"


def wait_until(condition: Callable[[], Any], *, seconds: float, what: str) -> None:
    """Wait for a condition; fail with `what` when it does not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


__all__ = ["Product", "Sink", "wait_until"]
