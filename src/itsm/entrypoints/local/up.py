"""`itsm up`: everything on one machine, in the foreground, until Ctrl-C."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

from itsm.entrypoints.local.attach import publish, withdraw
from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.home import Home
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.preparation import preparation_state
from itsm.entrypoints.local.processes import die_with_parent, free_port, tail
from itsm.entrypoints.local.redis import MEMORY_URL, EmbeddedRedis, find_redis_server
from itsm.entrypoints.local.supervisor import LOOK_EVERY, OwnProcess, Reporter, Supervisor
from itsm.platform.settings import Settings

READY_SECONDS = 90.0
PREPARED, FILLING, LOGINS = "prepared.json", "run/filling.json", "demo-logins.json"
DEATHS_BEFORE_GIVING_UP = 3
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"  # not for our own processes: each would compile 2,600 files at every start
ROOT = Path(__file__).resolve().parents[4]


class Stopped(BaseException):
    """The person or the system asked us to stop. Not an ``Exception``: nothing on the way may swallow it."""


class LocalProduct:
    """The product with its embedded parts, as one start in one folder."""

    def __init__(self, settings: Settings) -> None:
        """Prepare a start; nothing runs before ``run``."""
        self.home = Home(settings.home)
        self.port = settings.port or free_port()
        self.host = settings.host
        self._settings = settings
        self._reporter = Reporter(self.home.logs / "up.log")
        self._supervisor = Supervisor(self._reporter)
        self._database: EmbeddedPostgres | None = None
        self._env = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the product."""
        return self._settings.public_url or f"http://localhost:{self.port}"

    def run(self) -> None:
        """Start everything, watch it, stop everything; returns after Ctrl-C or SIGTERM.

        Raises:
            LocalStartError: the start is impossible; everything begun has been stopped again.
        """
        began = time.monotonic()
        self.home.open(address=self.address)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _on_signal)
        try:
            self._start()
            publish(self.home, self._env)
            self._announce(time.monotonic() - began)
            self._supervisor.watch()
        except Stopped:
            self._reporter.say("\nStopping ...")
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            withdraw(self.home)
            self._supervisor.stop_all()
            self.home.close()
        self._reporter.say("Stopped. Your data stays in " + str(self.home.folder))

    def _start(self) -> None:
        own = self._describe_processes()
        for process in own:
            if process.stop_leftover():
                self._reporter.say(f"  stopped the {process.name} process of a start that was killed")
        check_port_is_free(self.host, self.port)
        web, worker = own
        web.read_in_ahead()
        self._start_database()
        self._start_redis()
        self._prepare_database()
        self._launch(web)
        self._wait_until_ready(web)
        if self._has_redis:  # after the web server, which somebody is waiting for
            self._launch(worker)
        self._start_backups()

    def _start_backups(self) -> None:
        """Follow the embedded database where the settings name a folder for that; let go of its log where not."""
        if self._database is None:
            return
        if self._settings.backup_dir:
            env = self._env | {"ITSM_BACKUP_DIR": str(Path(self._settings.backup_dir).expanduser().resolve())}
            self._launch(OwnProcess("backup", ["backup", "watch"], env=env, home=self.home.folder))
            self._reporter.say(f"  backups go to {self._settings.backup_dir}")
        else:
            self._database.query(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                " WHERE slot_name = 'itsm_backup' AND NOT active"
            )

    def _launch(self, process: OwnProcess) -> None:
        self._supervisor.add(process.name, process)
        process.restart()

    def _describe_processes(self) -> tuple[OwnProcess, OwnProcess]:
        self._env |= {
            "ITSM_HOME": str(self.home.folder),
            "ITSM_PORT": str(self.port),
            "ITSM_SECRET_KEY": self._settings.secret_key.get_secret_value() or self.home.secret("secret-key"),
            "ITSM_WEB_DIST": str(self._settings.web_dist if self._settings.web_dist.exists() else ROOT / "web/dist"),
            "PYTHONUNBUFFERED": "1",
        }
        folder = self.home.folder
        web = OwnProcess("web", self._serve_arguments(), env=self._env, home=folder)
        return web, OwnProcess("worker", ["worker"], env=self._env, home=folder)

    @property
    def _has_redis(self) -> bool:
        return bool(self._settings.redis_url.get_secret_value() or find_redis_server())

    def _serve_arguments(self) -> list[str]:
        alone = [] if self._has_redis else ["--with-worker"]
        return ["serve", "--host", self.host, "--port", str(self.port), *alone]

    def _start_database(self) -> None:
        """Start the embedded PostgreSQL, unless the settings name another one."""
        if self._settings.database_url.get_secret_value():
            return
        server = EmbeddedPostgres(self.home.folder)
        self._database = server
        self._supervisor.add("postgres", server)
        self._env["ITSM_DATABASE_URL"] = server.start()
        for folder in server.opened:
            self._reporter.say(f"  let PostgreSQL's account pass through {folder} (it does not run as root)")
        self._reporter.say("  PostgreSQL 18 is running")

    def _start_redis(self) -> None:
        """Start the embedded Redis, unless the settings name another."""
        if self._settings.redis_url.get_secret_value():
            return
        server = EmbeddedRedis(self.home.folder)
        url = server.start()
        if url == MEMORY_URL:
            self._reporter.say("  no Redis for this machine: web and worker share one process and its memory")
            return
        self._supervisor.add("redis", server)
        self._env["ITSM_REDIS_URL"] = url
        self._reporter.say("  Redis is running")

    def _prepare_database(self) -> None:
        """Migrate and fill the database, unless nothing changed since the last start did."""
        server, demo = self._database, self._settings.demo
        if server is None:
            self._migrate_and_fill(demo=demo)
        elif self.home.recall(PREPARED) != preparation_state(server, demo=demo):
            self._start_over_if_cut_short(server)
            self._migrate_and_fill(demo=demo)
            self.home.remember(PREPARED, preparation_state(server, demo=demo))

    def _start_over_if_cut_short(self, server: EmbeddedPostgres) -> None:
        """Empty a database whose very first filling was interrupted: nobody has ever signed in to it."""
        if self.home.recall(PREPARED) is None and self.home.recall(FILLING) is not None:
            self._reporter.say("  the first start was cut short while it loaded demonstration data: starting over")
            server.empty_database()

    def _migrate_and_fill(self, *, demo: bool) -> None:
        self._reporter.say("  preparing the database")
        self._run_itsm("migrate")
        if demo:
            self.home.remember(FILLING, {"begun": True})
            logins = self._run_itsm("demo", "--if-empty", "--json")
            if logins:
                self.home.remember(LOGINS, json.loads(logins))

    def _run_itsm(self, *arguments: str) -> str:
        """Run one of our own commands to its end and return its output; what else it says goes to a log.

        Raises:
            LocalStartError: it failed; the message is its own sentence, or where to read more.
        """
        command = [sys.executable, "-m", "itsm", *arguments]
        log = self.home.logs / f"{arguments[0]}.log"
        with tempfile.TemporaryFile("w+") as output, log.open("w") as said:
            process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                env=self._env,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
                preexec_fn=die_with_parent(os.getpid(), signal.SIGTERM),  # noqa: PLW1509 - only one system call
            )
            try:
                self._pass_on(process, said)
            except Stopped:
                process.terminate()
                process.wait()
                raise
            output.seek(0)
            answer = output.read().strip()
        if process.returncode:
            last = tail(log, 1)
            sentence = last.removeprefix("error: ")
            raise LocalStartError(sentence if sentence != last else f"'itsm {arguments[0]}' failed; see {log}.")
        return answer

    def _pass_on(self, process: subprocess.Popen[str], log: IO[str]) -> None:
        """Log what a command says; the progress of the demonstration is also shown."""
        for line in process.stderr or ():
            log.write(line)
            if line.startswith("  demonstration:"):
                self._reporter.say(line.rstrip())
        process.wait()

    def _wait_until_ready(self, web: OwnProcess) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready(self.host, self.port):
            self._supervisor.look()
            if self._supervisor.failures(web.name) >= DEATHS_BEFORE_GIVING_UP or time.monotonic() > deadline:
                raise LocalStartError(f"The web server does not start: {tail(web.log, 1)} (see {web.log}).")
            time.sleep(LOOK_EVERY / 2)

    def _announce(self, seconds: float) -> None:
        self._reporter.say(f"\nReady after {seconds:.1f} s:  {self.address}\n")
        for line in describe_logins(self.home.recall(LOGINS)):
            self._reporter.show(line)
        self._reporter.show(f"\nLogs: {self.home.logs}   Stop: Ctrl-C")


def check_port_is_free(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LocalStartError(
                f"Port {port} on {host} cannot be used ({error.strerror}); choose another with ITSM_PORT."
            ) from error


def is_ready(host: str, port: int) -> bool:
    """Ask the product whether it can serve."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    connection = http.client.HTTPConnection(target, port, timeout=3.0)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/api/health/ready", headers={"Host": "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


def describe_logins(logins: object) -> list[str]:
    """Return the lines that show the demonstration logins, one password for all of them."""
    if not isinstance(logins, dict):
        return ["No demonstration logins; add the first administrator with `itsm user add`."]
    lines = ["Sign in with:"]
    lines += [f"  {entry['email']:<34} {entry['role']}" for entry in logins["logins"]]
    return [*lines, f"  password of each: {logins['password']}"]


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    raise Stopped
