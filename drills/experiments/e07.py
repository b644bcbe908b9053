"""E07: the only synchronous standby is killed: commits wait, nothing is acknowledged, until the operator says so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drills.checking import settle_and_demand
from drills.failover import desk_on_a_pair
from drills.ledger import Ledger
from drills.report import Report
from drills.stage import USERS

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "the only synchronous standby killed under load"
BLOCKED_SECONDS = 26
BACK_SECONDS = 10


def run(stage: Stage) -> Report:
    """Kill the standby, see that nothing is acknowledged, then let the primary go on alone."""
    report = Report(f"{TITLE}; {BLOCKED_SECONDS} s later `synchronous_standby_names` is emptied, as the runbook says")
    with desk_on_a_pair(stage.new_folder("e07")) as pair:
        product = pair.product
        ledger = Ledger(product.address, [product.sign_in(user) for user in USERS], patience=40)
        with ledger.under_load():
            time.sleep(3)
            pair.standby.kill()
            killed_at = time.monotonic()
            time.sleep(BLOCKED_SECONDS)
            pair.primary.configure("")
            pair.primary.reload()
            freed_at = time.monotonic()
            time.sleep(6)
        told = [e for e in ledger.entries if e.outcome == "ok" and killed_at < e.began and e.at < freed_at]
        first = [e.at for e in ledger.entries if e.outcome == "unknown" and e.began > killed_at - 1]
        after = [e.at for e in ledger.entries if e.outcome == "ok" and e.began > freed_at]
        report.figure(f"acknowledged while it was gone: {len(told)}")
        report.demand("nothing is acknowledged that one server alone holds", held=not told)
        alarm = min(first) - killed_at if first else float("inf")
        report.figure(f"the first answer 503 after {alarm:.0f} s")
        report.demand("people are told within 25 s instead of waiting for ever", held=alarm <= 25)
        back = min(after) - freed_at if after else float("inf")
        report.figure(f"served again {back:.1f} s after the setting was emptied")
        report.demand(f"serves within {BACK_SECONDS} s", held=back <= BACK_SECONDS)
        settle_and_demand(product, ledger, report)
    return report
