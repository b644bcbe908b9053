"""kill -9 of a part again and again while people write."""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from drills.ledger import Ledger
    from drills.product import Product

PAUSE_SECONDS = (1.0, 3.0)


def kill_under_load(product: Product, ledger: Ledger, part: str, rounds: int, costs: list[float]) -> list[float]:
    """Kill `part` at random instants and start it again; return the seconds until it served again, each time.

    `costs` gets the processor time each process of the desk had used until it served: the same on a busy machine.
    """
    taken = []
    with ledger.under_load():
        for _ in range(rounds):
            time.sleep(random.uniform(*PAUSE_SECONDS))
            product.kill(part)
            taken.append(product.start_part(part))
            if part in product.processes:
                used = psutil.Process(product.processes[part].pid).cpu_times()
                costs.append(used.user + used.system)
        time.sleep(PAUSE_SECONDS[0])
    return taken


def spread(seconds: list[float], unit: str = "s") -> str:
    """Return median and maximum in words."""
    return f"median {statistics.median(seconds):.1f} {unit}, max {max(seconds):.1f} {unit}"


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of all are at most."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def rate(ledger: Ledger) -> str:
    """Return how fast people wrote, in words."""
    length = ledger.entries[-1].at - ledger.entries[0].began
    seconds = sorted(ledger.seconds)
    middle, late = percentile(seconds, 0.5) * 1000, percentile(seconds, 0.95) * 1000
    return f"{len(seconds) / length:.0f} writes/s by {len(ledger.users)} people, p50 {middle:.0f} ms, p95 {late:.0f} ms"
