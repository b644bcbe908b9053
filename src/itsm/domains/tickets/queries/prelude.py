"""Everything the database must say before a ticket can be decided, in one round trip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.tickets.numbers import first_of_year, format_number, sequence_name
from itsm.domains.tickets.similarity import CHARS_READ, Candidate
from itsm.platform.db.direct import first

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_RECENT_MAX = 50
# A ticket raised since then was updated since then: the index on (requester, updated) leads to both.
# sees all: the requester's own recent tickets
_RECENT = f"""
    (SELECT json_agg(json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'status', d.status,
                                       'description', d.description, 'created_at', d.created_at))
     FROM (SELECT id, number, title, left(description, {CHARS_READ}) AS description, status, created_at
           FROM tickets WHERE requester_id = $1 AND updated_at >= $2 AND created_at >= $2 AND merged_into_id IS NULL
           ORDER BY updated_at DESC LIMIT {_RECENT_MAX}) d)
"""  # noqa: S608 - constants of this module
_PRELUDE = f"""
    SELECT u.id, u.name, u.is_active, u.is_vip, u.department, CASE WHEN $4::boolean THEN {_RECENT} END,
           (SELECT json_object_agg(id, name) FROM teams), nextval(to_regclass($3))
    FROM users u WHERE u.id = $1
"""  # noqa: S608 - constants of this module
_PREVIEW = f"""
    SELECT u.id, u.name, u.is_active, u.is_vip, u.department, {_RECENT}, (SELECT json_object_agg(id, name) FROM teams)
    FROM users u WHERE u.id = $1
"""  # noqa: S608 - constants of this module


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """Who asks, as far as decisions look at them."""

    id: UUID
    name: str
    is_active: bool
    is_vip: bool
    department: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prelude:
    """The requester, their recent tickets, the names of teams by id, and the new number (None in a preview)."""

    requester: Requester
    recent: tuple[Candidate, ...]
    team_names: dict[str, str]
    number: str | None


async def prelude(
    session: AsyncSession, requester_id: UUID, *, now: datetime, window: timedelta, with_recent: bool
) -> Prelude | None:
    """Return what creating needs and draw a number; None where there is no such person.

    Recent tickets are read where a duplicate would be refused (`with_recent`).
    """
    values = (requester_id, now - window, sequence_name(now.year), with_recent)
    row = await first(session, _PRELUDE, *values)
    if row is None:
        return None
    value = row[-1] or await first_of_year(session, now.year)
    return _prelude(row, format_number(now.year, value))


async def preview_prelude(
    session: AsyncSession, requester_id: UUID, *, now: datetime, window: timedelta
) -> Prelude | None:
    """Return what a preview needs, without drawing a number; None where there is no such person."""
    row = await first(session, _PREVIEW, requester_id, now - window)
    return _prelude(row, None) if row is not None else None


def _prelude(row: Any, number: str | None) -> Prelude:
    key, name, is_active, is_vip, department, recent, teams = row[:7]
    return Prelude(
        requester=Requester(id=key, name=name, is_active=is_active, is_vip=is_vip, department=department),
        recent=tuple(Candidate(**entry) for entry in recent or ()),
        team_names=teams or {},
        number=number,
    )
