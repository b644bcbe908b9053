"""Running commands with one progress line each, and remembering what is already done."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
WEB = ROOT / "web"

# What the tools print when the network is away; their exit codes do not tell.
NO_NETWORK = (
    "name resolution",
    "name or service not known",
    "nodename nor servname",
    "dns error",
    "failed to lookup address",
    "error sending request",
    "network is unreachable",
    "no route to host",
    "connection refused",
    "failed to establish a new connection",
    "tunnel connection failed",
    "client error (connect)",
    "operation timed out",
    "enotfound",
    "eai_again",
    "econnrefused",
    "etimedout",
    "enetunreach",
)


class PreparationError(Exception):
    """Preparation cannot go on; the message is one sentence for the person at the terminal."""


def say(text: str) -> None:
    """Print a progress line at once."""
    print(text, flush=True)


def check_writable(folder: Path) -> None:
    """Fail in one sentence when nothing can be created in ``folder`` (also as root on a read-only disk)."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise PreparationError(
            f"the folder {folder} cannot be written to ({error.strerror}); nothing was changed"
        ) from error


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Let one preparation of this folder run at a time; the others wait."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("waiting for another preparation of this folder")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def run(
    what: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> str:
    """Run a command under the progress line ``what`` and return its output.

    Raises:
        PreparationError: the command failed; the message says whether the network was the reason.
    """
    say(f"  {what} ...")
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **cache_folders(), **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise explain(what, done.stdout)
    say(f"  {what}: {time.monotonic() - began:.1f} s")
    return done.stdout


def explain(what: str, output: str) -> PreparationError:
    """Turn the output of a failed command into one sentence, keeping its last lines above it."""
    if any(sign in output.lower() for sign in NO_NETWORK):
        return PreparationError(
            f"no network: '{what}' has to download; connect to the network and run the same command again"
        )
    sys.stderr.write("\n".join(output.splitlines()[-25:]) + "\n")
    return PreparationError(f"'{what}' failed; its last lines are above")


def cache_folders() -> dict[str, str]:
    """Keep downloads inside the project where the home folder cannot hold them."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if os.access(home, os.W_OK):
        return {}
    caches = VENV / "cache"
    return {"HOME": str(caches), "UV_CACHE_DIR": str(caches / "uv"), "npm_config_cache": str(caches / "npm")}


def fingerprint(*parts: str, files: Iterable[Path] = ()) -> str:
    """Return one hash over the given texts and the contents and names of the given files."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_done(name: str, mark: str) -> bool:
    """Whether step ``name`` was completed for exactly this fingerprint."""
    stamp = VENV / "stamps" / name
    return stamp.exists() and stamp.read_text() == mark


def set_done(name: str, mark: str) -> None:
    """Remember that step ``name`` is complete."""
    stamp = VENV / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)


def forget(name: str) -> None:
    """Forget a step before redoing it, so that an interruption leaves it undone."""
    (VENV / "stamps" / name).unlink(missing_ok=True)
