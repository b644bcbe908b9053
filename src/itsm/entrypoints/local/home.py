"""The folder of one installation (``ITSM_HOME``): its lock, its generated secrets, its logs."""

import fcntl
import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import IO

from itsm.entrypoints.local.errors import LocalStartError

LONGEST_LOG = 20_000_000  # bytes; a longer one is set aside at the next start


class Home:
    """One folder, used by one start at a time."""

    def __init__(self, folder: Path) -> None:
        """Point at the folder; nothing is touched before ``open``."""
        self.folder = folder.expanduser().resolve()
        self.logs = self.folder / "logs"
        self.run = self.folder / "run"
        self._lock: IO[str] | None = None

    def open(self, *, address: str) -> None:
        """Create the folder and hold it until ``close`` or the end of the process.

        Raises:
            LocalStartError: the folder cannot be written to, or another start holds it.
        """
        try:
            for folder in (self.folder, self.logs, self.run):
                folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
            self._lock = (self.folder / "up.lock").open("a+")
        except OSError as error:
            raise LocalStartError(
                f"The folder {self.folder} cannot be written to ({error.strerror}); choose another with ITSM_HOME."
            ) from error
        self._hold(address)
        self._set_aside_long_logs()

    def close(self) -> None:
        """Let another start use the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def secret(self, name: str) -> str:
        """Return a secret that is generated once and readable by its owner only."""
        path = self.folder / name
        if not path.exists():
            _write_private(path, secrets.token_urlsafe(48) + "\n")
        return path.read_text().strip()

    def remember(self, name: str, value: object) -> None:
        """Keep a small JSON document, readable by its owner only."""
        _write_private(self.folder / name, json.dumps(value, indent=2) + "\n")

    def recall(self, name: str) -> object | None:
        """Return a document kept earlier, None when there is none."""
        path = self.folder / name
        return json.loads(path.read_text()) if path.exists() else None

    def _hold(self, address: str) -> None:
        lock = self._lock
        if lock is None:
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            self.close()
            raise LocalStartError(f"Already running from this folder: {holder}. Stop it first.") from error
        lock.truncate(0)
        lock.write(f"{address} (process {os.getpid()})\n")
        lock.flush()

    def _set_aside_long_logs(self) -> None:
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LONGEST_LOG:
                log.replace(log.with_suffix(".log.1"))


def _write_private(path: Path, text: str) -> None:
    """Write through a new file, so that neither a crash nor a moment of wrong mode can expose or lose it."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(name).replace(path)
