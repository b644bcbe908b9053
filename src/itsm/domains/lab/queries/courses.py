"""What happened to tickets that their clocks heard of, as the audit trail tells it: one query for a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.audit.models import AuditEntry
from itsm.domains.sla import api as sla

_STATUS: Final = "ticket.status_changed"
_ENDS: Final[Mapping[str, sla.Happened]] = {
    "ticket.resolved": sla.Happened.RESOLVED,
    "ticket.closed": sla.Happened.CLOSED,
    "ticket.reopened": sla.Happened.REOPENED,
}
_PRIORITIES: Final = ("ticket.priority_changed", "ticket.reclassified")
_COMMENTS: Final = ("comment.created", "comment.created_with_move")


async def read_courses(session: AsyncSession, rows: Iterable[Any], seen_at: datetime) -> dict[UUID, sla.Course]:
    """Return the course of each ticket that the trail saw raised. `rows` are those of a batch of the past."""
    raised = {row.id: row for row in rows if row.raised}
    told = AuditEntry.details
    entries = await session.execute(
        select(
            AuditEntry.subject_id,
            AuditEntry.at,
            AuditEntry.action,
            told["pending_reason"].astext.label("reason"),
            told["priority"].astext.label("priority"),
        )
        .where(
            AuditEntry.subject_id.in_(raised),
            AuditEntry.action.in_((_STATUS, *_ENDS, *_PRIORITIES, *_COMMENTS)),
            or_(AuditEntry.action.not_in(_COMMENTS), told["is_from_staff"].astext == "true"),
        )
        .order_by(AuditEntry.subject_id, AuditEntry.seq)
    )
    found: dict[UUID, list[sla.Happening]] = defaultdict(list)
    for entry in entries:
        found[entry.subject_id].append(_happening(entry))
    until = sla.to_instant(seen_at)
    return {
        ticket_id: sla.Course(sla.to_instant(row.created_at), tuple(found[ticket_id]), until)
        for ticket_id, row in raised.items()
    }


def _happening(entry: Any) -> sla.Happening:
    at = sla.to_instant(entry.at)
    if entry.action == _STATUS:
        return sla.Happening(at, sla.Happened.WAITS if entry.reason else sla.Happened.STARTED, entry.reason)
    if entry.action in _PRIORITIES:
        return sla.Happening(at, sla.Happened.PRIORITY, priority=entry.priority)
    return sla.Happening(at, _ENDS.get(entry.action, sla.Happened.ANSWERED))
