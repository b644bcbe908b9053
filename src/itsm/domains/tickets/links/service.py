"""Use cases: link two tickets, take a link away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, text

from itsm.domains.tickets.links.enums import LinkKind, Relation, kind_of, relation_of
from itsm.domains.tickets.links.events import TicketLinked, TicketUnlinked
from itsm.domains.tickets.links.models import TicketLink
from itsm.domains.tickets.links.queries import (
    LINKS_MAX,
    LinkRow,
    between,
    count_links,
    is_ancestor,
    link_of,
    parent_of,
)
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import change, load_visible
from itsm.domains.tickets.service.common import standing
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork

# Held while a parent is chosen: four people could otherwise each add one harmless link of a ring.
_ONE_PARENT_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('tickets.links.parents'))")


async def link_tickets(work: UnitOfWork, reference: str, relation: Relation, other_reference: str) -> LinkRow:
    """Make a ticket that the actor works `relation` of another one they see.

    Raises NotFound (404), Forbidden (403), Invalid (422) for another ticket that is unknown, unseen or the same one,
    Conflict (409) for a link that is there, would make a ring, or a second parent.
    """
    one, other = await _lock_both(work, reference, other_reference)
    kind, is_source = kind_of(relation)
    if kind is LinkKind.RELATED:
        is_source = one.id < other.id
    source, target = (one, other) if is_source else (other, one)
    await _check(work, source.id, target.id, kind)
    link = TicketLink(
        id=new_id(),
        source_id=source.id,
        target_id=target.id,
        kind=kind.value,
        created_by_id=work.actor.id,
        created_at=work.now,
    )
    work.session.add(link)
    await _tell(work, TicketLinked, source, target, kind)
    return LinkRow(
        id=link.id,
        kind=kind,
        relation=relation,
        created_at=link.created_at,
        other_id=other.id,
        number=other.number,
        title=other.title,
        status=other.status,
    )


async def unlink_tickets(work: UnitOfWork, reference: str, link_id: UUID) -> None:
    """Take away a link of a ticket that the actor works. Raises NotFound (404), Forbidden (403)."""
    ticket = await load_visible(work.session, work.actor, reference)
    found = await link_of(work.session, work.actor, ticket.id, link_id)
    if found is None:
        raise NotFound("There is no such link.", code="link_not_found")
    one, other = await _lock_both(work, str(ticket.id), str(found.other_id))
    await work.session.execute(
        delete(TicketLink).where(TicketLink.id == link_id).execution_options(synchronize_session=False)
    )
    is_source = found.relation.value == found.kind.value
    source, target = (one, other) if is_source else (other, one)
    await _tell(work, TicketUnlinked, source, target, found.kind)


async def _lock_both(work: UnitOfWork, reference: str, other_reference: str) -> tuple[TicketRecord, TicketRecord]:
    """Return two different tickets that the actor sees, locked in the order of their ids; they work the first."""
    session, actor = work.session, work.actor
    one = await load_visible(session, actor, reference)
    require_working(actor, one)
    try:
        other = await load_visible(session, actor, other_reference)
    except NotFound as fault:
        raise Invalid.field("ticket_id", "There is no such ticket.", "unknown_reference") from fault
    if one.id == other.id:
        raise Invalid.field("ticket_id", "A ticket is not linked to itself.", "same_ticket")
    # Read again under the lock: what was read above may have changed meanwhile.
    locked = {
        ticket_id: await load_visible(session, actor, ticket_id, for_update=True)
        for ticket_id in sorted((one.id, other.id))
    }
    require_working(actor, locked[one.id])
    return locked[one.id], locked[other.id]


async def _check(work: UnitOfWork, source_id: UUID, target_id: UUID, kind: LinkKind) -> None:
    session = work.session
    if await between(session, source_id, target_id, kind):
        raise Conflict("These tickets are linked in this way already.", code="already_linked")
    for ticket_id in (source_id, target_id):
        if await count_links(session, ticket_id) >= LINKS_MAX:
            raise Conflict(f"A ticket has at most {LINKS_MAX} links.", code="too_many_links")
    if kind is not LinkKind.PARENT_OF:
        return
    await session.execute(_ONE_PARENT_AT_A_TIME)
    if await parent_of(session, target_id) is not None:
        raise Conflict("A ticket has one parent; take the other one away first.", code="has_parent")
    if await is_ancestor(session, target_id, source_id):
        raise Conflict("A ticket cannot stand above its own parent.", code="parent_ring")


async def _tell(
    work: UnitOfWork,
    kind_of_event: type[TicketLinked | TicketUnlinked],
    source: TicketRecord,
    target: TicketRecord,
    kind: LinkKind,
) -> None:
    """Give both tickets their next version, and each its own news."""
    for ticket, other, from_source in ((source, target, True), (target, source, False)):
        relation = relation_of(kind, from_source=from_source).value
        after = await change(work, ticket)
        verb = "linked" if kind_of_event is TicketLinked else "unlinked"
        work.record(
            kind_of_event(
                **standing(work, after),
                changes={"links": (None, None)},
                summary=f"{after.number} was {verb} ({relation.replace('_', ' ')})",
                relation=relation,
                other_ticket_id=other.id,
            )
        )
