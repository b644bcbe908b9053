"""E26: slow, broken and silent connections to PostgreSQL, Redis and the mail server."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from drills.checking import settle_and_demand
from drills.failover import PASSWORD
from drills.killing import percentile
from drills.ledger import Ledger
from drills.product import wait_until
from drills.report import Report
from drills.stage import USERS
from drills.toxics import HALF_OPEN, Toxics

if TYPE_CHECKING:
    from drills.product import Product
    from drills.stage import Stage

TITLE = "slow, broken, silent network to PostgreSQL, Redis, mail"
SECONDS = 8
SILENT_SECONDS = 30
BACK_SECONDS = 30
DELAY_SECONDS = 0.5


def run(stage: Stage) -> Report:
    """Put a proxy before each dependency and make it bad in turn."""
    report = Report(
        f"{TITLE}: 500 ms more (50 ms each way to PostgreSQL), 5 % resets, half-open for {SILENT_SECONDS} s each "
        "(of five minutes asked for); budget: "
        "errors only while the database's own line is broken"
    )
    product = stage.product
    with ExitStack() as stack:
        lines = _lines(product, stack)
        _route(product, lines)
        try:
            _slow_and_broken(product, lines, report)
            _silent(product, lines, report)
        finally:
            for line in lines.values():
                line.cure()
            product.settings = {"ITSM_OUTBOUND_ALLOW": "127.0.0.1"}
            stage.drop_product()
    return report


def _lines(product: Product, stack: ExitStack) -> dict[str, Toxics]:
    postgres = urlsplit(product.postgres.url()).query.rpartition("port=")[2]
    ports = {"postgres": int(postgres), "redis": urlsplit(product.redis.url).port or 0, "mail": product.mail_port}
    return {name: stack.enter_context(Toxics(("127.0.0.1", port))) for name, port in ports.items()}


def _route(product: Product, lines: dict[str, Toxics]) -> None:
    product.postgres.query(f"ALTER ROLE itsm PASSWORD '{PASSWORD}'")
    secret = PASSWORD.replace(" ", "%20")
    product.settings |= {
        "ITSM_DATABASE_URL": f"postgresql://itsm:{secret}@127.0.0.1:{lines['postgres'].port}/itsm",
        "ITSM_REDIS_URL": product.redis.url.replace(f":{lines['redis'].target[1]}/", f":{lines['redis'].port}/"),
        "ITSM_SMTP_URL": f"smtp://127.0.0.1:{lines['mail'].port}",
    }
    for name in ("web", "worker"):
        product.kill(name)
        product.start_part(name)


def _slow_and_broken(product: Product, lines: dict[str, Toxics], report: Report) -> None:
    users = [product.sign_in(user) for user in USERS]
    for name, line in lines.items():
        for what in ("slow", "resets"):
            ledger = Ledger(product.address, users)
            with ledger.under_load():
                line.delay_seconds = 0.05 if name == "postgres" and what == "slow" else DELAY_SECONDS * (what == "slow")
                line.reset_share = 0.05 * (what == "resets")
                time.sleep(SECONDS)
                line.cure()
            failed, number = ledger.outcomes()["unknown"], len(ledger.entries)
            late = percentile(ledger.seconds, 0.95)
            report.figure(f"{name} {what}: failed {failed} of {number}, p95 {late:.1f} s")
            if name != "postgres" or what == "slow":
                report.demand(f"{name} {what}: no write fails", held=failed == 0)
            settle_and_demand(product, ledger, report)


def _silent(product: Product, lines: dict[str, Toxics], report: Report) -> None:
    for name in ("redis", "postgres"):
        line = lines[name]
        ledger = Ledger(product.address, [product.sign_in(user) for user in USERS], patience=40)
        with ledger.under_load():
            line.mode = HALF_OPEN
            time.sleep(SILENT_SECONDS)
            line.cure()
            began = time.monotonic()
            wait_until(lambda: _serves(product), seconds=120, what="it serves again")
            back = time.monotonic() - began
        failed, number = ledger.outcomes()["unknown"], len(ledger.entries)
        report.figure(
            f"{name} half-open: failed {failed} of {number}, p95 {percentile(ledger.seconds, 0.95):.1f} s, "
            f"longest {max(ledger.seconds):.0f} s, serves {back:.0f} s after it heals"
        )
        report.demand(f"{name} half-open: serves within {BACK_SECONDS} s of healing", held=back <= BACK_SECONDS)
        if name == "redis":
            report.demand("redis half-open: no write fails", held=failed == 0)
        settle_and_demand(product, ledger, report)


def _serves(product: Product) -> bool:
    try:
        return httpx.get(f"{product.address}/api/health/ready", timeout=3).status_code == 200
    except httpx.HTTPError:
        return False
