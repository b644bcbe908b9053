"""Child processes that never outlive us, and leftovers of a start that was killed.

Linux tells a child when its parent dies (``PR_SET_PDEATHSIG``). Elsewhere, and for anything that slips
through, the next start finds leftovers by pid *and* start time, so that a pid which the system has given
to a stranger meanwhile is never signalled.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, kw_only=True)
class RunAs:
    """The system account a child runs under."""

    uid: int
    gid: int


def die_with_parent(parent_pid: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    """Build what a child runs before ``exec`` so that the kernel ends it with its parent.

    Returns None where the system has no such call. Must be set after the change of user, which clears it;
    ``subprocess`` changes the user first.
    """
    libc = _LIBC
    if libc is None:
        return None

    def arm() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent_pid:
            os._exit(1)  # the parent died between fork and prctl: nobody would ever stop us

    return arm


def end_with_parent() -> None:
    """Ask the system to stop this very process (SIGTERM) when its parent dies; nothing where it cannot."""
    arm = die_with_parent(os.getppid(), signal.SIGTERM)
    if arm is not None:
        arm()


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    run_as: RunAs | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
    stdin: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C reaches only us), its output appended to ``log``.

    Call from the main thread: Linux ties the death signal to the thread that started the child.
    """
    with log.open("ab") as output, warnings.catch_warnings():
        # Newer Pythons warn about code between fork and exec when threads exist; ours only calls prctl.
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(  # noqa: S603 - our own programs with our own arguments
            [str(part) for part in command],
            stdin=stdin,
            stdout=output,
            stderr=output,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
            user=run_as.uid if run_as else None,
            group=run_as.gid if run_as else None,
            extra_groups=[] if run_as else None,
            preexec_fn=die_with_parent(os.getpid(), death_signal),  # noqa: PLW1509 - only one system call
        )


@dataclass(frozen=True, kw_only=True)
class ProcessMark:
    """A process written down so that a later start recognises it: pid and start time (epoch seconds)."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> "ProcessMark":
        """Mark a running process; raises ``psutil.NoSuchProcess`` when it is gone."""
        return cls(pid=pid, started=psutil.Process(pid).create_time())

    @classmethod
    def read(cls, path: Path) -> "ProcessMark | None":
        """Read a mark; None when the file is absent or was cut off while being written."""
        try:
            pid, started = path.read_text().split()
            return cls(pid=int(pid), started=float(started))
        except (FileNotFoundError, ValueError):
            return None

    def write(self, path: Path) -> None:
        """Write the mark, replacing an older one."""
        path.write_text(f"{self.pid} {self.started}\n")

    def find(self) -> psutil.Process | None:
        """Return the same process if it still runs."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < 1.0
            running = same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return None
        return process if running else None


def stop(process: psutil.Process, *signals: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn, waiting its number of seconds, until the process is gone."""
    for number, seconds in signals:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        try:
            process.wait(seconds)
        except psutil.TimeoutExpired:
            continue
        return


def free_port() -> int:
    """Return a loopback TCP port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def tail(log: Path, lines: int = 3) -> str:
    """Return the last lines of a log in one line, for an error message."""
    if not log.exists():
        return ""
    kept = log.read_text(errors="replace").splitlines()[-lines:]
    return " / ".join(line.strip() for line in kept)
