"""May these two become one: both seen and worked, both open, the earlier one kept. Says why not in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.tickets.enums import ACTIVE
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import TicketRecord, load_visible
from itsm.platform.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def load_both(
    session: AsyncSession, actor: Actor, reference: str | UUID, into: str | UUID, *, for_update: bool = False
) -> tuple[TicketRecord, TicketRecord]:
    """Return source and target, which the actor works; locked in the order of their ids where asked.

    Raises NotFound (404), Forbidden (403), Invalid (422) for a target that is unknown, unseen or the source itself.
    """
    source = await load_visible(session, actor, reference)
    require_working(actor, source)
    try:
        target = await load_visible(session, actor, into)
    except NotFound as fault:
        raise Invalid.field("into", "There is no such ticket.", "unknown_reference") from fault
    if source.id == target.id:
        raise Invalid.field("into", "A ticket is not merged into itself.", "same_ticket")
    require_working(actor, target)
    if not for_update:
        return source, target
    # Read again under the lock: what was read above may have changed meanwhile.
    locked = {key: await load_visible(session, actor, key, for_update=True) for key in sorted((source.id, target.id))}
    for ticket in locked.values():
        require_working(actor, ticket)
    return locked[source.id], locked[target.id]


def refusal_of(actor: Actor, source: TicketRecord, target: TicketRecord) -> Conflict | None:
    """Return why the source cannot be merged into the target, or None."""
    if source.merged_into_id is not None or target.merged_into_id is not None:
        return Conflict("One of them goes on in another ticket already.", code="already_merged")
    if source.status not in ACTIVE or target.status not in ACTIVE:
        return Conflict("Both must be open: reopen what was resolved, or link the two.", code="ticket_finished")
    if source.created_at < target.created_at and not actor.can("tickets.override_sla"):
        return Conflict(
            f"{source.number} was raised first and keeps its clock: merge {target.number} into it.",
            code="older_keeps_clock",
        )
    return None
