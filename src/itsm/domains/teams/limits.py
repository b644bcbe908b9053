"""How many tickets a team wants in a column of its board at most: shared by who works there, kept by who leads it.

A limit warns and refuses nothing: what has to be done is done, and everybody sees that it is too much at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select, true

from itsm.domains.teams.events import TeamUpdated
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.teams.queries import TEAM_LIMIT
from itsm.domains.teams.repository import lock_team
from itsm.domains.teams.service import MANAGE
from itsm.platform.errors import Forbidden, StaleVersion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TeamLimits:
    """The limits of one team; `may_edit`: whoever asked keeps them."""

    team_id: UUID
    name: str
    limits: Mapping[str, Any]
    may_edit: bool
    version: int


async def limits_of_teams(session: AsyncSession, actor: Actor, *, only: UUID | None = None) -> Sequence[TeamLimits]:
    """Return the limits of every active team by name, or of `only` one."""
    query = select(Team.id, Team.name, Team.board_limits, _leads(actor), Team.version).order_by(func.lower(Team.name))
    chosen = query.where(Team.is_active) if only is None else query.where(Team.id == only)
    return [TeamLimits(*row) for row in await session.execute(chosen.limit(TEAM_LIMIT))]


async def require_leading(session: AsyncSession, actor: Actor, team_id: UUID) -> None:
    """Raise Forbidden (403) unless the actor leads the team or manages teams, whether there is one or not."""
    if actor.can(MANAGE) or await session.scalar(select(_leads(actor)).where(Team.id == team_id)):
        return
    raise Forbidden("Who leads the team keeps its limits.")


async def set_limits(work: UnitOfWork, team_id: UUID, limits: Mapping[str, int], *, version: int | None = None) -> None:
    """Keep the limits of a team, all of them at once; `version`: as it was read, None does not mind.

    Raises NotFound (404), Forbidden (403) unless the actor leads the team or manages teams, StaleVersion (412).
    """
    await require_leading(work.session, work.actor, team_id)
    team = await lock_team(work.session, team_id)
    if version not in {None, team.version}:
        raise StaleVersion("Somebody changed this since you read it.", current_version=team.version)
    if team.board_limits == limits:
        return
    before, team.board_limits = team.board_limits, dict(limits)
    team.version, team.updated_at = team.version + 1, work.now
    work.record(
        TeamUpdated(
            subject_id=team.id,
            version=team.version,
            changes={"board_limits": (before, dict(limits))},
            summary=f"Team {team.name}: limits of its board changed",
        )
    )


def _leads(actor: Actor) -> ColumnElement[bool]:
    if actor.can(MANAGE):
        return true()
    leads = exists().where(TeamMember.team_id == Team.id, TeamMember.user_id == actor.id, TeamMember.is_lead)
    return or_(leads, func.coalesce(Team.manager_id == actor.id, False))
