"""Use cases: check who may be named, and note who was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.tickets.mentions.events import TicketMentioned
from itsm.domains.tickets.mentions.models import Mention
from itsm.domains.tickets.policies import works_on
from itsm.domains.tickets.service.common import standing
from itsm.domains.tickets.watchers.queries import Person, is_watching, person
from itsm.domains.tickets.watchers.service import stage_watchers
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork


async def require_mentionable(
    session: AsyncSession, ticket: TicketRecord, user_ids: Sequence[UUID], *, is_internal: bool
) -> list[Person]:
    """Return the people named. Raises Invalid (422) for who may not read what they would be told of."""
    people = []
    for user_id in dict.fromkeys(user_ids):
        found = await person(session, user_id)
        if found is None or not found.sees(ticket):
            raise Invalid.field("mention_ids", "Name active people who may see this ticket.", "unknown_reference")
        if is_internal and not works_on(found.as_actor(), ticket):
            raise Invalid.field("mention_ids", f"{found.name} cannot read internal notes.", "not_staff")
        people.append(found)
    return people


async def note_mentions(
    work: UnitOfWork, ticket: TicketRecord, comment_id: UUID, people: Sequence[Person], *, is_internal: bool
) -> None:
    """Write who was named in a comment that goes with this unit of work; they follow the ticket from now on."""
    for found in people:
        row = {"comment_id": comment_id, "user_id": found.id, "ticket_id": ticket.id, "created_at": work.now}
        work.stage(Mention, row)
        if await is_watching(work.session, ticket.id, found.id) is None:
            stage_watchers(work, ticket.id, (found.id,))
        work.record(
            TicketMentioned(
                **standing(work, ticket),
                summary=f"{work.actor.name} mentioned {found.name} on {ticket.number}",
                comment_id=comment_id,
                user_id=found.id,
                user_name=found.name,
                author_name=work.actor.name,
                is_internal=is_internal,
            )
        )
