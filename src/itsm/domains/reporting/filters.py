"""What a dashboard is asked about: a period and a slice of the tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings import api as settings
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid
from itsm.platform.http.schemas import Moment

DEFAULT_DAYS = 30
MAX_DAYS = 731
_NAME = Query(max_length=100)


@dataclass(frozen=True, slots=True)
class DashboardParams:
    """The query string of a dashboard. Without a period: the last 30 days."""

    since: Moment | None = None
    until: Moment | None = None
    team: UUID | None = None
    category: Annotated[str | None, _NAME] = None
    location: Annotated[str | None, _NAME] = None
    priority: Annotated[str | None, Query(pattern=r"^P[1-4]$")] = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A checked period (aware UTC, since ≤ until) and the ids to keep to; None keeps all."""

    since: datetime
    until: datetime
    team_id: UUID | None = None
    category_id: UUID | None = None
    location_id: UUID | None = None
    priority: int | None = None
    drill: tuple[tuple[str, str], ...] = ()


async def slice_of(session: AsyncSession, params: DashboardParams) -> Slice:
    """Return the slice that `params` asks for. Raises Invalid (422) for a bad period or an unknown name."""
    until = params.until or utc_now()
    since = params.since or until - timedelta(days=DEFAULT_DAYS)
    _check_period(since, until)
    reference = await settings.reference(session)
    category = reference.find_category(params.category) if params.category else None
    location = reference.find_location(params.location) if params.location else None
    if params.category and category is None:
        raise Invalid.field("category", "There is no such category.", "unknown_reference")
    if params.location and location is None:
        raise Invalid.field("location", "There is no such location.", "unknown_reference")
    kept = {"team": params.team, "category": params.category, "location": params.location, "priority": params.priority}
    return Slice(
        since=since,
        until=until,
        team_id=params.team,
        category_id=category.id if category else None,
        location_id=location.id if location else None,
        priority=int(params.priority[1]) if params.priority else None,
        drill=tuple((name, str(value)) for name, value in kept.items() if value is not None),
    )


def _check_period(since: datetime, until: datetime) -> None:
    if since > until:
        raise Invalid.field("since", "must not be after until", "period_reversed")
    if until - since > timedelta(days=MAX_DAYS):
        raise Invalid.field("since", f"A period is at most {MAX_DAYS} days.", "period_too_long")
