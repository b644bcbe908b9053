"""What the groups of a provider give here: shipped roles, and own roles that are built on one."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.models import OidcGroupOwnRole, OidcProvider
from itsm.domains.users import api as users
from itsm.platform.permissions import Role
from itsm.platform.work import UnitOfWork

# A sign-in page with more buttons is no sign-in page.
PROVIDERS_MAX: Final = 20
GROUPS_MAX: Final = 50
_ASCENDING: Final = tuple(Role)

OwnRolesOfGroups = Mapping[tuple[UUID, int], UUID]
"""Own roles by provider and place in its list of groups."""


class GivenRole(NamedTuple):
    """What a group gives: a shipped role, or the own role that is built on it."""

    role: Role
    own_role_id: UUID | None


class GroupGives(NamedTuple):
    """A group of a provider and what its members are here."""

    group: str
    given: GivenRole


def highest_of(groups: Sequence[GroupGives], held: object) -> GivenRole | None:
    """Return the highest role that the `held` groups give, end user where none fits; None without any mapping.

    Of several on one shipped role the first of the list counts: between what two own roles may do there is no order.
    """
    if not groups:
        return None
    names = {name for name in held if isinstance(name, str)} if isinstance(held, list) else set()
    fitting = [given for group, given in groups if group in names]
    return max(fitting, key=lambda given: _ASCENDING.index(given.role), default=GivenRole(Role.END_USER, None))


async def own_roles_of_groups(session: AsyncSession) -> OwnRolesOfGroups:
    """Return the own roles that groups of any provider give."""
    rows = await session.scalars(select(OidcGroupOwnRole).limit(PROVIDERS_MAX * GROUPS_MAX))
    return {(row.provider_id, row.position): row.own_role_id for row in rows}


def groups_of(row: OidcProvider, own: OwnRolesOfGroups) -> list[GroupGives]:
    """Return the groups of a provider in their order."""
    return [
        GroupGives(group, GivenRole(Role(role), own.get((row.id, position))))
        for position, (group, role) in enumerate(row.group_roles)
    ]


async def require_giving(work: UnitOfWork, groups: Sequence[GroupGives]) -> None:
    """Raise Forbidden where a group gives more than the actor may, Invalid for an own role that does not fit.

    Whoever keeps a provider decides whom it vouches for: with such a group they could make themselves anything.
    """
    for given in dict.fromkeys(given for _, given in groups):
        await users.require_giving(work, given.role, given.own_role_id)


async def keep_groups(work: UnitOfWork, row: OidcProvider, groups: Sequence[GroupGives]) -> None:
    """Write what the groups of a locked provider give."""
    row.group_roles = [[group, given.role.value] for group, given in groups]
    await work.session.execute(delete(OidcGroupOwnRole).where(OidcGroupOwnRole.provider_id == row.id))
    await work.session.flush()
    work.session.add_all(
        OidcGroupOwnRole(provider_id=row.id, position=position, own_role_id=given.own_role_id, role=given.role)
        for position, (_, given) in enumerate(groups)
        if given.own_role_id
    )


async def worded(session: AsyncSession, groups: Sequence[GroupGives]) -> list[list[str]]:
    """Return groups and what their roles are called, for the audit trail."""
    names = await users.own_role_names(session, (given.own_role_id for _, given in groups))
    return [[group, names.get(own, role.value) if own else role.value] for group, (role, own) in groups]
