"""What the calendar shows: changes whose window touches a stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, select

from itsm.domains.changes.enums import ChangeState
from itsm.domains.changes.models import Change
from itsm.domains.changes.queries.bookings import conflict_count
from itsm.domains.changes.visibility import visible
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_SHOWN: Final = 1_000
_HIDDEN: Final = (ChangeState.CANCELLED.value, ChangeState.REJECTED.value)
"""What will not take place is not in the way of anybody who plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From when to when, and whose changes; None: everybody's."""

    starts_at: datetime
    ends_at: datetime
    team_id: UUID | None = None
    location_id: UUID | None = None


async def changes_between(session: AsyncSession, actor: Actor, asked: Stretch) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the changes in a stretch of time that the actor sees, the earliest first; one more than MOST_SHOWN."""
    query = (
        select(
            *(Change.id, Change.number, Change.type, Change.state, Change.title, Change.risk_level, Change.version),
            *(Change.starts_at, Change.ends_at, Change.timezone, Change.systems, Change.updated_at),
            *(Change.created_at, conflict_count(), User.name.label("implementer_name")),
        )
        .outerjoin(User, User.id == Change.implementer_id)
        .where(visible(actor), Change.starts_at < asked.ends_at, Change.ends_at > asked.starts_at)
        .where(Change.state.not_in(_HIDDEN))
        .order_by(Change.starts_at, Change.id)
        .limit(MOST_SHOWN + 1)
    )
    if asked.team_id is not None:
        query = query.where(Change.team_id == asked.team_id)
    if asked.location_id is not None:
        # A change of no site takes place at every one.
        query = query.where((Change.location_id == asked.location_id) | Change.location_id.is_(None))
    return (await session.execute(query)).all()
