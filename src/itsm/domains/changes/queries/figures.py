"""Counting changes by the very conditions of their lists, as a whole or part by part."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Date, and_, cast, func, literal, literal_column, null, or_, select, true

from itsm.domains.changes.enums import ChangeType, ListView, Outcome, RiskLevel
from itsm.domains.changes.models import Change
from itsm.domains.changes.queries.listing import Filters, conditions
from itsm.domains.changes.visibility import visible
from itsm.domains.teams.models import Team

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_PARTS = 1_000


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Return the filters that a query string of `GET /api/changes` with one value each asks for."""
    known: dict[str, Any] = {}
    for name, field, kind in (
        ("view", "view", ListView),
        ("finished_from", "finished_from", datetime.fromisoformat),
        ("finished_to", "finished_to", datetime.fromisoformat),
        ("team", "team_id", UUID),
        ("location_id", "location_id", UUID),
        ("caused", "has_caused", lambda value: value == "true"),
        ("type", "types", lambda value: (ChangeType(value),)),
        ("risk", "levels", lambda value: (RiskLevel(value),)),
        ("outcome", "outcomes", lambda value: (Outcome(value),)),
    ):
        if name in asked:
            known[field] = kind(asked[name])
    return Filters(**known)


def _part(by: str, zone: str) -> tuple[Any, Any]:
    """Return by what changes are split, and what a part is called (NULL: as its key)."""
    if by == "month":
        local = func.timezone(zone, Change.finished_at)
        return cast(func.date_trunc("month", local), Date), null()
    if by == "team":
        return Change.team_id, Team.name
    return {"type": Change.type, "risk": Change.risk_level, "": literal("")}[by], null()


async def count_parts(
    session: AsyncSession, actor: Actor, lists: Sequence[Mapping[str, str]], by: str, *, zone: str, now: datetime
) -> list[tuple[Any, str | None, list[int]]]:
    """Return (key, name or None, how many changes of each list) for each part that `by` makes: one statement.

    `by`: type, risk, team, month (of the end of the work, in `zone`), or "" for the whole.
    """
    wanted = [and_(true(), *conditions(read_filters(one), actor, now)) for one in lists]
    key, name = _part(by, zone)
    # By place: an expression with bound values is not equal to itself written twice.
    first: Any = literal_column("1")
    second: Any = literal_column("2")
    query = (
        select(key, name, *(func.count().filter(one) for one in wanted))
        .select_from(Change)
        .outerjoin(Team, Team.id == Change.team_id)
        .where(visible(actor), or_(*wanted))
        .group_by(first, second)
        .order_by(first)
        .limit(MOST_PARTS)
    )
    return [(row[0], row[1], list(row[2:])) for row in await session.execute(query)]
