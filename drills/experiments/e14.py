"""E14: tickets are deleted by accident; the desk is restored to just before, into a clean folder."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from drills.product import wait_until
from drills.report import ROOT, Report
from itsm.entrypoints.local.backups.restoring import restore
from itsm.entrypoints.local.backups.sealing import Opener
from itsm.entrypoints.local.backups.store import Store
from itsm.entrypoints.local.postgres import EmbeddedPostgres
from itsm.entrypoints.local.processes import spawn

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from drills.product import Product
    from drills.stage import Stage

TITLE = "point-in-time restore after tickets were deleted"
RTO_SECONDS = 300
LOAD_SECONDS = 8
_TABLES = (
    "tickets",
    "ticket_comments",
    "ticket_attachments",
    "stored_files",
    "audit_entries",
    "deliveries",
    "sla_clocks",
)
_SUM = "SELECT count(*), md5(coalesce(string_agg(t::text, '' ORDER BY t.id), '')) FROM {table} t"
_DELETE = (
    "SET session_replication_role = replica; WITH gone AS (DELETE FROM tickets RETURNING 1) SELECT count(*) FROM gone"
)
_FILES = "SELECT key FROM stored_files"


def run(stage: Stage) -> Report:
    """Back up while people write, delete every ticket, restore to the moment before."""
    report = Report(
        f"{TITLE}: a copy and the log followed while people wrote, every ticket deleted, restored before that"
    )
    product, ledger = stage.product, stage.ledger()
    folder = stage.new_folder("e14")
    watch = start_backups(product, folder / "backups")
    store = Store(folder / "backups")
    try:
        with ledger.under_load():
            time.sleep(2)
            wait_until(lambda: store.folder.exists() and store.backups(), seconds=120, what="a copy is made")
            time.sleep(LOAD_SECONDS)
        product.settle()
        sums = sums_of(product)
        keys = {row[0] for row in product.rows(_FILES)}
        time.sleep(1)
        moment = datetime.now(UTC)
        time.sleep(1)
        deleted = int(product.query(_DELETE, database="itsm").splitlines()[-1])
        time.sleep(7)  # the watch puts the log away
    finally:
        watch.terminate()
        watch.wait(30)
    began = time.monotonic()
    done = restore(store, folder / "home", opener=Opener(), at=moment)
    took = time.monotonic() - began
    report.figure(f"deleted {deleted}; restored to the second before in {took:.0f} s ({done.pieces} pieces of log)")
    report.demand(f"restored within {RTO_SECONDS} s", held=took < RTO_SECONDS)
    restored, missing = _look(folder / "home", keys)
    wrong = [table for table in _TABLES if restored[table] != sums[table]]
    rows = sum(int(count) for count, _ in sums.values())
    report.figure(f"{rows} rows of {len(_TABLES)} tables: checksums that differ {len(wrong)}; files missing {missing}")
    report.demand("nothing from before the moment is missing, every checksum equal", held=not wrong and deleted > 0)
    report.demand("every file is there", held=missing == 0 and bool(keys))
    stage.drop_product()
    return report


def start_backups(product: Product, folder: Path) -> subprocess.Popen[bytes]:
    """Follow the product's database, as `itsm up` does where ITSM_BACKUP_DIR is set."""
    environment = product.environment() | {"ITSM_BACKUP_DIR": str(folder)}
    command = [sys.executable, "-m", "itsm", "backup", "watch"]
    return spawn(command, log=product.home / "logs" / "backup.log", env=environment, cwd=ROOT)


def sums_of(product: Product) -> dict[str, tuple[str, str]]:
    """Return rows and checksum of each table."""
    found = {}
    for table in _TABLES:
        count, digest = product.rows(_SUM.format(table=table))[0]
        found[table] = (count, digest)
    return found


def _look(home: Path, keys: set[str]) -> tuple[dict[str, tuple[str, str]], int]:
    server = EmbeddedPostgres(home)
    server.start()
    try:
        sums = {}
        for table in _TABLES:
            count, digest = server.query(_SUM.format(table=table), database="itsm").split("|")
            sums[table] = (count, digest)
    finally:
        server.stop()
    names = {path.name for path in (home / "files").rglob("*") if path.is_file()}
    return sums, len([key for key in keys if key.rpartition("/")[2] not in names])
