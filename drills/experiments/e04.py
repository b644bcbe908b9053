"""E04: PostgreSQL is killed under load, alone as it is; the same web processes serve again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drills.checking import settle_and_demand
from drills.killing import kill_under_load, rate, spread
from drills.report import Report

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "kill -9 of PostgreSQL (single) under load"
MOST_SECONDS = 30


def run(stage: Stage) -> Report:
    """Kill PostgreSQL some times."""
    rounds = stage.rounds(6)
    report = Report(f"{TITLE}, {rounds} times (of 20 asked for)")
    product, ledger = stage.product, stage.ledger()
    serving = {name: process.pid for name, process in product.processes.items()}
    taken = kill_under_load(product, ledger, "postgres", rounds, [])
    report.figure(rate(ledger))
    report.figure(f"unavailable, crash recovery included: {spread(taken)}")
    report.demand(f"each unavailable at most {MOST_SECONDS} s", held=max(taken) <= MOST_SECONDS)
    same = {name: process.pid for name, process in product.processes.items() if process.poll() is None}
    report.demand("web server and worker recover without a restart", held=same == serving)
    bugs = sum(entry.status == 500 for entry in ledger.entries)
    report.figure(f"answers 500: {bugs}")
    report.demand("no answer 500", held=bugs == 0)
    settle_and_demand(product, ledger, report)
    return report
