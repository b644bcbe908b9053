"""People as actors without a session: to ask what somebody may see who is only written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from itsm.domains.identity.queries import TEAM_IDS
from itsm.domains.users.api import CHANGED_PERMISSIONS
from itsm.domains.users.models import User
from itsm.platform.actor import Actor
from itsm.platform.permissions import held_by

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def reader_of(session: AsyncSession, user_id: UUID) -> Actor | None:
    """Return an active person with what they may do now, or None."""
    query = select(User, TEAM_IDS, CHANGED_PERMISSIONS).where(User.id == user_id, User.is_active)
    row = (await session.execute(query)).first()
    if row is None:
        return None
    user, team_ids, changed = row
    return Actor(
        id=user.id,
        name=user.name,
        role=user.role,
        permissions=held_by(user.role, changed),
        email=user.email,
        team_ids=frozenset(team_ids or ()),
        location_id=user.location_id,
        timezone=user.timezone,
        locale=user.locale,
    )
