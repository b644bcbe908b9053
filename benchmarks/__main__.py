"""`make bench`: measure, print one table, write docs/performance.md. About six minutes on two idle processors."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable

from benchmarks import (
    assigning,
    creating,
    files,
    imports,
    lab,
    others,
    panels,
    people,
    reading,
    rules,
    sockets,
    starting,
    timers,
    trail,
)
from benchmarks.figures import Figures, Row
from benchmarks.stage import Stage, in_product
from itsm.entrypoints.filling import tickets
from itsm.platform.settings import get_settings
from itsm.wiring.demo import load as demo

LEVELS = (0, 10_000, 100_000)
SHORT, USUAL, LONG = (2.0, 1), (2.5, 3), (15.0, 5)
READ_SHORT, READ_USUAL, READ_LONG = (1.0, 1), (1.5, 2), (10.0, 5)
FLAT_GOAL = 0.8
PARTS = ("serve", "panels", "timers", "files", "imports", "trail", "sockets", "start")


def main() -> None:
    """Run the parts that were asked for."""
    options = _options()
    figures = Figures("make bench")
    stage = Stage()
    began = time.monotonic()
    parts: dict[str, Callable[[], None]] = {
        "serve": lambda: _serve(stage, figures, options),
        "panels": lambda: _panels(stage, figures, options),
        "timers": lambda: _timers(stage, figures),
        "files": lambda: _files(stage, figures, options),
        "imports": lambda: _imports(stage, figures),
        "trail": lambda: _trail(stage, figures),
        "sockets": lambda: _sockets(stage, figures, options),
        "start": lambda: _starts(figures, options),
    }
    try:
        for name in options.parts:
            _attempt(figures, parts[name])
    finally:
        stage.close()
    print("\n" + figures.document())
    print(f"{time.monotonic() - began:,.0f} s")
    if options.write:
        figures.write()
    sys.exit(1 if figures.failed else 0)


def _attempt(figures: Figures, measure: Callable[[], None]) -> None:
    """Measure; what fails is told in the table, and what was measured before and after is kept."""
    try:
        measure()
    except Exception as error:  # noqa: BLE001 - minutes of measuring are not lost to the last row
        traceback.print_exc()
        figures.failed.append(f"{type(error).__name__}: {error}")


def _starts(figures: Figures, options: argparse.Namespace) -> None:
    """Measure how long the product takes to start."""
    starting.measure(figures)
    if options.long:
        starting.measure_clone(figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one short run of each: a look, not a figure")
    parser.add_argument("--long", action="store_true", help="longer and more runs, and `make up` in a clean clone")
    parser.add_argument("--levels", type=int, nargs="+", default=list(LEVELS), help="tickets to measure at")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/performance.md as it is")
    return parser.parse_args()


def _serve(stage: Stage, figures: Figures, options: argparse.Namespace) -> None:
    """Measure the product behind HTTP at every level of tickets."""
    stage.open()
    stage.keep_as("bench_schema")
    others.due_dates(figures)
    rules.classification(figures)
    creates, reads = (
        (SHORT, READ_SHORT) if options.short else (LONG, READ_LONG) if options.long else (USUAL, READ_USUAL)
    )
    rates = {}
    for level in sorted(options.levels):
        _prepare(stage, level)
        if level:
            reading.measure(stage, figures, level, seconds=reads[0], rounds=reads[1])
        if level >= panels.FROM:
            panels.measure(stage, figures, level, rounds=_rounds(options))
        bench = creating.prepare(stage, figures, seconds=creates[0], rounds=creates[1])
        rates[level] = creating.measure(bench, level, is_last=level == max(options.levels))
    if len(rates) > 1:
        share = rates[max(rates)] / rates[min(rates)]
        growth = f"create at {max(rates):,} ÷ at {min(rates):,}"
        figures.add(Row(growth, rate=f"{share:.2f}", goal=f"≥ {FLAT_GOAL}", met=share >= FLAT_GOAL))
    stage.start_from("bench_schema")
    incidents = None if options.long else others.REPLAYED
    for measure in (
        lambda: others.replay(stage, figures, incidents=incidents),
        lambda: lab.measure(figures),
        lambda: assigning.measure(figures),
        lambda: others.first_download(figures),
    ):
        _attempt(figures, measure)


def _panels(stage: Stage, figures: Figures, options: argparse.Namespace) -> None:
    """Measure the dashboards alone; where everything is served, they were measured there."""
    if "serve" in options.parts:
        return
    stage.open()
    stage.keep_as("bench_schema")
    for level in sorted(options.levels):
        if level >= panels.FROM:
            _prepare(stage, level)
            panels.measure(stage, figures, level, rounds=_rounds(options))


def _rounds(options: argparse.Namespace) -> int:
    return panels.SHORT if options.short else panels.LONG if options.long else panels.USUAL


def _timers(stage: Stage, figures: Figures) -> None:
    """Measure timers and the sweep, in databases of their own."""
    if not stage.is_open:
        stage.open()
        stage.keep_as("bench_schema")
    stage.start_from("bench_schema")
    timers.measure(stage, figures)


def _files(stage: Stage, figures: Figures, options: argparse.Namespace) -> None:
    """Measure a large file on its way in and out."""
    if not stage.is_open:
        stage.open()
        stage.keep_as("bench_schema")
    _prepare(stage, 0)
    files.measure(stage, figures, megabytes=files.SHORT_MB if options.short else files.FULL_MB)


def _imports(stage: Stage, figures: Figures) -> None:
    """Measure files of assets on their way in and back, in a database of its own."""
    if not stage.is_open:
        stage.open()
        stage.keep_as("bench_schema")
    stage.start_from("bench_schema")
    imports.measure(figures)


def _trail(stage: Stage, figures: Figures) -> None:
    """Measure seal and verification of the audit trail, in a database of its own."""
    if not stage.is_open:
        stage.open()
        stage.keep_as("bench_schema")
    stage.start_from("bench_schema")
    trail.measure(stage, figures)


def _sockets(stage: Stage, figures: Figures, options: argparse.Namespace) -> None:
    """Measure live connections, on a desk with some tickets."""
    if not stage.is_open:
        stage.open()
        stage.keep_as("bench_schema")
    _prepare(stage, sockets.TICKETS)
    sockets.measure(stage, figures, clients=sockets.SHORT_CLIENTS if options.short else sockets.CLIENTS)


def _prepare(stage: Stage, level: int) -> None:
    """Bring the database to `level` tickets: none, or the demonstration multiplied."""
    stage.start_from("bench_schema")
    if level:
        in_product(lambda: demo.load(get_settings(), _quiet, amount=tickets.PATTERNS))
    else:
        in_product(lambda: demo.load(get_settings(), _quiet, amount=0))
    people.add_requesters(stage)
    if level:
        tickets.fill(stage.sql, level - int(stage.sql("SELECT count(*) FROM tickets")))


def _quiet(_done: int, _total: int) -> None:
    """Say nothing."""


if __name__ == "__main__":
    main()
