"""Use case: add and remove tags of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.tickets.events import TicketUpdated
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.schemas import TAGS_MAX
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork


async def change_tags(work: UnitOfWork, reference: str | UUID, *, add: list[str], remove: list[str]) -> TicketRecord:
    """Add and remove tags, keeping the others. Raises Invalid (422) beyond the most a ticket may have."""
    ticket = await lock_for_staff(work, reference)
    tags = [tag for tag in dict.fromkeys([*ticket.tags, *add]) if tag not in remove]
    if tags == ticket.tags:
        return ticket
    if len(tags) > TAGS_MAX:
        raise Invalid.field("add_tags", f"A ticket has at most {TAGS_MAX} tags.", "too_many")
    changes: dict[str, tuple[Any, Any]] = {"tags": (ticket.tags, tags)}
    after = await change(work, ticket, tags=tags)
    work.record(TicketUpdated(**standing(work, after), changes=changes, summary=f"{after.number}: tags changed"))
    return after
