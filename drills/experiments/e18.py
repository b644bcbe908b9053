"""E18: clients hang up in the middle of their requests."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from drills.checking import settle_and_demand
from drills.ledger import Entry, Ledger
from drills.product import wait_until
from drills.report import Report

if TYPE_CHECKING:
    from drills.product import Product
    from drills.stage import Stage

TITLE = "requests aborted by the client in mid-flight"
ABORTED = 1_000
AT_ONCE = 16
LONGEST_SECONDS = 0.15
CALM_SECONDS = 20
# Of the web server, and for longer than a request takes between two statements.
_AT_WORK = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'itsm-web' AND state <> 'idle'"
_LEFT_OPEN = """
    SELECT count(*) FROM pg_stat_activity WHERE application_name = 'itsm-web' AND state <> 'idle'
      AND state_change < now() - interval '1 second'
"""


def run(stage: Stage) -> Report:
    """Send writes and hang up after a moment."""
    report = Report(f"{TITLE}: {ABORTED} of them (of 5,000 asked for), each after 0 to {LONGEST_SECONDS * 1000:.0f} ms")
    product = stage.product
    ledger = stage.ledger()
    asyncio.run(_abort(product, ledger))
    calm = time.monotonic()
    time.sleep(1)
    wait_until(lambda: product.value(_LEFT_OPEN) == 0, seconds=CALM_SECONDS, what="no transaction is left open")
    report.figure(f"no transaction left open {time.monotonic() - calm:.1f} s after the last")
    report.demand("idle in transaction 0", held=product.value(_LEFT_OPEN) == 0)
    wait_until(lambda: product.value(_AT_WORK) == 0 and product.is_ready(), seconds=60, what="the rest is worked off")
    after = Ledger(product.address, ledger.users)
    with after.under_load():
        time.sleep(3)
    report.figure(f"{len(after.entries)} writes after it, failed {after.outcomes()['unknown']}")
    report.demand("connections are back: the next writes all succeed", held=after.outcomes()["unknown"] == 0)
    settle_and_demand(product, ledger, report)
    return report


async def _abort(product: Product, ledger: Ledger) -> None:
    place = urlsplit(product.address)
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            entry = ledger.new_ticket(ledger.users[number % len(ledger.users)])
            ledger.entries.append(entry)
            await _send_and_leave(place.hostname or "", place.port or 0, entry)

    await asyncio.gather(*(one(number) for number in range(ABORTED)))


async def _send_and_leave(host: str, port: int, entry: Entry) -> None:
    body = json.dumps(entry.body).encode()
    lines = [f"POST {entry.path} HTTP/1.1", f"Host: {host}:{port}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in entry.headers.items()] + [f"Content-Length: {len(body)}", "", ""]
    entry.began = time.monotonic()
    _, writer = await asyncio.open_connection(host, port)
    writer.write("\r\n".join(lines).encode() + body)
    await writer.drain()
    await asyncio.sleep(random.uniform(0, LONGEST_SECONDS))
    writer.transport.abort()
    entry.at = time.monotonic()
