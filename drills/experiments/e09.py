"""E09: Redis hangs instead of failing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psutil

from drills.checking import settle_and_demand
from drills.killing import percentile
from drills.report import Report

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "Redis stopped (SIGSTOP) under load"
HANG_SECONDS = 20
MOST_SECONDS = 2


def run(stage: Stage) -> Report:
    """Stop Redis for a while and let it go on."""
    report = Report(f"{TITLE}, {HANG_SECONDS} s (of 60 asked for)")
    product, ledger = stage.product, stage.ledger()
    process = psutil.Process(product.redis.pid)
    with ledger.under_load():
        time.sleep(1)
        process.suspend()
        try:
            time.sleep(HANG_SECONDS)
        finally:
            process.resume()
        time.sleep(1)
    late = percentile(ledger.seconds, 0.99)
    report.figure(f"{len(ledger.seconds)} writes, p50 {percentile(ledger.seconds, 0.5):.2f} s, p99 {late:.2f} s")
    report.demand(f"p99 at most {MOST_SECONDS} s", held=late <= MOST_SECONDS)
    failed = ledger.outcomes()["unknown"]
    report.figure(f"failed: {failed}")
    report.demand("no write fails (no pool is exhausted)", held=failed == 0)
    settle_and_demand(product, ledger, report)
    return report
