"""Reads that join people, teams and their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select, tuple_

from itsm.domains.presence.models import AgentSkill, Leave, ShiftRow, Skill, TeamDuty
from itsm.domains.presence.repository import MOST_LEAVES, MOST_PEOPLE, MOST_SKILLS
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.users.models import User
from itsm.platform.actor import Role

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Place:
    """A team somebody works in, with who answers for it."""

    team_id: UUID
    manager_id: UUID | None
    lead_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Somebody whose time is planned."""

    id: UUID
    name: str
    timezone: str
    manager_id: UUID | None


async def places_of(session: AsyncSession, user_ids: Collection[UUID]) -> dict[UUID, list[Place]]:
    """Return the active teams of each of these people, in one query."""
    lead = TeamMember.__table__.alias("lead")
    leads = (
        select(func.array_agg(lead.c.user_id))
        .where(lead.c.team_id == TeamMember.team_id, lead.c.is_lead)
        .correlate(TeamMember)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(TeamMember.user_id, Team.id, Team.manager_id, leads)
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.user_id.in_(user_ids), Team.is_active)
        .limit(MOST_PEOPLE)
    )
    found: dict[UUID, list[Place]] = defaultdict(list)
    for user_id, team_id, manager_id, lead_ids in rows:
        found[user_id].append(Place(team_id, manager_id, frozenset(lead_ids or ())))
    return found


async def planned_people(session: AsyncSession, team_id: UUID | None) -> list[PlannedPerson]:
    """Return the active staff of a team, or everybody who works in one, by name."""
    members = select(TeamMember.user_id).join(Team, Team.id == TeamMember.team_id).where(Team.is_active)
    if team_id is not None:
        members = members.where(TeamMember.team_id == team_id)
    rows = await session.execute(
        select(User.id, User.name, User.timezone, User.manager_id)
        .where(User.is_active, User.role != Role.END_USER, User.id.in_(members))
        .order_by(func.lower(User.name), User.id)
        .limit(MOST_PEOPLE)
    )
    return [PlannedPerson(*row) for row in rows]


async def shift_rows(session: AsyncSession, user_ids: Collection[UUID]) -> dict[UUID, ShiftRow]:
    """Return the weekly hours of these people; who has none is absent."""
    rows = await session.scalars(select(ShiftRow).where(ShiftRow.user_id.in_(user_ids)))
    return {row.user_id: row for row in rows}


async def leaves_between(
    session: AsyncSession, user_ids: Collection[UUID], start: datetime, end: datetime
) -> dict[UUID, list[Leave]]:
    """Return the leave of these people that touches a period, by its start."""
    rows = await session.scalars(
        select(Leave)
        .where(Leave.user_id.in_(user_ids), Leave.cancelled_at.is_(None), Leave.ends_at > start, Leave.starts_at < end)
        .order_by(Leave.starts_at, Leave.id)
        .limit(MOST_LEAVES)
    )
    found: dict[UUID, list[Leave]] = defaultdict(list)
    for leave in rows:
        found[leave.user_id].append(leave)
    return found


async def leaves_of(
    session: AsyncSession, user_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Leave]:
    """Return a page of somebody's leave, the latest first; one row more than `limit` where there are more."""
    query = select(Leave).where(Leave.user_id == user_id, Leave.cancelled_at.is_(None))
    if after is not None:
        query = query.where(tuple_(Leave.starts_at, Leave.id) < after)
    rows = await session.scalars(query.order_by(Leave.starts_at.desc(), Leave.id.desc()).limit(limit + 1))
    return rows.all()


async def skills_of(session: AsyncSession, user_ids: Collection[UUID]) -> dict[UUID, list[Skill]]:
    """Return the skills in use of these people, by name."""
    rows = await session.execute(
        select(AgentSkill.user_id, Skill)
        .join(Skill, Skill.id == AgentSkill.skill_id)
        .where(AgentSkill.user_id.in_(user_ids), Skill.is_active)
        .order_by(func.lower(Skill.name))
        .limit(MOST_LEAVES)
    )
    found: dict[UUID, list[Skill]] = defaultdict(list)
    for user_id, skill in rows:
        found[user_id].append(skill)
    return found


async def skill_rows(session: AsyncSession) -> Sequence[Skill]:
    """Return every skill by name, in use or not."""
    return (await session.scalars(select(Skill).order_by(func.lower(Skill.name)).limit(MOST_SKILLS))).all()


async def known_skills(session: AsyncSession, skill_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return which of these are skills in use."""
    return frozenset(await session.scalars(select(Skill.id).where(Skill.id.in_(skill_ids), Skill.is_active)))


async def duty_row(session: AsyncSession, team_id: UUID, *, for_update: bool = False) -> TeamDuty | None:
    """Return who takes over from a team, or None where nobody was named."""
    return await session.get(TeamDuty, team_id, with_for_update=for_update, populate_existing=True)
