"""Fail unless the pure tests of the engines reach every line and branch of them.

Usage: .venv/bin/python tools/engine_coverage.py

The tests are those that `make mutants` runs, with classification and expressions: no database, under a minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINES = (
    "src/itsm/domains/approvals/engine/*",
    "src/itsm/domains/assets/engine/*",
    "src/itsm/domains/changes/engine/*",
    "src/itsm/domains/classification/engine.py",
    "src/itsm/domains/presence/engine.py",
    "src/itsm/domains/routing/engine/*",
    "src/itsm/domains/sla/engine/*",
    "src/itsm/platform/expressions/*",
)
TESTS = (
    "tests/domains/approvals/test_steps.py",
    "tests/domains/assets/test_*engine*.py",
    "tests/domains/changes/test_*engine.py",
    "tests/domains/classification/test_classification_engine.py",
    "tests/domains/presence/test_presence_engine.py",
    "tests/domains/routing/test_*engine.py",
    "tests/domains/routing/test_strategies.py",
    "tests/domains/sla/test_clocks*.py",
    "tests/domains/sla/test_course.py",
    "tests/domains/sla/test_definitions.py",
    "tests/domains/sla/test_engine_edges.py",
    "tests/domains/sla/test_explain*.py",
    "tests/domains/sla/test_follow_the_sun.py",
    "tests/domains/sla/test_options.py",
    "tests/domains/sla/test_oracle*.py",
    "tests/domains/sla/test_retiming.py",
    "tests/domains/sla/test_selection.py",
    "tests/domains/sla/test_working_time.py",
    "tests/platform/expressions/test_*.py",
)
PYTEST = [
    "-m",
    "pytest",
    "-q",
    "--noconftest",
    "--hypothesis-profile=ci",
    "-p",
    "no:randomly",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
]


def main() -> int:
    """Run the tests under coverage; return its exit code."""
    tests = sorted(str(path.relative_to(ROOT)) for pattern in TESTS for path in ROOT.glob(pattern))
    with tempfile.TemporaryDirectory(prefix="itsm-coverage-") as home:
        env = os.environ | {
            "COVERAGE_FILE": f"{home}/data",
            "ITSM_ORACLE_CASES": os.environ.get("ITSM_ORACLE_CASES", "25"),
        }
        rules = Path(home) / "coveragerc"
        rules.write_text("[run]\nbranch = true\ninclude =\n" + "".join(f"    {one}\n" for one in ENGINES))
        ran = _coverage("run", f"--rcfile={rules}", *PYTEST, *tests, env=env)
        return ran or _coverage(
            "report", f"--rcfile={rules}", "--show-missing", "--skip-covered", "--fail-under=100", env=env
        )


def _coverage(*arguments: str, env: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", "coverage", *arguments], cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
