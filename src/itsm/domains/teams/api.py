"""What other rooms may ask of teams, and have done to them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.teams.enums import AssignmentMode
from itsm.domains.teams.limits import set_limits
from itsm.domains.teams.queries import (
    MemberRow,
    TeamCard,
    members,
    team_card,
    team_cards,
    team_names,
    teams_of,
    teams_of_people,
)
from itsm.domains.teams.service import NewTeam, Place, create_team, put_member, remove_member, update_team
from itsm.platform.errors import Invalid

__all__ = [
    "AssignmentMode",
    "MemberRow",
    "NewTeam",
    "Place",
    "TeamCard",
    "create_team",
    "get_team",
    "list_teams",
    "members",
    "put_member",
    "remove_member",
    "require_active_team",
    "set_limits",
    "team_ids_of",
    "team_names",
    "teams_of",
    "teams_of_people",
    "update_team",
]


async def get_team(session: AsyncSession, team_id: UUID) -> TeamCard | None:
    """Return one team, or None when there is no such team."""
    return await team_card(session, team_id)


async def list_teams(session: AsyncSession) -> tuple[TeamCard, ...]:
    """Return every active team by name."""
    return await team_cards(session)


async def team_ids_of(session: AsyncSession, user_id: UUID) -> frozenset[UUID]:
    """Return the ids of the active teams a person works in."""
    return frozenset(team_id for team_id, _ in await teams_of(session, user_id))


async def require_active_team(session: AsyncSession, team_id: UUID, *, field: str = "team_id") -> TeamCard:
    """Return an active team; raise `Invalid` naming `field` for any other id."""
    team = await team_card(session, team_id)
    if team is None or not team.is_active:
        raise Invalid.field(field, "Choose an active team.", "unknown_reference")
    return team
