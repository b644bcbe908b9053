"""The caller as the interface shows them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.queries import profile, ways_in
from itsm.domains.identity.schemas import Me
from itsm.domains.settings.api import reference
from itsm.domains.teams import api as teams
from itsm.domains.teams.schemas import TeamRef
from itsm.domains.users import api as users
from itsm.platform.errors import NotFound


async def describe_me(session: AsyncSession, user_id: UUID) -> Me:
    """Return who the caller is; raise `NotFound` for an id without a person."""
    person = await profile(session, user_id)
    if person is None:
        raise NotFound
    has_password, has_second_factor = await ways_in(session, user_id)
    mine = await teams.teams_of(session, user_id)
    return Me(
        id=person.id,
        name=person.name,
        email=person.email,
        role=person.role,
        permissions=sorted(await users.permissions_of_person(session, user_id)),
        teams=[TeamRef(id=team_id, name=name) for team_id, name in mine],
        location=(await reference(session)).location_name(person.location_id),
        timezone=person.timezone,
        locale=person.locale,
        theme=person.theme,
        density=person.density,
        start_page=person.start_page,
        has_shortcuts=person.has_shortcuts,
        has_password=has_password,
        has_second_factor=has_second_factor,
    )
