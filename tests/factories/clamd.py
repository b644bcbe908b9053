"""A real clamd for tests, with a signature of our own and no download. Skipped, visibly, where it is absent."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BAD = b"this line stands for a virus: 5f2c1d9e"
"""Contents that the test's signatures name Desk.Test.Marker."""

STREAM_MAX_MB = 6


@dataclass(slots=True)
class Clamd:
    """The running daemon; `stop` and `start` play an outage."""

    program: str
    folder: Path
    port: int
    alerts: bool = True
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"unix://{self.folder / 'clamd.sock'}"

    def start(self) -> None:
        config = self.folder / "clamd.conf"
        config.write_text(
            f"Foreground yes\nTCPSocket {self.port}\nTCPAddr 127.0.0.1\nLocalSocket {self.folder / 'clamd.sock'}\n"
            f"DatabaseDirectory {self.folder / 'db'}\nTemporaryDirectory {self.folder}\nFixStaleSocket yes\n"
            f"StreamMaxLength {STREAM_MAX_MB}M\nMaxScanSize 4M\nMaxFileSize 4M\nMaxRecursion 5\n"
            f"AlertExceedsMax {'yes' if self.alerts else 'no'}\nAlertEncrypted yes\nAlertEncryptedArchive yes\n"
        )
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([self.program, "-c", str(config)], stdout=log, stderr=log)  # noqa: S603
        log.close()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.fail("clamd did not start:\n" + (self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def running_clamd(folder: Path, *, alerts: bool = True) -> Iterator[Clamd]:
    """Run clamd in `folder`. Skips the test where the program is absent."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no clamd here: install clamav-daemon")
    (folder / "db").mkdir()
    (folder / "db" / "desk.ndb").write_text(f"Desk.Test.Marker:0:*:{BAD.hex()}\n")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    daemon = Clamd(program, folder, port, alerts)
    daemon.start()
    try:
        yield daemon
    finally:
        daemon.stop()
