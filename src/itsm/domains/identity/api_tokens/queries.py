"""Reading API tokens: who one speaks for, and the list of a person's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.models import ApiToken
from itsm.domains.identity.queries import TEAM_IDS
from itsm.domains.users.api import CHANGED_PERMISSIONS
from itsm.domains.users.models import User
from itsm.platform.permissions import Role, held_by

# A person has that many at once; beyond it a token is forgotten somewhere.
TOKENS_MAX = 20


@dataclass(frozen=True, slots=True)
class TokenAuthority:
    """Who a live token speaks for, as of the moment it was read."""

    token_id: UUID
    digest: bytes
    scopes: tuple[str, ...]
    last_used_at: datetime | None
    user_id: UUID
    name: str
    email: str
    role: Role
    location_id: UUID | None
    timezone: str
    locale: str
    ends_at: datetime
    team_ids: frozenset[UUID]
    permissions: frozenset[str]


async def live_token(session: AsyncSession, token_id: UUID) -> TokenAuthority | None:
    """Return who a token speaks for, or None when it was revoked or its person lost or changed their access."""
    found = await session.execute(
        select(
            ApiToken.id,
            ApiToken.digest,
            ApiToken.scopes,
            ApiToken.last_used_at,
            User.id,
            User.name,
            User.email,
            User.role,
            User.location_id,
            User.timezone,
            User.locale,
            ApiToken.expires_at,
            TEAM_IDS,
            CHANGED_PERMISSIONS,
        )
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.id == token_id,
            ApiToken.revoked_at.is_(None),
            User.is_active,
            User.authority_version == ApiToken.authority_version,
        )
    )
    row = found.one_or_none()
    return _authority(tuple(row)) if row else None


def _authority(row: tuple[Any, ...]) -> TokenAuthority:
    token_id, digest, scopes, *who, teams, changed = row
    held = held_by(Role(row[7]), changed)
    values: tuple[Any, ...] = (token_id, digest, tuple(scopes), *who, frozenset(teams or ()), held)
    return TokenAuthority(*values)


def _open(user_id: UUID, now: datetime) -> tuple[Any, ...]:
    return (
        ApiToken.user_id == user_id,
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > now,
        ApiToken.authority_version == User.authority_version,
        User.id == ApiToken.user_id,
    )


async def open_tokens(session: AsyncSession, user_id: UUID, now: datetime) -> list[ApiToken]:
    """Return a person's tokens that still work, newest first."""
    statement = select(ApiToken).where(*_open(user_id, now)).order_by(ApiToken.created_at.desc(), ApiToken.id)
    return list(await session.scalars(statement.limit(TOKENS_MAX)))


async def count_open(session: AsyncSession, user_id: UUID, now: datetime) -> int:
    """Return how many tokens of a person still work."""
    counted = select(func.count()).select_from(ApiToken).join(User, User.id == ApiToken.user_id)
    return await session.scalar(counted.where(*_open(user_id, now))) or 0
