"""Reading requests to change a priority, with the names of who asked and who decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from itsm.domains.tickets import views
from itsm.domains.tickets.models import PriorityRequest, Ticket
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRequestShown:
    """A request as it is answered."""

    id: UUID
    ticket_id: UUID
    number: str
    priority: str
    reason: str
    state: str
    requested_by: dict[str, Any] | None
    created_at: datetime
    decided_by: dict[str, Any] | None
    decided_at: datetime | None
    decision_reason: str | None


# sees all: of a ticket that the caller loaded by the rule
async def requests_of(session: AsyncSession, ticket_id: UUID) -> list[PriorityRequestShown]:
    """Return the requests of one ticket, the newest first."""
    asked, decided = aliased(User), aliased(User)
    rows = await session.execute(
        select(PriorityRequest, Ticket.number, asked.name, decided.name)
        .join(Ticket, Ticket.id == PriorityRequest.ticket_id)
        .outerjoin(asked, asked.id == PriorityRequest.requested_by_id)
        .outerjoin(decided, decided.id == PriorityRequest.decided_by_id)
        .where(PriorityRequest.ticket_id == ticket_id)
        .order_by(PriorityRequest.id.desc())
        .limit(_MOST)
    )
    return [
        PriorityRequestShown(
            id=row.id,
            ticket_id=row.ticket_id,
            number=number,
            priority=f"P{row.priority}",
            reason=row.reason,
            state=row.state,
            requested_by=_named(row.requested_by_id, asked_name),
            created_at=row.created_at,
            decided_by=_named(row.decided_by_id, decided_name),
            decided_at=row.decided_at,
            decision_reason=row.decision_reason,
        )
        for row, number, asked_name, decided_name in rows
    ]


def _named(key: UUID | None, name: str | None) -> dict[str, Any] | None:
    return views.named(str(key), name) if key else None
