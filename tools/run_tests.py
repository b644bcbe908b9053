"""Run every test and add up the counts that the runners print.

Usage: .venv/bin/python tools/run_tests.py [suite ...]

Suites: backend (pytest), web (vitest), e2e (Playwright in real Chromiums, each against a product started for it).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unittest.mock import patch

import chromium
import product
from prepare.memory import temporary_files
from prepare.node import npm_command
from prepare.steps import ROOT, WEB, PreparationError

BACKEND = [sys.executable, "-m", "pytest", "-n", "2", "-q", "--durations=20"]
ALONE = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly"]
DESKS = min(2, os.cpu_count() or 1)  # browsers side by side, each with a product of its own
FEW = 5
ANSI = re.compile(r"\x1b\[[0-9;]*m")
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|flaky|did not run|xfailed|xpassed)\b")
# The line a runner closes with; Playwright writes one count a line.
CLOSING = {
    "backend": re.compile(r"^(=+ )?\d+ (passed|failed|skipped|error|deselected|xfailed).* in [\d.]+s"),
    "web": re.compile(r"^\s*Tests\s+\d+"),
    "e2e": re.compile(r"^\s*\d+ (passed|failed|skipped|flaky|did not run)\b"),
}
FAILURES = {"failed", "error", "errors", "did not run"}
KEPT_LINES = 40


@dataclass(frozen=True)
class Outcome:
    """What one suite ended with; ``closing`` holds the runner's own words."""

    suite: str
    closing: tuple[str, ...]
    passed: int
    failed: int


def read_counts(suite: str, lines: Iterable[str], exit_code: int) -> Outcome:
    """Read the counts from the closing lines; a suite that ends badly without any counts as one failure."""
    clean = [ANSI.sub("", line).rstrip() for line in lines]
    closing = tuple(line.strip() for line in clean if CLOSING[suite].match(line))
    counts = [(int(number), word) for line in closing for number, word in COUNT.findall(line)]
    passed = sum(number for number, word in counts if word == "passed")
    failed = sum(number for number, word in counts if word in FAILURES)
    if exit_code and not failed:
        failed = 1
        closing = (*closing, f"ended with exit code {exit_code}")
    return Outcome(suite, closing, passed, failed)


def run_suite(suite: str, command: list[str], *, cwd: str, env: dict[str, str] | None = None) -> Outcome:
    """Run one suite, show its output as it comes, keep the end of it for the counts."""
    print(f"\n=== {suite} ===", flush=True)
    tail: list[str] = []
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            tail = [*tail[-KEPT_LINES:], line]
    return read_counts(suite, tail, process.returncode)


def backend() -> Outcome:
    """Run the back end's tests on an embedded PostgreSQL and Redis, in two processes.

    Tests of real processes can fail for want of the machine's time. A few that failed are run once more, alone: those
    that pass then are counted and named as flaky, those that fail again decide.
    """
    first = run_suite("backend", [*BACKEND, "tests"], cwd=str(ROOT))
    was_collected = first.passed > 0  # else nothing is known to have failed, and everything would run once more
    if not was_collected or not 0 < first.failed <= FEW:
        return first
    again = run_suite("backend", [*ALONE, "--last-failed", "tests"], cwd=str(ROOT))
    flaky = max(0, first.failed - again.failed)
    closing = (*first.closing, f"{flaky} flaky: passed when run once more, alone", *again.closing)
    return Outcome("backend", closing, first.passed + flaky, again.failed)


def web() -> Outcome:
    """Run the front end's unit tests."""
    command, env = npm_command(["run", "--silent", "test"])
    return run_suite("web", command, cwd=str(WEB), env=env)


def e2e() -> Outcome:
    """Run the journeys in real browsers against products of their own, with fresh demonstration data."""
    browser = chromium.ensure()
    with product.running(DESKS) as started:
        command, env = npm_command(["run", "--silent", "e2e"])
        addresses = " ".join(desk.address for desk in started)
        env |= {"E2E_BASE_URL": addresses, "E2E_PASSWORD": started[0].password, "E2E_CHROMIUM": browser, "CI": "1"}
        return run_suite("e2e", command, cwd=str(WEB), env=env)


SUITES: dict[str, Callable[[], Outcome]] = {"backend": backend, "web": web, "e2e": e2e}


def run_safely(suite: str) -> Outcome:
    """Run a suite; what keeps it from starting counts as one failure and does not stop the others."""
    try:
        return SUITES[suite]()
    except PreparationError as error:
        return Outcome(suite, (f"error: {error}",), 0, 1)


def main() -> int:
    """Run the suites named on the command line (all without any) and print the total."""
    names = sys.argv[1:] or list(SUITES)
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        sys.stderr.write(f"error: unknown suite {unknown[0]}; there are {', '.join(SUITES)}\n")
        return 2
    began = time.monotonic()
    with temporary_files() as places, patch.dict(os.environ, places):  # put back: the folder is gone afterwards
        outcomes = [run_safely(name) for name in names]
    print("\n=== all tests ===")
    for outcome in outcomes:
        for line in outcome.closing:
            print(f"{outcome.suite + ':':<9}{line}")
    passed, failed = (sum(getattr(outcome, field) for outcome in outcomes) for field in ("passed", "failed"))
    print(f"{'time:':<9}{time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
