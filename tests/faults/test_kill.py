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
from collections import Counter

import pytest

from tests.faults.ledger import Ledger
from tests.faults.product import Product

pytestmark = [pytest.mark.kill, pytest.mark.slow, pytest.mark.timeout(900)]

ROUNDS = int(os.environ.get("ITSM_KILL_ROUNDS", "6"))
PARTS = ("web", "worker", "postgres")
USERS = ("user.ph", "user2.ph", "user3.ph", "user4.ph", "user.us", "user2.us", "user.id", "user.cn")
PAUSE_SECONDS = (0.5, 2.5)

# Each counts what must not be: side tables that disagree with the tickets.
DISAGREEMENTS = {
    "tickets without exactly two clocks": """
        SELECT count(*) FROM tickets t
        WHERE (SELECT count(*) FROM sla_clocks c WHERE c.ticket_id = t.id AND c.cycle = 1) <> 2""",
    "running clocks without a waiting timer for each threshold": """
        SELECT count(*) FROM sla_clocks c WHERE c.phase = 'running' AND c.breached_at IS NULL
          AND (SELECT count(*) FROM sla_timers s WHERE s.clock_id = c.id AND (s.due_at IS NOT NULL
               OR s.fired_at IS NOT NULL)) < cardinality(c.thresholds)""",
    "tickets without exactly one audit row of their creation": """
        SELECT count(*) FROM tickets t WHERE (SELECT count(*) FROM audit_entries a
          WHERE a.subject_id = t.id AND a.action = 'ticket.created') <> 1""",
    "audit rows of tickets that do not exist": """
        SELECT count(*) FROM audit_entries a WHERE a.subject_type = 'ticket'
          AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = a.subject_id)""",
    "tickets without exactly one event of their creation": """
        SELECT count(*) FROM tickets t WHERE (SELECT count(*) FROM domain_events e
          WHERE e.subject_id = t.id AND e.name = 'ticket.created') <> 1""",
    "comments without exactly one event and one audit row": """
        SELECT count(*) FROM ticket_comments c
        WHERE (SELECT count(*) FROM domain_events e WHERE e.data->>'comment_id' = c.id::text) <> 1
           OR (SELECT count(*) FROM audit_entries a WHERE a.details->>'comment_id' = c.id::text) <> 1""",
    "agents whose load is not their number of active tickets": """
        SELECT count(*) FROM agent_loads l WHERE l.open_count <> (SELECT count(*) FROM tickets t
          WHERE t.assignee_id = l.user_id AND t.status NOT IN ('resolved', 'closed'))""",
    "assignees without a load": """
        SELECT count(*) FROM tickets t WHERE t.assignee_id IS NOT NULL AND t.status NOT IN ('resolved', 'closed')
          AND NOT EXISTS (SELECT 1 FROM agent_loads l WHERE l.user_id = t.assignee_id)""",
    "numbers given twice": "SELECT count(*) - count(DISTINCT number) FROM tickets",
    "tickets without exactly one receipt for the requester": """
        SELECT count(*) FROM tickets t WHERE (SELECT count(*) FROM deliveries d
          WHERE d.thread_key = 'ticket.' || t.id AND d.recipient_id = t.requester_id
            AND d.template = 'ticket_created') <> 1""",
    "assigned tickets without exactly one mail to the assignee": """
        SELECT count(*) FROM tickets t WHERE t.assignee_id IS NOT NULL AND (SELECT count(*) FROM deliveries d
          WHERE d.thread_key = 'ticket.' || t.id AND d.recipient_id = t.assignee_id
            AND d.template = 'ticket_assigned') <> 1""",
    "public comments on assigned tickets without exactly one mail to the assignee": """
        SELECT count(*) FROM ticket_comments c JOIN tickets t ON t.id = c.ticket_id
          JOIN domain_events e ON e.data->>'comment_id' = c.id::text
        WHERE t.assignee_id IS NOT NULL AND (SELECT count(*) FROM deliveries d
          WHERE d.event_id = e.id AND d.recipient_id = t.assignee_id) <> 1""",
    "mails not sent": "SELECT count(*) FROM deliveries WHERE state <> 'sent'",
    "jobs set aside": "SELECT count(*) FROM jobs WHERE state = 'parked'",
}


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
    unknown = _check_what_was_told(product, ledger)
    ledger.retry_unknown()
    _check_each_once(product, ledger)
    settled = product.settle()
    found = {what: product.value(sql) for what, sql in DISAGREEMENTS.items()}
    assert not any(found.values()), {what: count for what, count in found.items() if count}
    doubled, ambiguous = _check_mails(product)
    _print_figures(ledger, restarts, unknown, {"under load": loaded, "settled in": settled}, (doubled, ambiguous))


def _counts(product: Product, ledger: Ledger) -> Counter[str]:
    """Return how often each mark of the ledger is in the database."""
    texts = product.rows("SELECT right(title, 32) FROM tickets UNION ALL SELECT right(body, 32) FROM ticket_comments")
    marks = {entry.mark for entry in ledger.entries}
    return Counter(row[0] for row in texts if row[0] in marks)


def _check_what_was_told(product: Product, ledger: Ledger) -> dict[str, int]:
    """Every ok is there once, no fail is; return how many unknowns are there."""
    counts = _counts(product, ledger)
    wrong = [e for e in ledger.entries if e.outcome == "ok" and counts[e.mark] != 1]
    assert not wrong, f"acknowledged, but not there once: {wrong[:3]}"
    assert not [e for e in ledger.entries if e.outcome == "fail" and counts[e.mark]]
    unknown = [counts[e.mark] for e in ledger.entries if e.outcome == "unknown"]
    assert all(count <= 1 for count in unknown)
    assert ledger.of("ticket", "ok")
    assert ledger.of("comment", "ok")
    assert ledger.of("ticket", "fail")
    return {"there": sum(unknown), "absent": len(unknown) - sum(unknown)}


def _check_each_once(product: Product, ledger: Ledger) -> None:
    counts = _counts(product, ledger)
    for entry in ledger.entries:
        assert counts[entry.mark] == (0 if entry.outcome == "fail" else 1), entry


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
    unknown: dict[str, int],
    phases: dict[str, float],
    mails: tuple[int, int],
) -> None:
    outcomes = ledger.outcomes()
    seconds = sorted(ledger.seconds)
    refused = len(ledger.entries) - outcomes["ok"] - sum(unknown.values())  # at once, not after a retry
    told = f"ok {outcomes['ok']}, fail {refused}, unknown {sum(unknown.values())}"
    speed = f"p50 {statistics.median(seconds) * 1000:.0f} ms, max {seconds[-1]:.1f} s"
    lines = [
        f"kills: {', '.join(f'{part} {len(taken)}' for part, taken in restarts.items())}",
        f"writes: {len(ledger.entries)} in {phases['under load']:.0f} s, {speed}",
        f"{told} (there {unknown['there']}, absent {unknown['absent']}; after a retry with the same key: each once)",
        "lost 0, doubled 0, orphans 0",
        *(f"{part} serves again after {_seconds(taken)}" for part, taken in restarts.items() if taken),
        f"everything settled in {phases['settled in']:.0f} s",
        f"mails that arrived again: {mails[0]}, of {mails[1]} sends in doubt; none missing",
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def _seconds(taken: list[float]) -> str:
    return f"{statistics.median(taken):.1f} s (median), {max(taken):.1f} s (max)"
