"""E08: Redis is gone, then comes back empty."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx
import redis

from drills.checking import settle_and_demand
from drills.killing import percentile
from drills.ledger import Ledger
from drills.product import wait_until
from drills.report import Report

if TYPE_CHECKING:
    from drills.product import Product
    from drills.stage import Stage

TITLE = "Redis killed under load, later started empty"
OUTAGE_SECONDS = 20
GUESSES = 40
BACK_SECONDS = 10


def run(stage: Stage) -> Report:
    """Take Redis away for a while."""
    seconds = stage.seconds("REDIS_SECONDS", OUTAGE_SECONDS)
    report = Report(f"{TITLE} after {seconds:.0f} s (of 600 asked for)")
    product, ledger = stage.product, stage.ledger()
    product.own["web-limits"] = {"ITSM_RATE_LIMITS": "1"}
    product.start_part("web-limits")
    with ledger.under_load():
        time.sleep(2)
        product.kill("redis")
        answers = _guess(product)
        time.sleep(max(0, seconds - 5))
        product.start_part("redis")
        back = _seconds_until_used(product)
        time.sleep(1)
    product.end("web-limits")
    _judge(report, ledger)
    report.figure(f"of {GUESSES} wrong passwords without Redis {answers.count(429)} refused with 429")
    report.demand("signing in stays limited", held=429 in answers and 200 not in answers)
    report.figure(f"used again {back:.1f} s after its return")
    report.demand(f"recovery within {BACK_SECONDS} s", held=back <= BACK_SECONDS)
    report.figure(
        "degraded meanwhile: other processes hear of news by asking every 0.3 to 0.5 s, limits count in each process"
    )
    settle_and_demand(product, ledger, report)
    return report


def _judge(report: Report, ledger: Ledger) -> None:
    failed = ledger.outcomes()["unknown"]
    report.figure(
        f"writes that failed: {failed} of {len(ledger.entries)}; p99 {percentile(ledger.seconds, 0.99):.1f} s"
    )
    report.demand("no ticket operation fails", held=failed == 0)


def _guess(product: Product) -> list[int]:
    body = {"email": "user5.ph@madison88.example", "password": "not this one at all"}
    with httpx.Client(base_url=product.address_of("web-limits"), timeout=10) as client:
        return [client.post("/api/auth/login", json=body).status_code for _ in range(GUESSES)]


def _seconds_until_used(product: Product) -> float:
    began = time.monotonic()
    with redis.Redis.from_url(product.redis.url) as client:
        wait_until(client.pubsub_channels, seconds=60, what="the desk listens to Redis again")
    return time.monotonic() - began
