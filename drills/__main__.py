"""Run experiments and write what came of them into docs/reliability.md.

    python -m drills [E05 E08 …] [--rounds N] [--dry] [--list]

Exit code 1 where an experiment did not hold, 2 where one named does not exist.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from drills import report as reports
from drills.registry import EXPERIMENTS
from drills.report import Report, SkippedError
from drills.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drills.registry import Experiment


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line names; return the exit code."""
    asked = _parsed(arguments)
    if asked.list:
        for name, experiment in EXPERIMENTS.items():
            print(f"{name}  {experiment.TITLE}")
        return 0
    names = asked.names or list(EXPERIMENTS)
    if unknown := [name for name in names if name not in EXPERIMENTS]:
        print(f"there is no {', '.join(unknown)}: {' '.join(EXPERIMENTS)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="itsm-drills-", ignore_cleanup_errors=True) as folder:
        stage = Stage(Path(folder), asked.rounds)
        try:
            return run({name: EXPERIMENTS[name] for name in names}, stage, page=None if asked.dry else reports.PAGE)
        finally:
            stage.drop_product()


def run(experiments: Mapping[str, Experiment], stage: Stage, *, page: Path | None) -> int:
    """Run experiments one after another and write each into `page` as it ends; return 1 where one did not hold."""
    code = 0
    for name, experiment in experiments.items():
        began = time.monotonic()
        print(f"{name}  {experiment.TITLE} ...", flush=True)
        report = _run_one(experiment, stage)
        print(f"{name}  {report.verdict} ({time.monotonic() - began:.0f} s)  {report.skipped}", flush=True)
        for line in report.figures:
            print(f"      {line}", flush=True)
        if page is not None:
            reports.write({name: reports.row(name, report, reports.stamp())}, page)
        if not report.held and not report.skipped:
            code = 1
    return code


def _run_one(experiment: Experiment, stage: Stage) -> Report:
    """Return what an experiment says; one that ends with a fault did not hold, and leaves no desk to the next."""
    try:
        return experiment.run(stage)
    except SkippedError as reason:
        return Report(experiment.TITLE, skipped=str(reason))
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other experiments are still run
        traceback.print_exc()
        stage.drop_product()
        report = Report(experiment.TITLE)
        report.demand(f"it ends by itself ({type(fault).__name__}: {str(fault)[:200]})", held=False)
        return report


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m drills", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help="experiments, such as E05; all where none is named")
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "0")) or None)
    parser.add_argument("--dry", action="store_true", help="write nothing into docs/reliability.md")
    parser.add_argument("--list", action="store_true", help="say what there is and run nothing")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
