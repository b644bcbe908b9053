"""Account rows as answers."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.accounts.queries import AccountRow
from itsm.domains.identity.accounts.schemas import UserRead
from itsm.domains.settings.api import reference
from itsm.domains.teams import api as teams
from itsm.domains.teams.schemas import TeamRef
from itsm.domains.users import api as users
from itsm.domains.users.schemas import OwnRoleRef, PersonRef


async def read_accounts(session: AsyncSession, rows: Sequence[AccountRow]) -> list[UserRead]:
    """Return these people with teams and locations; one query for all of them."""
    teams_by_person = await teams.teams_of_people(session, {row.user.id for row in rows})
    own = await users.own_role_names(session, (row.user.own_role_id for row in rows))
    places = await reference(session)
    return [
        _read(row, places.location_name(row.user.location_id), teams_by_person.get(row.user.id, ()), own)
        for row in rows
    ]


async def read_account(session: AsyncSession, row: AccountRow) -> UserRead:
    """Return one person with teams and location."""
    return (await read_accounts(session, [row]))[0]


def _read(
    row: AccountRow, location: str | None, member_of: Sequence[tuple[UUID, str]], own: Mapping[UUID, str]
) -> UserRead:
    user = row.user
    own_role = OwnRoleRef(id=user.own_role_id, name=own[user.own_role_id]) if user.own_role_id else None
    manager = PersonRef(id=user.manager_id, name=row.manager_name or "") if user.manager_id else None
    return UserRead(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        own_role=own_role,
        is_active=user.is_active,
        is_vip=user.is_vip,
        department=user.department,
        job_title=user.job_title,
        location=location,
        manager=manager,
        teams=[TeamRef(id=team_id, name=name) for team_id, name in member_of],
        timezone=user.timezone,
        locale=user.locale,
        has_password=row.has_password,
        has_second_factor=row.has_second_factor,
        invited_until=row.invited_until,
        last_active_at=row.last_active_at,
        version=user.version,
        created_at=user.created_at,
        updated_at=user.updated_at,
    )
