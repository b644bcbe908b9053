"""E02: workers are killed while mails, webhooks and timers are due."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import httpx

from drills.checking import settle_and_demand
from drills.killing import percentile
from drills.product import wait_until
from drills.receiver import heard, receiver
from drills.report import Report

if TYPE_CHECKING:
    from tests.domains.webhooks.receiver import Receiver

    from drills.product import Product
    from drills.stage import Stage

TITLE = "kill -9 of workers with mails, webhooks and timers due"
MOST_SECONDS = 90
_HELD = """
    SELECT j.id || ' ' || j.locked_by FROM jobs j JOIN job_workers w ON w.id = j.locked_by
    WHERE j.state = 'running' AND w.pid = {pid}
"""
_RUNNING = "SELECT id || ' ' || locked_by FROM jobs WHERE state = 'running'"
_HOOKS = """
    SELECT 'msg_' || replace(event_id::text, '-', ''), state, attempts FROM webhook_deliveries
    WHERE event <> 'webhook.ping'
"""


def run(stage: Stage) -> Report:
    """Kill two workers in turn while people write, and count what they were to do."""
    rounds = stage.rounds(6)
    report = Report(f"{TITLE}, {rounds} times (of 50 asked for)")
    product, ledger = stage.product, stage.ledger(think=(0.0, 0.05))
    product.sink.delay_seconds = 0.1  # so that a worker is killed with mails in its hands
    product.start_part("worker-2")
    with receiver() as hooks:
        _subscribe(product, hooks)
        with ledger.under_load():
            waits = _kill(product, rounds)
        product.sink.delay_seconds = 0
        settle_and_demand(product, ledger, report)
        _count_hooks(product, hooks, report)
        product.query("DELETE FROM webhooks", database="itsm")  # nobody listens any more
    _count_mails(product, report)
    report.figure(
        f"jobs that killed workers held: {len(waits)}, given back after p95 {percentile(waits or [0], 0.95):.0f} s"
    )
    report.demand(f"rescue delay p95 at most {MOST_SECONDS} s", held=percentile(waits or [0], 0.95) <= MOST_SECONDS)
    product.end("worker-2")
    return report


def _subscribe(product: Product, hooks: Receiver) -> None:
    body = {"name": "The drill", "url": hooks.url, "events": ["ticket.created", "comment.created"]}
    headers = product.sign_in("admin")
    answer = httpx.post(f"{product.address}/api/admin/webhooks", json=body, headers=headers, timeout=10)
    assert answer.status_code == 201, answer.text


def _kill(product: Product, rounds: int) -> list[float]:
    """Kill and start workers; return how long each job that one held waited until it was given back."""
    held: dict[str, float] = {}
    waits: list[float] = []
    for number in range(rounds):
        time.sleep(random.uniform(1, 2))
        name = ("worker", "worker-2")[number % 2]
        taken = product.rows(_HELD.format(pid=product.processes[name].pid))
        product.kill(name)
        held |= {row[0]: time.monotonic() for row in taken}
        product.start_part(name)
        _wait_until_it_works(product, name)
        _see_what_came_back(product, held, waits)
    deadline = time.monotonic() + MOST_SECONDS + 10
    while held and time.monotonic() < deadline:
        _see_what_came_back(product, held, waits)
        time.sleep(0.5)
    return waits + [time.monotonic() - since for since in held.values()]


def _wait_until_it_works(product: Product, name: str) -> None:
    pid = product.processes[name].pid
    asked = f"SELECT count(*) FROM job_workers WHERE pid = {pid}"
    wait_until(lambda: product.value(asked), seconds=60, what=f"{name} works")


def _see_what_came_back(product: Product, held: dict[str, float], waits: list[float]) -> None:
    running = {row[0] for row in product.rows(_RUNNING)}
    waits.extend(time.monotonic() - held.pop(job) for job in [one for one in held if one not in running])


def _count_hooks(product: Product, hooks: Receiver, report: Report) -> None:
    wait_until(lambda: not [r for r in product.rows(_HOOKS) if r[1] == "queued"], seconds=60, what="webhooks are sent")
    rows, came = product.rows(_HOOKS), heard(hooks)
    missing = [row for row in rows if row[0] not in came]
    again = [row for row in rows if came[row[0]] > 1]
    unexplained = [row for row in again if came[row[0]] > int(row[2])]
    report.figure(f"webhooks {len(rows)}: never arrived {len(missing)}, arrived again {len(again)} (same webhook-id)")
    report.demand("webhooks lost 0", held=not missing and bool(rows))
    report.demand("none arrived more often than it was tried", held=not unexplained)


def _count_mails(product: Product, report: Report) -> None:
    arrived = product.sink.counts()
    rows = product.rows("SELECT message_id, ambiguous_sends FROM deliveries WHERE state = 'sent'")
    missing = [row for row in rows if row[0] not in arrived]
    again = [row for row in rows if arrived.get(row[0], 0) - 1 > int(row[1])]
    doubled = sum(max(0, arrived.get(row[0], 0) - 1) for row in rows)
    report.figure(f"mails {len(rows)}: lost {len(missing)}, arrived again {doubled}, all sends in doubt")
    report.demand("mails lost 0, twice 0 outside the gap of SMTP", held=not missing and not again and bool(rows))
