"""E12: the disk of database, log and temporary files is full."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from drills.checking import settle_and_demand
from drills.ledger import Ledger
from drills.product import Product
from drills.report import Report, SkippedError
from drills.stage import USERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drills.stage import Stage

TITLE = "disk full: database, its log, temporary files, the desk's own logs on one small tmpfs"
MEGABYTES = 700
LEFT_BYTES = 1_500_000
FULL_SECONDS = 12


def run(stage: Stage) -> Report:
    """Fill the disk under load, free it, look at what is there."""
    report = Report(f"{TITLE}, filled under load for {FULL_SECONDS} s, then freed")
    with _small_disk(stage.new_folder("e12")) as disk:
        product = Product(disk / "home")
        try:
            product.start()
            _fill_and_free(product, disk, report)
        finally:
            product.stop()
    return report


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    options = f"size={MEGABYTES}m,mode=755"
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        raise SkippedError("a small tmpfs needs root and the right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def _fill_and_free(product: Product, disk: Path, report: Report) -> None:
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS])
    ballast = disk / "ballast"
    with ledger.under_load():
        time.sleep(2)
        _fill(disk, ballast)
        filled_at = time.monotonic()
        time.sleep(FULL_SECONDS)
        was_up = product.postgres.is_running
        ballast.unlink()
        freed_at = time.monotonic()
        if not product.postgres.is_running:
            product.start_part("postgres")  # as `itsm up` does, and any service manager
        time.sleep(5)
    during = [entry for entry in ledger.entries if filled_at < entry.began and entry.at < freed_at]
    refused = sum(entry.status == 503 for entry in during)
    bugs = sum(entry.status == 500 for entry in during)
    fate = "stayed up" if was_up else "stopped"
    report.figure(f"while full: {len(during)} writes, 503 {refused}, 500 {bugs}; PostgreSQL {fate}")
    report.demand("503, not 500, and something was refused", held=bugs == 0 and refused > 0)
    after = [entry.at for entry in ledger.entries if entry.outcome == "ok" and entry.began > freed_at]
    report.figure(f"serves {min(after) - freed_at:.1f} s after space is freed" if after else "never served again")
    report.demand("it recovers by itself once there is space", held=bool(after) and _lives(product))
    settle_and_demand(product, ledger, report)
    broken = product.query("SELECT count(*) FROM pg_class c WHERE relkind = 'r' AND pg_relation_size(c.oid) < 0")
    report.demand("no corruption (every page is read)", held=broken == "0" and _reads_all(product))


def _fill(disk: Path, ballast: Path) -> None:
    with ballast.open("wb") as file:
        free = os.statvfs(disk)
        left = free.f_bavail * free.f_frsize - LEFT_BYTES
        while left > 0:
            left -= file.write(b"\0" * min(left, 4 * 2**20))


def _lives(product: Product) -> bool:
    return httpx.get(f"{product.address}/api/health/ready", timeout=10).status_code == 200


def _reads_all(product: Product) -> bool:
    """Read every table and index through PostgreSQL's own copy; a damaged page would end it."""
    dump = subprocess.run(
        [product.postgres.program("pg_dump"), "-Fc", "-f", "/dev/null", product.postgres.dsn(role="postgres")],
        capture_output=True,
        check=False,
    )
    return dump.returncode == 0
