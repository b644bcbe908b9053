"""E24: time: the engine against the minute-by-minute oracle, and every timer due at once with workers being killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from drills.product import wait_until
from drills.report import ROOT, Report

if TYPE_CHECKING:
    from drills.stage import Stage

TITLE = "clock: oracle over daylight-saving changes, and all timers a month late at once"
CASES = 600
FIRE_SECONDS = 90
_LATE = """
    UPDATE sla_timers SET due_at = due_at - interval '30 days' WHERE fired_at IS NULL AND due_at IS NOT NULL
"""
_WAITING = "SELECT count(*) FROM sla_timers WHERE fired_at IS NULL AND due_at < now()"
_TWICE = """
    SELECT count(*) FROM (
    SELECT subject_id, name, data->>'metric', data->>'cycle', data->>'threshold' FROM domain_events
    WHERE name IN ('sla.warning', 'sla.breached') GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1) twice
"""
_TOLD = "SELECT count(*) FROM domain_events WHERE name IN ('sla.warning', 'sla.breached')"


def run(stage: Stage) -> Report:
    """Compare with the oracle; then jump a month ahead for every timer while workers die."""
    cases = int(stage.seconds("ITSM_ORACLE_CASES", CASES))
    report = Report(f"{TITLE}, two workers, one killed meanwhile (the system's clock itself is not moved)")
    environment = os.environ | {"ITSM_ORACLE_CASES": str(cases)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", "-o", "timeout=900"]
    files = ["tests/domains/sla/test_oracle.py", "tests/domains/sla/test_oracle_clocks.py"]
    done = subprocess.run([*command, *files], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    passed = re.search(r"(\d+) passed", done.stdout)
    number = int(passed[1]) if passed else 0
    report.figure(
        f"oracle: {number} properties of {cases} cases each, mismatches {'0' if done.returncode == 0 else 'some'}"
    )
    report.demand("mismatches 0", held=done.returncode == 0 and number > 0)
    _fire_all(stage, report)
    return report


def _fire_all(stage: Stage, report: Report) -> None:
    product, ledger = stage.product, stage.ledger()
    with ledger.under_load():
        time.sleep(4)
    product.settle()
    product.start_part("worker-2")
    product.query(_LATE, database="itsm")
    due, before = product.value(_WAITING), product.value(_TOLD)
    time.sleep(1.5)
    product.kill("worker")
    product.start_part("worker")
    wait_until(lambda: product.value(_WAITING) == 0, seconds=FIRE_SECONDS, what="every timer has fired")
    told = product.value(_TOLD) - before
    twice = product.value(_TWICE)
    report.figure(f"{due} timers due at once: {told} warnings and breaches told, told twice {twice}, missed 0")
    report.demand("escalations doubled 0, missed 0", held=due > 0 and told > 0 and twice == 0)
    product.settle()
    product.end("worker-2")
