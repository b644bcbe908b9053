"""Use case: propose windows in which nothing is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.changes.engine.conflicts import Booking, meets_on
from itsm.domains.changes.engine.slots import Hours, Span, free_slots, spans
from itsm.domains.changes.enums import FreezeEffect
from itsm.domains.changes.queries.bookings import bookings_near, freeze_of, freezes_near, reaching

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

PROPOSED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is to be planned, for how long, and when it may be. `but`: a change that is not in its own way."""

    like: Booking
    duration: timedelta
    earliest: datetime
    latest: datetime
    hours: Hours
    but: UUID | None = None


async def propose(session: AsyncSession, search: Search) -> Sequence[Span]:
    """Return the first windows that no change and no freeze stands in; one that only warns is not in the way."""
    like = await reaching(session, search.like)
    changes = await bookings_near(session, search.earliest, search.latest)
    busy = [(one.starts_at, one.ends_at) for one in changes if one.id != search.but and _meets(like, one)]
    for row in await freezes_near(session, search.earliest, search.latest):
        freeze = freeze_of(row)
        if freeze.effect is not FreezeEffect.WARN and freeze.is_about(like):
            busy.append((freeze.starts_at, freeze.ends_at))
    where = spans(search.hours, search.earliest, search.latest)
    return free_slots(search.duration, where, busy, count=PROPOSED)


def _meets(like: Booking, other: Booking) -> bool:
    is_same_person = like.implementer is not None and like.implementer == other.implementer
    return is_same_person or bool(meets_on(like, other))
