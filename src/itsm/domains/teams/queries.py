"""Reading teams: lists, members, whose teams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.teams.enums import AssignmentMode
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.users.models import User
from itsm.platform.errors import NotFound

# A desk has tens of teams; the bound only keeps the promise that every list has one.
TEAM_LIMIT = 500
MEMBER_LIMIT = 500


@dataclass(frozen=True, slots=True)
class TeamCard:
    """What other rooms need to know of a team."""

    id: UUID
    key: str
    name: str
    location_id: UUID | None
    manager_id: UUID | None
    is_active: bool
    assignment_mode: AssignmentMode


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with the person's name; `is_active` is the person's."""

    user_id: UUID
    name: str
    is_active: bool
    is_lead: bool
    is_assignable: bool
    max_open_tickets: int | None
    weight: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as lists show it."""

    team: Team
    manager_name: str | None
    member_count: int


_CARD = select(
    Team.id,
    Team.key,
    Team.name,
    Team.location_id,
    Team.manager_id,
    Team.is_active,
    Team.assignment_mode,
)


async def team_cards(session: AsyncSession, *, active_only: bool = True) -> tuple[TeamCard, ...]:
    """Return every team by name; only active ones unless asked."""
    query = _CARD.order_by(func.lower(Team.name)).limit(TEAM_LIMIT)
    rows = await session.execute(query.where(Team.is_active) if active_only else query)
    return tuple(TeamCard(*row) for row in rows)


async def team_card(session: AsyncSession, team_id: UUID) -> TeamCard | None:
    """Return one team, or None when there is no such team."""
    row = (await session.execute(_CARD.where(Team.id == team_id))).one_or_none()
    return TeamCard(*row) if row else None


async def team_version(session: AsyncSession, team_id: UUID) -> int:
    """Return a team's present version; raise `NotFound`."""
    version = await session.scalar(select(Team.version).where(Team.id == team_id))
    if version is None:
        raise NotFound
    return version


async def team_names(session: AsyncSession, team_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of these teams by id, in one query; unknown ids are absent."""
    wanted = set(team_ids)
    if not wanted:
        return {}
    rows = await session.execute(select(Team.id, Team.name).where(Team.id.in_(wanted)))
    return {row.id: row.name for row in rows}


async def teams_of(session: AsyncSession, user_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return (id, name) of the active teams a person works in, by name."""
    by_person = await teams_of_people(session, {user_id})
    return by_person.get(user_id, ())


async def teams_of_people(session: AsyncSession, user_ids: Iterable[UUID]) -> dict[UUID, tuple[tuple[UUID, str], ...]]:
    """Return (id, name) of the active teams of each of these people, in one query."""
    wanted = set(user_ids)
    if not wanted:
        return {}
    rows = await session.execute(
        select(TeamMember.user_id, Team.id, Team.name)
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.user_id.in_(wanted), Team.is_active)
        .order_by(func.lower(Team.name))
    )
    found: dict[UUID, tuple[tuple[UUID, str], ...]] = {}
    for user_id, team_id, name in rows:
        found[user_id] = (*found.get(user_id, ()), (team_id, name))
    return found


async def members(session: AsyncSession, team_id: UUID) -> tuple[MemberRow, ...]:
    """Return the members of a team by name."""
    rows = await session.execute(
        select(
            TeamMember.user_id,
            User.name,
            User.is_active,
            TeamMember.is_lead,
            TeamMember.is_assignable,
            TeamMember.max_open_tickets,
            TeamMember.weight,
        )
        .join(User, User.id == TeamMember.user_id)
        .where(TeamMember.team_id == team_id)
        .order_by(func.lower(User.name), User.id)
        .limit(MEMBER_LIMIT)
    )
    return tuple(MemberRow(*row) for row in rows)


async def team_rows(session: AsyncSession, *, is_active: bool | None) -> tuple[TeamRow, ...]:
    """Return teams by name with manager and number of members, all or by activity."""
    query = _rows().order_by(func.lower(Team.name)).limit(TEAM_LIMIT)
    if is_active is not None:
        query = query.where(Team.is_active == is_active)
    return tuple(TeamRow(*row) for row in await session.execute(query))


async def team_row(session: AsyncSession, team_id: UUID) -> TeamRow | None:
    """Return one team with manager and number of members, or None."""
    row = (await session.execute(_rows().where(Team.id == team_id))).one_or_none()
    return TeamRow(*row) if row else None


def _rows() -> Select[*tuple[Any, ...]]:
    count = select(func.count()).where(TeamMember.team_id == Team.id).correlate(Team).scalar_subquery()
    return select(Team, User.name, count).outerjoin(User, User.id == Team.manager_id)
