"""Holds a ledger against the database: what was lost, what is there twice, what is there though it was refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from drills.ledger import Entry, Ledger
    from drills.product import Product
    from drills.report import Report

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
# How often the mark of each write is there. A ticket's later state is in `_UPDATED`.
_MARKS = """
    SELECT right(title, 32) FROM tickets UNION ALL SELECT right(body, 32) FROM ticket_comments
    UNION ALL SELECT left(f.name, 32) FROM ticket_attachments a JOIN stored_files f ON f.id = a.file_id
"""
_IMPACTS = "SELECT id, right(business_impact, 32) FROM tickets"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the writes of a ledger. `there` and `absent` are the unknown ones."""

    ok: int
    fail: int
    there: int
    absent: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    ghosts: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every acknowledged write is there exactly once, no refused one is, and nothing is there twice."""
        return not (self.lost or self.doubled or self.ghosts)

    def __str__(self) -> str:
        unknown = self.there + self.absent
        return (
            f"{self.ok + self.fail + unknown} writes: ok {self.ok}, refused {self.fail}, unknown {unknown} "
            f"({self.there} there); lost {len(self.lost)}, doubled {len(self.doubled)}"
        )


def judge(entries: Iterable[Entry], counts: Mapping[str, int], impacts: Mapping[str, str]) -> Verdict:
    """Judge writes by how often each mark is there, and changes of a ticket by the mark it ended with."""
    listed = list(entries)
    adding = [entry for entry in listed if entry.kind != "update"]
    lost = [e.mark for e in adding if e.outcome == "ok" and counts.get(e.mark, 0) < 1] + _lost_updates(listed, impacts)
    doubled = [e.mark for e in adding if counts.get(e.mark, 0) > 1]
    ghosts = [e.mark for e in adding if e.outcome == "fail" and counts.get(e.mark, 0)]
    unknown = [counts.get(e.mark, 0) > 0 for e in adding if e.outcome == "unknown"]
    told = Counter(entry.outcome for entry in listed)
    return Verdict(
        ok=told["ok"],
        fail=told["fail"],
        there=sum(unknown),
        absent=len(unknown) - sum(unknown),
        lost=tuple(lost),
        doubled=tuple(doubled),
        ghosts=tuple(ghosts),
    )


def _lost_updates(entries: list[Entry], impacts: Mapping[str, str]) -> list[str]:
    """Return the last acknowledged change of each ticket that is not there, nor one sent after it."""
    possible: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "update" and entry.outcome == "ok":
            possible[entry.ticket] = [entry]
        elif entry.kind == "update" and entry.outcome == "unknown":
            possible.setdefault(entry.ticket, []).append(entry)
    lost = []
    for ticket, sent in possible.items():
        is_promised = sent[0].outcome == "ok"
        if is_promised and impacts.get(ticket) not in {entry.mark for entry in sent}:
            lost.append(sent[0].mark)
    return lost


def counts_in(product: Product) -> tuple[Counter[str], dict[str, str]]:
    """Return how often each mark is in the database, and which mark each ticket's impact ends with."""
    marks = Counter(row[0] for row in product.rows(_MARKS))
    return marks, {row[0]: row[-1] for row in product.rows(_IMPACTS)}


def verdict_of(product: Product, ledger: Ledger) -> Verdict:
    """Judge a ledger by the product's database as it is now."""
    return judge(ledger.entries, *counts_in(product))


def disagreements(product: Product, *, without: Iterable[str] = ()) -> dict[str, int]:
    """Return the rows of side tables that disagree with the tickets, by what is wrong; empty where nothing is."""
    found = {what: product.value(sql) for what, sql in DISAGREEMENTS.items() if what not in without}
    return {what: count for what, count in found.items() if count}


def settle_and_demand(product: Product, ledger: Ledger, report: Report, *, without: Iterable[str] = ()) -> Verdict:
    """Judge the ledger, send what is unknown again, judge once more when all is quiet; write it down."""
    verdict = verdict_of(product, ledger)
    report.figure(str(verdict))
    report.demand("acknowledged lost 0, doubled 0, refused ones there 0", held=verdict.is_sound)
    ledger.retry_unknown()
    once = verdict_of(product, ledger)
    report.demand("unknown ones, sent again with their key, there once", held=once.is_sound and not once.absent)
    product.settle()
    wrong = disagreements(product, without=without)
    report.figure(f"side tables that disagree: {wrong or 'none'}")
    report.demand("orphans 0", held=not wrong)
    return verdict
