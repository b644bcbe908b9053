"""E03: jobs that raise, hang, eat all memory and kill their worker."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from drills.killing import percentile
from drills.report import ROOT, Report
from itsm.entrypoints.local.processes import spawn

if TYPE_CHECKING:
    import subprocess

    from drills.product import Product
    from drills.stage import Stage

TITLE = "jobs that raise, hang, eat memory, kill their worker"
MOST_ATTEMPTS = 5
EACH = 3
PINGS = 60
SECONDS = 150
_PUT = "INSERT INTO jobs (name, args) VALUES ('{name}', '{{}}') RETURNING id"
_PARKED = "SELECT name, attempts FROM jobs WHERE name LIKE 'drill.%' AND state = 'parked'"
_STILL = "SELECT count(*) FROM jobs WHERE id = {number}"
_SILENCE_PASSES = "UPDATE job_workers SET seen_at = seen_at - interval '15 s' WHERE seen_at < now() - interval '6 s'"
_LEFT = "SELECT count(*) FROM jobs WHERE name LIKE 'drill.%' AND state <> 'parked'"


def run(stage: Stage) -> Report:
    """Put poison into the queue of a worker that knows it, and ordinary jobs beside."""
    report = Report(f"{TITLE}; {EACH} of each beside ordinary jobs; a dead worker is started again at once")
    product = stage.product
    product.end("worker")
    worker = _Worker(product)
    try:
        normal = _delays(product, worker)
        for name in ("raise", "hang", "eat"):
            _put(product, name)
        beside = _delays(product, worker)
        _put(product, "die")
        dying = _delays(product, worker)
        _wait_until_parked(product, worker)
    finally:
        worker.stop()
    parked = [(name, int(attempts)) for name, attempts in product.rows(_PARKED)]
    report.figure(f"parked {len(parked)} of {4 * EACH}, attempts at most {max((n for _, n in parked), default=0)}")
    report.demand(
        f"all parked after at most {MOST_ATTEMPTS} attempts, and one to see it",
        held=len(parked) == 4 * EACH and all(number <= MOST_ATTEMPTS + 1 for _, number in parked),
    )
    usual, late = percentile(normal, 0.95), percentile(beside, 0.95)
    report.figure(f"ordinary jobs gone after p95 {usual:.2f} s; beside poison {late:.2f} s")
    report.demand("beside jobs that raise, hang, eat at most twice that, or 1 s", held=late <= max(2 * usual, 1))
    report.figure(f"while the only worker is killed {worker.starts - 1} times: p95 {percentile(dying, 0.95):.1f} s")
    product.query("DELETE FROM jobs WHERE name LIKE 'drill.%'", database="itsm")
    product.start_part("worker")
    return report


class _Worker:
    """The worker with poison, started again whenever it is found dead."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Start it where it does not run."""
        if self._process is None or self._process.poll() is not None:
            log = self._product.home / "logs" / "poison.log"
            command = [sys.executable, "-m", "drills.poison"]
            self._process = spawn(command, log=log, env=self._product.environment(), cwd=ROOT)
            self.starts += 1

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)


def _put(product: Product, name: str) -> None:
    for _ in range(EACH):
        product.query(_PUT.format(name=f"drill.{name}"), database="itsm")


def _delays(product: Product, worker: _Worker) -> list[float]:
    """Put ordinary jobs one by one; return the seconds after which each was gone."""
    delays = []
    deadline = time.monotonic() + SECONDS
    for _ in range(PINGS):
        began = time.monotonic()
        number = product.query(_PUT.format(name="drill.ping"), database="itsm").splitlines()[0]
        while product.value(_STILL.format(number=number)) and time.monotonic() < deadline:
            worker.keep()
            time.sleep(0.02)
        if not product.value(_STILL.format(number=number)):
            delays.append(time.monotonic() - began)
    return delays[1:]  # the first one waits for the worker to start


def _wait_until_parked(product: Product, worker: _Worker) -> None:
    """Keep the worker alive until no poison is left to try; the silence of dead workers is skipped."""
    deadline = time.monotonic() + SECONDS
    while product.value(_LEFT) and time.monotonic() < deadline:
        worker.keep()
        product.query(
            "UPDATE job_workers SET seen_at = seen_at - interval '15 s' WHERE seen_at < now() - interval '6 s'",
            database="itsm",
        )
        time.sleep(0.3)
