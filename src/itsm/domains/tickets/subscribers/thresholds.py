"""A clock came close to its target, or passed it: the ticket shows it and moves up the queue."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.service.escalate_ticket import mark_threshold as mark

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork


async def mark_threshold(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Hear `sla.warning` and `sla.breached`. Hearing one twice changes nothing the second time."""
    data = args["data"]
    ticket = await load_visible(work.session, work.actor, UUID(str(args["subject_id"])), for_update=True)
    await mark(
        work,
        ticket,
        metric=data["metric"],
        threshold=data["threshold"],
        is_breach=args["name"] == "sla.breached",
        due_at=datetime.fromisoformat(data["due_at"]),
    )
