"""Which macros a person has, and for whom they may keep some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import aliased

from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.tickets.macros.enums import MacroScope
from itsm.domains.tickets.macros.models import Macro
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

OWN_MAX: Final = 200
"""So many macros somebody keeps."""
LIST_MAX: Final = 500
MANAGING: Final = "macros.manage"
"""Who keeps macros for everybody, and those of every team."""


def _among_theirs(actor: Actor) -> ColumnElement[bool]:
    own = (Macro.owner_id == actor.id) & (Macro.scope == MacroScope.PRIVATE.value)
    shared = Macro.scope == MacroScope.SHARED.value
    if actor.can(MANAGING):
        return or_(own, shared, Macro.scope == MacroScope.TEAM.value)
    return or_(own, shared, Macro.team_id.in_(sorted(actor.team_ids)))


async def macros_of(session: AsyncSession, actor: Actor, *, only: UUID | None = None) -> Sequence[Any]:
    """Return (macro, owner, team, team it gives to, person it gives to) of what `actor` has, by name; or `only` one."""
    target, person = aliased(Team), aliased(User)
    to_team, to_person = Macro.changes["team_id"].astext, Macro.changes["assignee_id"].astext
    query = (
        select(Macro, User.name, Team.name, target.name, person.name)
        .join(User, User.id == Macro.owner_id)
        .outerjoin(Team, Team.id == Macro.team_id)
        .outerjoin(target, cast(target.id, Text) == to_team)
        .outerjoin(person, cast(person.id, Text) == to_person)
        .where(_among_theirs(actor))
        .order_by(func.lower(Macro.name), Macro.id)
        .limit(LIST_MAX)
    )
    return (await session.execute(query if only is None else query.where(Macro.id == only))).all()


async def find_macro(session: AsyncSession, actor: Actor, macro_id: UUID, *, for_update: bool = False) -> Macro | None:
    """Return a macro that `actor` has, locked where asked; None for any other."""
    query = select(Macro).where(Macro.id == macro_id, _among_theirs(actor))
    return (await session.scalars(query.with_for_update() if for_update else query)).one_or_none()


async def count_own(session: AsyncSession, owner_id: UUID) -> int:
    """Return how many macros somebody keeps."""
    counted = select(func.count()).select_from(Macro).where(Macro.owner_id == owner_id)
    return int(await session.scalar(counted) or 0)


async def led_teams(session: AsyncSession, actor: Actor) -> dict[UUID, str]:
    """Return the active teams whose macros the actor keeps, by name: those they lead, or every one."""
    query = select(Team.id, Team.name).where(Team.is_active).order_by(func.lower(Team.name)).limit(LIST_MAX)
    if not actor.can(MANAGING):
        leads = select(TeamMember.team_id).where(TeamMember.user_id == actor.id, TeamMember.is_lead)
        query = query.where(or_(Team.id.in_(leads), Team.manager_id == actor.id))
    return {row.id: row.name for row in await session.execute(query)}
