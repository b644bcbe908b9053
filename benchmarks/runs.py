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
    """Several runs of the same work and the processor seconds they cost web servers and PostgreSQL."""

    results: list[load.Result] = field(default_factory=list)
    web_seconds: float = 0.0
    database_seconds: float = 0.0

    def run(self, stage: Stage, plan: traffic.Plan) -> None:
        """Measure once more."""
        web, database = web_seconds(stage), database_seconds(stage)
        result = traffic.measure(plan)
        share = result.seconds / (result.seconds + plan.warm)
        self.web_seconds += (web_seconds(stage) - web) * share
        self.database_seconds += (database_seconds(stage) - database) * share
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
        return f"{self.web_ms:.2f} + {self.database_ms:.2f}"

    @property
    def web_ms(self) -> float:
        """Return the processor time of the web servers for one request in milliseconds."""
        return 1000 * self.web_seconds / self.answers

    @property
    def database_ms(self) -> float:
        """Return the processor time of PostgreSQL for one request in milliseconds."""
        return 1000 * self.database_seconds / self.answers

    @property
    def answers(self) -> int:
        """Return how many answers came back in all runs."""
        return sum(len(result.latencies) for result in self.results)


def web_seconds(stage: Stage) -> float:
    """Return the processor seconds that the web servers have used so far."""
    return sum(_used(process) for pid in stage.web_pids for process in _family(pid))


def database_seconds(stage: Stage) -> float:
    """Return the processor seconds that PostgreSQL has used so far, backends that ended included."""
    root = stage.postgres.pid
    if root is None:
        return 0.0
    ended = psutil.Process(root).cpu_times()
    return sum(_used(process) for process in _family(root)) + ended.children_user + ended.children_system


def _family(pid: int) -> Iterable[psutil.Process]:
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
