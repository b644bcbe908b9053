"""Reading links: only those whose other end the reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, case, cast, func, literal, or_, select

from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.links.enums import LinkKind, Relation, relation_of
from itsm.domains.tickets.links.models import TicketLink
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.visibility import visible

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

LINKS_MAX: Final = 200
"""A ticket has at most so many links, so that their list is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A link as one of its ends sees it."""

    id: UUID
    kind: LinkKind
    relation: Relation
    created_at: datetime
    other_id: UUID
    number: str
    title: str
    status: TicketStatus


async def links_of(session: AsyncSession, actor: Actor, ticket_id: UUID) -> list[LinkRow]:
    """Return the links of a ticket to tickets that `actor` sees, the oldest first."""
    query = _links(actor, ticket_id).order_by(TicketLink.id).limit(LINKS_MAX)
    return [_row(row) for row in await session.execute(query)]


async def link_of(session: AsyncSession, actor: Actor, ticket_id: UUID, link_id: UUID) -> LinkRow | None:
    """Return one link of a ticket, or None where there is none to a ticket that `actor` sees."""
    row = (await session.execute(_links(actor, ticket_id).where(TicketLink.id == link_id))).first()
    return _row(row) if row else None


async def count_links(session: AsyncSession, ticket_id: UUID) -> int:
    """Return how many links a ticket has, seen or not."""
    counted = select(func.count()).select_from(TicketLink).where(_touches(ticket_id))
    return int(await session.scalar(counted) or 0)


async def between(session: AsyncSession, one: UUID, other: UUID, kind: LinkKind) -> bool:
    """Tell whether two tickets are linked by `kind`, in either direction."""
    found = await session.scalar(
        select(TicketLink.id).where(
            TicketLink.kind == kind.value,
            or_(
                (TicketLink.source_id == one) & (TicketLink.target_id == other),
                (TicketLink.source_id == other) & (TicketLink.target_id == one),
            ),
        )
    )
    return found is not None


async def parent_of(session: AsyncSession, ticket_id: UUID) -> UUID | None:
    """Return the parent of a ticket, or None."""
    found: UUID | None = await session.scalar(
        select(TicketLink.source_id).where(
            TicketLink.target_id == ticket_id, TicketLink.kind == LinkKind.PARENT_OF.value
        )
    )
    return found


async def is_ancestor(session: AsyncSession, candidate: UUID, ticket_id: UUID) -> bool:
    """Tell whether `candidate` is `ticket_id` itself or stands anywhere above it."""
    up = select(cast(literal(ticket_id), Uuid()).label("id")).cte("up", recursive=True)
    above = select(TicketLink.source_id).where(
        TicketLink.target_id == up.c.id, TicketLink.kind == LinkKind.PARENT_OF.value
    )
    chain = up.union(above)
    found = await session.scalar(select(chain.c.id).where(chain.c.id == candidate))
    return found is not None


def _links(actor: Actor, ticket_id: UUID) -> Select[*tuple[Any, ...]]:
    from_source = TicketLink.source_id == ticket_id
    other = case((from_source, TicketLink.target_id), else_=TicketLink.source_id)
    return (
        select(
            TicketLink.id,
            TicketLink.kind,
            from_source.label("from_source"),
            TicketLink.created_at,
            Ticket.id.label("other_id"),
            Ticket.number,
            Ticket.title,
            Ticket.status,
        )
        .join(Ticket, Ticket.id == other)
        .where(_touches(ticket_id), visible(actor))
    )


def _touches(ticket_id: UUID) -> Any:
    return or_(TicketLink.source_id == ticket_id, TicketLink.target_id == ticket_id)


def _row(row: Row[*tuple[Any, ...]]) -> LinkRow:
    kind = LinkKind(row.kind)
    return LinkRow(
        id=row.id,
        kind=kind,
        relation=relation_of(kind, from_source=row.from_source),
        created_at=row.created_at,
        other_id=row.other_id,
        number=row.number,
        title=row.title,
        status=TicketStatus(row.status),
    )
