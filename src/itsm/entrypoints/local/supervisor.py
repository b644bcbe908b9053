"""Keeps a handful of services alive and stops them in the right order."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import psutil

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.processes import ProcessMark, spawn, stop
from itsm.entrypoints.local.warm import give_order
from itsm.platform.telemetry.ecs import as_ecs

FIRST_PAUSE = 0.5  # seconds before a dead service is started again; doubles each time
LONGEST_PAUSE = 30.0
CALM_AFTER = 60.0  # seconds alive after which a service counts as healthy again
LOOK_EVERY = 0.2
WARM = "itsm.entrypoints.local.warm"
GRACE = 5.0  # seconds our own processes get to finish what they are doing


class Service(Protocol):
    """Something the supervisor keeps running."""

    @property
    def is_running(self) -> bool:
        """Whether it is alive."""

    def restart(self) -> object:
        """Start it again after it died."""

    def stop(self) -> None:
        """Stop it and wait until it is gone."""


class Reporter:
    """Short lines for the person at the terminal, the same as JSON lines in a log."""

    def __init__(self, log: Path) -> None:
        """Append to ``log``."""
        self._log = log

    def show(self, text: str) -> None:
        """Print only: for what must not stay in a log, such as passwords."""
        print(text, flush=True)

    def say(self, text: str, **facts: object) -> None:
        """Print and log one event."""
        self.show(text)
        entry = as_ecs(None, "", {"@timestamp": datetime.now(UTC).isoformat(), "event": text.strip(), **facts})
        with self._log.open("a") as log:
            log.write(json.dumps(entry) + "\n")


class OwnProcess:
    """One of our own programs (`itsm serve`, `itsm worker`) as a child; output goes to ``logs/<name>.log``."""

    def __init__(self, name: str, arguments: Sequence[str], *, env: Mapping[str, str], home: Path) -> None:
        """Describe the child; ``env`` is its whole environment."""
        self.name = name
        self.log = home / "logs" / f"{name}.log"
        self._arguments = list(arguments)
        self._env = env
        self._mark = home / "run" / f"{name}.pid"
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the child is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Process id, None before the start."""
        return self._process.pid if self._process else None

    def read_in_ahead(self) -> None:
        """Let the child read its program in already; ``restart`` starts it, with the environment of that moment."""
        self._waiting = self._spawn(WARM, stdin=subprocess.PIPE)

    def restart(self) -> None:
        """Start the child (again)."""
        self._process = self._order_waiting() or self._spawn("itsm")

    def _order_waiting(self) -> subprocess.Popen[bytes] | None:
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.stdin is None:
            return None
        with suppress(OSError):  # it ended: another is started, and says why in its log
            give_order(waiting.stdin, self._arguments, self._env)
            return waiting
        waiting.wait()
        return None

    def _spawn(self, module: str, *, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *self._arguments]
        process = spawn(command, log=self.log, env=self._env, stdin=stdin)
        ProcessMark.of(process.pid).write(self._mark)
        return process

    def ask_to_stop(self) -> None:
        """Ask the child to finish, without waiting."""
        if self._process is not None and self.is_running:
            self._process.terminate()

    def stop(self) -> None:
        """Ask the child to finish, wait, end it by force if it does not."""
        if self._process is not None and self.is_running:
            stop(psutil.Process(self._process.pid), (signal.SIGTERM, GRACE), (signal.SIGKILL, 1.0))
            self._process.wait()
        self._mark.unlink(missing_ok=True)

    def stop_leftover(self) -> bool:
        """End what a killed start left behind under this name; tell whether there was something."""
        mark = ProcessMark.read(self._mark)
        leftover = mark.find() if mark else None
        if leftover is None:
            return False
        stop(leftover, (signal.SIGTERM, GRACE), (signal.SIGKILL, 1.0))
        return True


class Supervisor:
    """Watches services; one that dies is started again after a pause that doubles from half a second to 30 s."""

    def __init__(self, reporter: Reporter, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing to watch."""
        self._reporter = reporter
        self._clock = clock
        self._services: dict[str, Service] = {}
        self._failures: dict[str, int] = {}
        self._due: dict[str, float] = {}
        self._since: dict[str, float] = {}

    def add(self, name: str, service: Service) -> None:
        """Watch a service that has been started; stopping goes in the reverse order of adding."""
        self._services[name] = service
        self._since[name] = self._clock()

    def failures(self, name: str) -> int:
        """How often the service died since it was last calm."""
        return self._failures.get(name, 0)

    def look(self) -> None:
        """Look at every service once and restart those whose pause is over."""
        for name, service in self._services.items():
            if not service.is_running:
                self._tend(name, service)
            elif self._failures.get(name) and self._clock() - self._since[name] > CALM_AFTER:
                self._failures[name] = 0

    def watch(self) -> None:
        """Look for ever; ends by the exception of a signal handler."""
        while True:
            self.look()
            time.sleep(LOOK_EVERY)

    def stop_all(self) -> None:
        """Ask all our own processes at once, then stop everything, last started first."""
        for service in self._services.values():
            if isinstance(service, OwnProcess):
                service.ask_to_stop()
        for service in reversed(self._services.values()):
            service.stop()

    def _tend(self, name: str, service: Service) -> None:
        now = self._clock()
        if name not in self._due:
            pause = min(FIRST_PAUSE * 2 ** self._failures.get(name, 0), LONGEST_PAUSE)
            self._failures[name] = self._failures.get(name, 0) + 1
            self._due[name] = now + pause
            self._reporter.say(f"  {name} ended; starting it again in {pause:.1f} s", service=name)
        elif now >= self._due[name]:
            del self._due[name]
            self._restart(name, service)

    def _restart(self, name: str, service: Service) -> None:
        try:
            service.restart()
        except LocalStartError as error:
            self._reporter.say(f"  {name} does not start: {error}", service=name)
            return
        self._since[name] = self._clock()
        self._reporter.say(f"  {name} is running again", service=name)
