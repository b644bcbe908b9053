"""E10: the mail server is away with mails waiting, and behaves badly when it is back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drills.product import wait_until
from drills.report import Report

if TYPE_CHECKING:
    from drills.product import Product
    from drills.stage import Stage

TITLE = "mail server away, then one mail in ten each refused for now, refused for good, dropped after its data"
OUTAGE_SECONDS = 20
WAITING = 400
DRAIN_SECONDS = 180
_LEFT = "SELECT count(*) FROM deliveries WHERE state NOT IN ('sent', 'kept', 'failed')"
_SOON = "UPDATE jobs SET run_at = now() WHERE state = 'ready' AND attempts > 0; "
_OLD = "UPDATE deliveries SET sending_at = sending_at - interval '61 s' WHERE state = 'sending'; "


def run(stage: Stage) -> Report:
    """Let mails pile up, and deliver them to a bad server."""
    report = Report(f"{TITLE}; away until {WAITING} mails wait (of an hour and 2,000 asked for)")
    product, ledger = stage.product, stage.ledger(think=(0.0, 0.02))
    product.settle()
    before = {row[0] for row in product.rows("SELECT message_id FROM deliveries")}
    product.stop_mail()
    with ledger.under_load():
        wait_until(lambda: product.value(_LEFT) >= WAITING, seconds=90, what=f"{WAITING} mails wait")
    waiting = product.value(_LEFT)
    product.sink.refusals = {"452 later": 0.1, "554 never": 0.1, "drop": 0.1}
    product.start_mail()
    began = time.monotonic()
    wait_until(lambda: product.value(_OLD + _SOON + _LEFT) == 0, seconds=DRAIN_SECONDS, what="all mails are gone")
    took = time.monotonic() - began
    product.sink.refusals = {}
    report.figure(f"{len(ledger.entries)} writes meanwhile, failed {ledger.outcomes()['unknown']}")
    report.demand("no write fails", held=ledger.outcomes()["unknown"] == 0)
    report.figure(f"{waiting} waiting, drained in {took:.0f} s ({waiting / took:.0f}/s, waiting times skipped)")
    _count(product, before, report)
    stage.drop_product()  # it holds mails that were refused for good
    return report


def _count(product: Product, before: set[str], report: Report) -> None:
    asked = "SELECT message_id, state, ambiguous_sends FROM deliveries WHERE state <> 'kept' ORDER BY id"
    rows = [row for row in product.rows(asked) if row[0] not in before]
    arrived = product.sink.counts()
    refused = [row for row in rows if row[1] == "failed"]
    lost = [row for row in rows if row[1] == "sent" and row[0] not in arrived]
    again = {row[0]: arrived[row[0]] - 1 for row in rows if arrived.get(row[0], 0) > 1}
    doubt = {row[0]: int(row[2]) for row in rows}
    report.figure(f"{len(rows)} mails: refused for good and listed {len(refused)}, lost {len(lost)}")
    report.demand("lost 0", held=not lost and len(rows) > 0)
    report.figure(f"arrived again {sum(again.values())}, of {sum(doubt.values())} sends in doubt")
    report.demand("what arrives twice was in doubt", held=all(doubt[mark] >= times for mark, times in again.items()))
