"""Two PostgreSQL servers, one following the other: killed, promoted, made to follow again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

from itsm.entrypoints.local.postgres import SERVER_SETTINGS, EmbeddedPostgres
from itsm.entrypoints.local.processes import free_port, spawn

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLLOWS: Final = {"wal_level": "replica", "max_wal_senders": "6", "hot_standby": "on", "wal_receiver_timeout": "5s"}
# Read by the server with its configuration; holds what changes with its part, so that a reload is enough.
_PART: Final = "desk.conf"
_READY_SECONDS: Final = 60


class Node:
    """One server on a folder of its own. `source` is the embedded server whose programs and account it uses."""

    def __init__(
        self, name: str, home: Path, source: EmbeddedPostgres, settings: Mapping[str, str] | None = None
    ) -> None:
        self.name, self.home, self._source = name, home, source
        self.data, self.log, self.port = home / "data", home / "server.log", free_port()
        self._settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None

    def follow(self, primary: Node | EmbeddedPostgres, *, through: str = "") -> None:
        """Become an empty folder, then a copy of `primary` that follows it; `through`: by another host and port."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.home.mkdir(parents=True, exist_ok=True)
        self._own(self.home)
        source = primary.dsn("postgres", role="postgres")
        self._run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-D", str(self.data), "-d", source)
        place = through or _place(source)
        connection = f"primary_conninfo = 'user=postgres {place} application_name={self.name}'\n"
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write(connection)
        self.configure("")

    def take_over_from(self, embedded: EmbeddedPostgres) -> None:
        """Move the data of a stopped embedded server here."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._own(self.home)
        shutil.move(embedded.data, self.data)
        self.configure("")

    def configure(self, lines: str) -> None:
        """Write what changes with the server's part; takes effect by `reload` or a start."""
        main = self.data / "postgresql.conf"
        if _PART not in main.read_text():
            with main.open("a") as file:
                file.write(f"\ninclude_if_exists = '{_PART}'\n")
        (self.data / _PART).write_text(lines)
        self._own(self.data / _PART)

    def reload(self) -> None:
        """Read the configuration again."""
        self._run("pg_ctl", "reload", "-D", str(self.data))

    def start(self) -> None:
        """Start and wait until it answers."""
        own = {"port": str(self.port), "unix_socket_directories": str(self.home), "listen_addresses": "127.0.0.1"}
        shared = {name: value for name, value in SERVER_SETTINGS.items() if not name.startswith("log")}
        settings = shared | FOLLOWS | own | self._settings
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._process = spawn(
            [self._source.program("postgres"), "-D", self.data, *options],
            log=self.log,
            run_as=self._source._account,  # noqa: SLF001 - the embedded server's own choice is ours
            cwd=self.data,
            death_signal=signal.SIGINT,
        )
        deadline = time.monotonic() + _READY_SECONDS
        while not self.answers():
            if time.monotonic() > deadline:
                raise AssertionError(self.log.read_text()[-2_000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server and everything of it at once, as a machine that loses its power does."""
        if self._process is None:
            return
        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(self._process.pid)
            for process in [server, *server.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        self._process.wait(10)
        self._process = None

    def stop(self) -> None:
        """Stop it in good order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(20)
            self._process = None

    def promote(self) -> None:
        """Make the primary of it; returns once it takes writes."""
        self._run("pg_ctl", "promote", "-w", "-D", str(self.data))

    def answers(self) -> bool:
        """Tell whether it takes questions."""
        try:
            return bool(self.query("SELECT 1"))
        except subprocess.SubprocessError:
            return False

    def query(self, sql: str, database: str = "postgres", *, seconds: float = 60) -> str:
        """Run SQL as the superuser; return the unaligned output. Raises SubprocessError."""
        done = subprocess.run(
            [self._source.program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, self.dsn(database)],
            check=True,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
        return done.stdout.strip()

    def dsn(self, database: str = "postgres", *, role: str = "postgres") -> str:
        """Return where libpq finds it, by its socket."""
        return f"postgresql://{role}@/{database}?host={self.home}&port={self.port}"

    def url(self, database: str) -> str:
        """Return where the application finds it, by its socket."""
        return f"postgresql+asyncpg://itsm@/{database}?host={self.home}&port={self.port}"

    def _own(self, path: Path) -> None:
        account = self._source._account  # noqa: SLF001 - as above
        if account is not None:
            os.chown(path, account.uid, account.gid)

    def _run(self, program: str, *arguments: str) -> None:
        account = self._source._account  # noqa: SLF001 - as above
        done = subprocess.run(
            [self._source.program(program), *arguments],
            check=False,
            capture_output=True,
            text=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            cwd=self.home,
        )
        if done.returncode:
            raise AssertionError(f"{program}: {done.stderr.strip() or done.stdout.strip()}")


def _place(dsn: str) -> str:
    """Return host and port of a DSN of ours as a connection string has them."""
    return dsn.partition("?")[2].replace("&", " ").replace("%2F", "/")
