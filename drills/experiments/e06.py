"""E06: an asynchronous standby on a narrow line: what was acknowledged and had not crossed yet is lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drills.checking import verdict_of
from drills.failover import Pair
from drills.ledger import Ledger
from drills.product import Product
from drills.report import Report
from drills.stage import USERS
from drills.toxics import Toxics

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "asynchronous standby on a line of 64 kB/s; primary killed, standby promoted"
BYTES_PER_SECOND = 64_000
LOAD_SECONDS = 12
RPO_SECONDS = 3_600
_BEHIND = """
    SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0)::bigint FROM pg_stat_replication
"""


def run(stage: Stage) -> Report:
    """Write faster than the line takes, lose the primary, and say what is gone."""
    report = Report(f"{TITLE} after {LOAD_SECONDS} s of load")
    product = Product(stage.new_folder("e06"))
    pair = None
    try:
        product.prepare()
        pair = Pair(product)
        secret = (product.home / "postgres-password").read_text().strip()
        with Toxics(("127.0.0.1", pair.primary.port)) as line:
            place = f"host=127.0.0.1 port={line.port} password={secret}"
            pair.attach(synchronous=False, through=place)
            product.start_part("web")
            product.start_part("worker")
            ledger = Ledger(product.address, [product.sign_in(user) for user in USERS], think=(0.0, 0.05))
            line.bytes_per_second = BYTES_PER_SECOND
            with ledger.under_load():
                time.sleep(LOAD_SECONDS)
                behind = int(pair.primary.query(_BEHIND))
                pair.primary.kill()
                killed_at = time.monotonic()
        pair.promote()
        _judge(product, ledger, killed_at, behind, report)
    finally:
        product.stop()
        if pair is not None:
            pair.stop()
    return report


def _judge(product: Product, ledger: Ledger, killed_at: float, behind: int, report: Report) -> None:
    verdict = verdict_of(product, ledger)
    told = {entry.mark: entry.at for entry in ledger.entries if entry.outcome == "ok"}
    seconds = max((killed_at - told[mark] for mark in verdict.lost), default=0.0)
    report.figure(
        f"acknowledged {verdict.ok}, lost {len(verdict.lost)}: the last {seconds:.1f} s, {behind / 1e3:,.0f} kB of log"
    )
    report.demand("what is lost is said (RPO under an hour)", held=seconds < RPO_SECONDS and verdict.ok > 0)
    report.demand("doubled 0, refused ones there 0", held=not verdict.doubled and not verdict.ghosts)
