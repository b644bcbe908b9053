"""E05: the primary is killed, its synchronous standby promoted; the old one comes back and nobody believes it."""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING

from drills.checking import settle_and_demand
from drills.failover import desk_on_a_pair, takes_a_write
from drills.ledger import Ledger
from drills.report import Report
from drills.stage import USERS

if TYPE_CHECKING:
    from drills.failover import Pair
    from drills.stage import Stage

TITLE = "primary killed, synchronous standby promoted"
MOST_SECONDS = 30
_AFTER_SECONDS = 4
_STALE_SECONDS = 4
_OURS = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'itsm-%'"
_END_OURS = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'itsm-%'"


def run(stage: Stage) -> Report:
    """Do some rounds of it, `ROUNDS` of them."""
    with desk_on_a_pair(stage.new_folder("e05")) as pair:
        return fail_over(pair, stage.rounds(3))


def fail_over(pair: Pair, rounds: int) -> Report:
    """Kill and promote `rounds` times under load, and let the old primary come back each time."""
    product = pair.product
    report = Report(f"{TITLE}, {rounds} rounds under load; the old primary is then started as it was, unfenced")
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS], shaken=(0.1, 0.3))
    gaps, stale, strayed = [], 0, 0
    for number in range(rounds):
        gap, took, went = _round(pair, ledger)
        gaps.append(gap)
        stale += took
        strayed += went
        if number < rounds - 1:
            pair.attach()
    report.figure(f"seconds without service: median {statistics.median(gaps):.1f}, max {max(gaps):.1f}")
    report.demand(f"each under {MOST_SECONDS} s", held=max(gaps) < MOST_SECONDS)
    report.figure(f"writes the old primary acknowledged: {stale}; connections of the desk to it: {strayed}")
    report.demand("writes accepted by the old primary 0", held=stale == 0 and strayed == 0)
    settle_and_demand(product, ledger, report)
    return report


def _round(pair: Pair, ledger: Ledger) -> tuple[float, int, int]:
    """Return seconds without service, writes the old primary took afterwards, connections of ours to it."""
    with ledger.under_load():
        time.sleep(random.uniform(1.5, 3))
        killed_at = time.monotonic()
        pair.primary.kill()
        pair.promote()
        time.sleep(_AFTER_SECONDS)
        old = pair.standby
        old.start()
        pair.primary.query(_END_OURS)  # the pool connects anew, and the old primary stands first in some lists
        time.sleep(_AFTER_SECONDS)
        went = int(old.query(_OURS))
        took = takes_a_write(old, _STALE_SECONDS)
    old.kill()
    return ledger.gap_around(killed_at), int(took), went
