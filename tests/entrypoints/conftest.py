"""Helpers for tests that start real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from itsm.entrypoints.local.processes import free_port
from itsm.entrypoints.local.up import is_ready

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))


def wait_for(condition: Callable[[], object], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def processes_of(home: Path) -> list[psutil.Process]:
    """Every process whose command line or working folder lies in ``home``."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline", "status"]):
        if process.pid == os.getpid() or process.info["status"] == psutil.STATUS_ZOMBIE:
            continue
        if any(str(home) in part for part in process.info["cmdline"] or ()) or _environment_names(process, home):
            found.append(process)
    return found


def _environment_names(process: psutil.Process, home: Path) -> bool:
    try:
        return process.environ().get("ITSM_HOME") == str(home)
    except (psutil.Error, OSError):
        return False


class Up:
    """A running `itsm up` of a test."""

    def __init__(self, home: Path, port: int | None = None, **settings: str) -> None:
        self.home = home
        self.port = port or free_port()
        self.output = home.parent / f"{home.name}.out"
        env = {name: value for name, value in os.environ.items() if not name.startswith("ITSM_")}
        env |= {"ITSM_HOME": str(home), "ITSM_PORT": str(self.port), "ITSM_DEMO": "0", **settings}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "itsm", "up"], env=env, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
            )

    @property
    def text(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self, seconds: float = 60) -> None:
        def ready_or_ended() -> bool:
            assert self.process.poll() is None, self.text
            return "Ready after" in self.text and is_ready("127.0.0.1", self.port)

        wait_for(ready_or_ended, seconds=seconds, what=f"ready: {self.text}")

    def kill_everything(self) -> None:
        """Clean up after a failed test."""
        for process in [psutil.Process(self.process.pid)] if self.process.poll() is None else []:
            process.kill()
        self.process.wait()
        for process in processes_of(self.home):
            process.kill()


@pytest.fixture
def start_up(tmp_path: Path) -> Callable[..., Up]:
    """Start `itsm up`; whatever the test leaves is ended after it."""
    started: list[Up] = []

    def start(home: Path | None = None, **settings: str) -> Up:
        up = Up(home or tmp_path / "home", **settings)
        started.append(up)
        return up

    yield start
    for up in started:
        up.kill_everything()
