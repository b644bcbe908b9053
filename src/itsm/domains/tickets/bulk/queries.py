"""Bulk changes with what became of their tickets, and the tickets that a filter finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, select

from itsm.domains.tickets.bulk.enums import BulkItemState
from itsm.domains.tickets.bulk.models import BulkChange, BulkItem
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.queries.listing import text_match
from itsm.domains.tickets.visibility import Binds, visible, where_visible

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.queries.filters import TicketFilter
    from itsm.platform.actor import Actor

MOST_TICKETS: Final = 2_000
MOST_SHOWN: Final = 200


async def matching_ids(session: AsyncSession, actor: Actor, wanted: TicketFilter) -> list[UUID]:
    """Return the tickets that `actor` sees in a list, by id; one more than `MOST_TICKETS` where there are more."""
    binds = Binds()
    conditions = [where_visible(actor, binds), *wanted.conditions(binds)]
    if wanted.q:
        conditions.append(text_match(binds.add(wanted.q)))
    connection = await session.connection()
    statement = f"SELECT t.id FROM tickets t WHERE {' AND '.join(conditions)} ORDER BY t.id LIMIT {MOST_TICKETS + 1}"  # noqa: S608 - enumerated parts
    return [row[0] for row in await connection.exec_driver_sql(statement, tuple(binds.values))]


async def next_items(session: AsyncSession, change_id: UUID, state: BulkItemState, limit: int) -> Sequence[BulkItem]:
    """Return the next tickets of a change that are to be changed or returned, in the order of their ids."""
    rows = await session.scalars(
        select(BulkItem)
        .where(BulkItem.change_id == change_id, BulkItem.state == state)
        .order_by(BulkItem.ticket_id)
        .limit(limit)
    )
    return rows.all()


async def changes_of(
    session: AsyncSession,
    asked_by_id: UUID | None,
    *,
    after: UUID | None = None,
    limit: int = 1,
    only: UUID | None = None,
) -> Sequence[Any]:
    """Return a page of somebody's changes with their counts, the latest first; one more where there are more."""
    counted = [
        func.count(case((BulkItem.state.in_(states), 1))).label(name)
        for name, states in {
            "waiting": (BulkItemState.WAITING,),
            "done": (BulkItemState.DONE, BulkItemState.RETURNING),
            "same": (BulkItemState.SAME,),
            "refused": (BulkItemState.REFUSED,),
            "returned": (BulkItemState.RETURNED,),
            "kept": (BulkItemState.KEPT,),
        }.items()
    ]
    query = (
        select(BulkChange, func.count(BulkItem.ticket_id).label("total"), *counted)
        .outerjoin(BulkItem, BulkItem.change_id == BulkChange.id)
        .where(BulkChange.asked_by_id == asked_by_id)
        .group_by(BulkChange.id)
        .order_by(BulkChange.id.desc())
        .limit(limit + 1)
    )
    if only is not None:
        query = query.where(BulkChange.id == only)
    if after is not None:
        query = query.where(BulkChange.id < after)
    return (await session.execute(query)).all()


async def misses_of(session: AsyncSession, actor: Actor, change_id: UUID) -> Sequence[Any]:
    """Return the tickets of a change that were refused or kept and that `actor` sees, at most `MOST_SHOWN`."""
    query = (
        select(Ticket.id, Ticket.number, Ticket.title, BulkItem.state, BulkItem.code, BulkItem.detail)
        .join(Ticket, Ticket.id == BulkItem.ticket_id)
        .where(
            BulkItem.change_id == change_id,
            BulkItem.state.in_([BulkItemState.REFUSED, BulkItemState.KEPT]),
            visible(actor),
        )
        .order_by(Ticket.number)
        .limit(MOST_SHOWN)
    )
    return (await session.execute(query)).all()
