"""E23: two web processes behind the proxy are replaced in turn, and a worker, by SIGTERM, under load."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drills.checking import settle_and_demand
from drills.killing import rate, spread
from drills.ledger import Ledger
from drills.proxied import desk_behind_proxy
from drills.report import Report
from drills.stage import USERS

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "graceful restarts behind nginx under load"
GRACE_SECONDS = 10
_LOST = "SELECT count(*) FROM jobs WHERE last_error = 'the worker that ran it stopped'"


def run(stage: Stage) -> Report:
    """Replace each process some times."""
    rounds = stage.rounds(4)
    report = Report(f"{TITLE}: {rounds} restarts of two web processes in turn (of 20 asked for), one of the worker")
    product = stage.product
    ends = []
    with desk_behind_proxy(stage, "e23") as site:
        users = [product.sign_in(user, site.direct("a")) for user in USERS]
        ledger = Ledger(site.address, users, think=(0.3, 0.8), verify=site.trust)
        with ledger.under_load():
            for number in range(rounds):
                time.sleep(1)
                name = "ab"[number % 2]
                began = time.monotonic()
                site.stop(name)
                ends.append(time.monotonic() - began)
                site.start_web(name)
                site.wait_for_web(name)
            ends.append(product.end("worker"))
            product.start_part("worker")
            time.sleep(1)
        report.figure(rate(ledger))
        failed = ledger.outcomes()["unknown"]
        report.figure(f"failed {failed} of {len(ledger.entries)}")
        report.demand("failed requests 0", held=failed == 0)
        report.figure(f"ended after {spread(ends)}")
        report.demand(f"each ends within {GRACE_SECONDS} s", held=max(ends) <= GRACE_SECONDS)
        abandoned = product.value(_LOST)
        report.demand("jobs abandoned 0", held=abandoned == 0)
        settle_and_demand(product, ledger, report)
    return report
