"""What other rooms may ask of people, and have done to them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings.api import find_location
from itsm.domains.users.queries import (
    UserCard,
    active_ids_with_role,
    any_user,
    card,
    card_by_email,
    cards,
    names,
    user_version,
)
from itsm.domains.users.roles.queries import (
    CHANGED_PERMISSIONS,
    active_ids_allowed,
    own_role_names,
    permissions_of,
    permissions_of_person,
)
from itsm.domains.users.service import (
    NewUser,
    activate_user,
    create_user,
    deactivate_user,
    require_giving,
    require_reach,
    update_own_preferences,
    update_user,
)
from itsm.platform.errors import Invalid

__all__ = [
    "CHANGED_PERMISSIONS",
    "NewUser",
    "UserCard",
    "activate_user",
    "active_ids_allowed",
    "active_ids_with_role",
    "any_user",
    "create_user",
    "deactivate_user",
    "find_user_by_email",
    "get_user",
    "get_users",
    "location_id_of",
    "names",
    "own_role_names",
    "permissions_of",
    "permissions_of_person",
    "require_active_user",
    "require_giving",
    "require_reach",
    "update_own_preferences",
    "update_user",
    "user_version",
]


async def get_user(session: AsyncSession, user_id: UUID) -> UserCard | None:
    """Return one person's card, or None when there is no such person."""
    return await card(session, user_id)


async def get_users(session: AsyncSession, user_ids: set[UUID]) -> dict[UUID, UserCard]:
    """Return the cards of these people by id, in one query; unknown ids are absent."""
    return await cards(session, user_ids)


async def find_user_by_email(session: AsyncSession, email: str) -> UserCard | None:
    """Return the card of the person with this address, whatever its case, or None."""
    return await card_by_email(session, email)


async def require_active_user(session: AsyncSession, user_id: UUID, *, field: str = "user_id") -> UserCard:
    """Return the card of an active person; raise `Invalid` naming `field` for anybody else."""
    person = await card(session, user_id)
    if person is None or not person.is_active:
        raise Invalid.field(field, "Choose an active person.", "unknown_reference")
    return person


async def location_id_of(session: AsyncSession, place: str | None) -> UUID | None:
    """Return the id of the active location with this id, key or name; raise `Invalid` for an unknown one."""
    if place is None:
        return None
    location = await find_location(session, place)
    if location is None:
        raise Invalid.field("location", "Choose one of the locations.", "unknown_reference")
    return location.id
