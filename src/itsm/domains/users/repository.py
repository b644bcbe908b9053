"""Rows of people: loading with and without locks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.users.models import User
from itsm.platform.actor import Role
from itsm.platform.errors import NotFound


async def find_by_email(session: AsyncSession, email: str) -> User | None:
    """Return the person with this address, whatever its case, or None."""
    return await session.scalar(select(User).where(func.lower(User.email) == email.lower()))


async def lock_user(session: AsyncSession, user_id: UUID) -> User:
    """Return the person, locked until the commit; raise `NotFound`."""
    user = await session.scalar(
        select(User).where(User.id == user_id).with_for_update().execution_options(populate_existing=True)
    )
    if user is None:
        raise NotFound
    return user


async def lock_administrators(session: AsyncSession) -> set[UUID]:
    """Return the ids of active administrators, all locked in one order until the commit.

    Two administrators who demote each other at the same instant meet here: one waits and
    then sees that the other is gone.
    """
    rows = await session.scalars(
        select(User.id).where(User.role == Role.SYSTEM_ADMIN, User.is_active).order_by(User.id).with_for_update()
    )
    return set(rows)
