"""E25: a soak, shortened: does memory, do descriptors, does the time of answers grow."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psutil

from drills.checking import settle_and_demand
from drills.killing import percentile, rate
from drills.report import Report

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "soak"
MINUTES = 2.0
GROWTH_MB = 40
_TICK_SECONDS = 2


def run(stage: Stage) -> Report:
    """Load the desk for `SOAK_MINUTES` minutes and compare the last third with the first."""
    minutes = stage.seconds("SOAK_MINUTES", MINUTES)
    report = Report(f"{TITLE} of {minutes:g} minutes (of eight hours asked for; SOAK_MINUTES)")
    product, ledger = stage.product, stage.ledger()
    watched = {name: psutil.Process(product.processes[name].pid) for name in ("web", "worker")}
    seen: dict[str, list[tuple[float, int]]] = {name: [] for name in watched}
    end = time.monotonic() + minutes * 60
    with ledger.under_load():
        while time.monotonic() < end:
            time.sleep(_TICK_SECONDS)
            for name, process in watched.items():
                seen[name].append((process.memory_info().rss / 2**20, process.num_fds()))
    report.figure(rate(ledger))
    for name, notes in seen.items():
        third = len(notes) // 3
        early, late = notes[third], notes[-1]
        report.figure(
            f"{name}: {early[0]:.0f} → {late[0]:.0f} MB, {early[1]} → {late[1]} descriptors after the first third"
        )
        report.demand(f"{name} grows by less than {GROWTH_MB} MB", held=late[0] - early[0] < GROWTH_MB)
        report.demand(f"{name} keeps its descriptors", held=late[1] - early[1] < 10)
    third = len(ledger.seconds) // 3
    first, last = percentile(ledger.seconds[:third], 0.95), percentile(ledger.seconds[-third:], 0.95)
    report.figure(f"p95 of the first third {first * 1000:.0f} ms, of the last {last * 1000:.0f} ms")
    report.demand("no write fails", held=ledger.outcomes()["unknown"] == 0)
    settle_and_demand(product, ledger, report)
    return report
