"""Runs that are taken in turns, and what they cost the servers."""

from __future__ import annotations

import statistics
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil

from benchmarks import load, traffic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.stage import Stage

WARM_SECONDS = 1.0


@dataclass(slots=True)
class Runs:
    """Several runs of the same work and the processor seconds they cost."""

    results: list[load.Result] = field(default_factory=list)
    cpu_seconds: float = 0.0

    def run(self, stage: Stage, plan: traffic.Plan) -> None:
        """Measure once more."""
        before = server_seconds(stage)
        result = traffic.measure(plan)
        share = result.seconds / (result.seconds + plan.warm)
        self.cpu_seconds += (server_seconds(stage) - before) * share
        self.results.append(result)

    @property
    def median(self) -> load.Result:
        """Return the run with the median rate."""
        return load.median(self.results)

    @property
    def rate(self) -> str:
        """Return the median rate with the spread."""
        spread = f" ({load.spread(self.results)})" if len(self.results) > 1 else ""
        return f"{self.median.rate:,.0f}/s{spread}"

    @property
    def cpu(self) -> str:
        """Return the processor time of one request in milliseconds."""
        return f"{1000 * self.cpu_seconds / sum(len(r.latencies) for r in self.results):.2f}"


def server_seconds(stage: Stage) -> float:
    """Return the processor seconds that web servers and PostgreSQL have used so far."""
    return sum(_used(process) for process in _servers(stage))


def _servers(stage: Stage) -> Iterable[psutil.Process]:
    roots = [pid for pid in (stage.postgres.pid, *stage.web_pids) if pid]
    for pid in roots:
        with suppress(psutil.NoSuchProcess):
            root = psutil.Process(pid)
            yield root
            yield from root.children(recursive=True)


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def middle(values: list[float]) -> float:
    """Return the median."""
    return statistics.median(values)
