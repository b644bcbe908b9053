"""Reading watchers, and who of them may still see the ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select

from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.tickets.visibility import Placed, can_see
from itsm.domains.tickets.watchers.models import Watcher
from itsm.domains.users.api import CHANGED_PERMISSIONS
from itsm.domains.users.models import User
from itsm.platform.actor import Actor, Role
from itsm.platform.permissions import held_by

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

WATCHERS_MAX: Final = 200
"""A ticket has at most so many watchers, so that their list is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with what decides whether they see a ticket."""

    id: UUID
    name: str
    is_active: bool
    role: Role
    team_ids: frozenset[UUID]
    permissions: frozenset[str]
    location_id: UUID | None
    since: datetime | None = None

    def sees(self, ticket: Placed) -> bool:
        """Tell whether they may see `ticket`, by the same rule as for their own requests."""
        return self.is_active and can_see(self.as_actor(), ticket)

    def as_actor(self) -> Actor:
        """Return them as an actor with what they may do now, for what a job does in their name."""
        return Actor(
            id=self.id,
            name=self.name,
            role=self.role,
            permissions=self.permissions,
            team_ids=self.team_ids,
            location_id=self.location_id,
        )


async def watchers_of(session: AsyncSession, ticket_id: UUID) -> list[Person]:
    """Return who follows a ticket by name, also those who may no longer see it."""
    query = (
        _people(Watcher.created_at)
        .join(Watcher, Watcher.user_id == User.id)
        .where(Watcher.ticket_id == ticket_id)
        .order_by(func.lower(User.name), User.id)
        .limit(WATCHERS_MAX)
    )
    return [_person(row) for row in await session.execute(query)]


async def person(session: AsyncSession, user_id: UUID) -> Person | None:
    """Return one person, or None where there is none."""
    row = (await session.execute(_people(func.now()).where(User.id == user_id))).first()
    return _person(row) if row else None


async def is_watching(session: AsyncSession, ticket_id: UUID, user_id: UUID) -> datetime | None:
    """Return since when a person follows a ticket, or None."""
    found: datetime | None = await session.scalar(
        select(Watcher.created_at).where(Watcher.ticket_id == ticket_id, Watcher.user_id == user_id)
    )
    return found


async def count_watchers(session: AsyncSession, ticket_id: UUID) -> int:
    """Return how many people follow a ticket."""
    counted = select(func.count()).select_from(Watcher).where(Watcher.ticket_id == ticket_id)
    return int(await session.scalar(counted) or 0)


def _people(since: Any) -> Select[*tuple[Any, ...]]:
    teams = (
        select(func.array_agg(TeamMember.team_id))
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.user_id == User.id, Team.is_active)
        .correlate(User)
        .scalar_subquery()
    )
    changed = CHANGED_PERMISSIONS.label("changed")
    who = (User.id, User.name, User.is_active, User.role, User.location_id)
    return select(*who, changed, teams.label("team_ids"), since.label("since"))


def _person(row: Any) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        is_active=row.is_active,
        role=Role(row.role),
        team_ids=frozenset(row.team_ids or ()),
        permissions=held_by(Role(row.role), row.changed),
        location_id=row.location_id,
        since=row.since,
    )
