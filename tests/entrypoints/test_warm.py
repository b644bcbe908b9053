"""A program that was read in ahead runs what it is ordered, and nothing without an order."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from itsm.entrypoints.local.supervisor import OwnProcess

ENDS_WITHIN = 60.0  # seconds, reading in included


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("logs", "run"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def child(home: Path) -> Iterator[OwnProcess]:
    env = os.environ | {"ITSM_HOME": str(home)}
    process = OwnProcess("web", ["version"], env=env, home=home)
    yield process
    process.stop()


def waiting_pid(home: Path) -> int:
    return int((home / "run" / "web.pid").read_text().split()[0])


def wait_for_end(process: OwnProcess) -> None:
    deadline = time.monotonic() + ENDS_WITHIN
    while process.is_running:
        assert time.monotonic() < deadline, process.log.read_text()
        time.sleep(0.05)


def test_it_runs_what_it_is_ordered(child: OwnProcess, home: Path) -> None:
    child.read_in_ahead()
    ahead = waiting_pid(home)
    child.restart()
    assert child.pid == ahead
    wait_for_end(child)
    assert child.log.read_text().strip() == "0.1.0"


def test_it_takes_the_environment_of_the_moment_of_the_order(home: Path) -> None:
    env = {**os.environ, "ITSM_HOME": str(home), "ITSM_DATABASE_URL": ""}
    child = OwnProcess("web", ["serve", "--processes", "2", "--with-worker"], env=env, home=home)
    child.read_in_ahead()
    env |= {"ITSM_DATABASE_URL": "postgresql://late/itsm", "ITSM_REDIS_URL": "memory://", "ITSM_SECRET_KEY": "s" * 40}
    child.restart()
    wait_for_end(child)
    assert "--with-worker serves from one process" in child.log.read_text()  # else: ITSM_DATABASE_URL is not set


def test_one_that_died_while_waiting_is_replaced(child: OwnProcess, home: Path) -> None:
    child.read_in_ahead()
    ahead = psutil.Process(waiting_pid(home))
    ahead.kill()
    while ahead.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    child.restart()
    assert child.pid != ahead.pid
    wait_for_end(child)
    assert child.log.read_text().strip() == "0.1.0"


def test_without_an_order_it_ends_when_its_supervisor_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "itsm.entrypoints.local.warm", "version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN,
    )
    assert (done.returncode, done.stdout) == (0, "")
