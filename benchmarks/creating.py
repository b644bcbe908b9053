"""Raising tickets: over HTTP, and the same SQL by pgbench on the same server, in turns."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import people, statements, traffic
from benchmarks.figures import Figures, Row
from benchmarks.runs import WARM_SECONDS, Runs, database_seconds, middle
from benchmarks.stage import in_product

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.stage import Stage

SCRIPTS = 12
PER_TURN = SCRIPTS + statements.WARMING
"""So many people have their creations recorded."""
SEEDS = 100
"""More than the runs of one turn."""
CLIENTS = 8
RATIO_GOAL = 1 / 8
RATE_GOAL = 400
P95_GOAL_MS = 40
# More requests than any run sends, so that no Idempotency-Key comes twice.
MOST_PER_SECOND = 2_500


@dataclass(slots=True)
class Bench:
    """Where creations run, for how long, and what pgbench plays against them."""

    stage: Stage
    figures: Figures
    seconds: float
    rounds: int
    requesters: list[str]
    scripts: list[Path]
    queries: int
    seed: int = 0

    def creations(self, port: int, clients: int) -> traffic.Plan:
        """Return a run of creations that were never sent before."""
        self.seed += 1
        count = int((self.seconds + WARM_SECONDS) * MOST_PER_SECOND)
        requests = traffic.creations(self.requesters, count, self.seed)
        return traffic.Plan(port, clients, self.seconds, requests, WARM_SECONDS)


def prepare(stage: Stage, figures: Figures, *, seconds: float, rounds: int, turn: int = 0) -> Bench:
    """Record creations in the present database and write them down for pgbench.

    `turn` counts from 0 where one database is measured several times: nobody raises the same ticket again.
    """
    everybody = people.tokens(stage).requesters
    requesters = everybody[turn * PER_TURN :]
    recorded = in_product(lambda: statements.record_creations(requesters, SCRIPTS))
    scripts = statements.write_scripts(stage, recorded)
    queries = statistics.mode(len(sent) for sent in recorded)  # a few more for an agent's very first ticket
    # pgbench raises its tickets in the name of those who were recorded: nobody else's.
    return Bench(stage, figures, seconds, rounds, requesters[PER_TURN:], scripts, queries, seed=turn * SEEDS)


def measure(bench: Bench, level: int, *, is_last: bool = False) -> float:
    """Measure creation at a level of tickets; return the median rate of 8 clients on one process."""
    tickets = f"{level:,}"
    with bench.stage.web(1) as port:
        one = Runs()
        one.run(bench.stage, bench.creations(port, 1))
        _add(bench, one, tickets, 1, 1)
    rate = 0.0
    for processes in (1, 2):
        with bench.stage.web(processes) as port:
            rate = max(rate, _against_pgbench(bench, port, tickets, processes))
    if is_last:
        with bench.stage.worker(), bench.stage.web(2) as port:
            runs = Runs()
            runs.run(bench.stage, bench.creations(port, CLIENTS))
            _add(bench, runs, tickets, 2, CLIENTS, work="create, a worker doing its jobs meanwhile")
    return rate


def _against_pgbench(bench: Bench, port: int, tickets: str, processes: int) -> float:
    runs, bare, spent = Runs(), [], 0.0
    for _ in range(bench.rounds):
        runs.run(bench.stage, bench.creations(port, CLIENTS))
        before = database_seconds(bench.stage)
        bare.append(statements.pgbench(bench.stage, bench.scripts, clients=CLIENTS, seconds=bench.seconds))
        spent += database_seconds(bench.stage) - before
    _add(bench, runs, tickets, processes, CLIENTS)
    reached, mean = middle([one.rate for one in bare]), middle([one.mean for one in bare])
    cost = f"{1000 * spent / sum(one.transactions for one in bare):.2f}"
    bench.figures.add(
        Row("pgbench, the same SQL", tickets, "", str(CLIENTS), f"{reached:,.0f}/s", f"{mean:.1f} (mean)", cpu=cost)
    )
    ratio = runs.median.rate / reached
    bench.figures.add(
        Row(
            "create ÷ pgbench",
            tickets,
            str(processes),
            str(CLIENTS),
            f"1/{1 / ratio:.1f}",
            goal="≥ 1/8",
            met=ratio >= RATIO_GOAL,
        )
    )
    return runs.median.rate


def _add(bench: Bench, runs: Runs, tickets: str, processes: int, clients: int, *, work: str = "create") -> None:
    found = runs.median
    is_judged = clients == CLIENTS and work == "create"
    bench.figures.add(
        Row(
            work,
            tickets,
            str(processes),
            str(clients),
            runs.rate,
            f"{found.percentile(50):.1f}",
            f"{found.percentile(95):.1f}",
            runs.cpu,
            str(bench.queries),
            f"≥ {RATE_GOAL}/s, p95 < {P95_GOAL_MS}" if is_judged else "",
            (found.rate >= RATE_GOAL and found.percentile(95) < P95_GOAL_MS) if is_judged else None,
        )
    )
