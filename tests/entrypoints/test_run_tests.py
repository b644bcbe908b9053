from __future__ import annotations

import os
from pathlib import Path

import pytest

import audit
import run_tests
from prepare import memory


def test_pytest_counts() -> None:
    lines = ["tests/x.py ....\n", "=== 3 failed, 120 passed, 2 skipped, 1 error in 63.05s (0:01:03) ===\n"]
    outcome = run_tests.read_counts("backend", lines, 1)
    assert (outcome.passed, outcome.failed) == (120, 4)
    quiet = run_tests.read_counts("backend", ["7 passed, 1 warning in 0.10s\n"], 0)
    assert (quiet.passed, quiet.failed) == (7, 0)


def test_vitest_counts_tests_and_not_files() -> None:
    lines = [
        "\x1b[2m Test Files \x1b[22m 1 failed | 11 passed (12)\n",
        "\x1b[2m      Tests \x1b[22m 2 failed | 45 passed (47)\n",
        "   Duration  4.40s\n",
    ]
    outcome = run_tests.read_counts("web", lines, 1)
    assert (outcome.passed, outcome.failed) == (45, 2)


def test_playwright_counts_one_a_line() -> None:
    lines = [
        "  1 failed\n",
        "    [desktop] a.spec.ts:3:1 signs in\n",
        "  2 did not run\n",
        "  9 passed (31.2s)\n",
    ]
    outcome = run_tests.read_counts("e2e", lines, 1)
    assert (outcome.passed, outcome.failed) == (9, 3)


def test_a_suite_that_breaks_without_counts_is_a_failure() -> None:
    outcome = run_tests.read_counts("web", ["Segmentation fault\n"], 139)
    assert (outcome.passed, outcome.failed) == (0, 1)
    assert outcome.closing == ("ended with exit code 139",)


def test_the_total_is_the_last_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = {"backend": run_tests.Outcome("backend", ("5 passed in 1s",), 5, 0)}
    outcomes["web"] = run_tests.Outcome("web", ("Tests  2 failed | 1 passed (3)",), 1, 2)
    monkeypatch.setattr(run_tests, "SUITES", {name: lambda name=name: outcomes[name] for name in outcomes})
    monkeypatch.setattr("sys.argv", ["run_tests.py"])
    assert run_tests.main() == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == "6 passed, 2 failed"
    assert "backend: 5 passed in 1s" in printed


def test_an_unreachable_advisory_service_is_visible_and_does_not_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "audit_python", lambda _lock: (f"{audit.UNREACHABLE}: no route", []))
    monkeypatch.setattr(audit, "audit_npm", lambda: ("10 packages checked", []))
    assert audit.main() == 0
    assert "!!! audit of Python packages: NOT CHECKED: no route" in capsys.readouterr().out


def test_findings_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "audit_python", lambda _lock: ("3 packages checked", ["x 1.0: GHSA-1"]))
    monkeypatch.setattr(audit, "audit_npm", lambda: ("10 packages checked", []))
    assert audit.main() == 1


def test_a_few_failures_are_run_once_more_and_named_flaky(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = [run_tests.Outcome("backend", ("2 failed",), 8, 2), run_tests.Outcome("backend", ("1 failed",), 1, 1)]
    monkeypatch.setattr(run_tests, "run_suite", lambda *_, **__: outcomes.pop(0))
    outcome = run_tests.backend()
    assert (outcome.passed, outcome.failed) == (9, 1)
    assert "1 flaky: passed when run once more, alone" in outcome.closing


def test_many_failures_are_no_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = [run_tests.Outcome("backend", ("6 failed",), 8, 6)]
    monkeypatch.setattr(run_tests, "run_suite", lambda *_, **__: outcomes.pop(0))
    assert run_tests.backend().failed == 6


def test_temporary_files_lie_in_memory_while_a_run_lasts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(memory, "NEEDED_BYTES", 1)
    ended = tmp_path / f"{memory.PREFIX}999999999-left"
    ended.mkdir()
    running = tmp_path / f"{memory.PREFIX}{os.getpid()}-mine"
    running.mkdir()
    with memory.temporary_files() as places:
        folder = Path(places["TMPDIR"])
        assert folder.parent == tmp_path
    assert not folder.exists()
    assert not ended.exists()
    assert running.exists()


def test_a_machine_with_little_memory_keeps_them_where_they_were(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(memory, "NEEDED_BYTES", 10**18)
    with memory.temporary_files() as places:
        assert places == {}
    assert not memory.roomy(tmp_path / "absent")
