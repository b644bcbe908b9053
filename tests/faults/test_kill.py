"""kill -9 of any part under load loses nothing and doubles nothing.

Eight clients raise tickets and comment with idempotency keys while web server, worker and PostgreSQL are killed
at random instants and started again. More rounds: `ITSM_KILL_ROUNDS=50`. Figures: docs/reliability.md.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time

import pytest
from drills.checking import Verdict, disagreements, verdict_of
from drills.ledger import Ledger
from drills.product import Product
from drills.stage import USERS

pytestmark = [pytest.mark.kill, pytest.mark.slow, pytest.mark.timeout(900)]

ROUNDS = int(os.environ.get("ITSM_KILL_ROUNDS", "6"))
PARTS = ("web", "worker", "postgres")
PAUSE_SECONDS = (0.5, 2.5)


@pytest.mark.asvs("2.3.3")
def test_nothing_is_lost_and_nothing_is_doubled(product: Product) -> None:
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS])
    restarts: dict[str, list[float]] = {part: [] for part in PARTS}
    began = time.monotonic()
    with ledger.under_load():
        for number in range(ROUNDS):
            time.sleep(random.uniform(*PAUSE_SECONDS))
            part = PARTS[number % len(PARTS)]
            product.kill(part)
            restarts[part].append(product.start_part(part))
        time.sleep(random.uniform(*PAUSE_SECONDS))
    loaded = time.monotonic() - began
    told = verdict_of(product, ledger)
    assert told.is_sound, told
    assert all(ledger.of(kind, "ok") for kind in ("ticket", "comment", "update", "upload"))
    assert ledger.of("ticket", "fail")
    ledger.retry_unknown()
    once = verdict_of(product, ledger)
    assert once.is_sound, once
    assert not once.absent
    settled = product.settle()
    assert disagreements(product) == {}
    doubled, ambiguous = _check_mails(product)
    _print_figures(ledger, restarts, told, {"under load": loaded, "settled in": settled}, (doubled, ambiguous))


def _check_mails(product: Product) -> tuple[int, int]:
    """Every mail arrived; what arrived twice was in doubt. Return (arrived again, sends in doubt)."""
    arrived = product.sink.counts()
    rows = product.rows("SELECT message_id, ambiguous_sends FROM deliveries")
    missing = [message_id for message_id, _ in rows if message_id not in arrived]
    assert not missing, f"{len(missing)} mails never arrived"
    in_doubt = {message_id: int(count) for message_id, count in rows}
    doubled = {message_id: count - 1 for message_id, count in arrived.items() if count > 1}
    assert all(in_doubt[message_id] >= again for message_id, again in doubled.items()), doubled
    return sum(doubled.values()), sum(in_doubt.values())


def _print_figures(
    ledger: Ledger,
    restarts: dict[str, list[float]],
    told: Verdict,
    phases: dict[str, float],
    mails: tuple[int, int],
) -> None:
    seconds = sorted(ledger.seconds)
    speed = f"p50 {statistics.median(seconds) * 1000:.0f} ms, max {seconds[-1]:.1f} s"
    lines = [
        f"kills: {', '.join(f'{part} {len(taken)}' for part, taken in restarts.items())}",
        f"in {phases['under load']:.0f} s, {speed}",
        f"{told}; after a retry with the same key: each once; orphans 0",
        *(f"{part} serves again after {_seconds(taken)}" for part, taken in restarts.items() if taken),
        f"everything settled in {phases['settled in']:.0f} s",
        f"mails that arrived again: {mails[0]}, of {mails[1]} sends in doubt; none missing",
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def _seconds(taken: list[float]) -> str:
    return f"{statistics.median(taken):.1f} s (median), {max(taken):.1f} s (max)"
