"""Whole products for the end-to-end tests: `itsm up`, each with a folder and a port of its own."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from prepare.steps import ROOT, VENV, PreparationError, say

START_SECONDS = 600  # half a minute where nothing else runs
STOP_SECONDS = 30


@dataclass(frozen=True)
class Product:
    """A running product."""

    address: str
    password: str


@dataclass(frozen=True)
class _Starting:
    """A product that was begun."""

    product: Product
    process: subprocess.Popen[bytes]
    output: Path


@contextmanager
def running(number: int) -> Iterator[list[Product]]:
    """Start so many products side by side with one password, wait until all are ready; stop and remove them at the end.

    Raises:
        PreparationError: one of them did not start.
    """
    password = secrets.token_urlsafe(12)
    with ExitStack() as ends:
        begun = [ends.enter_context(_starting(password)) for _ in range(number)]
        for one in begun:
            _wait(one.process, one.product.address, one.output)
        yield [one.product for one in begun]


@contextmanager
def _starting(password: str) -> Iterator[_Starting]:
    with tempfile.TemporaryDirectory(prefix="itsm-e2e-", ignore_cleanup_errors=True) as home:
        port = _free_port()
        started = Product(f"http://localhost:{port}", password)
        settings = {
            "ITSM_HOME": home,
            "ITSM_PORT": str(port),
            "ITSM_DEMO": "1",
            "ITSM_DEMO_PASSWORD": started.password,
            "ITSM_RATE_LIMITS": "0",  # one address signs in for everybody here
        }
        say(f"  starting a product for the browser at {started.address} ...")
        output = Path(home) / "up.out"
        with output.open("wb") as log:
            process = subprocess.Popen(
                [VENV / "bin" / "itsm", "up", "--tied"],
                cwd=ROOT,
                env={**os.environ, **settings},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield _Starting(started, process, output)
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], address: str, output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, OSError), _opened(address):
            return
        time.sleep(0.3)
    raise PreparationError("the product for the browser did not start: " + output.read_text(errors="replace").strip())


def _opened(address: str) -> AbstractContextManager[object]:
    """Ask our own product on this machine whether it is ready."""
    return urllib.request.urlopen(address + "/api/health/ready", timeout=3)  # type: ignore[no-any-return]  # noqa: S310


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
