"""Reading people: cards for other rooms, without loading whole rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.users.models import User
from itsm.platform.actor import Role
from itsm.platform.errors import NotFound


@dataclass(frozen=True, slots=True)
class UserCard:
    """What other rooms need to know of a person."""

    id: UUID
    name: str
    email: str
    role: Role
    is_active: bool
    is_vip: bool
    department: str | None
    location_id: UUID | None
    manager_id: UUID | None
    timezone: str
    locale: str


_CARD = select(
    User.id,
    User.name,
    User.email,
    User.role,
    User.is_active,
    User.is_vip,
    User.department,
    User.location_id,
    User.manager_id,
    User.timezone,
    User.locale,
)


async def card(session: AsyncSession, user_id: UUID) -> UserCard | None:
    """Return one person's card, or None when there is no such person."""
    row = (await session.execute(_CARD.where(User.id == user_id))).one_or_none()
    return UserCard(*row) if row else None


async def card_by_email(session: AsyncSession, email: str) -> UserCard | None:
    """Return the card of the person with this address, whatever its case, or None."""
    found = await session.execute(_CARD.where(func.lower(User.email) == email.lower()))
    row = found.one_or_none()
    return UserCard(*row) if row else None


async def cards(session: AsyncSession, user_ids: Iterable[UUID]) -> dict[UUID, UserCard]:
    """Return the cards of these people by id, in one query; unknown ids are absent."""
    wanted = set(user_ids)
    if not wanted:
        return {}
    rows = await session.execute(_CARD.where(User.id.in_(wanted)))
    return {row.id: UserCard(*row) for row in rows}


async def names(session: AsyncSession, user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of these people by id, in one query; unknown ids are absent."""
    wanted = set(user_ids)
    if not wanted:
        return {}
    rows = await session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in rows}


async def user_version(session: AsyncSession, user_id: UUID) -> int:
    """Return a person's present version; raise `NotFound`."""
    version = await session.scalar(select(User.version).where(User.id == user_id))
    if version is None:
        raise NotFound
    return version


async def active_ids_with_role(session: AsyncSession, role: Role) -> tuple[UUID, ...]:
    """Return the ids of all active people with this role (staff roles: tens, not thousands)."""
    rows = await session.scalars(select(User.id).where(User.role == role, User.is_active).order_by(User.id))
    return tuple(rows)


async def any_user(session: AsyncSession) -> bool:
    """Tell whether there is anybody at all."""
    return (await session.execute(select(User.id).limit(1))).first() is not None
