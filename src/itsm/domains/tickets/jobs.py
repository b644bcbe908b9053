"""Background work of this room, as `itsm/wiring/jobs.py` lists it.

`tickets.close_resolved` and `tickets.chase_pending` run by the clock (every five minutes is plenty);
`tickets.mark_threshold` hears `sla.warning` and `sla.breached`; `tickets.send_notices` hears what
`subscribers.notices.HEARS` lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.tickets.service import chase_requesters
from itsm.domains.tickets.subscribers.notices import send_notices
from itsm.domains.tickets.subscribers.thresholds import mark_threshold

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

__all__ = ["chase_pending", "close_resolved", "mark_threshold", "send_notices"]


async def close_resolved(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Close what was resolved and not answered; goes on at once while there is more."""
    del args
    if await chase_requesters.close_resolved(work) == chase_requesters.BATCH:
        work.defer("tickets.close_resolved", {}, dedupe_key="tickets.close_resolved:more")


async def chase_pending(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Remind requesters whose ticket waits for them; close what stays unanswered."""
    del args
    if await chase_requesters.chase_pending(work) == chase_requesters.BATCH:
        work.defer("tickets.chase_pending", {}, dedupe_key="tickets.chase_pending:more")
