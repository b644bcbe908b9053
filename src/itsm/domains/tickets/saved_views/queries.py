"""Which saved views a person has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, func, or_, select

from itsm.domains.teams.models import Team
from itsm.domains.tickets.saved_views.enums import ViewScope
from itsm.domains.tickets.saved_views.models import SavedView
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

VIEWS_MAX: Final = 60
"""So many views somebody keeps, and so many one is shown, so that one question counts them all."""


def _among_theirs(actor: Actor) -> ColumnElement[bool]:
    return or_(
        SavedView.owner_id == actor.id,
        SavedView.scope == ViewScope.SHARED.value,
        SavedView.team_id.in_(sorted(actor.team_ids)),
    )


async def views_of(session: AsyncSession, actor: Actor, *, only: UUID | None = None) -> Sequence[Any]:
    """Return (view, name of its owner, name of its team) of what `actor` has, their own first; or of `only` one."""
    query = (
        select(SavedView, User.name, Team.name)
        .join(User, User.id == SavedView.owner_id)
        .outerjoin(Team, Team.id == SavedView.team_id)
        .where(_among_theirs(actor))
        .order_by(SavedView.owner_id != actor.id, func.lower(SavedView.name), SavedView.id)
        .limit(VIEWS_MAX)
    )
    return (await session.execute(query if only is None else query.where(SavedView.id == only))).all()


async def lock_view(session: AsyncSession, actor: Actor, view_id: UUID) -> SavedView | None:
    """Return a view that `actor` has, locked; None for any other."""
    query = select(SavedView).where(SavedView.id == view_id, _among_theirs(actor)).with_for_update()
    return (await session.scalars(query)).one_or_none()


async def count_own(session: AsyncSession, owner_id: UUID) -> int:
    """Return how many views somebody keeps."""
    counted = select(func.count()).select_from(SavedView).where(SavedView.owner_id == owner_id)
    return int(await session.scalar(counted) or 0)
