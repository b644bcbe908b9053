"""`itsm up` in a new folder and again: how long until it is ready, and what its processes hold in memory."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.figures import Figures, Row
from itsm.entrypoints.local.processes import free_port

ROOT = Path(__file__).resolve().parents[1]
_READY = re.compile(r"Ready after ([\d.]+) s")
SECOND_GOAL_SECONDS = 5
COLD_GOAL_SECONDS = 120
LONGEST_START_SECONDS = 600
SETTLE_SECONDS = 8
STOP_SECONDS = 20
_KINDS = ("serve", "worker", "up", "postgres", "redis-server")
_SHOWN = {"serve": "web", "worker": "worker", "up": "supervisor", "postgres": "PostgreSQL", "redis-server": "Redis"}


def measure(figures: Figures) -> None:
    """Start the product twice in a temporary folder; look at its memory the second time."""
    with tempfile.TemporaryDirectory(prefix="itsm-bench-up-", ignore_cleanup_errors=True) as folder:
        first, _ = _start([sys.executable, "-m", "itsm", "up"], Path(folder), ROOT)
        figures.add(Row("first start: new database, 436 demonstration tickets played", rate=f"{first:.1f} s"))
        second, memory = _start([sys.executable, "-m", "itsm", "up"], Path(folder), ROOT)
    figures.add(
        Row("second start", rate=f"{second:.1f} s", goal=f"< {SECOND_GOAL_SECONDS} s", met=second < SECOND_GOAL_SECONDS)
    )
    for kind in _KINDS:
        if kind in memory:
            figures.add(Row(f"memory: {_SHOWN[kind]}", rate=f"{memory[kind]:.0f} MiB"))
    figures.add(Row("memory: all together", rate=f"{sum(memory.values()):.0f} MiB"))


def measure_clone(figures: Figures) -> None:
    """Time `make up` in a clean clone of this repository, package caches warm; the front end is built too."""
    with tempfile.TemporaryDirectory(prefix="itsm-bench-clone-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)  # noqa: S603, S607 - git is git
        began = time.monotonic()
        _start(["make", "up"], Path(folder) / "home", clone)
        seconds = time.monotonic() - began - SETTLE_SECONDS
    figures.add(
        Row(
            "`make up` in a clean clone",
            rate=f"{seconds:.0f} s",
            goal=f"< {COLD_GOAL_SECONDS} s",
            met=seconds < COLD_GOAL_SECONDS,
        )
    )


def _start(command: list[str], home: Path, folder: Path) -> tuple[float, dict[str, float]]:
    """Start, wait until ready, look at the memory, stop; return the seconds it names and MiB by kind of process."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("ITSM_")}
    env |= {"ITSM_HOME": str(home), "ITSM_PORT": str(free_port()), "ITSM_WEB_DIST": str(ROOT / "web/dist")}
    log = home.parent / f"{home.name}.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=output)  # noqa: S603
        try:
            seconds = _wait(log, process)
            time.sleep(SETTLE_SECONDS)
            return seconds, memory_of(process.pid)
        finally:
            _stop(process)
            log.unlink()


def _wait(log: Path, process: subprocess.Popen[bytes]) -> float:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        found = _READY.search(log.read_text())
        if found:
            return float(found[1])
        time.sleep(0.1)
    raise RuntimeError(f"the product did not start: {log.read_text()[-1500:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def memory_of(pid: int) -> dict[str, float]:
    """Return the memory of a family of processes by kind in MiB, shared pages divided among their users (PSS)."""
    found: dict[str, float] = defaultdict(float)
    root = psutil.Process(pid)
    for process in [root, *root.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            words = [process.name(), *process.cmdline()]
            kind = next((k for k in _KINDS if any(Path(word).name == k for word in words)), None)
            info = process.memory_full_info()
            if kind:
                found[kind] += getattr(info, "pss", info.rss) / 2**20
    return dict(found)
