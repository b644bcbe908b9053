"""Rows of teams and members: loading with locks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.teams.models import Team, TeamMember
from itsm.platform.errors import NotFound


async def lock_team(session: AsyncSession, team_id: UUID) -> Team:
    """Return the team, locked until the commit; raise `NotFound`."""
    team = await session.scalar(
        select(Team).where(Team.id == team_id).with_for_update().execution_options(populate_existing=True)
    )
    if team is None:
        raise NotFound
    return team


async def find_member(session: AsyncSession, team_id: UUID, user_id: UUID) -> TeamMember | None:
    """Return a person's place in a team, or None."""
    return await session.get(TeamMember, (team_id, user_id))
