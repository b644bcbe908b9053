"""Reading time entries, and their sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from itsm.domains.tickets.queries.family import of_family
from itsm.domains.tickets.time_entries.models import TimeEntry
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

LIST_MAX: Final = 200


async def entries_of(session: AsyncSession, ticket_id: UUID) -> Sequence[Any]:
    """Return (entry, who) of a ticket and of those merged into it, the latest first, at most `LIST_MAX`."""
    query = (
        select(TimeEntry, User.name)
        .join(User, User.id == TimeEntry.user_id)
        .where(of_family(TimeEntry.ticket_id, ticket_id, for_staff=True))
        .order_by(TimeEntry.spent_on.desc(), TimeEntry.id.desc())
        .limit(LIST_MAX)
    )
    return (await session.execute(query)).all()


async def minutes_of(session: AsyncSession, ticket_id: UUID) -> int:
    """Return how many minutes were spent altogether."""
    summed = select(func.sum(TimeEntry.minutes)).where(of_family(TimeEntry.ticket_id, ticket_id, for_staff=True))
    return int(await session.scalar(summed) or 0)
