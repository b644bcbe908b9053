"""E15: the database's disk is destroyed under load; what was acknowledged and not yet on the other disk is lost."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from drills.checking import judge
from drills.experiments.e14 import start_backups
from drills.product import wait_until
from drills.report import Report
from itsm.entrypoints.local.backups.restoring import restore
from itsm.entrypoints.local.backups.sealing import Opener
from itsm.entrypoints.local.backups.store import Store
from itsm.entrypoints.local.postgres import EmbeddedPostgres

if TYPE_CHECKING:
    from pathlib import Path

    from drills.ledger import Ledger
    from drills.stage import Stage

TITLE = "database and its log destroyed under load, restored from the backup"
RPO_SECONDS = 60
_MARKS = "SELECT right(title, 32) FROM tickets UNION ALL SELECT right(body, 32) FROM ticket_comments"


def run(stage: Stage) -> Report:
    """Destroy the data folder while people write; restore as far as the log goes."""
    report = Report(f"{TITLE} that follows the log")
    product, ledger = stage.product, stage.ledger()
    folder = stage.new_folder("e15")
    watch = start_backups(product, folder / "backups")
    store = Store(folder / "backups")
    try:
        with ledger.under_load():
            wait_until(lambda: store.folder.exists() and store.backups(), seconds=120, what="a copy is made")
            time.sleep(6)
            product.kill("postgres")
            shutil.rmtree(product.postgres.data, ignore_errors=True)
            killed_at = time.monotonic()
        time.sleep(1)
    finally:
        watch.terminate()
        watch.wait(30)
    began = time.monotonic()
    restore(store, folder / "home", opener=Opener())
    report.figure(f"restored in {time.monotonic() - began:.0f} s")
    _judge(report, ledger, killed_at, folder / "home")
    stage.drop_product()
    return report


def _judge(report: Report, ledger: Ledger, killed_at: float, home: Path) -> None:
    server = EmbeddedPostgres(home)
    server.start()
    try:
        there = server.query(_MARKS, database="itsm").splitlines()
    finally:
        server.stop()
    counts = dict.fromkeys(there, 1)
    adding = [entry for entry in ledger.entries if entry.kind in {"ticket", "comment"}]
    verdict = judge(adding, counts, {})
    told = {entry.mark: entry.at for entry in adding if entry.outcome == "ok"}
    seconds = max((killed_at - told[mark] for mark in verdict.lost), default=0.0)
    report.figure(f"acknowledged {verdict.ok}, lost {len(verdict.lost)}: the last {seconds:.1f} s")
    report.demand(f"at most {RPO_SECONDS} s of acknowledged work lost", held=seconds <= RPO_SECONDS and verdict.ok > 0)
