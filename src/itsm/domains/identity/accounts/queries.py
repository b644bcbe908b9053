"""Reading accounts: people joined with their teams, their manager and their sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from itsm.domains.identity.enums import LinkPurpose
from itsm.domains.identity.models import Credential, PasswordLink, SecondFactor, Session
from itsm.domains.teams.models import TeamMember
from itsm.domains.users.models import User
from itsm.platform.actor import Role

_MANAGER = aliased(User)
_SORT_NAME = func.lower(User.name)


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which people a list holds; None does not filter. `by_email`: the search looks at addresses too."""

    q: str | None = None
    by_email: bool = False
    roles: tuple[Role, ...] = ()
    is_active: bool | None = None
    is_invited: bool | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person with what other tables know of them."""

    user: User
    manager_name: str | None
    has_password: bool
    has_second_factor: bool
    invited_until: datetime | None
    last_active_at: datetime | None


async def account_page(
    session: AsyncSession, wanted: AccountFilter, *, limit: int, after: tuple[str, UUID] | None
) -> list[AccountRow]:
    """Return up to `limit` people by name, those after the keyset `after`."""
    query = _rows().where(*_conditions(wanted)).order_by(_SORT_NAME, User.id).limit(limit)
    if after is not None:
        query = query.where(tuple_(_SORT_NAME, User.id) > tuple_(*after))
    return [AccountRow(*row) for row in await session.execute(query)]


async def count_accounts(session: AsyncSession, wanted: AccountFilter) -> int:
    """Return how many people the filter holds; thousands at most, so it is counted exactly."""
    found = await session.scalar(select(func.count()).select_from(User).where(*_conditions(wanted)))
    return found or 0


async def account_row(session: AsyncSession, user_id: UUID) -> AccountRow | None:
    """Return one person, or None."""
    row = (await session.execute(_rows().where(User.id == user_id))).one_or_none()
    return AccountRow(*row) if row else None


def sort_key(user: User) -> tuple[str, str]:
    """Return the keyset of a person in a list, for its cursor."""
    return user.name.lower(), str(user.id)


def _rows() -> Select[*tuple[Any, ...]]:
    last_active = (
        select(func.max(Session.last_active_at)).where(Session.user_id == User.id).correlate(User).scalar_subquery()
    )
    invited_until = (
        select(func.max(PasswordLink.expires_at))
        .where(
            PasswordLink.user_id == User.id,
            PasswordLink.purpose == LinkPurpose.INVITATION,
            PasswordLink.used_at.is_(None),
            PasswordLink.email == User.email,
        )
        .correlate(User)
        .scalar_subquery()
    )
    return (
        select(
            User,
            _MANAGER.name,
            Credential.user_id.is_not(None),
            SecondFactor.user_id.is_not(None),
            invited_until,
            last_active,
        )
        .outerjoin(_MANAGER, _MANAGER.id == User.manager_id)
        .outerjoin(Credential, Credential.user_id == User.id)
        .outerjoin(SecondFactor, and_(SecondFactor.user_id == User.id, SecondFactor.confirmed_at.is_not(None)))
    )


def _conditions(wanted: AccountFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.q:
        matches = User.name.icontains(wanted.q, autoescape=True)
        by_email = User.email.icontains(wanted.q, autoescape=True)
        conditions.append(or_(matches, by_email) if wanted.by_email else matches)
    if wanted.roles:
        conditions.append(User.role.in_(wanted.roles))
    if wanted.is_active is not None:
        conditions.append(User.is_active == wanted.is_active)
    if wanted.is_invited is not None:
        waiting = PasswordLink.user_id == User.id, PasswordLink.purpose == LinkPurpose.INVITATION
        has_link = select(PasswordLink.id).where(*waiting, PasswordLink.used_at.is_(None)).exists()
        conditions.append(has_link if wanted.is_invited else ~has_link)
    if wanted.team_id is not None:
        members = select(TeamMember.user_id).where(TeamMember.team_id == wanted.team_id)
        conditions.append(User.id.in_(members))
    return conditions
