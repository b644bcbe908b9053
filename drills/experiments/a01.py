"""A01: every alert of deploy/prometheus is provoked once, and seen to fire in a real Prometheus."""

from __future__ import annotations

import subprocess
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import httpx

from drills.alerts import RULES, names, prometheus
from drills.ledger import Ledger
from drills.product import Product
from drills.report import Report
from drills.stage import USERS
from itsm.entrypoints.local.processes import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from drills.alerts import Watch
    from drills.stage import Stage

TITLE = "every alert provoked once, seen firing in a real Prometheus"
MOST_SECONDS = 75
_OLD_JOB = "INSERT INTO jobs (name, args, run_at) VALUES ('drill.none', '{}', now() - interval '10 minutes')"
_PARKED = "INSERT INTO jobs (name, args, state) VALUES ('drill.none', '{}', 'parked')"
_LATE = "UPDATE sla_timers SET due_at = now() - interval '10 minutes' WHERE fired_at IS NULL AND due_at IS NOT NULL"
_BREACH = "UPDATE sla_timers SET due_at = due_at - interval '60 days' WHERE fired_at IS NULL AND due_at IS NOT NULL"
_OLD_MAIL = "UPDATE deliveries SET state = 'queued', created_at = now() - interval '1 hour' WHERE state = 'sent'"
_MENDED = "UPDATE deliveries SET state = 'sent' WHERE state = 'queued'; DELETE FROM jobs WHERE name = 'drill.none'"


def run(stage: Stage) -> Report:
    """Provoke each in turn on a desk of its own."""
    report = Report(f"{TITLE}; windows of minutes shortened to 20 s, `for:` to 1 s")
    ports = {"web": free_port(), "worker": free_port()}
    product = Product(stage.new_folder("a01"))
    product.own = {name: {"ITSM_METRICS_PORT": str(port)} for name, port in ports.items()}
    try:
        product.start()
        with prometheus(stage.new_folder("a01-prometheus"), {f"desk-{n}": p for n, p in ports.items()}) as watch:
            _provoke_all(product, watch, report)
    finally:
        product.stop()
    return report


def _provoke_all(product: Product, watch: Watch, report: Report) -> None:
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS])
    with ledger.under_load():
        time.sleep(6)
    product.settle()
    seen: dict[str, float | None] = {}
    for alert, condition in _conditions(product, ledger.users).items():
        with condition():
            seen[alert] = watch.seconds_until(alert, MOST_SECONDS)
    fired = {name: seconds for name, seconds in seen.items() if seconds is not None}
    report.figure("; ".join(f"{name} {seconds:.0f} s" for name, seconds in fired.items()) or "none")
    untried = [name for name in names(RULES.read_text()) if name not in seen]
    if untried:
        report.figure(f"not provoked: {', '.join(untried)}")
    silent = [name for name in seen if name not in fired]
    report.demand(f"each of {len(seen)} fires{': silent ' + ', '.join(silent) if silent else ''}", held=not silent)


def _conditions(product: Product, users: list[dict[str, str]]) -> dict[str, Callable[[], AbstractContextManager[None]]]:
    """Return what provokes each alert, in an order in which one does not hide the next."""

    def by_sql(sql: str) -> Callable[[], AbstractContextManager[None]]:
        return lambda: _sql(product, sql)

    return {
        "SignInsRefused": lambda: _guesses(product),
        "ServiceLevelBreaches": by_sql(_BREACH),
        "SecurityEvent": lambda: _broken_trail(product),
        "JobsGivenUp": by_sql(_PARKED),
        "RedisDown": lambda: _without(product, "redis"),
        "DatabaseConnectionsNearlyUsedUp": lambda: _many_connections(product),
        "AnswersSlowerThanTwoSeconds": lambda: _locked(product, users),
        "NoWorker": lambda: _without(product, "worker"),
        "QueueOld": lambda: _without(product, "worker", _OLD_JOB),
        "MailStuck": lambda: _without(product, "worker", _OLD_MAIL),
        "TimersLate": lambda: _without(product, "worker", _LATE),
        "ProcessDown": lambda: _without(product, "worker"),
        "ErrorsAboveOnePercent": lambda: _failing(product, users),
    }


@contextmanager
def _sql(product: Product, sql: str) -> Iterator[None]:
    product.query(sql, database="itsm")
    yield
    product.query(_MENDED, database="itsm")


@contextmanager
def _without(product: Product, part: str, sql: str = "SELECT 1") -> Iterator[None]:
    product.kill(part)
    product.query("UPDATE job_workers SET seen_at = now() - interval '1 minute'", database="itsm")
    product.query(sql, database="itsm")
    yield
    product.query(_MENDED, database="itsm")
    product.start_part(part)


@contextmanager
def _guesses(product: Product) -> Iterator[None]:
    with httpx.Client(base_url=product.address, timeout=30) as client:
        for number in range(90):
            body = {"email": f"user{number}@madison88.example", "password": "not this one at all"}
            client.post("/api/auth/login", json=body)
    yield


@contextmanager
def _broken_trail(product: Product) -> Iterator[None]:
    """Have the wrong hand change a row that is sealed, and the check of the trail run."""
    product.query(
        "SET session_replication_role = replica; UPDATE audit_entries SET summary = summary || '!' "
        "WHERE id = (SELECT id FROM audit_entries ORDER BY at LIMIT 1)",
        database="itsm",
    )
    product.query("INSERT INTO jobs (name, args) VALUES ('audit.verify', '{}')", database="itsm")
    yield


@contextmanager
def _many_connections(product: Product) -> Iterator[None]:
    postgres = product.postgres
    command = [postgres.program("psql"), "-XAtqc", "SELECT pg_sleep(90)", postgres.dsn()]
    with ExitStack() as stack:
        for _ in range(75):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
        yield


@contextmanager
def _locked(product: Product, users: list[dict[str, str]]) -> Iterator[None]:
    """Hold a lock that every write of a ticket waits for, until each gives up after five seconds."""
    sql = "BEGIN; LOCK TABLE tickets IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)"
    command = [product.postgres.program("psql"), "-XAtqc", sql, product.postgres.dsn(role="postgres")]
    holding = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with _load(product, users):
            yield
    finally:
        holding.kill()
        holding.wait()


@contextmanager
def _failing(product: Product, users: list[dict[str, str]]) -> Iterator[None]:
    product.kill("postgres")
    with _load(product, users):
        yield
    product.start_part("postgres")


@contextmanager
def _load(product: Product, users: list[dict[str, str]]) -> Iterator[None]:
    ledger = Ledger(product.address, users, think=(0.05, 0.1), shaken=(0.05, 0.1))
    with ledger.under_load():
        yield
