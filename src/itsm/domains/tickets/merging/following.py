"""What is written on a merged ticket reaches those who work the one it goes on in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.tickets.merging.events import TicketFollowedUp
from itsm.domains.tickets.repository import TicketRecord, change, load_visible
from itsm.domains.tickets.service.common import standing
from itsm.platform.actor import system_actor

if TYPE_CHECKING:
    from itsm.domains.tickets.comments.writing import CommentRow
    from itsm.platform.work import UnitOfWork


async def pass_on(work: UnitOfWork, ticket: TicketRecord, comment: CommentRow) -> None:
    """Tell the ticket that `ticket` was merged into of a comment; nothing happens for one on its own."""
    if ticket.merged_into_id is None:
        return
    # Who writes need not see where it goes on: they wrote on their own ticket.
    target = await load_visible(work.session, system_actor(), ticket.merged_into_id, for_update=True)
    after = await change(work, target)
    work.record(
        TicketFollowedUp(
            **standing(work, after),
            summary=f"{work.actor.name} wrote on {ticket.number}, which goes on here",
            source_id=ticket.id,
            source_number=ticket.number,
            author_name=work.actor.name,
            body=comment.body,
        )
    )
