"""The product as production runs it, in processes that can be killed: PostgreSQL, Redis, web, worker, a mail sink.

Shared by the drills and by tests/faults, whose rounds are shorter.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

import httpx
import psutil
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.factories.world import PASSWORD, build_world

from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.processes import free_port, spawn
from itsm.entrypoints.local.redis import EmbeddedRedis
from itsm.platform.db.engine import open_database, set_database
from itsm.platform.settings import get_settings
from itsm.wiring.assemble import assemble

ROOT = Path(__file__).resolve().parents[1]
READY_SECONDS = 60


@dataclass
class Sink:
    """A mail server that keeps message ids. `delay_seconds` makes it slow, `refusals` bad, for as long as they are set.

    `refusals`: answers by the share of mails that get them ("452 …", "554 …"); "drop" takes the mail and hangs up.
    """

    arrived: list[tuple[str, str]] = field(default_factory=list)
    delay_seconds: float = 0
    refusals: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail and say so, or not."""
        await asyncio.sleep(self.delay_seconds)
        refusal = self._refusal()
        if refusal and refusal != "drop":
            return refusal
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        with self._lock:
            self.arrived.append((str(message_from_bytes(content)["Message-ID"]), envelope.rcpt_tos[0]))
        if refusal and server.transport:
            server.transport.abort()
        return "250 taken"

    def _refusal(self) -> str:
        dice = random.random()
        for answer, share in self.refusals.items():
            if dice < share:
                return answer
            dice -= share
        return ""

    def counts(self) -> dict[str, int]:
        """Return how often each mail arrived, by message id."""
        with self._lock:
            return Counter(message_id for message_id, _ in self.arrived)


class Product:
    """Starts, kills and starts again each part. Use from the main thread.

    Parts are "postgres", "redis" and processes of the desk: names that begin with "web" serve, with "worker" work.
    `settings` are of all of them, `own` of one part by its name; both beside what `_environment` says.
    """

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.postgres = EmbeddedPostgres(home)
        self.redis = EmbeddedRedis(home)
        self.sink = Sink()
        self.mail_port = free_port()
        self._mail: Controller | None = None
        self.settings = dict(settings or {})
        self.own: dict[str, dict[str, str]] = {}
        self.query: Callable[..., str] = self.postgres.query  # another server's, where that holds the data
        self.ports = {"web": free_port()}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        """Where the web server answers."""
        return self.address_of("web")

    def address_of(self, name: str) -> str:
        """Where one of several web servers answers."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def start(self) -> None:
        """Start everything on an empty database with the people of the tests."""
        self.prepare()
        self.start_part("web")
        self.start_part("worker")

    def prepare(self) -> None:
        """Start what the desk stands on and fill the database; nothing of the desk itself."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "logs").mkdir(exist_ok=True)
        self.postgres.start()
        self.redis.start()
        self.start_mail()
        self.migrate()
        asyncio.run(self._fill())

    def migrate(self) -> None:
        """Bring the database to this program's schema."""
        subprocess.run([sys.executable, "-m", "itsm", "migrate"], env=self.environment(), cwd=ROOT, check=True)

    def stop(self) -> None:
        """End everything that was started."""
        for name in list(self.processes):
            self.kill(name)
        self.stop_mail()
        self.redis.stop()
        self.postgres.stop()

    def start_mail(self) -> None:
        """Have the mail server listen; again after it was stopped."""
        self._mail = Controller(self.sink, hostname="127.0.0.1", port=self.mail_port)
        self._mail.start()

    def stop_mail(self) -> None:
        """Have nobody listen where the mail server was."""
        if self._mail is not None:
            self._mail.stop()
            self._mail = None

    def kill(self, name: str) -> None:
        """Kill -9 one part."""
        process = self.processes.pop(name, None)
        if process is not None:
            process.kill()
            process.wait()
            return
        server = self.postgres if name == "postgres" else self.redis
        if server.pid is not None:
            psutil.Process(server.pid).kill()
            wait_until(lambda: not server.is_running, seconds=5, what=f"{name} is dead")

    def end(self, name: str, seconds: float = 30) -> float:
        """Ask one process to end (SIGTERM); return the seconds it took."""
        began, process = time.monotonic(), self.processes.pop(name)
        process.terminate()
        process.wait(seconds)
        return time.monotonic() - began

    def start_part(self, name: str, *, wait: bool = True) -> float:
        """Start one part again; return the seconds until it serves."""
        began = time.monotonic()
        if name == "postgres":
            self.postgres.restart()
        elif name == "redis":
            self.redis.restart()
        else:
            self._spawn(name)
        if wait and (name == "postgres" or name.startswith("web")):
            part = name if name.startswith("web") else "web"
            wait_until(lambda: self.is_ready(part), seconds=READY_SECONDS, what=f"ready after {name}")
        return time.monotonic() - began

    def _spawn(self, name: str) -> None:
        command = ["worker"]
        if name.startswith("web"):
            command = ["serve", "--port", str(self.ports.setdefault(name, free_port()))]
        log = self.home / "logs" / f"{name}.log"
        environment = self.environment() | self.own.get(name, {})
        self.processes[name] = spawn([sys.executable, "-m", "itsm", *command], log=log, env=environment, cwd=ROOT)

    def is_ready(self, name: str = "web") -> bool:
        """Tell whether a web server can serve (True before there is one)."""
        if name not in self.processes:
            return True
        try:
            return httpx.get(f"{self.address_of(name)}/api/health/ready", timeout=3).status_code == 200
        except httpx.HTTPError:
            return False

    def rows(self, sql: str) -> list[list[str]]:
        """Return the rows of a query, as text."""
        answer = self.query(sql, database="itsm")
        return [line.split("|") for line in answer.splitlines()]

    def value(self, sql: str) -> int:
        """Return the one number a query answers."""
        return int(self.rows(sql)[0][0])

    def sign_in(self, login: str, address: str = "") -> dict[str, str]:
        """Return the headers of somebody signed in."""
        body = {"email": f"{login}@madison88.example", "password": PASSWORD}
        answer = httpx.post(f"{address or self.address}/api/auth/login", json=body, timeout=30)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def settle(self, seconds: float = 300) -> float:
        """Wait until no job is left, letting time pass in the database instead of here; return the seconds.

        What a dead worker held is given back after 15 s, a mail it was sending after 60 s, retries wait: all of
        it is moved into the past, again and again.
        """
        began = time.monotonic()

        deadline = began + seconds
        while left := self.rows(f"{_LET_TIME_GO} {_LEFT}"):
            assert time.monotonic() < deadline, f"jobs left after {seconds} s: {left}"
            time.sleep(0.5)
        return time.monotonic() - began

    def environment(self) -> dict[str, str]:
        """Return the settings of every process of the desk, with nothing of our own environment's."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("ITSM_")}
        return env | {
            "ITSM_HOME": str(self.home),
            "ITSM_DATABASE_URL": self.postgres.url(),
            "ITSM_REDIS_URL": self.redis.url if self.redis.url.startswith("redis") else "",
            "ITSM_SMTP_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "ITSM_PUBLIC_URL": self.address,
            "ITSM_SECRET_KEY": "a key of the kill test that is long enough",
            "ITSM_RATE_LIMITS": "0",
            "ITSM_LOG_LEVEL": "WARNING",
            **self.settings,
        }

    async def _fill(self) -> None:
        assemble(get_settings())
        database = open_database(self.postgres.url(), pool_size=2)
        set_database(database)
        await build_world()
        set_database(None)
        await database.close()


_LET_TIME_GO = """
    UPDATE deliveries SET sending_at = sending_at - interval '61 s' WHERE state = 'sending';
    UPDATE jobs SET run_at = now() WHERE state = 'ready' AND attempts > 0;
    UPDATE jobs SET locked_at = locked_at - interval '15 s'
    WHERE state = 'running' AND locked_at < now() - interval '6 s';
    UPDATE job_workers SET seen_at = seen_at - interval '15 s' WHERE seen_at < now() - interval '9 s';
"""


_LEFT = "SELECT name, state, attempts, count(*), max(last_error) FROM jobs GROUP BY 1, 2, 3 ORDER BY 4 DESC"


def wait_until(condition: Callable[[], Any], *, seconds: float, what: str) -> None:
    """Wait for a condition; fail with `what` when it does not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


__all__ = ["Product", "Sink", "wait_until"]
