"""Reading across users, teams and sessions: who a session speaks for, and what accounts look like."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.models import Credential, SecondFactor, Session
from itsm.domains.identity.rules import SignInRules, sign_in_rules
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.users.api import CHANGED_PERMISSIONS
from itsm.domains.users.models import User
from itsm.platform.actor import Role
from itsm.platform.db.direct import Prepared
from itsm.platform.permissions import held_by

# Nobody has this many sessions; the bound keeps the promise that every list has one.
SESSION_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Authority:
    """Who a live session speaks for, as of the moment it was read; `proof` is how long a proof counts."""

    session_id: UUID
    user_id: UUID
    name: str
    email: str
    role: Role
    authority_version: int
    location_id: UUID | None
    timezone: str
    locale: str
    ends_at: datetime
    team_ids: frozenset[UUID]
    permissions: frozenset[str]
    proof: timedelta


@dataclass(frozen=True, slots=True)
class Account:
    """What sign-in needs of an account; `password_hash` is None until a password was chosen."""

    user_id: UUID
    name: str
    email: str
    role: Role
    is_active: bool
    authority_version: int
    timezone: str
    locale: str
    password_hash: str | None
    changed_permissions: list[str] | None
    own_role_id: UUID | None

    @property
    def permissions(self) -> frozenset[str]:
        """What the person may do now."""
        return held_by(self.role, self.changed_permissions)


TEAM_IDS = (
    select(func.array_agg(TeamMember.team_id, type_=ARRAY(Uuid())))
    .join(Team, Team.id == TeamMember.team_id)
    .where(TeamMember.user_id == User.id, Team.is_active)
    .correlate(User)
    .scalar_subquery()
)

_AUTHORITY: Any = (
    select(
        Session.id,
        User.id,
        User.name,
        User.email,
        User.role,
        User.authority_version,
        User.location_id,
        User.timezone,
        User.locale,
        Session.created_at,
        Session.last_active_at,
        Session.expires_at,
        TEAM_IDS,
        CHANGED_PERMISSIONS,
    )
    .join(User, User.id == Session.user_id)
    .where(
        Session.revoked_at.is_(None),
        User.is_active,
        User.authority_version == Session.authority_version,
    )
)

# Built once: asked by every request whose session is not in memory.
_LIVE_AUTHORITY = Prepared(_AUTHORITY.where(Session.id == bindparam("session_id")))

_ACCOUNT = select(
    User.id,
    User.name,
    User.email,
    User.role,
    User.is_active,
    User.authority_version,
    User.timezone,
    User.locale,
    Credential.password_hash,
    CHANGED_PERMISSIONS,
    User.own_role_id,
).outerjoin(Credential, Credential.user_id == User.id)


async def live_authority(session: AsyncSession, session_id: UUID) -> Authority | None:
    """Return who a session speaks for, or None when it was revoked or its person lost their access.

    One statement, by primary key. Whether it is past `ends_at` is for the caller to see.
    """
    rules = await sign_in_rules(session)
    rows = await _LIVE_AUTHORITY.fetch(session, session_id=session_id)
    return _authority(tuple(rows[0]), rules) if rows else None


def _authority(row: tuple[Any, ...], rules: SignInRules) -> Authority:
    """Return a row of `_AUTHORITY` as what it means under the rules of the moment."""
    who: tuple[Any, ...] = row[:-5]
    began, active, expires, teams, changed = row[-5:]
    ends_at = min(expires, active + rules.idle, began + rules.absolute)
    held = held_by(Role(row[4]), changed)
    values: tuple[Any, ...] = (*who, ends_at, frozenset(teams or ()), held, rules.proof)
    return Authority(*values)


async def live_authorities(session: AsyncSession, session_ids: Collection[UUID]) -> dict[UUID, Authority]:
    """Return who each of these sessions speaks for; those that ended are absent. One statement."""
    rules = await sign_in_rules(session)
    rows = await session.execute(_AUTHORITY.where(Session.id.in_(session_ids)))
    return {row[0]: _authority(tuple(row), rules) for row in rows}


async def account_by_email(session: AsyncSession, email: str) -> Account | None:
    """Return the account with this address, whatever its case, or None."""
    found = await session.execute(_ACCOUNT.where(func.lower(User.email) == email.lower()))
    row = found.one_or_none()
    return Account(*row) if row else None


async def account(session: AsyncSession, user_id: UUID) -> Account | None:
    """Return an account by the person's id, or None."""
    row = (await session.execute(_ACCOUNT.where(User.id == user_id))).one_or_none()
    return Account(*row) if row else None


async def profile(session: AsyncSession, user_id: UUID) -> User | None:
    """Return the whole row of a person, or None."""
    return await session.get(User, user_id)


async def ways_in(session: AsyncSession, user_id: UUID) -> tuple[bool, bool]:
    """Return whether a person has a password, and whether they have a second factor that counts."""
    found = await session.execute(
        select(
            select(Credential.user_id).where(Credential.user_id == user_id).exists(),
            select(SecondFactor.user_id)
            .where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_not(None))
            .exists(),
        )
    )
    has_password, has_factor = found.one()
    return has_password, has_factor


async def lock_account(session: AsyncSession, user_id: UUID, *, to_write: bool = False) -> Account | None:
    """Return an account with its person held still until the commit, or None.

    Whoever changes a password or deactivates somebody takes the same lock: that either comes first, and is
    seen here, or comes after, and ends what is begun here (CVE-2022-24751: a race at deactivation).
    The second statement matters: a locking join would show the password as of before the wait.
    """
    await session.execute(select(User.id).where(User.id == user_id).with_for_update(read=not to_write))
    return await account(session, user_id)


async def open_sessions(session: AsyncSession, user_id: UUID, now: datetime) -> tuple[Session, ...]:
    """Return a person's sessions that have not ended, latest use first."""
    rules = await sign_in_rules(session)
    rows = await session.scalars(
        select(Session)
        .join(User, User.id == Session.user_id)
        .where(
            Session.user_id == user_id,
            Session.revoked_at.is_(None),
            Session.expires_at > now,
            Session.last_active_at > now - rules.idle,
            Session.created_at > now - rules.absolute,
            Session.authority_version == User.authority_version,
        )
        .order_by(Session.last_active_at.desc(), Session.id)
        .limit(SESSION_LIMIT)
    )
    return tuple(rows)
