"""E01: the web server is killed at random instants while people create, comment, change and upload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drills.checking import settle_and_demand
from drills.killing import kill_under_load, rate, spread
from drills.report import Report

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "kill -9 of the web server under load"
MOST_SECONDS = 10


def run(stage: Stage) -> Report:
    """Kill the only web server some times."""
    rounds = stage.rounds(6)
    report = Report(f"{TITLE}, {rounds} times (of 50 asked for)")
    product, ledger = stage.product, stage.ledger()
    costs: list[float] = []
    taken = kill_under_load(product, ledger, "web", rounds, costs)
    report.figure(rate(ledger))
    report.figure(f"ready again: {spread(taken)}; of these processor time {spread(costs)}")
    report.demand(f"each start to ready within {MOST_SECONDS} s of processor time", held=max(costs) <= MOST_SECONDS)
    settle_and_demand(product, ledger, report)
    return report
