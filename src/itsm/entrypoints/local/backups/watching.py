"""Keeps the backups of a running installation up to date: the log as it is written, files, a copy a day."""

from __future__ import annotations

import subprocess
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from itsm.entrypoints.local.backups.making import make_backup
from itsm.entrypoints.local.backups.sealing import Seal
from itsm.entrypoints.local.backups.store import Store, now
from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.processes import spawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from itsm.entrypoints.local.backups.source import Source

log = structlog.get_logger("itsm.backup")

SLOT: Final = "itsm_backup"
EVERY: Final = timedelta(days=1)
LOOK_SECONDS: Final = 5.0
_GONE_SECONDS: Final = 10
_AGAIN: Final = timedelta(minutes=5)


class Watch:
    """One running installation and its folder of backups."""

    def __init__(self, source: Source, store: Store, seal: Seal, *, keep_days: int) -> None:
        """Describe them; nothing runs before `look`."""
        self._source, self._store, self._seal, self._keep_days = source, store, seal, keep_days
        self._receiver: subprocess.Popen[bytes] | None = None
        self._not_before = now()

    def run(self, is_stopped: Callable[[], bool]) -> None:
        """Look again and again until told to stop. A fault is logged, and tried again."""
        self._store.prepare()
        try:
            while not is_stopped():
                try:
                    self.look()
                except (LocalStartError, OSError) as fault:
                    log.error("backup.failed", error=str(fault))  # noqa: TRY400 - the sentence says all
                    self._not_before = now() + _AGAIN
                time.sleep(LOOK_SECONDS)
        finally:
            self.stop()

    def look(self) -> None:
        """Do what is due: receive the log, put finished pieces away, copy new files, copy the database once a day."""
        self._receive()
        self.put_away()
        copy_new_files(self._source.files, self._store.files, self._seal)
        if self._is_due():
            made = make_backup(self._source, self._store, self._seal)
            gone = self._store.prune(now=now(), keep_days=self._keep_days)
            log.info("backup.made", name=made.name, bytes=made.size, deleted=gone)

    def stop(self) -> None:
        """Stop receiving; what was received is on disk."""
        if self._receiver is not None:
            self._receiver.terminate()
            self._receiver.wait(_GONE_SECONDS)
            self._receiver = None

    def put_away(self) -> None:
        """Compress and encrypt the finished pieces of the log."""
        for piece in sorted(self._store.stream.glob("*")):
            if not piece.name.endswith(".partial"):
                self._seal.write(piece, self._store.wal / f"{piece.name}.gz", compress=True)
                piece.unlink()

    def _receive(self) -> None:
        if self._receiver is not None and self._receiver.poll() is None:
            return
        program = self._source.program("pg_receivewal")
        common = ["-d", self._source.dsn, "--slot", SLOT, "--no-password"]
        made = subprocess.run(  # noqa: S603 - a program of the wheel
            [program, *common, "--create-slot", "--if-not-exists"], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise LocalStartError(f"the log cannot be received: {made.stderr.strip()}")
        # Each commit is on this disk too within the moment it takes to write it: not every sixteen megabytes.
        follow: list[str | Path] = [program, *common, "-D", self._store.stream, "--synchronous", "--no-loop"]
        self._receiver = spawn(follow, log=self._source.home / "logs" / "backup-log.log")

    def _is_due(self) -> bool:
        if now() < self._not_before:
            return False
        backups = self._store.backups()
        return not backups or backups[-1].ended_at < now() - EVERY or backups[-1].timeline != self._timeline()

    def _timeline(self) -> int:
        """Return the database's timeline: a restored one runs on another, which old copies do not lead to."""
        ask = ["-XAtqc", "SELECT timeline_id FROM pg_control_checkpoint()", self._source.dsn]
        done = subprocess.run(  # noqa: S603 - a program of the wheel
            [self._source.program("psql"), *ask], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise LocalStartError(f"PostgreSQL does not answer: {done.stderr.strip()}")
        return int(done.stdout)


def copy_new_files(source: Path, target: Path, seal: Seal) -> int:
    """Copy every file that has no copy yet, and return how many; files never change once they are written."""
    copied = 0
    for path in sorted(source.rglob("*")) if source.exists() else []:
        wanted = target / path.relative_to(source)
        if path.is_file() and not path.name.startswith(".") and not wanted.with_name(seal.named(wanted.name)).exists():
            seal.write(path, wanted)
            copied += 1
    return copied
