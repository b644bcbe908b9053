"""E20: the release before and this one at work together, the migration between them under load, and back."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import threading
import time
from io import BytesIO
from typing import TYPE_CHECKING

from alembic.script import ScriptDirectory

from drills.checking import verdict_of
from drills.ledger import Ledger
from drills.report import ROOT, Report, SkippedError
from drills.stage import USERS
from itsm.entrypoints.migrations import alembic_config

if TYPE_CHECKING:
    from pathlib import Path

    from drills.product import Product
    from drills.stage import Stage

TITLE = "upgrade and rollback under load, old and new code together"
LOCK_SECONDS = 1.0
_WAITS = """
    SELECT coalesce(max(extract(epoch FROM now() - query_start)), 0) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND application_name LIKE 'itsm-%'
"""
_DOWN = "from alembic import command; from itsm.entrypoints.migrations import alembic_config as c; "
_DOWN += "command.downgrade(c('{url}'), '{revision}')"


def run(stage: Stage) -> Report:
    """Go back one revision, start the code of that time, migrate, start today's code, end one and then the other."""
    head, before = _revisions()
    old = _old_code(head, stage.new_folder("e20"))
    report = Report(f"{TITLE}: the commit before revision {head}, migrated to it")
    product = stage.product
    product.kill("web")
    product.kill("worker")
    _python(product, _DOWN.format(url=product.postgres.url(), revision=before))
    product.own["web-old"] = {"PYTHONPATH": str(old / "src")}
    product.start_part("web-old")
    _is_old(product, old)
    waits = _Waits(product)
    first = Ledger(product.address_of("web-old"), [_signed(product, "web-old", user) for user in USERS])
    with waits, first.under_load():
        time.sleep(2)
        product.migrate()
        product.start_part("web")
        second = Ledger(product.address, [_signed(product, "web", user) for user in USERS])
        with second.under_load():
            time.sleep(5)  # both, on the new schema: that is a rollback of the code, too
    product.end("web-old")
    product.start_part("worker")
    _judge(report, product, [first, second], waits)
    return report


def _judge(report: Report, product: Product, ledgers: list[Ledger], waits: _Waits) -> None:
    for name, ledger in zip(("old", "new"), ledgers, strict=True):
        verdict = verdict_of(product, ledger)
        failed = ledger.outcomes()["unknown"]
        report.figure(f"{name} code: {len(ledger.entries)} writes, failed {failed}, lost {len(verdict.lost)}")
        report.demand(f"{name}: failed requests 0, lost 0", held=failed == 0 and verdict.is_sound and verdict.ok > 0)
    report.figure(f"longest wait for a lock {waits.longest:.2f} s")
    report.demand(f"longest lock wait at most {LOCK_SECONDS:.0f} s", held=waits.longest <= LOCK_SECONDS)
    product.settle()


class _Waits:
    """Asks again and again who waits for a lock, while the block runs."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.longest = 0.0

    def __enter__(self) -> None:
        """Begin."""
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.longest = max(self.longest, float(self._product.rows(_WAITS)[0][0]))


def _revisions() -> tuple[str, str]:
    scripts = ScriptDirectory.from_config(alembic_config("postgresql://nowhere/none"))
    head = scripts.get_revision(scripts.get_current_head() or "")
    return head.revision, str(head.down_revision)


def _old_code(revision: str, folder: Path) -> Path:
    """Unpack the last commit that did not have a revision. Raises SkippedError where there is no history."""
    files = list((ROOT / "migrations" / "versions").glob(f"{revision}*.py"))
    added = _git("log", "--diff-filter=AR", "--format=%H", "-1", "--", *[str(path.relative_to(ROOT)) for path in files])
    packed = _git("archive", f"{added.decode().strip()}^", "src", "migrations") if added else b""
    if not packed:
        raise SkippedError("the history of the repository is not here")
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False).stdout


def _python(product: Product, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], env=product.environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-1_000:]


def _is_old(product: Product, old: Path) -> None:
    """Make sure that the process runs the code of that time."""
    process = product.processes["web-old"]
    code = "import itsm; print(itsm.__file__)"
    environment = product.environment() | product.own["web-old"]
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith(os.fspath(old)), said
    assert process.poll() is None


def _signed(product: Product, name: str, user: str) -> dict[str, str]:
    return product.sign_in(user, product.address_of(name))
