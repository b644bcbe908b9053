"""What tickets keep of the decisions of rules: which rule decided how many, and what people put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.tickets.enums import Priority
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.rules.enums import RuleSetKind

# A ticket was decided by the rule that its decision names, and by those whose decision a person replaced.
# sees all: what rules decided, for settings.manage
_FIGURES = text(
    """
    WITH decided AS (
        SELECT t.id, t.created_at, (t.decision -> :kind ->> 'rule_id')::uuid AS rule_id
        FROM tickets t
        WHERE t.created_at >= :since AND t.decision -> :kind ->> 'rule_id' IS NOT NULL
        UNION
        SELECT t.id, t.created_at, c.rule_id
        FROM ticket_rule_corrections c JOIN tickets t ON t.id = c.ticket_id
        WHERE c.kind = :kind AND t.created_at >= :since
    )
    SELECT d.rule_id,
           count(*) FILTER (WHERE d.created_at >= :recent) AS recent_hits,
           count(c.ticket_id) FILTER (WHERE d.created_at >= :recent) AS recent_corrections,
           count(*) AS hits,
           count(c.ticket_id) AS corrections
    FROM decided d
    LEFT JOIN (SELECT DISTINCT ticket_id, rule_id FROM ticket_rule_corrections WHERE kind = :kind) c
           ON c.ticket_id = d.id AND c.rule_id = d.rule_id
    GROUP BY d.rule_id
    ORDER BY d.rule_id
    LIMIT 10000
"""
)
# Read from the latest ticket on, so that a page of a busy rule costs a page. A ticket is the rule's where the rule
# decided it, or did until a person decided otherwise.
# sees all: what rules decided, for settings.manage
_TICKETS = text(
    """
    WITH corrected AS MATERIALIZED (
        SELECT DISTINCT ticket_id FROM ticket_rule_corrections WHERE kind = :kind AND rule_id = :rule_id
    )
    SELECT t.id, t.number, t.title, t.created_at, c.corrections
    FROM tickets t
    LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('correction', r.correction, 'previous', r.previous, 'corrected', r.corrected,
                                          'by', u.name, 'at', r.corrected_at) ORDER BY r.corrected_at) AS corrections
        FROM ticket_rule_corrections r JOIN users u ON u.id = r.corrected_by_id
        WHERE r.ticket_id = t.id AND r.kind = :kind AND r.rule_id = :rule_id
    ) c ON true
    WHERE t.created_at >= :since
      AND (t.id IN (SELECT ticket_id FROM corrected)
           OR (NOT CAST(:only_corrected AS boolean)
               AND t.decision -> :kind ->> 'rule_id' = CAST(CAST(:rule_id AS uuid) AS text)))
      AND (CAST(:after_at AS timestamptz) IS NULL OR (t.created_at, t.id) < (:after_at, CAST(:after_id AS uuid)))
    ORDER BY t.created_at DESC, t.id DESC
    LIMIT :limit
"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tickets of a rule: only corrected ones or all, after which, how many."""

    only_corrected: bool
    after: tuple[datetime, UUID] | None
    limit: int


async def chosen_priority(session: AsyncSession, ticket_id: UUID) -> Priority | None:
    """Return the priority that the requester of a ticket asked for; None: "Auto"."""
    chosen = Ticket.decision["classification"]["inputs"]["priority"].astext
    found: str | None = await session.scalar(select(chosen).where(Ticket.id == ticket_id))
    return Priority(found) if found else None


async def rule_figures(session: AsyncSession, kind: RuleSetKind, *, since: datetime, recent: datetime) -> list[Any]:
    """Return, for each rule that decided a ticket raised `since`, how many, and how many were corrected."""
    rows = await session.execute(_FIGURES, {"kind": kind.value, "since": since, "recent": recent})
    return list(rows)


async def tickets_of_rule(
    session: AsyncSession, kind: RuleSetKind, rule_id: UUID, wanted: Wanted, *, since: datetime
) -> list[Any]:
    """Return tickets raised `since` that a rule decided, the latest first, with what was put right."""
    after_at, after_id = wanted.after or (None, None)
    values = {
        "kind": kind.value,
        "rule_id": rule_id,
        "since": since,
        "only_corrected": wanted.only_corrected,
        "after_at": after_at,
        "after_id": after_id,
        "limit": wanted.limit,
    }
    return list(await session.execute(_TICKETS, values))
